"""PyTorch by hand.

    torch-taylor  the streams of value, first derivatives and Laplacian written out layer by layer under torch.compile,
                  fused Adam. All streams go through a layer in one product, which is the faster way here.
    torch-eager   nested torch.autograd.grad, nothing compiled
"""

import torch

from clock import timed
from equations import PRESSURE, residuals


def network(layers, x):
    for w, b in layers[:-1]:
        x = torch.tanh(torch.addmm(b, x, w))
    return torch.addmm(layers[-1][1], x, layers[-1][0])


def by_taylor(layers, points):
    (w, b), *inner, last = layers
    dimensions = points.shape[1]
    value = torch.tanh(torch.addmm(b, points, w))
    slope = 1 - value * value
    first = [slope * w[j] for j in range(dimensions)]
    laplacian = -2 * value * slope * sum(w[j] * w[j] for j in range(dimensions - 1))
    for w, b in inner:
        value, *first, laplacian = through(w, b, value, *first, laplacian)
        value = torch.tanh(value)
        slope = 1 - value * value
        laplacian = slope * laplacian - 2 * value * slope * sum(stream * stream for stream in first[:-1])
        first = [slope * stream for stream in first]
    value, *first, laplacian = (stream.T for stream in through(*last, value, *first, laplacian))
    return value, first[:-1], first[-1], laplacian


def through(w, b, value, *others):
    products = (torch.cat([value, *others]) @ w).split(len(value))
    return products[0] + b, *products[1:]


def by_autograd(layers, points):
    points = points.detach().requires_grad_()
    value = network(layers, points)
    dimensions, components = points.shape[1], range(value.shape[1])

    def slopes(sums):
        return torch.autograd.grad(sums.sum(), points, create_graph=True)[0]

    first = [slopes(value[:, k]) for k in components]
    laplacian = [
        None if k == PRESSURE else sum(slopes(first[k][:, j])[:, j] for j in range(dimensions - 1))
        for k in components
    ]
    space = [[first[k][:, j] for k in components] for j in range(dimensions - 1)]
    return value.T, space, [first[k][:, -1] for k in components], laplacian


class Training:
    version = f"PyTorch {torch.__version__}"

    def __init__(self, streams, compiled, case, number):
        points, conditions = torch.tensor(case.X, dtype=number), torch.tensor(case.D, dtype=number)
        terms = [(a, b, k, torch.tensor(values, dtype=number)) for a, b, k, values in case.terms]
        self.weights = [
            tuple(torch.tensor(part, dtype=number, requires_grad=True) for part in layer)
            for layer in case.layers
        ]
        adam = case.adam
        self.adam = torch.optim.Adam(
            [part for layer in self.weights for part in layer],
            lr=adam["lr"],
            betas=(adam["b1"], adam["b2"]),
            eps=adam["eps"],
            fused=compiled,
        )

        def loss(layers):
            rows = residuals(case.name, *streams(layers, points))
            at_conditions = network(layers, conditions)
            misfits = [((at_conditions[a:b, k] - values) ** 2).mean() for a, b, k, values in terms]
            return sum((row**2).mean() for row in rows) + sum(misfits)

        self.loss = torch.compile(loss, dynamic=False) if compiled else loss

    def advance(self, count):
        for _ in range(count):
            self.adam.zero_grad()
            before = self.loss(self.weights)
            before.backward()
            self.adam.step()
        return before.detach()

    def first_step(self):
        return float(self.advance(1))

    def timed_steps(self, steps):
        return timed(self.advance, steps)

    def layers(self):
        return [(w.detach().numpy(), b.detach().numpy()) for w, b in self.weights]


STYLES = {"torch-taylor": (by_taylor, True), "torch-eager": (by_autograd, False)}


def train(style, case, precision, threads):
    torch.set_num_threads(threads)
    return Training(*STYLES[style], case, getattr(torch, precision))
