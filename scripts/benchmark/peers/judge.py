"""Loss and error of any contestant's weights, in float64 by NumPy alone: nobody marks their own work.

    python judge.py CASE.json < WEIGHTS.json

Reads a list of weight lists (as case.flatten gives them) and prints {"loss", "error"} for each. The error is the
relative L2 error on 256 x 101 grid points against the Cole-Hopf solution.
"""

import json
import sys

import numpy as np

from case import VISCOSITY, read, unflatten


def network(layers, x):
    for w, b in layers[:-1]:
        x = np.tanh(x @ w + b)
    return x @ layers[-1][0] + layers[-1][1]


def streams(layers, points):
    """u, u_x, u_t and u_xx of the network at rows (x, t), carried forward through the layers."""
    value = points
    x, t = (np.broadcast_to(axis, points.shape) for axis in np.eye(2))
    xx = np.zeros_like(points)
    for w, b in layers[:-1]:
        value, x, t, xx = np.tanh(value @ w + b), x @ w, t @ w, xx @ w
        slope = 1 - value**2
        xx = slope * (xx - 2 * value * x**2)
        x, t = slope * x, slope * t
    w, b = layers[-1]
    return [stream[:, 0] for stream in (value @ w + b, x @ w, t @ w, xx @ w)]


def loss(case, layers):
    u, u_x, u_t, u_xx = streams(layers, case.X)
    at_conditions = network(layers, case.D)[:, 0]
    residual = u_t + u * u_x - VISCOSITY * u_xx
    misfits = [np.mean((at_conditions[a:b] - values) ** 2) for a, b, values in case.terms]
    return float(np.mean(residual**2) + sum(misfits))


def exact_solution(x, t, nodes=320):
    """Cole and Hopf's solution for u(x, 0) = -sin(pi x), by Gauss-Hermite quadrature; x and t are flat."""
    u = -np.sin(np.pi * x)
    later = t > 0
    abscissae, weights = np.polynomial.hermite.hermgauss(nodes)
    y = x[later, None] - np.sqrt(4 * VISCOSITY * t[later, None]) * abscissae
    exponent = -np.cos(np.pi * y) / (2 * np.pi * VISCOSITY)
    mass = weights * np.exp(exponent - exponent.max(axis=1, keepdims=True))
    u[later] = -np.sum(mass * np.sin(np.pi * y), axis=1) / np.sum(mass, axis=1)
    return u


def main():
    case = read(sys.argv[1])
    x, t = (a.ravel() for a in np.meshgrid(np.linspace(-1, 1, 256), np.linspace(0, 1, 101), indexing="ij"))
    exact = exact_solution(x, t)
    marks = []
    for flat in json.load(sys.stdin):
        layers = unflatten(flat, case.widths)
        found = network(layers, np.column_stack([x, t]))[:, 0]
        error = np.linalg.norm(found - exact) / np.linalg.norm(exact)
        marks.append({"loss": loss(case, layers), "error": float(error)})
    print(json.dumps(marks))


if __name__ == "__main__":
    main()
