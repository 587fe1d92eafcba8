"""Writes test/data/taylor-oracle.json: u, u_x ... u_xxxx of a fixed 5x40 tanh network to 30 digits.

    python3 scripts/make-taylor-oracle.py        (needs mpmath)

The weights come from the seeded generator of test/support/random.ts (mulberry32), rebuilt here bit for bit, so that
they are stored nowhere. The derivatives are those of the network along x, by mpmath's finite differences at a
precision far above the 50 digits asked for; they are taken again at 80 digits and must agree.
"""

import json
import math
from pathlib import Path

import mpmath

SEED = 2024
SIZES = [2, 40, 40, 40, 40, 40, 1]
POINTS = [(-0.8125, 0.125), (-0.25, 0.5), (0.0, 0.9375), (0.375, 0.0), (0.96875, 0.75)]
HIGHEST = 4


def mulberry32(seed):
    state = seed & 0xFFFFFFFF

    def multiply(a, b):
        return (a * b) & 0xFFFFFFFF

    def following():
        nonlocal state
        state = (state + 0x6D2B79F5) & 0xFFFFFFFF
        x = multiply(state ^ (state >> 15), state | 1)
        x ^= (x + multiply(x ^ (x >> 7), x | 61)) & 0xFFFFFFFF
        return (x ^ (x >> 14)) / 4294967296

    return following


def uniform(count, seed, low, high):
    following = mulberry32(seed)
    return [low + (high - low) * following() for _ in range(count)]


def layers():
    """Weights [out][in] within Glorot's bound and biases within 0.3; layer k uses the seeds SEED + 2k and SEED + 2k + 1."""
    built = []
    for k, (before, after) in enumerate(zip(SIZES, SIZES[1:])):
        bound = math.sqrt(6 / (before + after))
        flat = uniform(before * after, SEED + 2 * k, -bound, bound)
        weights = [flat[row * before : (row + 1) * before] for row in range(after)]
        built.append((weights, uniform(after, SEED + 2 * k + 1, -0.3, 0.3)))
    return built


def network(built, x, t):
    values = [x, t]
    for k, (weights, biases) in enumerate(built):
        values = [
            mpmath.fdot(zip((mpmath.mpf(w) for w in row), values)) + bias for row, bias in zip(weights, biases)
        ]
        if k < len(built) - 1:
            values = [mpmath.tanh(value) for value in values]
    return values[0]


def derivatives(built, digits):
    with mpmath.workdps(digits):
        return [
            list(mpmath.diffs(lambda x: network(built, x, mpmath.mpf(t)), mpmath.mpf(x), HIGHEST))
            for x, t in POINTS
        ]


def main():
    built = layers()
    asked, again = derivatives(built, 50), derivatives(built, 80)
    for row, other in zip(asked, again):
        for a, b in zip(row, other):
            assert abs(a - b) < mpmath.mpf(10) ** -40 * abs(b), (a, b)
    text = {
        "about": "u, u_x, u_xx, u_xxx, u_xxxx of a 2-40x5-1 tanh network at each point (x, t), by 50-digit arithmetic "
        "(mpmath); made by scripts/make-taylor-oracle.py; the weights come from the generator of "
        "test/support/random.ts",
        "seed": SEED,
        "sizes": SIZES,
        "points": POINTS,
        "derivatives": [[mpmath.nstr(value, 30) for value in row] for row in asked],
    }
    path = Path(__file__).parent.parent / "test" / "data" / "taylor-oracle.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(text, indent=2) + "\n")


if __name__ == "__main__":
    main()
