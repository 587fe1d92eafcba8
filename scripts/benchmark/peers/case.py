"""The case that every contestant works on: the viscous Burgers equation on fixed random points.

    python case.py burgers FILE.json        writes the case for all contestants

The file holds the points of the equation (X: rows of x, t), those of the conditions (D), the terms on D
(rows start to stop with the values of u there), the first weights ([inputs, outputs] for each layer), Adam's
settings, and the loss of the first weights as judge.py finds it. The loss of everyone is the mean square of the
residual on X plus the mean square misfit of each term, all with weight 1.
"""

import json
import sys
from types import SimpleNamespace

import numpy as np

VISCOSITY = 0.01 / np.pi


def make(name):
    """The points, terms and first weights of a case, in float64."""
    if name != "burgers":
        raise SystemExit(f"There is no case {name}; there is burgers.")
    draw = np.random.default_rng(1234)
    inside, initial, walls = 4096, 256, 256
    points = np.column_stack([draw.uniform(-1, 1, inside), draw.uniform(0, 1, inside)])
    start = draw.uniform(-1, 1, initial)
    sides = np.repeat([-1.0, 1.0], walls // 2)
    conditions = np.vstack(
        [
            np.column_stack([start, np.zeros(initial)]),
            np.column_stack([sides, draw.uniform(0, 1, walls)]),
        ]
    )
    return SimpleNamespace(
        name=name,
        widths=[2, 40, 40, 40, 40, 40, 1],
        X=points,
        D=conditions,
        terms=[
            (0, initial, -np.sin(np.pi * start)),
            (initial, initial + walls, np.zeros(walls)),
        ],
        layers=glorot_normal([2, 40, 40, 40, 40, 40, 1], np.random.default_rng(0)),
        adam={"lr": 1e-3, "b1": 0.9, "b2": 0.999, "eps": 1e-8},
    )


def glorot_normal(widths, draw):
    """First weights of a dense network, a pair (w [inputs, outputs], b) for each layer."""
    return [
        (draw.normal(size=(before, after)) * np.sqrt(2 / (before + after)), np.zeros(after))
        for before, after in zip(widths, widths[1:])
    ]


def flatten(layers):
    """All weights as one list, for each layer w as [outputs, inputs] row by row, then b."""
    return np.concatenate([np.concatenate([np.asarray(w).T.ravel(), np.asarray(b)]) for w, b in layers])


def unflatten(flat, widths):
    """The inverse of flatten, in float64."""
    layers, at = [], 0
    for before, after in zip(widths, widths[1:]):
        w = np.reshape(flat[at : at + before * after], (after, before)).T
        at += before * after
        layers.append((np.array(w, np.float64), np.array(flat[at : at + after], np.float64)))
        at += after
    return layers


def write(case, first_loss, path):
    content = {
        "case": case.name,
        "widths": case.widths,
        "X": case.X.tolist(),
        "D": case.D.tolist(),
        "terms": [{"start": a, "stop": b, "values": values.tolist()} for a, b, values in case.terms],
        "weights": [{"w": w.tolist(), "b": b.tolist()} for w, b in case.layers],
        "adam": case.adam,
        "first_loss": first_loss,
    }
    with open(path, "w", encoding="utf-8") as file:
        json.dump(content, file)


def read(path):
    """A case as make() gives it. JSON keeps every bit of a float64."""
    with open(path, encoding="utf-8") as file:
        content = json.load(file)
    return SimpleNamespace(
        name=content["case"],
        widths=content["widths"],
        X=np.array(content["X"]),
        D=np.array(content["D"]),
        terms=[(term["start"], term["stop"], np.array(term["values"])) for term in content["terms"]],
        layers=[(np.array(layer["w"]), np.array(layer["b"])) for layer in content["weights"]],
        adam=content["adam"],
    )


if __name__ == "__main__":
    import judge

    chosen = make(sys.argv[1])
    write(chosen, judge.loss(chosen, chosen.layers), sys.argv[2])
