#!/usr/bin/env python3
"""The founding case in NumPy, written from its case file's numbers and nothing of restituo's code.

Usage: founding_case.py [DRAWS [SEED]]     prints p05 p25 p50 p75 p95 and the mean of the gross figure, one line of JSON.

What a researcher would write in an afternoon: two stages, independent triangular priors (profit-models.md 6.4).
"""
import json
import sys

import numpy as np

DRAWS = int(float(sys.argv[1])) if len(sys.argv) > 1 else 1_000_000
random = np.random.default_rng(int(sys.argv[2]) if len(sys.argv) > 2 else 1)


def triangular(low, mode, high):
    return random.triangular(low, mode, high, DRAWS)


def stage(months, weeks_a_year, price, acts, days):
    return months / 12 * weeks_a_year * days * acts * price


weeks_a_year = triangular(39.13, 48.00, 52.18)  # one witness speaks of both places: one draw
gross = stage(triangular(3, 12, 24), weeks_a_year, triangular(14, 18, 21), triangular(4, 12, 25), triangular(5, 6, 7))
gross += stage(triangular(12, 48, 84), weeks_a_year, triangular(25, 30, 35), triangular(8, 18, 30), triangular(5, 6, 7))
p05, p25, p50, p75, p95 = np.percentile(gross, [5, 25, 50, 75, 95])
print(json.dumps({"draws": DRAWS, "mean": gross.mean(), "p05": p05, "p25": p25, "p50": p50, "p75": p75, "p95": p95}))
