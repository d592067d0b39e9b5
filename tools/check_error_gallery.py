#!/usr/bin/env python3
"""The gallery of errors is complete: check_error_gallery.py [ROOT] [--program RESTITUO]

Every fault code of src/base/faults/*_en.inc has in tests/errors/ a broken input that causes it, a file CODE.toml
(or .csv, .txt) or a folder CODE/, and beside it CODE.expected and CODE.es.expected with the message in each language.
With --program, each input is given to the program, in the folder tests/errors: `check CODE.toml` (`check CODE/case.toml`
for a folder), or the arguments that stand in CODE.command. The message, and no other, must come out, with exit code 1 or 2
(0 where it is only a note, 4 where models do not give their published answers). Codes that no input of the program can
cause stand in tools/codes_only_tests_cause.txt, each with the tests that do.
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
ONLY_NOTES = re.compile(r"(?!.*\b(error|warning|advertencia): ).*\b(note|nota): ", re.DOTALL)


def codes_of(root):
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted((root / "src/base/faults").glob("*_en.inc")))
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


def only_in_tests(root, path):
    """The codes on the list, and what is wrong with the list."""
    entries = tree_text.Exceptions(path)
    faults = list(entries.faults)
    for number, where, code in entries.entries:
        here = f"{path.name}:{number}: {code}"
        tests = root / where
        texts = [tests] if tests.is_file() else tree_text.files(tests, "_test.cpp")
        if not any(f'"{code}"' in text.read_text(encoding="utf-8") for text in texts):
            faults.append(f"{here}: no test in {where} says \"{code}\"; write one that causes it")
        gallery = root / "tests/errors"
        if input_of(gallery, code) or (gallery / (code + ".command")).is_file():
            faults.append(f"{here}: tests/errors has an input that causes it; take it off the list")
    return {code for _, _, code in entries.entries}, faults


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
        command = [program, *arguments, "--lang", language]
        try:
            run = subprocess.run(command, cwd=gallery, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
        except subprocess.TimeoutExpired:
            yield f"{code}: restituo {' '.join(arguments)} did not end within a minute"
            continue
        printed = run.stderr.decode("utf-8", "replace").strip()
        exit_codes = (0,) if ONLY_NOTES.match(expected) else (1, 2, 4)
        if run.returncode not in exit_codes:
            yield (f"{code} ({language}): exit code {run.returncode}, wanted {' or '.join(map(str, exit_codes))}, "
                   f"from restituo {' '.join(arguments)}\n{printed}")
        elif expected != printed:
            yield f"{code} ({language}): wanted\n{expected}\n  printed\n{printed}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("root", nargs="?", default=pathlib.Path(__file__).parent.parent, type=pathlib.Path)
    parser.add_argument("--program", type=lambda text: str(pathlib.Path(text).resolve()))
    arguments = parser.parse_args()
    root = arguments.root.resolve()
    codes = codes_of(root)
    faults = [] if codes else ["the catalogue holds no code; that cannot be right"]
    listed, wrong_in_list = only_in_tests(root, root / "tools/codes_only_tests_cause.txt")
    faults += wrong_in_list
    faults += [f"codes_only_tests_cause.txt: no fault has the code {code}" for code in sorted(listed - set(codes))]
    for code in codes:
        if code in listed:
            continue
        wrong = list(standing(root, code))
        faults += wrong
        if arguments.program and not wrong:
            faults += as_run(root, arguments.program, code)
    gallery = root / "tests/errors"
    for path in sorted(gallery.glob("*")) if gallery.is_dir() else []:
        code = re.sub(r"(\.es)?\.expected$|\.command$|\.(toml|csv|txt)$", "", path.name)
        if code not in codes and path.name != "README.md":
            faults.append(f"tests/errors/{path.name}: no fault has the code {code}")
    return tree_text.report(faults, f"{len(codes)} fault codes: {len(codes) - len(listed)} with an input and a message in two languages, "
                            f"{len(listed)} with a test")


if __name__ == "__main__":
    sys.exit(main())
