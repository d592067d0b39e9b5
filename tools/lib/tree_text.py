"""What the checks of the tree share: which files are ours, C++ without its comments, and exceptions with a reason."""

import os
import pathlib

NOT_OURS = {".git", "build", "out", "node_modules", "__pycache__"}


def files(root, *suffixes):
    """Every file of the tree whose name ends so, sorted."""
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in NOT_OURS]
        found += [pathlib.Path(folder) / name for name in names if name.endswith(suffixes)]
    return sorted(found)


def without_comments(source, keep_strings=False):
    """The C++ text with comments (and the insides of strings) blanked, every line and column where it was."""
    out, i = [], 0
    while i < len(source):
        two = source[i:i + 2]
        if two == "//":
            end = source.find("\n", i)
            end = len(source) if end < 0 else end
            out.append(" " * (end - i))
        elif two == "/*":
            end = source.find("*/", i + 2)
            end = len(source) if end < 0 else end + 2
            out.append(_blank(source[i:end]))
        elif source[i] == '"' and source[max(0, i - 1):i] == "R" and "(" in source[i:]:
            closing = ")" + source[i + 1:source.index("(", i)] + '"'
            end = source.find(closing, i)
            end = len(source) if end < 0 else end + len(closing)
            out.append(source[i:end] if keep_strings else _blank(source[i:end]))
        elif source[i] in "\"'" and not (source[i] == "'" and source[max(0, i - 1):i].isalnum()):  # 1'000 is a number
            end = i + 1
            while end < len(source) and source[end] not in (source[i], "\n"):
                end += 2 if source[end] == "\\" else 1
            end = min(end + 1, len(source))
            out.append(source[i:end] if keep_strings else source[i] + _blank(source[i + 1:end - 1]) + source[end - 1])
        else:
            end = i + 1
            out.append(source[i])
        i = end
    return "".join(out)


def _blank(text):
    return "".join("\n" if c == "\n" else " " for c in text)


class Exceptions:
    """Lines `path <TAB> text on that line <TAB> reason`. One that lets nothing through any more is itself reported."""

    def __init__(self, path):
        self.path, self.entries, self.used, self.faults = path, [], set(), []
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        for number, line in enumerate(lines, 1):
            if not line.strip() or line.startswith("#"):
                continue
            parts = [part.strip() for part in line.split("\t")]
            if len(parts) != 3 or not all(parts):
                self.faults.append(f"{path.name}:{number}: wants three parts with tabs between: path, text, reason")
            else:
                self.entries.append((number, parts[0], parts[1]))

    def allow(self, path, line):
        for number, allowed_path, text in self.entries:
            if path == allowed_path and text in line:
                self.used.add(number)
                return True
        return False

    def unused(self):
        return self.faults + [f"{self.path.name}:{number}: {path}: nothing there needs this exception any more; take it out"
                              for number, path, _ in self.entries if number not in self.used]


def report(faults, praise):
    """Prints the faults, or one line of praise; the exit code."""
    for fault in faults:
        print(fault)
    print(f"{len(faults)} to mend" if faults else praise)
    return 1 if faults else 0
