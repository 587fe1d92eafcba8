"""Loss and error of any contestant's weights, in float64 by NumPy alone: nobody marks their own work.

    python judge.py CASE.json < WEIGHTS.json

Reads a list of weight lists (as case.flatten gives them) and prints {"loss", "error"} for each. The error is the
relative L2 error of all components but the pressure, which is known up to a constant, against the known solution, on
256 x 101 points of (x, t) or 9 x 9 x 9 x 6 points of (x, y, z, t).
"""

import json
import sys

import numpy as np

from case import read, unflatten
from equations import PRESSURE, exact, residuals


def network(layers, x):
    for w, b in layers[:-1]:
        x = np.tanh(x @ w + b)
    return x @ layers[-1][0] + layers[-1][1]


def streams(layers, points):
    """Value, derivatives and Laplacian in space of the network at rows of points, carried forward through the layers."""
    dimensions = points.shape[1]
    value, laplacian = points, np.zeros_like(points)
    first = [np.broadcast_to(axis, points.shape) for axis in np.eye(dimensions)]
    for depth, (w, b) in enumerate(layers):
        value, first, laplacian = value @ w + b, [stream @ w for stream in first], laplacian @ w
        if depth == len(layers) - 1:
            break
        value = np.tanh(value)
        slope = 1 - value**2
        laplacian = slope * (laplacian - 2 * value * sum(stream**2 for stream in first[:-1]))
        first = [slope * stream for stream in first]
    return value.T, [stream.T for stream in first[:-1]], first[-1].T, laplacian.T


def loss(case, layers):
    at_conditions = network(layers, case.D)
    squares = [np.mean(row**2) for row in residuals(case.name, *streams(layers, case.X))]
    misfits = [np.mean((at_conditions[a:b, k] - values) ** 2) for a, b, k, values in case.terms]
    return float(sum(squares) + sum(misfits))


def judged_points(dimensions):
    counts = [256, 101] if dimensions == 2 else [9, 9, 9, 6]
    axes = [np.linspace(-1 if k < dimensions - 1 else 0, 1, count) for k, count in enumerate(counts)]
    return np.column_stack([axis.ravel() for axis in np.meshgrid(*axes, indexing="ij")])


def main():
    case = read(sys.argv[1])
    points = judged_points(case.widths[0])
    components = [k for k in range(case.widths[-1]) if k != PRESSURE]
    known = exact(case.name, points)[:, components]
    marks = []
    for flat in json.load(sys.stdin):
        layers = unflatten(flat, case.widths)
        found = network(layers, points)[:, components]
        error = np.linalg.norm(found - known) / np.linalg.norm(known)
        marks.append({"loss": loss(case, layers), "error": float(error)})
    print(json.dumps(marks))


if __name__ == "__main__":
    main()
