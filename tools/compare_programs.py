#!/usr/bin/env python3
"""Two builds of restituo give one result: compare_programs.py PROGRAM PROGRAM CASE.toml

The first works on one thread, the second on two. Their JSON must be the same to the byte, and hold figures and a digest.
"""

import difflib
import json
import subprocess
import sys


def result_of(program, case, threads):
    run = subprocess.run([program, "estimate", case, "--format", "json", "--threads", threads], stdin=subprocess.DEVNULL,
                         capture_output=True, text=True)
    if run.returncode not in (0, 1):
        sys.exit(f"{program}: exit code {run.returncode}\n{run.stderr}")
    return run.stdout


def main():
    one, other, case = sys.argv[1:]
    first, second = result_of(one, case, "1"), result_of(other, case, "2")
    if first != second:
        sys.stdout.writelines(list(difflib.unified_diff(first.splitlines(True), second.splitlines(True), one, other))[:60])
        return 1
    result = json.loads(first)
    if not result["figures"] or not result["digest"]:
        print("both gave the same, but without figures or digest")
        return 1
    print(f"{len(result['figures'])} figures, digest {result['digest']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
