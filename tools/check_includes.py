#!/usr/bin/env python3
"""Checks what each module may reach: check_includes.py [ROOT]

The table of modules is read from ROOT/CMakeLists.txt (restituo_module(NAME MAY_INCLUDE ...), transitive), so that there
is one table only. Below `app`: no file, clock, environment or terminal, and no variable that outlives a call. In public
headers: no heavy library, and no type whose name another header gives to another type. On the sampled path: no libm, no std::*_distribution, no sum in an unnamed order.
Exceptions stand in tools/allowed_includes.txt, each with its reason.
"""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "lib"))
import tree_text  # noqa: E402

HEAVY = re.compile(r"boost/|Eigen/|unsupported/Eigen|toml\+\+/|toml\.hpp|nlohmann/|CLI/|libfccp/|xlsxwriter|qpdf/|sqlite3|mpi\.h")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')

OUTSIDE_HEADERS = re.compile(
    r"^(fstream|iostream|filesystem|cstdio|stdio\.h|syncstream|print|ctime|time\.h|unistd\.h|fcntl\.h|"
    r"sys/.*|dirent\.h|fmt/(os|ostream|color|chrono)\.h|boost/filesystem.*|boost/interprocess.*)$")
OUTSIDE_CALLS = re.compile(
    r"\b(?:std::)?(?:[io]?fstream|filebuf|cout|cerr|clog|cin|wcout|wcerr|printf|fprintf|vprintf|puts|fputs|putchar|"
    r"fopen|freopen|fread|fwrite|getenv|setenv|putenv|system_clock|steady_clock|high_resolution_clock|utc_clock|"
    r"random_device|isatty|setlocale|gettimeofday|clock_gettime|localtime|gmtime|this_thread::get_id|"
    r"hardware_concurrency)\b|\bstd::filesystem\b|\bfmt::print\b|\bstd::(?:time|clock|system|exit|abort|locale|remove|rename)\s*\(")
OUTLIVES = re.compile(
    r"^\s*(?:inline\s+)?(?:static|thread_local)\s+(?!const\b|constexpr\b|constinit\s+const\b|consteval\b|inline\s+const)"
    r"[^()]*(?:;|=|\{)|\bthread_local\b"
    r"|^(?!(?:inline\s+)?const(?:expr|init)?\b|static\b|return\b|using\b|typedef\b|__extension__\b|namespace\b|template\b|class\b|struct\b|enum\b|union\b|extern\b|"
    r"friend\b|concept\b|static_assert\b|public\b|private\b|else\b|case\b|default\b|throw\b|goto\b|break\b|continue\b)"
    r"[A-Za-z_][\w:<>,*& ]*[\w>*&]\s+\w+\s*(?:=[^=(][^(]*|\{[^()]*\})?;")

# A type of namespace restituo, in a header. Two of one name would be taken for one another by the linker, in silence.
TYPE = re.compile(r"^(?:struct|class|enum class) (\w+)(?: final)?\s*(?:\{|:(?!:))")
INNER_NAMESPACE = re.compile(r"^namespace (?:restituo::)?(?!restituo\b)\w+")

# The sampled path: whole modules, or files of a module by the beginning of their name.
SAMPLED = {"uncertainty": ("",), "formula": ("sampled",), "estimate": ("sampl", "monte_carlo", "quantile", "statistic")}
LIBM = ("acos|asin|atan|atan2|cos|sin|tan|acosh|asinh|atanh|cosh|sinh|tanh|exp|exp2|expm1|log|log10|log1p|log2|pow|cbrt|"
        "hypot|erf|erfc|tgamma|lgamma")
LIBM_CALL = re.compile(rf"(?P<scope>\bstd::|(?<![\w:>.])::|(?<![\w:.>])|__builtin_)(?P<name>{LIBM})[fl]?\s*\(")
# sqrt, fabs, floor, ceil, trunc, round, fmod, fma, ldexp, frexp, copysign, nextafter stay: IEEE 754 fixes every bit of them.
UNORDERED = re.compile(r"\bstd::(?:\w+_distribution|reduce|transform_reduce|inclusive_scan|exclusive_scan|execution|"
                       r"generate_canonical|lerp|beta|riemann_zeta|legendre|laguerre|expint)\b"
                       r"|\bboost::math\b|#\s*pragma\s+omp|\bfast-?math\b")


def table_of(cmake_text):
    """Which modules each module may include, itself among them."""
    direct, app = {}, []
    text = re.sub(r"#.*", "", cmake_text)
    for kind, words in re.findall(r"\brestituo_(module|program)\s*\(([^)]*)\)", text):
        name, *rest = words.split()
        may, keyword = [], None
        for word in rest:
            if word in ("MAY_INCLUDE", "LINKS", "MAY_LINK"):
                keyword = word
            elif keyword == "MAY_INCLUDE":
                may.append(word)
        direct[name] = may
        app += [name] if kind == "program" else []

    def reach(name, path):
        if name in path:
            raise SystemExit(f"CMakeLists.txt: the modules include one another in a circle: {' -> '.join(path + [name])}")
        if name not in direct:
            raise SystemExit(f"CMakeLists.txt: {path[-1]} may include {name}, which is no module")
        return {name}.union(*(reach(other, path + [name]) for other in direct[name]))

    return {name: reach(name, []) for name in direct}, set(app)


