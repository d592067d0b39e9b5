#!/usr/bin/env python3
"""Sobol' indices of a claim of six periods (24 uncertain inputs) in OpenTURNS, in NumPy as SALib uses it, and in NumPy as fast as
it goes, beside restituo's.

Usage: sobol_indices.py [BASE_POINTS [RESTITUO_BENCH]]       usually 16384 and build/bench/bench/sobol_bench

The same function everywhere: gross takings, the sum over six periods of price x acts x days x weeks, each input a triangle. First
and total shares, with bounds from 200 resamples. SALib itself is in no registry that Debian's tools reach: `salib` works as its
analysis does (1.4 and later, read 2026-11-26), all resamples of one input together, its rows gathered anew for each share; its
sampling is left out. OpenTURNS: bench/peers/unpack_openturns FOLDER, then `. FOLDER/env.sh`. Prints seconds of processor time and the
ratio to restituo's.
"""
import re
import resource
import subprocess
import sys

import numpy as np

POINTS = int(sys.argv[1]) if len(sys.argv) > 1 else 1 << 14
BENCH = sys.argv[2] if len(sys.argv) > 2 else "build/bench/bench/sobol_bench"
PERIODS = 6
RESAMPLES = 200
TRIANGLES = [(25, 30, 35), (8, 18, 30), (5, 6, 7), (52, 208, 364)]  # price, acts, days, weeks


def seconds():
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime


def gross(x):
    x = np.asarray(x).reshape(-1, PERIODS, len(TRIANGLES))
    return x.prod(axis=2).sum(axis=1, keepdims=True)


def quantiles(u):
    """Triangles by inversion, column by column."""
    x = np.empty_like(u)
    for i in range(u.shape[1]):
        low, mode, high = TRIANGLES[i % len(TRIANGLES)]
        at = (mode - low) / (high - low)
        x[:, i] = np.where(u[:, i] < at, low + np.sqrt(u[:, i] * (high - low) * (mode - low)),
                           high - np.sqrt((1 - u[:, i]) * (high - low) * (high - mode)))
    return x


def results():
    """At A, at B, and at A with each column from B in turn; random points instead of a sequence."""
    random = np.random.default_rng(1)
    d = PERIODS * len(TRIANGLES)
    a, b = (quantiles(random.random((POINTS, d))) for _ in range(2))
    at_a, at_b = gross(a)[:, 0], gross(b)[:, 0]
    mixed = np.empty((d, POINTS))
    for i in range(d):
        ab = a.copy()
        ab[:, i] = b[:, i]
        mixed[i] = gross(ab)[:, 0]
    centre = (at_a.mean() + at_b.mean()) / 2  # without it the first shares of a far-off mean drown in noise
    return random, at_a - centre, at_b - centre, mixed - centre


def with_salibs_way():
    start = seconds()
    random, at_a, at_b, mixed = results()
    drawn = random.integers(0, POINTS, (POINTS, RESAMPLES))

    def variance(fa, fb):
        return np.concatenate([fa, fb]).var(axis=0)

    def first_share(fa, fab, fb):
        return (fb * (fab - fa)).mean(axis=0) / variance(fa, fb)

    def total_share(fa, fab, fb):
        return ((fa - fab) ** 2).mean(axis=0) / (2 * variance(fa, fb))

    found = []
    for fab in mixed:
        for share in (first_share, total_share):
            found.append(share(at_a, fab, at_b))
            found.append(share(at_a[drawn], fab[drawn], at_b[drawn]).std(ddof=1))
    first, total = np.array(found[0::4]), np.array(found[2::4])
    return first, total, np.array(found[1::2]), seconds() - start


def with_numpy():
    """The same work with each resample's rows gathered once for all inputs."""
    start = seconds()
    random, at_a, at_b, mixed = results()

    def shares(rows):
        fa, fb, fab = at_a[rows], at_b[rows], mixed[:, rows]
        variance = np.concatenate([fa, fb]).var()
        return (fb * (fab - fa)).mean(axis=1) / variance, ((fa - fab) ** 2).mean(axis=1) / (2 * variance)

    first, total = shares(np.arange(POINTS))
    again = np.array([shares(random.integers(0, POINTS, POINTS)) for _ in range(RESAMPLES)])
    return first, total, again.std(axis=0), seconds() - start


def with_openturns():
    import openturns as ot
    start = seconds()
    d = PERIODS * len(TRIANGLES)
    inputs = ot.ComposedDistribution([ot.Triangular(*map(float, TRIANGLES[i % len(TRIANGLES)])) for i in range(d)])
    function = ot.PythonFunction(d, 1, func_sample=gross)
    design = ot.SobolIndicesExperiment(inputs, POINTS, False).generate()
    analysis = ot.JansenSensitivityAlgorithm(design, function(design), POINTS)
    analysis.setUseAsymptoticDistribution(False)
    analysis.setBootstrapSize(RESAMPLES)
    first, total = np.array(analysis.getFirstOrderIndices()), np.array(analysis.getTotalOrderIndices())
    analysis.getFirstOrderIndicesInterval()
    return first, total, None, seconds() - start


def main():
    report = subprocess.run([BENCH, str(POINTS)], capture_output=True, encoding="utf-8", check=True).stdout
    ours = float(re.search(r"seconds ([0-9.]+)", report).group(1))
    first = np.array([float(x) for x in re.search(r"first (.*)", report).group(1).split()])
    total = np.array([float(x) for x in re.search(r"total (.*)", report).group(1).split()])
    print(f"restituo   {ours:8.3f} s   {POINTS} base points, {PERIODS * len(TRIANGLES)} inputs, {RESAMPLES} resamples")
    peers = {"salib": with_salibs_way, "numpy": with_numpy}
    try:
        import openturns  # noqa: F401
        peers["openturns"] = with_openturns
    except ImportError:
        print("openturns: not here (bench/peers/unpack_openturns)")
    for name, peer in peers.items():
        theirs_first, theirs_total, _, spent = peer()
        worst = max(abs(theirs_first - first).max(), abs(theirs_total - total).max())
        print(f"{name:10} {spent:8.3f} s   ratio {spent / ours:6.1f}   largest difference of a share {worst:.4f}")
        if worst > 0.05:
            sys.exit(f"{name} and restituo do not agree")


if __name__ == "__main__":
    main()
