#!/usr/bin/env python3
"""How many plain draws it takes to be as sure of p05, p50 and p95 as Sobol' points are of them.

Usage: draws_to_error.py RESTITUO [--only W1] [--draws 16384,65536,...] [--seeds N] [--at-least GAIN]

Runs the reference workload W1 and the founding case with each seed, and takes the root mean square of what p05, p50
and p95 are off. The truth is the mean of runs with far more points under other seeds. The error of plain draws is what
their own order statistics say (one run of 10^6, whose bounds are exact for any distribution), scaled by the root of
the number of draws. Gain: plain draws needed for the same error, over all draws that the Sobol' run made, its pilot
included. With --at-least the exit code is 1 where a gain is smaller (a test: tests/CMakeLists.txt).
"""
import argparse
import json
import math
import pathlib
import resource
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
CASES = {
    "W1": ["bench/w1/case.toml", "--models", "bench/w1/models"],
    "founding case": ["examples/puebla-reynosa-new-york/case.toml"],
}
PERCENTILES = ["p05", "p50", "p95"]
PILOT = 2048 + 64 * 16  # draws beside those asked for, at most (one direction)
MC = 1_000_000


def run(program, case, *options):
    done = subprocess.run([program, "estimate", *CASES[case], "--quiet", "--format", "json", "--threads", "1", *options],
                          cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, timeout=3600)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr.decode())
    return json.loads(done.stdout)["figures"][0]


def children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("program")
    asked.add_argument("--only", choices=list(CASES))
    asked.add_argument("--draws", default="16384,65536,262144")
    asked.add_argument("--seeds", type=int, default=24)
    asked.add_argument("--truth-draws", default="1048576")
    asked.add_argument("--at-least", type=float)
    asked = asked.parse_args()
    enough = True
    for case in [asked.only] if asked.only else CASES:
        truths = [run(asked.program, case, "--method", "sobol", "--draws", asked.truth_draws, "--seed", str(900_001 + s))
                  for s in range(8)]
        truth = {p: sum(t[p] for t in truths) / len(truths) for p in PERCENTILES}
        plain = run(asked.program, case, "--method", "mc", "--draws", str(MC))
        # Half the distance of 95% bounds is 1.96 standard errors.
        error_of_one = {p: (plain[p + "_limits"][1] - plain[p + "_limits"][0]) / 2 / 1.959964 * math.sqrt(MC)
                        for p in PERCENTILES}
        off = {p: (plain[p] - truth[p]) / (error_of_one[p] / math.sqrt(MC)) for p in PERCENTILES}
        print(f"{case}: " + ", ".join(f"{p} {truth[p]:,.0f}" for p in PERCENTILES) +
              "; plain draws are off by " + ", ".join(f"{off[p]:+.1f}" for p in PERCENTILES) + " standard errors")
        # Plain draws and Sobol' points share nothing: were the latter wrong by more than chance, it would show here.
        enough = enough and all(abs(x) < 4.5 for x in off.values())
        for draws in asked.draws.split(","):
            squares = dict.fromkeys(PERCENTILES, 0.0)
            before = children()
            for seed in range(1, asked.seeds + 1):
                figure = run(asked.program, case, "--method", "sobol", "--draws", draws, "--seed", str(seed))
                for p in PERCENTILES:
                    squares[p] += (figure[p] - truth[p]) ** 2 / asked.seeds
            seconds = (children() - before) / asked.seeds
            made = int(draws) + PILOT
            gains = {p: error_of_one[p] ** 2 / squares[p] / made for p in PERCENTILES}
            print(f"  {int(draws):>9,} points: " +
                  ", ".join(f"{p} off by {100 * math.sqrt(squares[p]) / truth[p]:.4f}% = {gains[p]:.0f} times the draws"
                            for p in PERCENTILES) + f"; {seconds:.3f} s each", flush=True)
            if asked.at_least is not None:
                enough = enough and min(gains.values()) >= asked.at_least
    if not enough:
        sys.exit("less than was asked for")


if __name__ == "__main__":
    main()