class Check:
    def __init__(self, root):
        self.root = root
        self.table, self.programs = table_of((root / "CMakeLists.txt").read_text(encoding="utf-8"))
        self.exceptions = tree_text.Exceptions(root / "tools" / "allowed_includes.txt")
        self.faults = []
        self.checked = 0
        self.types = {}
        self.own_functions = self.declared_by_us()

    def declared_by_us(self):
        """Functions of ours that bear a name of libm: a bare call means ours, which every platform computes alike."""
        names = set()
        for path in tree_text.files(self.root, ".hpp", ".cpp"):
            if path.relative_to(self.root).parts[0] in ("include", "src"):
                code = tree_text.without_comments(path.read_text(encoding="utf-8"))
                names |= set(re.findall(rf"\b(?:double|float|auto)\s+({LIBM})\s*\(\s*(?:const\s+)?(?:double|float)\b", code))
        return names

    def fault(self, where, number, line, what):
        if not self.exceptions.allow(where, line):
            self.faults.append(f"{where}:{number}: {what}")

    def include(self, module, where, number, line, bracket, target):
        public = where.startswith("include/")
        ours = re.match(r"restituo/([^/]+)/", target)
        if ours and module in self.table and ours.group(1) not in self.table[module]:
            allowed = ", ".join(sorted(self.table[module] - {module})) or "no other module"
            self.fault(where, number, line, f"{module} may not include {ours.group(1)} (it may include: {allowed})")
        table = target.endswith(".inc")  # rows of a table, which may stand in a folder of their own
        if bracket == '"' and ("/" in target and not table or public):
            self.fault(where, number, line, f'"{target}": write <restituo/MODULE/noun.hpp>; quotes are for a header beside the source')
        if public and HEAVY.match(target):
            self.fault(where, number, line, f"<{target}> is too heavy for a public header; move it into the source file")
        if not where.startswith("tests/") and module not in self.programs and OUTSIDE_HEADERS.match(target):
            self.fault(where, number, line, f"<{target}>: only app touches files, the clock, the environment and the terminal")

    def file(self, path):
        where = path.relative_to(self.root).as_posix()
        parts = where.split("/")
        module = parts[2] if parts[0] == "include" else parts[1]
        if parts[0] != "tests" and module not in self.table:
            self.faults.append(f"{where}:1: there is no module {module} in CMakeLists.txt")
        self.checked += 1
        source = path.read_text(encoding="utf-8")
        raw = source.splitlines()
        with_strings = tree_text.without_comments(source, keep_strings=True).splitlines()
        bare = tree_text.without_comments(source).splitlines()
        below = parts[0] != "tests" and module not in self.programs
        sampled = parts[0] != "tests" and any(parts[-1].startswith(start) for start in SAMPLED.get(module, ()))
        for number, line in enumerate(with_strings, 1):
            found = INCLUDE.match(line)
            if found:
                self.include(module, where, number, raw[number - 1], *found.groups())
        if path.suffix == ".hpp" and parts[0] != "tests" and not any(map(INNER_NAMESPACE.match, bare)):
            self.types_of(where, bare)
        for number, line in enumerate(bare, 1):
            if INCLUDE.match(with_strings[number - 1]):
                continue
            if below and (found := OUTSIDE_CALLS.search(line)):
                self.fault(where, number, raw[number - 1],
                           f"{found.group().strip()}: only app touches files, the clock, the environment and the terminal")
            if below and OUTLIVES.search(line):
                self.fault(where, number, raw[number - 1], "a variable that outlives the call; pass the state instead")
            if sampled:
                self.sampled_line(where, number, line, raw[number - 1])

    def types_of(self, where, lines):
        for number, line in enumerate(lines, 1):
            if found := TYPE.match(line):
                first = self.types.setdefault(found[1], f"{where}:{number}")
                if first != f"{where}:{number}":
                    self.fault(where, number, line, f"{found[1]} is the name of another type too ({first}); one name, one type")

    def sampled_line(self, where, number, line, raw):
        for found in LIBM_CALL.finditer(line):
            if found["scope"] == "" and found["name"] in self.own_functions:
                continue
            self.fault(where, number, raw, f"{found.group().strip(' (')}: libm differs between platforms; use our own function")
        if found := UNORDERED.search(line):
            self.fault(where, number, raw, f"{found.group()}: its result is not fixed; the sampled path gives the same bits everywhere")

    def run(self):
        for path in tree_text.files(self.root, ".hpp", ".cpp", ".inc", ".h"):
            parts = path.relative_to(self.root).parts
            if parts[0] == "include" and parts[1] == "restituo" and len(parts) > 3 or parts[0] in ("src", "tests") and len(parts) > 2:
                if parts[:2] != ("tests", "tree"):
                    self.file(path)
        return self.faults + self.exceptions.unused()


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent).resolve()
    check = Check(root)
    faults = check.run()
    if not check.checked:
        faults.append("no C++ file was found; that cannot be right")
    return tree_text.report(faults, f"{check.checked} files include only what their module may")


if __name__ == "__main__":
    sys.exit(main())
