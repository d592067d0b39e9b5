#!/usr/bin/env python3
"""Tracing against plain Python and against merely reading: tracing_against_python.py RESTITUO [ROWS] [--reader PROGRAM] [--linear] [--blocks]

Writes ROWS movements (usually 1000000) with bench/peers/movements_gen.py, then measures processor time (user) of whole
processes, the best of three: FIFO here, FIFO in bench/peers/trace_python.py, and the project's reader that adds the amounts up:
bench/read_and_sum where it is named, otherwise `restituo check`, which does the same and prints what it found. The aim: FIFO
at least 15 times less than Python and at most 2.5 times reading. With --linear also ten times the rows: time must grow no
faster, and memory is printed. With --blocks also the worst case of lists: 200,000 lots that 400,000 transfers move there and
back, nearly all at a time. Only ratios of one run mean anything; docs/method/tracing.md has those that were measured.
"""
import os
import pathlib
import random
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
ACCOUNTS, LABELS = "2000", "50"


def measure(words, repeat=3):
    best = None
    for _ in range(repeat):
        child = os.fork()
        if child == 0:
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 1)
            os.dup2(null, 2)
            os.execvp(words[0], words)
        _, status, usage = os.wait4(child, 0)
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            raise SystemExit(f"failed: {' '.join(words)}")
        best = min(best or (usage.ru_utime, usage.ru_maxrss), (usage.ru_utime, usage.ru_maxrss))
    return best[0], best[1] / 1024


def generated(folder, rows):
    path = folder / f"{rows}.csv"
    with path.open("w") as out:
        subprocess.run([sys.executable, HERE / "peers/movements_gen.py", str(rows), ACCOUNTS, LABELS], stdout=out, check=True)
    return str(path)


def blocks(folder):
    """Many lots of many labels, moved as one block between two accounts again and again."""
    path, chance, total, number = folder / "blocks.csv", random.Random(5), 0, 0
    with path.open("w") as out:
        out.write("seq,date,from,to,amount,label\n")
        for i in range(200_000):
            cents, number = (1 + i % 7) * 100 + i % 10, number + 1
            total += cents
            out.write(f"{number},2015-01-01,,A,{cents // 100}.{cents % 100:02d},L{i % 5000}\n")
        for i in range(200_000):
            cents = total * (40 + chance.randrange(60)) // 100 if i % 2 else total - 1 - chance.randrange(1000)
            for source, to in ("AB", "BA"):
                number += 1
                out.write(f"{number},2015-01-02,{source},{to},{cents // 100}.{cents % 100:02d},\n")
    return str(path)


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    words = sys.argv[2:]
    reader = [program, "check"]
    if "--reader" in words:
        at = words.index("--reader")
        reader = [str(pathlib.Path(words[at + 1]).resolve())]
        del words[at:at + 2]
    numbers = [word for word in words if not word.startswith("-")]
    rows = int(float(numbers[0])) if numbers else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        path = generated(pathlib.Path(folder), rows)
        reading, _ = measure([*reader, path])
        python, _ = measure([sys.executable, str(HERE / "peers/trace_python.py"), path, "fifo"], 1)
        print(f"{rows} rows; user seconds: reading {reading:.2f}, Python FIFO {python:.2f}")
        for method in ("fifo", "fifo-oldest-origin", "lifo", "lifo-as-popped", "libr-cap"):
            took, memory = measure([program, "trace", path, "--method", method, "--format", "json"])
            print(f"{method:20} {took:6.2f} s  {memory:7.0f} MB  {took / reading:5.2f} × reading  Python takes {python / took:5.1f} × as long")
        # In proportion Python touches each label of an account at each payment, in dictionaries: a tenth of the rows is enough.
        fewer = generated(pathlib.Path(folder), rows // 10)
        python, _ = measure([sys.executable, str(HERE / "peers/trace_python.py"), fewer, "pro-rata"], 1)
        for method in ("pro-rata", "libr"):
            took, memory = measure([program, "trace", fewer, "--method", method, "--shares", "cents", "--format", "json"], 1)
            print(f"{method + ', cents':20} {took:6.2f} s  {memory:7.0f} MB  for {rows // 10} rows; Python's pro rata takes {python / took:5.1f} × as long")
        if "--blocks" in words:
            moved = blocks(pathlib.Path(folder))
            reading, _ = measure([*reader, moved])
            for method in ("fifo", "lifo", "lifo-as-popped"):
                took, memory = measure([program, "trace", moved, "--method", method, "--format", "json"])
                print(f"{method + ', blocks':20} {took:6.2f} s  {memory:7.0f} MB  {took / reading:5.2f} × reading")
        if "--linear" in words:
            fifo, _ = measure([program, "trace", path, "--method", "fifo", "--format", "json"])
            longer = generated(pathlib.Path(folder), 10 * rows)
            took, memory = measure([program, "trace", longer, "--method", "fifo", "--format", "json"], 1)
            print(f"{10 * rows} rows, fifo: {took:.2f} s, {memory:.0f} MB, {took / fifo:.2f} × the time of {rows}")


if __name__ == "__main__":
    main()
