"""Compares one slope of a flow, and its pressure, with NumPy's: python judge.py FILE.json

The slope is written here in another form, of divergences: with P the projection on fields without divergence,

    du/dt = P div(S B B - u u),    dB/dt = div(u B - B u),

which is the rotational form's up to gradients that P takes out. Prints one JSON line: the largest differences, relative
to the largest value.
"""

import json
import sys

import numpy as np

case = json.load(open(sys.argv[1]))["slope"]
counts, lengths, coupling = case["counts"], case["lengths"], case["coupling"]
half = (*counts[:2], counts[2] // 2 + 1)


def fields(parts):
    arrays = [np.array(part).reshape(half) for part in parts]
    return np.array([re + 1j * im for re, im in zip(arrays[::2], arrays[1::2])])


k = np.array(
    np.meshgrid(
        *[2 * np.pi * np.fft.fftfreq(n, length / n) for n, length in zip(counts[:2], lengths[:2])],
        2 * np.pi * np.fft.rfftfreq(counts[2], lengths[2] / counts[2]),
        indexing="ij",
    )
)
kept = np.einsum("i,j,k->ijk", *map(np.array, case["kept"]))
square = (k**2).sum(0)
inverse = np.where(square > 0, 1 / np.where(square > 0, square, 1), 0)

state = fields(case["state"])
u, b = [np.array([np.fft.irfftn(part, counts, axes=(0, 1, 2)) for part in vector]) for vector in (state[:3], state[3:])]


def divergence(tensor):
    """Row i holds what is derived by every coordinate j: sum_j d_j T_ij."""
    waves = np.array([[np.fft.rfftn(entry) * kept for entry in row] for row in tensor])
    return 1j * np.einsum("jxyz,ijxyz->ixyz", k, waves)


def outer(a, c):
    return np.einsum("ixyz,jxyz->ijxyz", a, c)


force = divergence(coupling * outer(b, b) - outer(u, u))
du = force - k * (k * force).sum(0) * inverse
db = divergence(outer(u, b) - outer(b, u))
magnetic = coupling * np.fft.rfftn((b**2).sum(0) / 2) * kept
pressure = np.where(square > 0, -1j * (k * force).sum(0) * inverse - magnetic, 0)


def difference(found, wanted):
    return float(abs(found - wanted).max() / abs(wanted).max())


slopes = fields(case["slopes"])
print(
    json.dumps(
        {
            "velocity": difference(slopes[:3], du),
            "magnetic": difference(slopes[3:], db),
            "pressure": difference(fields(case["pressure"])[0], pressure),
        }
    )
)
