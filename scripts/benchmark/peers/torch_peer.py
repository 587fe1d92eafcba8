"""PyTorch by hand: the streams u, u_x, u_t, u_xx written out layer by layer under torch.compile, fused Adam.

All streams go through a layer in one product, which is the faster way here.
"""

import torch

from case import VISCOSITY
from clock import timed


def network(layers, x):
    for w, b in layers[:-1]:
        x = torch.tanh(torch.addmm(b, x, w))
    return torch.addmm(layers[-1][1], x, layers[-1][0])


def streams(layers, points):
    (w, b), *inner, last = layers
    value = torch.tanh(torch.addmm(b, points, w))
    slope = 1 - value * value
    x, t, xx = slope * w[0], slope * w[1], -2 * value * slope * (w[0] * w[0])
    for w, b in inner:
        value, x, t, xx = through(w, b, value, x, t, xx)
        value = torch.tanh(value)
        slope = 1 - value * value
        xx = slope * xx - 2 * value * slope * (x * x)
        x, t = slope * x, slope * t
    return through(*last, value, x, t, xx)


def through(w, b, value, *others):
    products = (torch.cat([value, *others]) @ w).split(len(value))
    return products[0] + b, *products[1:]


class Training:
    version = f"PyTorch {torch.__version__}"

    def __init__(self, case, number):
        points, conditions = torch.tensor(case.X, dtype=number), torch.tensor(case.D, dtype=number)
        terms = [(a, b, torch.tensor(values, dtype=number)) for a, b, values in case.terms]
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
            fused=True,
        )

        def loss(layers):
            u, u_x, u_t, u_xx = (stream[:, 0] for stream in streams(layers, points))
            residual = u_t + u * u_x - VISCOSITY * u_xx
            at_conditions = network(layers, conditions)[:, 0]
            return (residual**2).mean() + sum(
                ((at_conditions[a:b] - values) ** 2).mean() for a, b, values in terms
            )

        self.loss = torch.compile(loss, dynamic=False)

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


def train(style, case, precision, threads):
    torch.set_num_threads(threads)
    return Training(case, getattr(torch, precision))
