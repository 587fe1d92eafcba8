"""DeepXDE on PyTorch, used as its examples use it: TimePDE, FNN, Model, train with Adam.

The case's points come in as anchors and as PointSetBC, so that the loss is everyone's. DeepXDE computes the
derivatives at the points of the conditions too and drops them; that is its way and part of its time.
"""

import os
import time

os.environ["DDE_BACKEND"] = "pytorch"

import deepxde as dde  # noqa: E402  (it reads its backend when it is imported)
import numpy as np  # noqa: E402
import torch  # noqa: E402

from clock import PARTS  # noqa: E402
from equations import PRESSURE, residuals  # noqa: E402

QUIET = {"display_every": 10**9, "verbose": 0}
EQUATIONS = {"burgers": 1, "burgers-small": 1, "navier-stokes-3d": 4, "mhd-3d": 8}


def equations_of(case):
    """The residuals as a user writes them, with a gradient for each derivative that they name."""
    dimensions, components = case.widths[0], range(case.widths[-1])

    def residual(x, fields):
        def derivative(k, j):
            return dde.grad.jacobian(fields, x, i=k, j=j)

        def laplacian(k):
            return sum(dde.grad.hessian(fields, x, component=k, i=j, j=j) for j in range(dimensions - 1))

        return residuals(
            case.name,
            [fields[:, k : k + 1] for k in components],
            [[derivative(k, j) for k in components] for j in range(dimensions - 1)],
            [None if k == PRESSURE else derivative(k, dimensions - 1) for k in components],
            [None if k == PRESSURE else laplacian(k) for k in components],
        )

    return residual


def conditions_of(case):
    """Point sets and their weights. One that gives several components has the mean over them; the loss has the sum."""
    ends = sorted({(a, b) for a, b, _, _ in case.terms})
    groups = [[term for term in case.terms if term[:2] == end] for end in ends]
    sets = [
        dde.icbc.PointSetBC(
            case.D[a:b], np.stack([term[3] for term in group], 1), component=[term[2] for term in group]
        )
        for (a, b), group in zip(ends, groups)
    ]
    return sets, [float(len(group)) for group in groups]


class Clock(dde.callbacks.Callback):
    """Wall and CPU time at the begin of each step."""

    def __init__(self):
        super().__init__()
        self.begins = []

    def on_batch_begin(self):
        self.begins.append((time.perf_counter(), time.process_time()))


class Training:
    version = f"DeepXDE {dde.__version__} on PyTorch {torch.__version__}"

    def __init__(self, case, precision):
        line = case.widths[0] == 2
        space = dde.geometry.Interval(-1, 1) if line else dde.geometry.Cuboid([-1] * 3, [1] * 3)
        conditions, weights = conditions_of(case)
        data = dde.data.TimePDE(
            dde.geometry.GeometryXTime(space, dde.geometry.TimeDomain(0, 1)),
            equations_of(case),
            conditions,
            num_domain=0,
            num_boundary=0,
            num_initial=0,
            anchors=case.X,
        )
        self.network = dde.nn.FNN(case.widths, "tanh", "Glorot normal")
        for linear, (w, b) in zip(self.network.linears, case.layers):
            linear.weight.data = torch.tensor(w.T.astype(precision))
            linear.bias.data = torch.tensor(b.astype(precision))
        self.model = dde.Model(data, self.network)
        # PyTorch's other settings of Adam are the case's.
        equations = EQUATIONS[case.name]
        self.model.compile("adam", lr=case.adam["lr"], loss_weights=[1.0] * equations + weights, verbose=0)

    def first_step(self):
        self.model.train(iterations=1, **QUIET)
        return float(np.sum(self.model.losshistory.loss_train[0]))

    def timed_steps(self, steps):
        """A step lasts to the begin of the next; the last, which also holds a final test, is left out."""
        clock = Clock()
        self.model.train(iterations=steps, callbacks=[clock], **QUIET)
        wall, cpu = np.array(clock.begins).T
        parts = np.array_split(1e3 * np.diff(wall), PARTS)
        return [float(np.mean(part)) for part in parts if len(part)], 1e3 * float(np.mean(np.diff(cpu)))

    def layers(self):
        return [
            (linear.weight.detach().numpy().T, linear.bias.detach().numpy()) for linear in self.network.linears
        ]


def train(style, case, precision, threads):
    torch.set_num_threads(threads)
    dde.config.set_default_float(precision)
    return Training(case, precision)
