#!/usr/bin/env python3
"""The program as a user runs it: program_test.py RESTITUO.

Exit codes, what stands on standard output, files that are whole or not there, the same bits on any number of threads, and
wrong input of every sort.
"""
import json
import os
import pathlib
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOUNDING = ROOT / "examples/puebla-reynosa-new-york/case.toml"
EXAMPLES = sorted((ROOT / "examples").glob("*/case.toml"))
PROGRAM = None


def run(*words, **more):
    return subprocess.run([PROGRAM, *map(str, words)], stdin=subprocess.DEVNULL, capture_output=True, timeout=600,
                          encoding="utf-8", **more)


class Scratch(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def case(self, text):
        path = self.folder / "case.toml"
        path.write_text(text, encoding="utf-8")
        return path


class StandardOutput(Scratch):
    def test_holds_the_json_and_nothing_else(self):
        for case in EXAMPLES:
            answer = run("estimate", case, "--format", "json", "--draws", "1000", "--lang", "en")
            self.assertIn(answer.returncode, (0, 1), answer.stderr)
            result = json.loads(answer.stdout)
            for figure in result["figures"]:
                self.assertLessEqual({"id", "label", "victim", "head", "kind", "unit", "exact", "mean", "p05", "p25", "p50",
                                      "p75", "p95", "error"}, set(figure))
                self.assertRegex(figure["exact"], r"^-?\d+(\.\d+)?$")
            self.assertRegex(result["digest"], "^[0-9a-f]{64}$")

    def test_holds_a_brief_answer_without_a_format(self):
        answer = run("estimate", FOUNDING, "--draws", "1000", "--lang", "en")
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assertIn("941,760.00", answer.stdout)

    def test_stays_empty_where_the_input_is_refused(self):
        answer = run("estimate", self.case("format = 1\n"), "--format", "json")
        self.assertEqual((answer.returncode, answer.stdout), (2, ""))
        self.assertIn("key-missing", answer.stderr)


class SameBits(Scratch):
    def test_whatever_the_number_of_threads(self):
        for case in EXAMPLES:
            answers = [run("estimate", case, "--format", "json", "--draws", "20000", "--threads", threads, "--lang", "en").stdout
                       for threads in (1, 2, 7)]
            self.assertEqual(len(set(answers)), 1, case)

    def test_each_time(self):
        for number in ("1", "2"):
            self.assertEqual(run("estimate", FOUNDING, "--out", self.folder / number, "--draws", "5000").returncode, 0)
        files = sorted(path.name for path in (self.folder / "1").iterdir())
        self.assertTrue({"result.json", "figures.csv", "report.en.html"} <= set(files) or "report.es.html" in files)
        for name in files:
            first, second = ((self.folder / number / name).read_bytes() for number in ("1", "2"))
            # the command that repeats the run is the same words: the folder is not part of it
            self.assertEqual(first, second, name)

    def test_another_seed_moves_the_spread_and_not_the_figure(self):
        one, other = (json.loads(run("estimate", FOUNDING, "--format", "json", "--draws", "5000", "--seed", seed).stdout)
                      for seed in ("0", "1"))
        self.assertEqual(one["figures"][0]["exact"], other["figures"][0]["exact"])
        self.assertNotEqual(one["figures"][0]["p50"], other["figures"][0]["p50"])
        self.assertNotEqual(one["digest"], other["digest"])


class Files(Scratch):
    def test_are_readable_by_their_owner_alone_and_nothing_is_left_over(self):
        self.assertEqual(run("estimate", FOUNDING, "--out", self.folder / "out", "--draws", "1000").returncode, 0)
        paths = list((self.folder / "out").iterdir())
        self.assertEqual(len(paths), 7)
        for path in paths:
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600, path)
            self.assertFalse(path.name.startswith("."))

    def test_that_cannot_be_written_leave_the_old_ones_whole(self):
        out = self.folder / "out"
        self.assertEqual(run("estimate", FOUNDING, "--out", out, "--draws", "1000").returncode, 0)
        before = (out / "result.json").read_bytes()
        # A limit on file size stands for the full disk: the report no longer fits.
        limited = subprocess.run(["bash", "-c", f"ulimit -f 8; trap '' XFSZ; exec '{PROGRAM}' estimate '{FOUNDING}' "
                                  f"--out '{out}' --draws 2000 --lang en"], capture_output=True, timeout=600, encoding="utf-8")
        self.assertEqual(limited.returncode, 2, limited.stderr)
        self.assertIn("file-not-written", limited.stderr)
        self.assertEqual((out / "result.json").read_bytes(), before)
        self.assertEqual(len(list(out.iterdir())), 7)

    def test_are_not_half_written_after_an_interrupt(self):
        out = self.folder / "out"
        process = subprocess.Popen([PROGRAM, "estimate", str(FOUNDING), "--out", str(out), "--draws", "20000000", "--quiet"],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        self.assertNotEqual(process.wait(timeout=60), 0)
        self.assertFalse(out.exists() and any(out.iterdir()))


class WrongInput(Scratch):
    def refused(self, text, code):
        answer = run("check", self.case(text) if isinstance(text, str) else text, "--lang", "en")
        self.assertEqual(answer.returncode, 2, answer.stdout + answer.stderr)
        self.assertIn(f"[{code}]", answer.stderr)
        return answer

    def test_an_empty_file_says_all_that_is_missing(self):
        answer = self.refused("", "key-missing")
        self.assertGreaterEqual(answer.stderr.count("[key-missing]"), 5)

    def test_bytes_that_are_no_text(self):
        path = self.folder / "case.toml"
        path.write_bytes(bytes(range(256)) * 50)
        self.refused(path, "file-not-utf8")

    def test_a_file_cut_in_the_middle_never_gives_a_figure_in_silence(self):
        text = FOUNDING.read_text(encoding="utf-8")
        for end in range(0, len(text) - 400, len(text) // 40):
            answer = run("estimate", self.case(text[:end]), "--format", "json", "--draws", "200", "--lang", "en")
            self.assertIn(answer.returncode, (0, 1, 2), answer.stderr)
            if answer.returncode != 2:
                # What is left is a whole case by itself: fewer periods or comparisons, never a changed number.
                kept = {f["id"]: f["exact"] for f in json.loads(answer.stdout)["figures"]}
                self.assertEqual(kept.get("gross.a.reynosa", "77760.00"), "77760.00")

    def test_a_folder_or_nothing_in_place_of_a_file(self):
        self.refused(self.folder, "file-is-folder")
        self.refused(self.folder / "nowhere.toml", "file-missing")

    def test_a_hundred_thousand_faults_end_in_time(self):
        text = FOUNDING.read_text(encoding="utf-8") + "".join(f"\n[unknown-{i}]\n" for i in range(100_000))
        start = time.monotonic()
        self.refused(text, "key-unknown")
        self.assertLess(time.monotonic() - start, 120)

    def test_words_the_program_does_not_know(self):
        for words in (["estimat"], ["estimate"], ["estimate", FOUNDING, "--format", "papyrus"], ["estimate", FOUNDING, "--draws", "many"],
                      ["estimate", FOUNDING, "--lang", "fr"], ["models", "shw"]):
            self.assertEqual(run(*words).returncode, 2, words)

    def test_help_in_both_languages(self):
        self.assertIn("exact figure", run("estimate", "--help", "--lang", "en").stdout)
        self.assertIn("cifra exacta", run("estimate", "--help", "--lang", "es").stdout)
        self.assertIn("cifra exacta", run("--help", env={**os.environ, "LC_ALL": "es_MX.UTF-8"}).stdout)


class Models(Scratch):
    def test_are_listed_shown_and_verified(self):
        self.assertIn("price-acts", run("models", "list", "--lang", "en").stdout)
        self.assertIn("cost_share", run("models", "show", "price-acts", "--lang", "es").stdout)
        verified = run("models", "verify", "--lang", "en")
        self.assertEqual(verified.returncode, 0, verified.stderr)
        passed = int(re.search(r"(\d+) checks passed, 0 failed", verified.stdout).group(1))
        self.assertGreaterEqual(passed, 50)

    def test_that_are_forums_say_what_a_case_has_to_say(self):
        for path in sorted((ROOT / "models/law").glob("*.toml")):
            shown = {lang: run("models", "show", path.stem, "--lang", lang).stdout for lang in ("en", "es")}
            text = path.read_text(encoding="utf-8")
            for kind in ("choice", "date"):
                for name in re.findall(rf'^\[\[{kind}\]\].*\nid = "([^"]+)"', text, re.MULTILINE):
                    for said in shown.values():
                        self.assertRegex(said, rf"(?m)^  {name}\b", path.name)
            for article in re.findall(r'^ *article = "((?:[^"\\]|\\.)*)"', text, re.MULTILINE):
                self.assertTrue(article.replace('\\"', '"') in shown["en"], f"{path.name}: {article}")

    def changed(self, path, old, new):
        shutil.copytree(ROOT / "models", self.folder / "models", dirs_exist_ok=True)
        file = self.folder / "models" / path
        text = file.read_text(encoding="utf-8")
        self.assertIn(old, text)
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return run("models", "verify", "--models", self.folder / "models", "--lang", "en")

    def test_fail_where_a_unit_is_wrong(self):
        answer = self.changed("profit/price-acts.toml", 'unit = "CUR/act"', 'unit = "CUR/day"')
        self.assertEqual(answer.returncode, 2)
        self.assertRegex(answer.stderr, r"price-acts\.toml:\d+:\d+: error: .*\n  Do: .*\[step-unit-differs\]")

    def test_fail_where_a_source_is_missing(self):
        answer = self.changed("profit/price-acts.toml", 'value = "0.30", source = "ilo-2014-cost-share"', 'value = "0.30"')
        self.assertEqual(answer.returncode, 2)
        self.assertRegex(answer.stderr, r'price-acts\.toml:\d+:\d+: error: "source" is missing here\.')

    def test_fail_where_a_published_answer_is_changed(self):
        answer = self.changed("profit/price-acts.toml", '941760.00', '941760.01')
        self.assertEqual(answer.returncode, 4)
        self.assertRegex(answer.stderr, r"price-acts\.toml:\d+:\d+: error: .*\n  Do: .*\[check-differs\]")


if __name__ == "__main__":
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main(verbosity=2)
