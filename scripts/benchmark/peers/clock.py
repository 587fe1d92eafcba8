"""How the steps of a peer are timed, the same for all: in a few parts, of which the median counts."""

import time

PARTS = 6


def timed(advance, steps):
    """Runs advance(count) until all steps are done; advance waits for its result.

    Returns the milliseconds a step of each part, and the CPU milliseconds a step of the whole.
    """
    parts, left, cpu = [], steps, time.process_time()
    while left > 0:
        count = min(max(1, steps // PARTS), left)
        began = time.perf_counter()
        advance(count)
        parts.append(1e3 * (time.perf_counter() - began) / count)
        left -= count
    return parts, 1e3 * (time.process_time() - cpu) / steps
