#!/usr/bin/env python3
"""Compiles one file that must be refused: check_must_not_compile.py FILE COMPILER FLAG...

The first line of FILE says what the compiler must answer: `// wants: REGEX`, or `// compiles` for the control file that
shows that flags and includes are right. A file refused for any other reason fails: it would prove nothing.
"""

import pathlib
import re
import subprocess
import sys


def main():
    path, compiler, *flags = sys.argv[1:]
    first = pathlib.Path(path).read_text(encoding="utf-8").split("\n", 1)[0].strip()
    wants = re.fullmatch(r"// wants: (.+)", first)
    if not wants and first != "// compiles":
        print(f"{path}:1: the first line is neither `// wants: REGEX` nor `// compiles`")
        return 1
    command = [compiler, *flags, "-fsyntax-only", "-fno-diagnostics-color", path]
    run = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if not wants:
        print(run.stdout, end="")
        print("compiles" if run.returncode == 0 else f"{path}: must compile and does not: {' '.join(command)}")
        return run.returncode
    if run.returncode == 0:
        print(f"{path}: compiles, and must not")
        return 1
    # Only lines that are errors count: the file's own text, which compilers quote, must not satisfy its own pattern.
    errors = [line for line in run.stdout.splitlines() if re.search(r"\berror: ", line)]
    if run.returncode < 0 or not any(re.search(wants[1], line) for line in errors):
        print(run.stdout, end="")
        print(f"{path}: refused, but not with an error that matches: {wants[1]}")
        return 1
    print(f"refused as it must be: {wants[1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
