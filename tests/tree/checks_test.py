#!/usr/bin/env python3
"""The checks of the tree report what they exist for. Each case writes a small tree with one thing wrong."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOLS = pathlib.Path(__file__).resolve().parents[2] / "tools"
MODULES = """
restituo_module(base)
restituo_module(quantity MAY_INCLUDE base)
restituo_module(uncertainty MAY_INCLUDE base)
restituo_module(formula MAY_INCLUDE quantity LINKS other)
restituo_program(app MAY_INCLUDE formula)  # restituo_module(comment MAY_INCLUDE app)
"""


def run(check, files, *arguments, cmake=MODULES):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in {"CMakeLists.txt": cmake, **files}.items():
            path = pathlib.Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        arguments = [argument.replace("ROOT", folder) for argument in arguments or ["ROOT"]]
        done = subprocess.run([sys.executable, TOOLS / check, *arguments], capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr


class Includes(unittest.TestCase):
    def refused(self, path, line, why):
        code, said = run("check_includes.py", {path: "// a comment\n" + line + "\n"})
        self.assertEqual(code, 1, said)
        self.assertIn(f"{path}:2: ", said)
        self.assertIn(why, said)

    def accepted(self, path, text):
        code, said = run("check_includes.py", {path: text + "\n"})
        self.assertEqual(code, 0, said)

    def test_a_module_may_not_include_one_above_it(self):
        self.refused("src/quantity/unit.cpp", "#include <restituo/formula/step.hpp>", "quantity may not include formula")

    def test_nor_one_beside_it(self):
        self.refused("include/restituo/formula/step.hpp", "#  include <restituo/uncertainty/normal.hpp>", "may not include uncertainty")

    def test_nor_in_its_tests(self):
        self.refused("tests/base/text_test.cpp", "#include <restituo/quantity/unit.hpp>", "base may not include quantity")

    def test_but_what_stands_below_it_however_far(self):
        self.accepted("src/app/main.cpp", "#include <restituo/base/text.hpp>\n#include <fstream>\nint main() { std::ofstream f; }")

    def test_a_circle_of_modules_is_refused(self):
        code, said = run("check_includes.py", {}, cmake="restituo_module(a MAY_INCLUDE b)\nrestituo_module(b MAY_INCLUDE a)")
        self.assertNotEqual(code, 0)
        self.assertIn("circle", said)

    def test_two_types_of_one_name_are_refused(self):
        one = {"src/base/a.hpp": "namespace restituo {\nstruct Share {\n};\n}\n"}
        code, said = run("check_includes.py", {**one, "src/quantity/b.hpp": "namespace restituo {\nclass Share final {\n};\n}\n"})
        self.assertEqual(code, 1, said)
        self.assertIn("src/quantity/b.hpp:2: Share is the name of another type too (src/base/a.hpp:2)", said)
        for apart in ("namespace restituo::inner {\nstruct Share {\n};\n}\n", "namespace restituo {\nstruct Share;\n}\n"):
            code, said = run("check_includes.py", {**one, "src/quantity/b.hpp": apart})
            self.assertEqual(code, 0, said)

    def test_a_folder_that_is_no_module_is_refused(self):
        code, said = run("check_includes.py", {"src/newcomer/a.cpp": "int f();\n"})
        self.assertEqual(code, 1)
        self.assertIn("no module newcomer", said)

    def test_another_modules_private_header_is_refused(self):
        self.refused("src/formula/step.cpp", '#include "../quantity/inside.hpp"', "quotes are for a header beside the source")

    def test_heavy_libraries_stay_out_of_public_headers(self):
        for target in ("boost/multiprecision/cpp_int.hpp", "Eigen/Dense", "toml++/toml.h", "nlohmann/json.hpp", "CLI/CLI.hpp"):
            self.refused("include/restituo/quantity/exact.hpp", f"#include <{target}>", "too heavy")
        self.accepted("src/quantity/exact.cpp", "#include <boost/multiprecision/cpp_int.hpp>")

    def test_only_app_reaches_outside(self):
        for line in ("#include <fstream>", "#include <filesystem>", "auto t = std::chrono::system_clock::now();",
                     'const char* home = std::getenv("HOME");', 'void f() { std::cout << "x"; }', 'void f() { fmt::print("x"); }',
                     'void f() { std::fopen("a", "r"); }', "unsigned n() { return std::thread::hardware_concurrency(); }",
                     "std::random_device device;"):
            self.refused("src/base/text.cpp", line, "only app touches")

    def test_what_a_comment_or_a_sentence_says_is_no_code(self):
        self.accepted("src/base/text.cpp", '// std::cout\n/* getenv */ const char* s = "std::cout //"; const char* r = R"(fopen)";')

    def test_nothing_outlives_a_call(self):
        for line in ("static int calls = 0;", "  static std::vector<int> cache;", "thread_local int depth;", "int counter = 0;",
                     "std::map<int, int> all;"):
            self.refused("src/base/text.cpp", line, "outlives")
        self.accepted("src/base/text.cpp", "static constexpr int most = 3;\nconst int least = 1;\nstatic int twice(int a);\nclass A;")

    def test_the_sampled_path_uses_no_libm(self):
        for line in ("double f(double x) { return std::exp(x); }", "double f(double x) { return ::log(x); }",
                     "double f(double x) { return pow(x, 2); }", "float f(float x) { return std::sinf (x); }"):
            self.refused("src/uncertainty/normal.cpp", line, "libm")
        self.refused("src/formula/sampled_run.cpp", "double f(double x) { return std::erf(x); }", "libm")
        self.accepted("src/formula/exact_run.cpp", "double f(double x) { return std::erf(x); }")
        self.accepted("src/uncertainty/normal.cpp", "double f(double x) { return std::sqrt(x) + table.log(x) + my_exp(x); }")

    def test_but_may_call_our_own_function_of_that_name(self):
        self.accepted("src/uncertainty/normal.cpp", "double exp(double x);\ndouble f(double x) { return exp(x); }")
        self.refused("src/uncertainty/normal.cpp", "double exp(double x); double f(double x) { return std::exp(x); }", "libm")

    def test_nor_a_distribution_or_a_sum_of_the_standard_library_whose_bits_are_not_fixed(self):
        for line in ("std::normal_distribution<double> normal;", "double s = std::reduce(a.begin(), a.end());"):
            self.refused("src/uncertainty/normal.cpp", "void f() { " + line + " }", "not fixed")

    def test_an_exception_needs_its_reason_and_its_line(self):
        source = {"src/base/text.cpp": "#include <fstream>\n"}
        allowed = "src/base/text.cpp\t#include <fstream>\tthis test needs one\n"
        self.assertEqual(run("check_includes.py", {**source, "tools/allowed_includes.txt": allowed})[0], 0)
        code, said = run("check_includes.py", {**source, "tools/allowed_includes.txt": "src/base/text.cpp\t#include <fstream>\n"})
        self.assertEqual(code, 1)
        self.assertIn("wants three parts", said)
        code, said = run("check_includes.py", {"src/base/text.cpp": "int f();\n", "tools/allowed_includes.txt": allowed})
        self.assertEqual(code, 1)
        self.assertIn("take it out", said)

    def test_an_empty_tree_is_not_a_clean_one(self):
        self.assertEqual(run("check_includes.py", {})[0], 1)


class Words(unittest.TestCase):
    def refused(self, path, line, why):
        code, said = run("check_words.py", {path: "\n" + line + "\n"})
        self.assertEqual(code, 1, said)
        self.assertIn(why, said)

    def accepted(self, path, text):
        code, said = run("check_words.py", {path: text + "\n"})
        self.assertEqual(code, 0, said)

    def test_words_that_take_her_person_away(self):
        for word in ("a slave", "Slaves", "la esclava", "prostitute", "las prostitutas"):
            self.refused("docs/method.md", f"The {word} of the model.", "docs/method.md:2: ")

    def test_the_names_of_the_offences_stay(self):
        self.accepted("docs/method.md", "Slavery, esclavitud, forced prostitution, prostitución forzada, enslavement.")

    def test_a_label_in_a_case_is_not_a_name(self):
        self.refused("examples/a/case.toml", '[[people]]\nlabel = "Ana Pérez"', "reads like a name")
        self.refused("examples/a/case.toml", 'victim = "Ana de Rivera"', "reads like a name")
        self.refused("examples/a/case.toml", 'first_name = "Ana"', "no names")
        self.accepted("examples/a/case.toml", '[[people]]\nlabel = "survivor-1"\n[[periods]]\nlabel = "New York"\nperson = "A. B."')

    def test_a_private_caption_needs_a_reason(self):
        self.refused("models/law/a.toml", 'says = "Pérez v. Gómez, 2019"', "caption")
        self.refused("models/law/a.toml", 'id = "perez-v-gomez-2019"', "caption")
        self.accepted("models/law/a.toml", 'says = "United States v. Gómez, 2019; Doe v. Gómez; People v. Gómez; R v Gómez; E1 vs E2; us-v-gomez"')
        code, said = run("check_words.py", {"docs/a.md": "Foskett v McKeown [2001]\n",
                                            "tools/allowed_words.txt": "docs/a.md\tFoskett v McKeown\tbuyers of land; tracing\n"})
        self.assertEqual(code, 0, said)


class ErrorGallery(unittest.TestCase):
    CATALOGUE = {"src/base/faults/model_en.inc": '// {"comment", ...}\n{"no-unit", "A unit is missing.", "Write it."},\n'}
    WHOLE = {**CATALOGUE, "tests/errors/no-unit.toml": "x", "tests/errors/no-unit.expected": "no-unit.toml:1: A unit is missing. [no-unit]",
             "tests/errors/no-unit.es.expected": "no-unit.toml:1: Falta la unidad. [no-unit]"}
    PROGRAM = """#!/bin/sh
