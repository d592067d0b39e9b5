#!/usr/bin/env python3
"""The gallery of errors is complete: check_error_gallery.py [ROOT] [--program RESTITUO]

Every fault code of src/base/fault_catalogue_en.inc has in tests/errors/ a broken input that causes it, a file CODE.toml
(or .csv, .txt) or a folder CODE/, and beside it CODE.expected and CODE.es.expected with the message in each language.
With --program, each input is given to the program, in the folder tests/errors: `check CODE.toml` (`check CODE/case.toml`
for a folder), or the arguments that stand in CODE.command. The message must come out whole, with exit code 1 or 2.
"""

import argparse
import pathlib
import re
import shlex
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "lib"))
import tree_text  # noqa: E402

LANGUAGES = {"en": ".expected", "es": ".es.expected"}
INPUTS = (".toml", ".csv", ".txt")


def codes_of(root):
    text = (root / "src/base/fault_catalogue_en.inc").read_text(encoding="utf-8")
    return re.findall(r'^\s*\{\s*"([a-z0-9-]+)"', text, re.MULTILINE)


def input_of(gallery, code):
    found = [gallery / (code + suffix) for suffix in INPUTS if (gallery / (code + suffix)).is_file()]
    if (gallery / code).is_dir():
        found.append(gallery / code)
    return found[0] if found else None


def standing(root, code):
    """What is missing or wrong in the files of one code, without running anything."""
    gallery = root / "tests/errors"
    if not input_of(gallery, code) and not (gallery / (code + ".command")).is_file():
        yield f"{code}: no broken input; add tests/errors/{code}.toml (or .csv, .txt, a folder) that causes it"
        return
    for language, suffix in LANGUAGES.items():
        expected = gallery / (code + suffix)
        if not expected.is_file():
            yield f"{code}: tests/errors/{code}{suffix} is missing: the message as the program prints it ({language})"
        elif f"[{code}]" not in expected.read_text(encoding="utf-8"):
            yield f"{code}: tests/errors/{code}{suffix} does not hold the message: it never says [{code}]"


def as_run(root, program, code):
    gallery = root / "tests/errors"
    command = gallery / (code + ".command")
    if command.is_file():
        arguments = shlex.split(command.read_text(encoding="utf-8"))
    else:
        given = input_of(gallery, code)
        arguments = ["check", f"{code}/case.toml" if given.is_dir() else given.name]
    for language, suffix in LANGUAGES.items():
        expected = (gallery / (code + suffix)).read_text(encoding="utf-8").strip()
        try:
            run = subprocess.run([program, *arguments, "--lang", language], cwd=gallery, stdin=subprocess.DEVNULL,
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
        except subprocess.TimeoutExpired:
            yield f"{code}: restituo {' '.join(arguments)} did not end within a minute"
            continue
        printed = run.stdout.decode("utf-8", "replace")
        if run.returncode not in (1, 2):
            yield f"{code} ({language}): exit code {run.returncode}, wanted 1 or 2, from restituo {' '.join(arguments)}\n{printed}"
        elif expected not in printed:
            yield f"{code} ({language}): wanted\n{expected}\n  printed\n{printed}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("root", nargs="?", default=pathlib.Path(__file__).parent.parent, type=pathlib.Path)
    parser.add_argument("--program", type=lambda text: str(pathlib.Path(text).resolve()))
    arguments = parser.parse_args()
    root = arguments.root.resolve()
    codes = codes_of(root)
    faults = [] if codes else ["the catalogue holds no code; that cannot be right"]
    for code in codes:
        wrong = list(standing(root, code))
        faults += wrong
        if arguments.program and not wrong:
            faults += as_run(root, arguments.program, code)
    gallery = root / "tests/errors"
    for path in sorted(gallery.glob("*")) if gallery.is_dir() else []:
        code = re.sub(r"(\.es)?\.expected$|\.command$|\.(toml|csv|txt)$", "", path.name)
        if code not in codes and path.name != "README.md":
            faults.append(f"tests/errors/{path.name}: no fault has the code {code}")
    return tree_text.report(faults, f"{len(codes)} fault codes, each with its input and its message in two languages")


if __name__ == "__main__":
    sys.exit(main())
