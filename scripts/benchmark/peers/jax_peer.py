"""JAX by hand.

    jax-taylor  the streams of value, first derivatives and Laplacian written out layer by layer, the whole training
                loop compiled: the fastest JAX known to us. One product for each stream beat one product of all;
                threads, layouts and flags of XLA changed nothing.
    jax-jvp     the same derivatives by nested forward mode, the whole training loop compiled
    jax-usual   jacrev and hessian of the network at a point, mapped over the points, in a compiled step that a loop of
                Python calls
"""

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import optax

from clock import timed
from equations import residuals


def network(layers, x):
    for w, b in layers[:-1]:
        x = jnp.tanh(x @ w + b)
    return x @ layers[-1][0] + layers[-1][1]


def by_taylor(layers, points):
    (w, b), *inner, last = layers
    dimensions = points.shape[1]
    value = jnp.tanh(points @ w + b)
    slope = 1 - value * value
    # The first layer is linear in the coordinates: its streams are rows of w.
    first = [slope * w[j] for j in range(dimensions)]
    laplacian = -2 * value * slope * sum(w[j] * w[j] for j in range(dimensions - 1))
    for w, b in inner:
        value, first, laplacian = jnp.tanh(value @ w + b), [stream @ w for stream in first], laplacian @ w
        slope = 1 - value * value
        laplacian = slope * laplacian - 2 * value * slope * sum(stream * stream for stream in first[:-1])
        first = [slope * stream for stream in first]
    w, b = last
    first = [(stream @ w).T for stream in first]
    return (value @ w + b).T, first[:-1], first[-1], (laplacian @ w).T


def by_jvp(layers, points):
    def along(axis, function):
        seed = jnp.zeros_like(points).at[:, axis].set(1)
        return lambda at: jax.jvp(function, (at,), (seed,))

    fields = partial(network, layers)
    space, laplacian = [], 0
    for axis in range(points.shape[1] - 1):
        (value, first), (_, second) = along(axis, along(axis, fields))(points)
        space.append(first.T)
        laplacian = laplacian + second.T
    time = along(points.shape[1] - 1, fields)(points)[1]
    return value.T, space, time.T, laplacian


def by_hessian(layers, points):
    fields = partial(network, layers)

    def at(point):
        second = jax.hessian(fields)(point)
        laplacian = sum(second[:, j, j] for j in range(len(point) - 1))
        return fields(point), jax.jacrev(fields)(point), laplacian

    value, first, laplacian = jax.vmap(at)(points)
    space = [first[:, :, j].T for j in range(points.shape[1] - 1)]
    return value.T, space, first[:, :, -1].T, laplacian.T


class Training:
    version = f"JAX {jax.__version__}"

    def __init__(self, streams, whole_loop, case, number):
        # The points are constants of the program: measured to be faster than arguments.
        points, conditions = jnp.asarray(case.X, number), jnp.asarray(case.D, number)
        terms = [(a, b, k, jnp.asarray(values, number)) for a, b, k, values in case.terms]
        layers = [(jnp.asarray(w, number), jnp.asarray(b, number)) for w, b in case.layers]
        adam = optax.adam(case.adam["lr"], case.adam["b1"], case.adam["b2"], case.adam["eps"])

        def loss(layers):
            rows = residuals(case.name, *streams(layers, points))
            at_conditions = network(layers, conditions)
            misfits = [jnp.mean((at_conditions[a:b, k] - values) ** 2) for a, b, k, values in terms]
            return sum(jnp.mean(row**2) for row in rows) + sum(misfits)

        def step(_, state):
            layers, moments, _ = state
            before, gradient = jax.value_and_grad(loss)(layers)
            update, moments = adam.update(gradient, moments)
            return optax.apply_updates(layers, update), moments, before

        if whole_loop:
            loop = jax.jit(lambda state, count: jax.lax.fori_loop(0, count, step, state), donate_argnums=0)
            self.many = loop
        else:
            one = jax.jit(partial(step, 0), donate_argnums=0)

            def many(state, count):
                for _ in range(count):
                    state = one(state)
                return state

            self.many = many
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


STYLES = {"jax-taylor": (by_taylor, True), "jax-jvp": (by_jvp, True), "jax-usual": (by_hessian, False)}


def train(style, case, precision, threads):  # XLA takes as many threads as the process has cores
    jax.config.update("jax_enable_x64", precision == "float64")
    return Training(*STYLES[style], case, jnp.dtype(precision))
