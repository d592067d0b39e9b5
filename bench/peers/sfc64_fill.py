#!/usr/bin/env python3
"""Processor seconds that NumPy's SFC64 needs to fill 24 x DRAWS uniforms, nothing else: sfc64_fill.py [DRAWS]

The least that W1 could cost anybody who draws its 24 inputs one by one. The buffer is filled once before, so that no
page of memory is touched for the first time while the clock runs.
"""
import sys
import time

import numpy as np

draws = int(float(sys.argv[1])) if len(sys.argv) > 1 else 1_000_000
random = np.random.Generator(np.random.SFC64(1))
column = np.empty(draws)
random.random(out=column)
start = time.process_time()
for _ in range(24):
    random.random(out=column)
print("%.4f" % (time.process_time() - start))
