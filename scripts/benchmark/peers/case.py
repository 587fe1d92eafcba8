"""The cases that every contestant works on: systems of equations on fixed random points.

    python case.py NAME FILE.json        writes a case for all contestants

The file holds the points of the equations (X: rows of coordinates, time last), those of the conditions (D), the terms
on D (rows start to stop of a component with its values there), the first weights ([inputs, outputs] for each layer),
Adam's settings, the study as the lab reads it, and the loss of the first weights as judge.py finds it. The loss of
everyone is the sum of the mean squares of the residuals on X and of the mean square misfits of the terms, all with
weight 1.
"""

import json
import sys
from types import SimpleNamespace

import numpy as np

from equations import exact

ADAM = {"lr": 1e-3, "b1": 0.9, "b2": 0.999, "eps": 1e-8}
FLOW = {"fields": ["u", "v", "w", "p"], "vectors": {"V": ["u", "v", "w"]}}
MAGNETIC = {
    "fields": [*FLOW["fields"], "Bx", "By", "Bz"],
    "vectors": {**FLOW["vectors"], "B": ["Bx", "By", "Bz"]},
}
BURGERS = {
    "fields": ["u"],
    "parameters": {"nu": "0.01/pi"},
    "equations": ["u_t + u*u_x = nu*u_xx"],
}
CASES = {
    "burgers": SimpleNamespace(widths=[2] + [40] * 5 + [1], inside=4096, on=(256, 256), study=BURGERS),
    "burgers-small": SimpleNamespace(widths=[2] + [20] * 4 + [1], inside=2540, on=(160, 80), study=BURGERS),
    "navier-stokes-3d": SimpleNamespace(
        widths=[4] + [50] * 5 + [4],
        inside=4096,
        on=(512, 512),
        study={**FLOW, "equations": ["dt(V) + advect(V, V) = -grad(p) + laplacian(V)", "div(V) = 0"]},
    ),
    "mhd-3d": SimpleNamespace(
        widths=[4] + [64] * 5 + [7],
        inside=4096,
        on=(512, 512),
        study={
            **MAGNETIC,
            "equations": [
                "dt(V) + advect(V, V) = -grad(p) + cross(curl(B), B) + laplacian(V)",
                "dt(B) = curl(cross(V, B)) + laplacian(B)",
                "div(V) = 0",
                "div(B) = 0",
            ],
        },
    ),
}


def make(name):
    """The points, terms and first weights of a case, in float64."""
    if name not in CASES:
        raise SystemExit(f"There is no case {name}. There are {', '.join(CASES)}.")
    chosen = CASES[name]
    draw = np.random.default_rng(1234)
    dimensions = chosen.widths[0] - 1
    points = within(draw, chosen.inside, dimensions)
    conditions, terms = (on_line if dimensions == 1 else on_cube)(draw, name, *chosen.on)
    return SimpleNamespace(
        name=name,
        widths=chosen.widths,
        X=points,
        D=conditions,
        terms=terms,
        layers=glorot_normal(chosen.widths, np.random.default_rng(0)),
        adam=ADAM,
        study=chosen.study,
    )


def within(draw, count, dimensions):
    """Random rows in [-1, 1]^dimensions x [0, 1]."""
    columns = [draw.uniform(-1, 1, count) for _ in range(dimensions)]
    return np.column_stack([*columns, draw.uniform(0, 1, count)])


def on_line(draw, name, initial, walls):
    """u = -sin(pi x) at t = 0 and u = 0 on both walls."""
    start = draw.uniform(-1, 1, initial)
    sides = np.repeat([-1.0, 1.0], walls // 2)
    conditions = np.vstack(
        [np.column_stack([start, np.zeros(initial)]), np.column_stack([sides, draw.uniform(0, 1, walls)])]
    )
    terms = [(0, initial, 0, -np.sin(np.pi * start)), (initial, initial + walls, 0, np.zeros(walls))]
    return conditions, terms


def on_cube(draw, name, initial, walls):
    """All components of the known solution at t = 0 and on the walls."""
    conditions = within(draw, initial + walls, 3)
    conditions[:initial, 3] = 0
    faces = draw.integers(0, 6, walls)
    conditions[initial + np.arange(walls), faces % 3] = np.where(faces < 3, -1.0, 1.0)
    known = exact(name, conditions)
    return conditions, [(0, initial + walls, k, values) for k, values in enumerate(known.T)]


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
        "terms": [
            {"start": a, "stop": b, "component": k, "values": values.tolist()}
            for a, b, k, values in case.terms
        ],
        "weights": [{"w": w.tolist(), "b": b.tolist()} for w, b in case.layers],
        "adam": case.adam,
        "study": case.study,
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
        terms=[
            (term["start"], term["stop"], term["component"], np.array(term["values"]))
            for term in content["terms"]
        ],
        layers=[(np.array(layer["w"]), np.array(layer["b"])) for layer in content["weights"]],
        adam=content["adam"],
        study=content["study"],
    )


if __name__ == "__main__":
    import judge

    chosen = make(sys.argv[1])
    write(chosen, judge.loss(chosen, chosen.layers), sys.argv[2])
