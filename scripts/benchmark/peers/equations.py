"""The equations of the cases and the solutions that they are judged by, for arrays of any library.

Derivatives come by component k: value[k], space[j][k] by the j-th coordinate of space, time[k], and laplacian[k] in
space; each a flat array over the points.
"""

import numpy as np

VISCOSITY = 0.01 / np.pi
FIELD_STRENGTH = 0.7  # of the magnetic field beside the velocity
PRESSURE = 3  # the component whose time derivative and Laplacian no equation asks for


def burgers(value, space, time, laplacian):
    """u_t + u u_x - nu u_xx"""
    return [time[0] + value[0] * space[0][0] - VISCOSITY * laplacian[0]]


def carried(by, space, k):
    """(by . grad) of component k"""
    return sum(by[j] * space[j][k] for j in range(3))


def momentum(value, space, time, laplacian):
    """dt V + (V . grad) V + grad p - laplacian V, with V = components 0 to 2"""
    return [
        time[k] + carried(value, space, k) + space[k][PRESSURE] - laplacian[k] for k in range(3)
    ]


def divergence(space, first):
    return sum(space[j][first + j] for j in range(3))


def navier_stokes(value, space, time, laplacian):
    """Incompressible flow at Reynolds number 1: components u, v, w, p"""
    return [*momentum(value, space, time, laplacian), divergence(space, 0)]


def mhd(value, space, time, laplacian):
    """Incompressible resistive MHD with all coefficients 1: components u, v, w, p, Bx, By, Bz.

    dt V + (V . grad) V = -grad p + (curl B) x B + laplacian V, dt B = curl (V x B) + laplacian B, where
    curl (V x B) = V div B - B div V + (B . grad) V - (V . grad) B.
    """
    flow, field = value[:3], value[4:]
    div_flow, div_field = divergence(space, 0), divergence(space, 4)
    following = [(1, 2), (2, 0), (0, 1)]
    current = [space[j][4 + k] - space[k][4 + j] for j, k in following]
    forces = [current[j] * field[k] - current[k] * field[j] for j, k in following]
    moved = [
        flow[k] * div_field - field[k] * div_flow + carried(field, space, k) - carried(flow, space, 4 + k)
        for k in range(3)
    ]
    return [
        *(left - force for left, force in zip(momentum(value, space, time, laplacian), forces)),
        *(time[4 + k] - moved[k] - laplacian[4 + k] for k in range(3)),
        div_flow,
        div_field,
    ]


RESIDUALS = {"burgers": burgers, "burgers-small": burgers, "navier-stokes-3d": navier_stokes, "mhd-3d": mhd}


def residuals(case, value, space, time, laplacian):
    return RESIDUALS[case](value, space, time, laplacian)


def cole_hopf(x, t, nodes=320):
    """Cole and Hopf's solution for u(x, 0) = -sin(pi x), by Gauss-Hermite quadrature; x and t are flat."""
    u = -np.sin(np.pi * x)
    later = t > 0
    abscissae, weights = np.polynomial.hermite.hermgauss(nodes)
    y = x[later, None] - np.sqrt(4 * VISCOSITY * t[later, None]) * abscissae
    exponent = -np.cos(np.pi * y) / (2 * np.pi * VISCOSITY)
    mass = weights * np.exp(exponent - exponent.max(axis=1, keepdims=True))
    u[later] = -np.sum(mass * np.sin(np.pi * y), axis=1) / np.sum(mass, axis=1)
    return u


def ethier_steinman(points):
    """The Beltrami flow of Ethier and Steinman (1994), eq. 8-10 with a = d = 1, at rows (x, y, z, t), and its pressure."""
    x, y, z, t = points.T

    def component(a, b, c):
        return -(np.exp(a) * np.sin(b + c) + np.exp(c) * np.cos(a + b)) * np.exp(-t)

    flow = np.column_stack([component(x, y, z), component(y, z, x), component(z, x, y)])
    return flow, -0.5 * np.sum(flow**2, axis=1, keepdims=True)


def exact(case, points):
    """The known solution at rows of points, a column for each component."""
    if case.startswith("burgers"):
        return cole_hopf(points[:, 0], points[:, 1])[:, None]
    flow, pressure = ethier_steinman(points)
    # curl V = c V with constant c, so the force of a field along the flow is a gradient, and V x B = 0.
    magnetic = [FIELD_STRENGTH * flow] if case == "mhd-3d" else []
    return np.column_stack([flow, pressure, *magnetic])
