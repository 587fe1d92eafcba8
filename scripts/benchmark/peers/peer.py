"""Runs one peer on one case and prints one JSON line.

    python peer.py --peer jax-taylor --case CASE.json --steps 240 --precision float32 --threads 1

A peer is a module with train(style, case, precision, threads), which returns an object with
    version         of what it stands on
    first_step()    takes one step, compiling what is to be compiled, and returns the loss before it
    timed_steps(n)  takes n more, and returns their times as clock.timed does
    layers()        the weights now, a pair (w, b) for each layer
"""

import argparse
import contextlib
import importlib
import json
import os
import resource
import statistics
import sys
import time

MODULES = {
    "jax-taylor": "jax_peer",
    "jax-jvp": "jax_peer",
    "jax-usual": "jax_peer",
    "torch-taylor": "torch_peer",
    "torch-eager": "torch_peer",
    "deepxde-torch": "deepxde_peer",
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--peer", required=True, choices=list(MODULES))
    parser.add_argument("--case", required=True)
    parser.add_argument("--steps", type=int, default=240)
    parser.add_argument("--precision", default="float32", choices=["float32", "float64"])
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    for library in ("OMP", "MKL", "OPENBLAS"):
        os.environ[f"{library}_NUM_THREADS"] = str(options.threads)
    with contextlib.redirect_stdout(sys.stderr):  # the standard output carries the one line
        line = measure(options)
    print(json.dumps(line))


def measure(options):
    from case import flatten, read

    module = importlib.import_module(MODULES[options.peer])
    began = time.perf_counter()
    training = module.train(options.peer, read(options.case), options.precision, options.threads)
    first_loss = training.first_step()
    ready = time.perf_counter() - began
    parts, cpu = training.timed_steps(options.steps)
    return {
        "peer": options.peer,
        "version": training.version,
        "precision": options.precision,
        "steps": options.steps,
        "compile_s": ready,
        "ms_per_step": statistics.median(parts),
        "ms_min": min(parts),
        "ms_max": max(parts),
        "cpu_ms_per_step": cpu,
        "first_loss": first_loss,
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "parameters": [float(number) for number in flatten(training.layers())],
    }


if __name__ == "__main__":
    main()
