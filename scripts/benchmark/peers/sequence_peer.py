"""PyTorch's own nn.LSTM or nn.TransformerEncoderLayer, on the weights and the data of a case file: prints one JSON line.

    python sequence_peer.py --case FILE.json --model lstm|transformer --steps 60 --threads 1
"""

import argparse
import json
import math
import os
import resource
import statistics
import time

from clock import timed


def weights_of(case, torch):
    flat = torch.tensor(case["parameters"], dtype=torch.float32)
    return {
        slot["name"]: flat[slot["offset"] : slot["offset"] + math.prod(slot["shape"])].view(slot["shape"])
        for slot in case["slots"]
    }


def sinusoidal(length, width, torch):
    place = torch.arange(length)[:, None]
    rate = torch.exp(-math.log(10000.0) * torch.arange(0, width, 2) / width)
    table = torch.zeros(length, width)
    table[:, 0::2] = torch.sin(place * rate)
    table[:, 1::2] = torch.cos(place * rate)
    return table


def lstm(case, torch):
    from torch import nn

    _, _, columns = case["shape"]
    width = case["settings"]["width"]
    weights = weights_of(case, torch)

    class Model(nn.Module):
        def __init__(self):
            super().__init__()
            self.body = nn.LSTM(columns, width, batch_first=True)
            self.head = nn.Linear(width, columns)

        def forward(self, x):
            return self.head(self.body(x)[0])

    model = Model()
    with torch.no_grad():
        model.body.weight_ih_l0.copy_(weights["layer 1 W_x"].T)
        model.body.weight_hh_l0.copy_(weights["layer 1 W_h"].T)
        model.body.bias_ih_l0.copy_(weights["layer 1 b"])
        model.body.bias_hh_l0.zero_()
        model.head.weight.copy_(weights["W_y"].T)
        model.head.bias.copy_(weights["b_y"])
    # One of the two offsets is as good as both; only one is trained, as in the lab.
    model.body.bias_hh_l0.requires_grad_(False)
    return model


def transformer(case, torch):
    from torch import nn

    _, length, columns = case["shape"]
    settings = case["settings"]
    width = settings["width"]
    weights = weights_of(case, torch)

    class Model(nn.Module):
        def __init__(self):
            super().__init__()
            self.embedding = nn.Linear(columns, width, bias=False)
            self.layers = nn.ModuleList(
                nn.TransformerEncoderLayer(
                    width,
                    settings["heads"],
                    settings["inner"],
                    dropout=0.0,
                    activation=settings["activation"],
                    batch_first=True,
                )
                for _ in range(settings["layers"])
            )
            self.head = nn.Linear(width, columns)
            self.register_buffer("places", sinusoidal(length, width, torch))
            self.register_buffer("mask", nn.Transformer.generate_square_subsequent_mask(length))

        def forward(self, x):
            x = self.embedding(x) + self.places
            for layer in self.layers:
                x = layer(x, src_mask=self.mask, is_causal=True)
            return self.head(x)

    model = Model()
    named = {"embedding": "W", "self_attn.in_proj_weight": "W_qkv", "self_attn.in_proj_bias": "b_qkv"}
    named |= {"self_attn.out_proj.weight": "W_o", "self_attn.out_proj.bias": "b_o"}
    named |= {"linear1.weight": "W_1", "linear1.bias": "b_1", "linear2.weight": "W_2", "linear2.bias": "b_2"}
    named |= {"norm1.weight": "attention gain", "norm1.bias": "attention shift"}
    named |= {"norm2.weight": "forward gain", "norm2.bias": "forward shift"}
    with torch.no_grad():
        model.embedding.weight.copy_(weights["embedding"].T)
        model.head.weight.copy_(weights["W_y"].T)
        model.head.bias.copy_(weights["b_y"])
        for k, layer in enumerate(model.layers):
            for name, parameter in layer.named_parameters():
                own = weights[f"layer {k + 1} {named[name]}"]
                parameter.copy_(own.T if own.dim() == 2 else own)
    return model


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--case", required=True)
    parser.add_argument("--model", required=True, choices=["lstm", "transformer"])
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    for library in ("OMP", "MKL", "OPENBLAS"):
        os.environ[f"{library}_NUM_THREADS"] = str(options.threads)
    import torch

    torch.set_num_threads(options.threads)
    with open(options.case) as file:
        case = json.load(file)
    began = time.perf_counter()
    model = {"lstm": lstm, "transformer": transformer}[options.model](case, torch)
    model.train()
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    adam = torch.optim.Adam(trained, lr=case["learningRate"], eps=1e-8, fused=True)
    given, targets = (torch.tensor(case[name]).view(case["shape"]) for name in ("input", "targets"))
    last = []

    def advance(count):
        for _ in range(count):
            adam.zero_grad()
            loss = torch.nn.functional.mse_loss(model(given), targets)
            loss.backward()
            adam.step()
        last[:] = [loss.item()]
        return last[0]

    first = advance(1)
    ready = time.perf_counter() - began
    parts, cpu = timed(advance, options.steps)
    line = {
        "version": f"PyTorch {torch.__version__}",
        "ms_per_step": statistics.median(parts),
        "cpu_ms_per_step": cpu,
        "compile_s": ready,
        "first_loss": first,
        "last_loss": last[0],
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    print(json.dumps(line))


if __name__ == "__main__":
    main()
