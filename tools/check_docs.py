#!/usr/bin/env python3
"""What the documentation names is there: check_docs.py [ROOT]

In README files and docs/, and of docs/ in every source and model, each path into the tree (src/, include/, models/, tests/, docs/, tools/, bench/, examples/,
cmake/) exists, and every test named Suite.Name is one. A word in capitals in a path (CODE, FOLDER) stands for any name, a
star for any letters; what a command writes (--out PATH) need not be there. docs/decisions.md tells what was, and is left out; so is shared/, which is no part of the tree.
"""

import argparse
import pathlib
import re
import sys

FOLDERS = "src|include|models|tests|docs|tools|bench|examples|cmake"
PATH = re.compile(rf"(?<![\w/.-])(?:\.\./)*((?:{FOLDERS})/[\w*./-]*[\w*])(?![\w(])")
DOCS_PATH = re.compile(r"(?<![\w/.-])(docs/[\w/-]+\.md)\b")
WRITTEN = re.compile(r"--out \S+")
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
TEST = re.compile(r"\b([A-Z][A-Za-z]+\.[A-Z][A-Za-z0-9]{6,})\b(?!\.)")
DEFINED = re.compile(r"\b(?:TEST|TEST_F|TEST_P|RC_GTEST_PROP)\(\s*(\w+)\s*,\s*(\w+)")
STANDS_FOR_ANY = re.compile(r"(?<![a-z])[A-Z]{3,}(?![a-z])")


def pages(root):
    yield from root.glob("*.md")
    for folder in ("docs", "src", "examples", "tests", "bench", "models", "tools"):
        # npm's packages have pages of their own
        yield from (page for page in (root / folder).rglob("*.md") if "node_modules" not in page.parts)


def exists(root, path):
    pattern = STANDS_FOR_ANY.sub("*", path)
    if "*" in pattern:
        return any(root.glob(pattern))
    # "src/base/digest" names a header and its source
    return (root / path).exists() or any(root.glob(pattern + ".*"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", nargs="?", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[1])
    root = parser.parse_args().root
    tests = {".".join(pair) for path in (root / "tests").rglob("*_test.cpp") for pair in DEFINED.findall(path.read_text(encoding="utf-8"))}
    suites = {name.split(".")[0] for name in tests}
    wrong = []
    seen = 0
    for page in sorted(set(pages(root))):
        where = page.relative_to(root)
        if where.as_posix() == "docs/decisions.md" or where.name == "CHANGELOG.md":
            continue
        for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
            for path in PATH.findall(WRITTEN.sub("", line)):
                seen += 1
                if not exists(root, path):
                    wrong.append(f"{where}:{number}: there is no {path}")
            for link in LINK.findall(line):
                seen += 1
                if not (page.parent / link).exists():
                    wrong.append(f"{where}:{number}: the link leads nowhere: {link}")
            for test in TEST.findall(line):
                if test.split(".")[0] in suites and test not in tests:
                    wrong.append(f"{where}:{number}: there is no test {test}")
    for folder in ("include", "src", "models", "bench", "tests", "tools", "cmake"):
        for source in sorted((root / folder).rglob("*")):
            # tests/tree makes small trees with docs of their own
            if (root / "tests/tree") in source.parents or source.suffix not in (".hpp", ".cpp", ".inc", ".toml", ".py", ".txt", ".cmake"):
                continue
            for number, line in enumerate(source.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
                for path in DOCS_PATH.findall(line):
                    seen += 1
                    if not (root / path).exists():
                        wrong.append(f"{source.relative_to(root)}:{number}: there is no {path}")
    for line in wrong:
        print(line)
    print(f"{seen} paths and links, {len(wrong)} that lead nowhere")
    return 1 if wrong or not seen else 0


if __name__ == "__main__":
    sys.exit(main())
