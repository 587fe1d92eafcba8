"""JAX by hand, with the whole training loop compiled.

    jax-taylor  the streams u, u_x, u_t, u_xx written out layer by layer: the fastest JAX known to us. One product
                for each stream beat one product of all; threads, layouts and flags of XLA changed nothing.
    jax-jvp     the same derivatives by nested forward mode
"""

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import optax

from case import VISCOSITY
from clock import timed


def network(layers, x):
    for w, b in layers[:-1]:
        x = jnp.tanh(x @ w + b)
    return x @ layers[-1][0] + layers[-1][1]


def by_taylor(layers, points):
    (w, b), *inner, last = layers
    value = jnp.tanh(points @ w + b)
    slope = 1 - value * value
    # The first layer is linear in x and t: its streams are rows of w.
    x, t, xx = slope * w[0], slope * w[1], -2 * value * slope * (w[0] * w[0])
    for w, b in inner:
        value, x, t, xx = jnp.tanh(value @ w + b), x @ w, t @ w, xx @ w
        slope = 1 - value * value
        xx = slope * xx - 2 * value * slope * (x * x)
        x, t = slope * x, slope * t
    w, b = last
    return value @ w + b, x @ w, t @ w, xx @ w


def by_jvp(layers, points):
    def along(axis, function):
        seed = jnp.zeros_like(points).at[:, axis].set(1)
        return lambda at: jax.jvp(function, (at,), (seed,))

    u = partial(network, layers)
    (value, x), (_, xx) = along(0, along(0, u))(points)
    return value, x, along(1, u)(points)[1], xx


class Training:
    version = f"JAX {jax.__version__}"

    def __init__(self, streams, case, number):
        # The points are constants of the program: measured to be faster than arguments.
        points, conditions = jnp.asarray(case.X, number), jnp.asarray(case.D, number)
        terms = [(a, b, jnp.asarray(values, number)) for a, b, values in case.terms]
        layers = [(jnp.asarray(w, number), jnp.asarray(b, number)) for w, b in case.layers]
        adam = optax.adam(case.adam["lr"], case.adam["b1"], case.adam["b2"], case.adam["eps"])

        def loss(layers):
            u, u_x, u_t, u_xx = (stream[:, 0] for stream in streams(layers, points))
            residual = u_t + u * u_x - VISCOSITY * u_xx
            at_conditions = network(layers, conditions)[:, 0]
            return jnp.mean(residual**2) + sum(
                jnp.mean((at_conditions[a:b] - values) ** 2) for a, b, values in terms
            )

        def step(_, state):
            layers, moments, _ = state
            before, gradient = jax.value_and_grad(loss)(layers)
            update, moments = adam.update(gradient, moments)
            return optax.apply_updates(layers, update), moments, before

        self.many = jax.jit(lambda state, count: jax.lax.fori_loop(0, count, step, state), donate_argnums=0)
        self.state = (layers, adam.init(layers), jnp.zeros((), number))

    def advance(self, count):
        self.state = self.many(self.state, count)
        return self.state[2].block_until_ready()

    def first_step(self):
        return float(self.advance(1))

    def timed_steps(self, steps):
        return timed(self.advance, steps)

    def layers(self):
        return [(np.asarray(w), np.asarray(b)) for w, b in self.state[0]]


def train(style, case, precision, threads):  # XLA takes as many threads as the process has cores
    jax.config.update("jax_enable_x64", precision == "float64")
    return Training({"jax-taylor": by_taylor, "jax-jvp": by_jvp}[style], case, jnp.dtype(precision))