case "$*" in *"--lang en") echo "no-unit.toml:1: A unit is missing. [no-unit]";; *) echo "no-unit.toml:1: Falta la unidad. [no-unit]";; esac >&2
exit {}
"""

    def faults(self, files, why):
        code, said = run("check_error_gallery.py", files)
        self.assertEqual(code, 1, said)
        self.assertIn(why, said)

    def as_run(self, program):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "program"
            path.write_text(program, encoding="utf-8")
            path.chmod(0o755)
            return run("check_error_gallery.py", self.WHOLE, "ROOT", "--program", str(path))

    def test_a_code_without_input_or_message_is_reported(self):
        self.faults(self.CATALOGUE, "no-unit: no broken input")
        self.faults({name: text for name, text in self.WHOLE.items() if ".es." not in name}, "no-unit.es.expected is missing")
        self.faults({**self.WHOLE, "tests/errors/no-unit.expected": "something else"}, "never says [no-unit]")

    def test_an_input_for_no_code_is_reported(self):
        self.faults({**self.WHOLE, "tests/errors/old-code.toml": ""}, "no fault has the code old-code")

    def test_an_empty_catalogue_is_not_a_complete_gallery(self):
        self.faults({"src/base/faults/model_en.inc": ""}, "holds no code")

    def test_the_program_must_print_the_message_and_refuse(self):
        self.assertEqual(run("check_error_gallery.py", self.WHOLE)[0], 0)
        self.assertEqual(self.as_run(self.PROGRAM.format(2))[0], 0)
        one_more = self.PROGRAM.replace("exit", "echo another fault >&2\nexit")
        for wrong in (self.PROGRAM.format(0), self.PROGRAM.format(70), self.PROGRAM.replace("A unit", "One unit").format(2),
                      one_more.format(2)):
            self.assertEqual(self.as_run(wrong)[0], 1)

    def test_a_code_that_no_input_can_cause_needs_a_test_that_does(self):
        entry = "tests/units\tno-unit\tthe reader refuses it first\n"
        listed = {**self.CATALOGUE, "tools/codes_only_tests_cause.txt": entry}
        self.faults(listed, "no test in tests/units says \"no-unit\"")
        tested = {**listed, "tests/units/unit_test.cpp": 'EXPECT_EQ(code, "no-unit");'}
        self.assertEqual(run("check_error_gallery.py", tested)[0], 0)
        self.faults({**tested, **self.WHOLE}, "take it off the list")
        self.faults({**tested, "tools/codes_only_tests_cause.txt": entry + entry.replace("no-unit", "old-code")},
                    "no fault has the code old-code")


class MustNotCompile(unittest.TestCase):
    def compiled(self, text):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "a.cpp"
            path.write_text(text, encoding="utf-8")
            done = subprocess.run([sys.executable, TOOLS / "check_must_not_compile.py", path, "g++"], capture_output=True, text=True)
            return done.returncode

    def test_refused_for_the_reason_given(self):
        self.assertEqual(self.compiled("// wants: no match for .operator\\*\nstruct A {} a; auto b = a * a;\n"), 0)

    def test_refused_for_another_reason_proves_nothing(self):
        self.assertEqual(self.compiled("// wants: no match for .operator\\*\nint a = b;  // no match for 'operator*'\n"), 1)

    def test_a_file_that_compiles_fails(self):
        self.assertEqual(self.compiled("// wants: error\nint a;\n"), 1)

    def test_the_control_must_compile(self):
        self.assertEqual(self.compiled("// compiles\nint a;\n"), 0)
        self.assertEqual(self.compiled("// compiles\nint a = b;\n"), 1)

    def test_a_file_without_its_reason_fails(self):
        self.assertEqual(self.compiled("int a = b;\n"), 1)


class Tally(unittest.TestCase):
    def counted(self, xml):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "tests.xml"
            if xml is not None:
                path.write_text(xml, encoding="utf-8")
            return subprocess.run([sys.executable, TOOLS / "lib/tally.py", "dev", path], capture_output=True, text=True).stdout.strip()

    def test_counts_what_ran_and_holds_the_rest_for_failed(self):
        case = '<testcase name="a" time="0" status="{}">{}<system-out/></testcase>'
        skipped, absent = '<skipped message="SKIP_RETURN_CODE=77"/>', '<skipped message="Unable to find executable"/>'
        cases = [case.format("run", "")] * 3 + [case.format("fail", "<failure/>"), case.format("disabled", ""),
                                                case.format("notrun", skipped), case.format("notrun", absent)]
        self.assertEqual(self.counted(f"<testsuite>{''.join(cases)}</testsuite>"), "3 3 1")

    def test_no_test_and_no_file_are_failures(self):
        for xml in ("<testsuite/>", "<testsuite", None):
            self.assertEqual(self.counted(xml), "0 1 0")


class Docs(unittest.TestCase):
    def said_of(self, files):
        return run("check_docs.py", files)

    def test_what_is_there_may_be_named(self):
        text = "See src/base/text, models/law/ and [this](tests/a_test.cpp): Suite.HoldsTheLine.\n"
        test = "TEST(Suite, HoldsTheLine) {}\n"
        files = {"README.md": text, "src/base/text.hpp": "// docs/a.md\n", "models/law/x.toml": "", "docs/a.md": ""}
        code, said = self.said_of({**files, "tests/a_test.cpp": test})
        self.assertEqual(code, 0, said)

    def test_what_is_not_there_is_named_with_its_line(self):
        text = "one\nsrc/base/gone.hpp\n[a](gone.md)\nSuite.GoneForEver\n"
        test = "TEST(Suite, HoldsTheLine) {}\n"
        code, said = self.said_of({"docs/a.md": text, "src/a.cpp": "// docs/gone.md\n", "tests/a_test.cpp": test})
        self.assertEqual(code, 1, said)
        for line in ("docs/a.md:2: ", "docs/a.md:3: ", "docs/a.md:4: there is no test Suite.GoneForEver", "src/a.cpp:1: "):
            self.assertIn(line, said)


if __name__ == "__main__":
    unittest.main()
