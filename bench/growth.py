#!/usr/bin/env python3
"""How the cost of a run grows with draws, threads, inputs and victims: growth.py RESTITUO

Made-up cases of one model: each period of each victim has two uncertain inputs and one length. Processor seconds of the
whole program (user and system), and for threads also the time on the clock; the least of three runs.
"""
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

HEAD = """format = 1
id = "made-up"
title = { en = "Made up", es = "Inventado" }
currency = "USD"
valuation_date = 2020-01-01
illustration = true

[[source]]
id = "exhibit-1"
kind = "exhibit"
cite = "A statement, made up"
"""
VICTIM = """
[[victim]]
id = "v{v}"
label = {{ en = "Survivor {v}", es = "Sobreviviente {v}" }}
"""
PERIOD = """
  [[victim.period]]
  id = "p{p}"
  place = {{ en = "City {p}", es = "Ciudad {p}" }}
  model = "daily-quota"
  length = {{ value = "30", unit = "day", source = "exhibit-1", grade = "A" }}

    [victim.period.inputs]
    days_worked = {{ likely = "20", low = "15", high = "25", means = "min, mode, max", shape = "pert", unit = "day", source = "exhibit-1", grade = "C" }}
    quota_per_day = {{ likely = "200", low = "150", high = "300", means = "min, mode, max", shape = "triangular", unit = "USD/day", source = "exhibit-1", grade = "C" }}
"""


def case_of(victims, periods):
    return HEAD + "".join(VICTIM.format(v=v) + "".join(PERIOD.format(p=p) for p in range(periods)) for v in range(victims))


def least_of_three(program, case, *options):
    best = (float("inf"), float("inf"))
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.monotonic()
        done = subprocess.run([program, "estimate", case, "--quiet", "--format", "json", *map(str, options)],
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        clock = time.monotonic() - start
        if done.returncode not in (0, 1):
            sys.exit(done.stderr.decode())
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        best = min(best, (used, clock))
    return best


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        case = pathlib.Path(folder) / "case.toml"

        def row(what, victims, periods, draws, threads=1):
            case.write_text(case_of(victims, periods), encoding="utf-8")
            used, clock = least_of_three(program, case, "--draws", draws, "--threads", threads)
            print(f"{what:8} victims {victims:3} inputs {2 * victims * periods:4} draws {draws:>10,} threads {threads}: "
                  f"{used:7.3f} s of processors, {clock:7.3f} s on the clock", flush=True)

        for draws in (1_000, 100_000, 1_000_000, 10_000_000):
            row("draws", 1, 4, draws)
        for periods in (1, 4, 16):
            row("inputs", 1, periods, 1_000_000)
        for victims in (1, 4, 16):
            row("victims", victims, 1, 1_000_000)
        for threads in (1, 2):
            row("threads", 1, 4, 10_000_000, threads)


if __name__ == "__main__":
    main()
