"""Judges the lab's models of sequences by PyTorch's own layers and by NumPy, in float64.

Reads what sequence.ts wrote and prints one JSON line for each case: the largest difference of loss, gradient or table,
relative to 1 + the size of what it is compared with.
"""

import json
import math
import sys

import numpy as np
import torch
from torch import nn
from torch.func import functional_call

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


def positions(length, width):
    place = torch.arange(length, dtype=torch.float64)[:, None]
    rate = torch.exp(-math.log(10000.0) * torch.arange(0, width, 2, dtype=torch.float64) / width)
    table = torch.zeros(length, width)
    table[:, 0::2] = torch.sin(place * rate)
    table[:, 1::2] = torch.cos(place * rate)
    return table


def recurrent(kind, settings, x, weights):
    layer = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}[kind]
    module = layer(x.shape[-1], settings["width"], settings["layers"], batch_first=True)
    named = {}
    for k in range(settings["layers"]):
        own = {name.removeprefix(f"layer {k + 1} "): w for name, w in weights.items() if name.startswith(f"layer {k + 1} ")}
        named[f"weight_ih_l{k}"] = own["W_x"].T
        named[f"weight_hh_l{k}"] = own["W_h"].T
        named[f"bias_ih_l{k}"] = own["b"]
        zeros = torch.zeros_like(own["b"])
        state = torch.cat([zeros[: 2 * settings["width"]], own["c"]]) if kind == "gru" else zeros
        named[f"bias_hh_l{k}"] = state
    return functional_call(module, named, (x,))[0]


def transformer(settings, x, weights):
    width, length = settings["width"], x.shape[1]
    first = settings["normalise"] == "before"
    places = weights["positions"][:length] if settings["positions"] == "learned" else positions(length, width)
    h = x @ weights["embedding"] + places
    mask = nn.Transformer.generate_square_subsequent_mask(length, dtype=torch.float64)
    for k in range(settings["layers"]):
        own = {name.removeprefix(f"layer {k + 1} "): w for name, w in weights.items() if name.startswith(f"layer {k + 1} ")}
        module = nn.TransformerEncoderLayer(
            width,
            settings["heads"],
            settings["inner"],
            dropout=0.0,
            activation=settings["activation"],
            batch_first=True,
            norm_first=first,
        )
        named = {
            "self_attn.in_proj_weight": own["W_qkv"].T,
            "self_attn.in_proj_bias": own["b_qkv"],
            "self_attn.out_proj.weight": own["W_o"].T,
            "self_attn.out_proj.bias": own["b_o"],
            "linear1.weight": own["W_1"].T,
            "linear1.bias": own["b_1"],
            "linear2.weight": own["W_2"].T,
            "linear2.bias": own["b_2"],
            "norm1.weight": own["attention gain"],
            "norm1.bias": own["attention shift"],
            "norm2.weight": own["forward gain"],
            "norm2.bias": own["forward shift"],
        }
        h = functional_call(module, named, (h,), {"src_mask": mask})
    if first:
        h = nn.functional.layer_norm(h, (width,), weights["last gain"], weights["last shift"])
    return h


def body(settings, x, weights):
    kind = settings["kind"]
    if kind == "aggregation":
        return torch.tanh(torch.cumsum(x @ weights["W_x"], 1) + weights["b"])
    if kind == "transformer":
        return transformer(settings, x, weights)
    return recurrent(kind, settings, x, weights)


def losses(kind, outputs, targets):
    if kind == "cross-entropy":
        return nn.functional.cross_entropy(outputs.flatten(0, 1), targets.flatten(), reduction="none").view(targets.shape)
    if kind == "mean-square":
        return nn.functional.mse_loss(outputs, targets, reduction="none").mean(-1)
    columns = targets.shape[-1]
    law = torch.distributions.Normal(outputs[..., :columns], torch.exp(outputs[..., columns:]))
    return -law.log_prob(targets).mean(-1)


def neural(case):
    flat = torch.tensor(case["parameters"], requires_grad=True)
    weights = {
        slot["name"]: flat[slot["offset"] : slot["offset"] + math.prod(slot["shape"])].view(slot["shape"])
        for slot in case["slots"]
    }
    batch, length = case["shape"]
    told = case["loss"] == "cross-entropy"
    shape = (batch, length) if told else (batch, length, -1)
    kind = torch.int64 if told else torch.float64
    given, targets = (torch.tensor(case[name], dtype=kind).view(shape) for name in ("input", "targets"))
    first = weights.get("embedding", weights.get("layer 1 W_x", weights.get("W_x")))
    x = nn.functional.one_hot(given, first.shape[0]).to(torch.float64) if told else given
    outputs = body(case["settings"], x, weights) @ weights["W_y"] + weights["b_y"]
    counts = torch.tensor(case["weights"]).view(batch, length)
    loss = (losses(case["loss"], outputs, targets) * counts).sum() / counts.sum()
    loss.backward()
    difference = abs(loss.item() - case["value"]) / (1 + abs(loss.item()))
    slope = torch.tensor(case["gradient"])
    return max(difference, ((slope - flat.grad).abs() / (1 + flat.grad.abs())).max().item())


def table(case):
    """p(x | h) for all contexts as arrays: counts of runs, then one order after the other."""
    order, size, discount = case["order"], case["size"], case["discount"]
    elements = np.array(case["elements"])
    runs = np.stack([elements[k : len(elements) - order + 1 + k] for k in range(order)])
    counts = np.zeros((size,) * order)
    np.add.at(counts, tuple(runs), 1)
    if case["smoothing"] == "additive":
        p = (counts + case["additive"]) / (counts.sum(-1, keepdims=True) + case["additive"] * size)
    else:
        # counts of the lower orders: how many different elements stand before
        levels = [counts]
        for _ in range(order - 1):
            levels.append((levels[-1] > 0).sum(0).astype(float))
        p = np.full(size, 1 / size)
        for level in reversed(levels):
            total = level.sum(-1, keepdims=True)
            safe = np.maximum(total, 1)
            lower = discount * (level > 0).sum(-1, keepdims=True) / safe
            p = np.where(total > 0, np.maximum(level - discount, 0) / safe + lower * p, p)
    return float(np.abs(p.flatten() - np.array(case["table"])).max())


with open(sys.argv[1]) as file:
    told = json.load(file)
for case in told["neural"]:
    print(json.dumps({"name": case["name"], "difference": neural(case)}), flush=True)
for case in told["tables"]:
    print(json.dumps({"name": case["name"], "difference": table(case)}), flush=True)
