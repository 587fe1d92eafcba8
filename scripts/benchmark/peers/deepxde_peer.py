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

from case import VISCOSITY  # noqa: E402
from clock import PARTS  # noqa: E402

QUIET = {"display_every": 10**9, "verbose": 0}


def burgers(x, u):
    u_x = dde.grad.jacobian(u, x, i=0, j=0)
    u_t = dde.grad.jacobian(u, x, i=0, j=1)
    u_xx = dde.grad.hessian(u, x, i=0, j=0)
    return u_t + u * u_x - VISCOSITY * u_xx


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
        space, interval = dde.geometry.Interval(-1, 1), dde.geometry.TimeDomain(0, 1)
        data = dde.data.TimePDE(
            dde.geometry.GeometryXTime(space, interval),
            burgers,
            [dde.icbc.PointSetBC(case.D[a:b], values[:, None]) for a, b, values in case.terms],
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
        self.model.compile("adam", lr=case.adam["lr"], verbose=0)  # PyTorch's other settings are the case's

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
