#!/usr/bin/env python3
"""A stored result is run again and every change is named: verify_test.py RESTITUO."""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOUNDING = ROOT / "examples/puebla-reynosa-new-york/case.toml"
THREE = ROOT / "examples/three-workers-restaurant/case.toml"
PROGRAM = None


def run(*words, **more):
    return subprocess.run([PROGRAM, *map(str, words)], stdin=subprocess.DEVNULL, capture_output=True, timeout=600,
                          encoding="utf-8", **more)


class Verify(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        shutil.copytree(ROOT / "models", self.folder / "models")

    def made(self, case, draws=500):
        """A result of a copy of the case and of the files it reads, beside it."""
        shutil.copytree(pathlib.Path(case).parent, self.folder, dirs_exist_ok=True)
        answer = run("estimate", self.folder / "case.toml", "--out", self.folder, "--draws", draws, "--seed", 3, "--lang", "en",
                     "--models", self.folder / "models", "--format", "json")
        self.assertIn(answer.returncode, (0, 1), answer.stderr)
        return self.folder / "result.json"

    def verify(self, result, *words, language="en"):
        return run("verify", result, "--models", self.folder / "models", "--lang", language, *words)

    def change(self, name, old, new):
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        self.assertIn(old, text)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def refused(self, result, *codes, language="en"):
        answer = self.verify(result, language=language)
        self.assertEqual(answer.returncode, 4, answer.stdout + answer.stderr)
        for code in codes:
            self.assertIn(f"[{code}]", answer.stderr)
        return answer.stderr

    def altered(self, result, change):
        stored = json.loads(result.read_text(encoding="utf-8"))
        change(stored)
        result.write_text(json.dumps(stored), encoding="utf-8")

    def test_every_example_gives_itself_again(self):
        for case in sorted((ROOT / "examples").glob("*/case.toml")):
            answer = self.verify(self.made(case))
            self.assertEqual(answer.returncode, 0, answer.stdout + answer.stderr)
            self.assertIn("verified", answer.stdout)

    def test_the_case_may_have_moved_and_the_result_says_where_it_was(self):
        result = self.made(FOUNDING)
        self.assertEqual(json.loads(result.read_text())["manifest"]["case_file"], str(self.folder / "case.toml"))
        elsewhere = self.folder / "bundle"
        elsewhere.mkdir()
        shutil.move(result, elsewhere)
        shutil.move(self.folder / "case.toml", elsewhere)
        self.assertEqual(self.verify(elsewhere / "result.json").returncode, 0)
        shutil.move(elsewhere / "case.toml", self.folder / "other.toml")
        missing = self.verify(elsewhere / "result.json")
        self.assertEqual(missing.returncode, 2)
        self.assertIn("[verify-case-missing]", missing.stderr)
        self.assertEqual(self.verify(elsewhere / "result.json", "--case", self.folder / "other.toml").returncode, 0)

    def test_a_changed_price_is_named_with_both_values(self):
        result = self.made(FOUNDING)
        self.change("case.toml", 'value = "30"', 'value = "31"')
        message = self.refused(result, "verify-part-changed", "verify-input", "verify-figure", "verify-step", "verify-digest")
        self.assertRegex(message, r"Input a\.new-york\.price: value was 30 when the result was made, and is 31 now")
        self.assertIn("Figure gross: exact is 941760.00 in the result, and 970560.00 in the new run", message)
        self.assertIn("dato a.new-york.price".lower(), self.refused(result, language="es").lower())

    def test_a_changed_model_and_its_number_are_named(self):
        result = self.made(FOUNDING)
        self.change("models/profit/price-acts.toml", 'value = "0.30"', 'value = "0.31"')
        message = self.refused(result, "verify-part-changed", "verify-input")
        self.assertIn('The model "price-acts" is no longer', message)
        self.assertRegex(message, r"Input \S*cost_share\S*: value was 0\.3\S* when the result was made, and is 0\.31 now")

    def test_a_changed_series_is_named(self):
        result = self.made(THREE)
        self.change("models/series/us-federal-minimum-wage.toml", 'value = "7.25"', 'value = "7.26"')
        message = self.refused(result, "verify-part-changed", "verify-figure")
        self.assertIn('The series "us-federal-minimum-wage" is no longer', message)
        self.assertNotIn("The model", message)

    def test_a_changed_source_is_named_though_no_figure_moves(self):
        result = self.made(FOUNDING)
        stored = json.loads(result.read_text())
        path = next(p for p in (self.folder / "models/sources").glob("*.toml")
                    if any(f'id = "{s["id"]}"' in p.read_text() for s in stored["sources"]))
        source = next(s["id"] for s in stored["sources"] if f'id = "{s["id"]}"' in path.read_text())
        text = path.read_text()
        cite = re.compile(r'cite(?:\.en)? = (?:\{ en = )?"').search(text, text.index(f'id = "{source}"'))
        path.write_text(text[:cite.end()] + "CHANGED " + text[cite.end():])
        message = self.refused(result, "verify-source")
        self.assertNotIn("verify-figure", message)

    def test_a_result_altered_by_hand_is_named_where_it_was_altered(self):
        result = self.made(FOUNDING)
        self.altered(result, lambda stored: stored["figures"][0].update(exact="1000000.00"))
        message = self.refused(result, "verify-figure")
        self.assertEqual(message.count("[verify-"), 1, message)
        self.assertIn("exact is 1000000.00 in the result, and 941760.00 in the new run", message)

        result = self.made(FOUNDING)
        self.altered(result, lambda stored: stored.update(digest="0" * 64))
        self.assertEqual(self.refused(result, "verify-digest").count("[verify-"), 1)
        result = self.made(FOUNDING)
        self.altered(result, lambda stored: stored["manifest"].update(version="0.0.9"))
        self.refused(result, "verify-version")
        result = self.made(FOUNDING)
        self.altered(result, lambda stored: stored["manifest"]["entries"].pop())
        self.refused(result, "verify-part-new")
        result = self.made(FOUNDING)
        self.altered(result, lambda stored: stored["manifest"]["entries"].append(
            {"what": "series", "name": "made-up", "digest": "0" * 64}))
        self.refused(result, "verify-part-gone")
        result = self.made(FOUNDING)
        self.altered(result, lambda stored: stored["figures"].pop())
        self.refused(result, "verify-new")
        result = self.made(FOUNDING)
        self.altered(result, lambda stored: stored["figures"].append({"id": "made-up"}))
        self.refused(result, "verify-gone")
        result = self.made(FOUNDING)
        self.altered(result, lambda stored: stored["case"].update(draft=False, title="Another"))
        self.refused(result, "verify-elsewhere")

    def test_another_seed_or_number_of_draws_in_the_manifest_is_a_failure(self):
        for key, value in (("seed", "4"), ("draws", 400)):
            result = self.made(FOUNDING)
            self.altered(result, lambda stored, k=key, v=value: stored["manifest"].update({k: v}))
            self.refused(result, "verify-figure", "verify-digest")

    def test_a_case_that_is_refused_now_is_a_failure(self):
        result = self.made(FOUNDING)
        (self.folder / "case.toml").write_text("format = 1\n")
        self.refused(result, "key-missing")

    def test_what_is_no_result_is_refused(self):
        result = self.made(FOUNDING)
        whole = result.read_text()
        for text in ("", "{}", "[1]", "null", '{"format": 1}', whole[:len(whole) // 2], whole.replace('"seed": "3"', '"seed": "-3"'),
                     whole.replace('"seed": "3"', '"seed": "99999999999999999999"'), whole.replace('"draws": 500', '"draws": "500"')):
            result.write_text(text)
            answer = self.verify(result)
            self.assertEqual(answer.returncode, 2, text[:80] + answer.stdout + answer.stderr)
            self.assertIn("[result-unreadable]", answer.stderr)


if __name__ == "__main__":
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main(verbosity=2)
