#!/usr/bin/env python3
"""restituo challenge as a user runs it: challenge_test.py RESTITUO.

The contract of its JSON, the founding case's answers, the same bits on any number of threads, both languages, and drawings that
name themselves, stay within their frame and let no two labels meet.
"""
import csv
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as xml
from decimal import Decimal
from fractions import Fraction

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOUNDING = ROOT / "examples/puebla-reynosa-new-york/case.toml"
RESTAURANT = ROOT / "examples/three-workers-restaurant/case.toml"
EXAMPLES = sorted((ROOT / "examples").glob("*/case.toml"))
SCHEMA = json.loads((ROOT / "docs/formats/challenge.schema.json").read_text(encoding="utf-8"))
PROGRAM = None
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}


def run(*words):
    return subprocess.run([PROGRAM, *map(str, words)], stdin=subprocess.DEVNULL, capture_output=True, timeout=600,
                          encoding="utf-8", check=False)


def asked(case, *more, lang="en"):
    answer = run("challenge", case, "--format", "json", "--draws", "4000", "--lang", lang, *more)
    assert answer.returncode in (0, 1), answer.stderr
    return json.loads(answer.stdout)


def has_type(value, name):
    if name == "number":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if name == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, TYPES[name])


def misses(value, schema, path="$"):
    """What of the schema a value misses: the keywords this schema uses, and no other."""
    for keyword, wanted in schema.items():
        if keyword in ("$schema", "title", "description", "$defs"):
            continue
        if keyword == "$ref":
            yield from misses(value, SCHEMA["$defs"][wanted.removeprefix("#/$defs/")], path)
        elif keyword == "anyOf":
            if all(list(misses(value, one, path)) for one in wanted):
                yield f"{path}: fits none of anyOf: {str(value)[:80]}"
        elif keyword == "type":
            if not has_type(value, wanted):
                yield f"{path}: is no {wanted}: {str(value)[:80]}"
        elif keyword == "enum":
            if value not in wanted:
                yield f"{path}: {value!r} is none of {wanted}"
        elif keyword == "const":
            if value != wanted:
                yield f"{path}: {value!r} is not {wanted!r}"
        elif keyword == "pattern":
            if isinstance(value, str) and not re.search(wanted, value):
                yield f"{path}: {value!r} does not match {wanted}"
        elif keyword in ("minLength", "minItems"):
            if hasattr(value, "__len__") and len(value) < wanted:
                yield f"{path}: too short"
        elif keyword == "maxItems":
            if isinstance(value, list) and len(value) > wanted:
                yield f"{path}: too long"
        elif keyword == "minimum":
            if has_type(value, "number") and value < wanted:
                yield f"{path}: below {wanted}"
        elif keyword == "items":
            for i, item in enumerate(value if isinstance(value, list) else []):
                yield from misses(item, wanted, f"{path}[{i}]")
        elif keyword == "required":
            if isinstance(value, dict):
                yield from (f"{path}: {name} is missing" for name in wanted if name not in value)
        elif keyword == "properties":
            for name, one in wanted.items() if isinstance(value, dict) else ():
                if name in value:
                    yield from misses(value[name], one, f"{path}.{name}")
        elif keyword == "additionalProperties":
            if isinstance(value, dict):
                yield from (f"{path}: {name} is not in the schema" for name in value if name not in schema["properties"])
        else:
            yield f"the schema uses {keyword}, which this test does not know"


def look_at(test, path):
    svg = "{http://www.w3.org/2000/svg}"
    root = xml.parse(path).getroot()
    _, _, width, height = map(float, root.get("viewBox").split())
    test.assertTrue(root.find(svg + "title").text and root.find(svg + "desc").text, path)
    boxes = []
    for label in root.iter(svg + "text"):
        x, y = float(label.get("x")), float(label.get("y"))
        length = 6.6 * len(label.text)  # of 14 pixels in a serif face
        left = x - {"start": 0, "middle": length / 2, "end": length}[label.get("text-anchor")]
        test.assertGreaterEqual(left, -8, f"{path.name}: {label.text} begins outside")
        test.assertLessEqual(left + length, width + 30, f"{path.name}: {label.text} ends outside")
        test.assertLess(y, height)
        boxes.append((left, y - 11, left + length, y, label.text))
    for i, one in enumerate(boxes):
        for other in boxes[i + 1:]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            test.assertTrue(apart, f"{path.name}: {one[4]!r} meets {other[4]!r}")


class Contract(unittest.TestCase):
    def test_json_of_every_example_keeps_the_schema(self):
        for case in EXAMPLES:
            for lang in ("en", "es"):
                self.assertEqual(list(misses(asked(case, lang=lang), SCHEMA)), [], case)

    def test_languages_change_words_only(self):
        words = {"language", "label", "says", "answer", "message", "remedy"}

        def numbers(value):
            if isinstance(value, dict):
                return {name: numbers(one) for name, one in value.items() if name not in words}
            return [numbers(one) for one in value] if isinstance(value, list) else value

        for case in (FOUNDING, RESTAURANT):
            self.assertEqual(numbers(asked(case)), numbers(asked(case, lang="es")))

    def test_threads_change_no_byte(self):
        for case in (FOUNDING, RESTAURANT):
            answers = {run("challenge", case, "--format", "json", "--draws", "4000", "--lang", "en", "--threads", n).stdout
                       for n in (1, 2, 7)}
            self.assertEqual(len(answers), 1)


class FoundingCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.found = asked(FOUNDING, "--below", "500000")

    def test_months_in_new_york_move_it_most_then_acts_a_day_there(self):
        ids = [one["id"] for one in self.found["influences"]["inputs"]]
        self.assertEqual(ids[:2], ["a.new-york.length", "a.new-york.acts_per_day"])
        self.assertIn("the length of the period “New York”", self.found["to_prove"]["says"][0])
        self.assertIn("Acts a day", self.found["to_prove"]["says"][1])

    def test_parts_of_the_gap_add_up_exactly(self):
        defence = self.found["defence"]
        self.assertEqual(sum(Fraction(one["part"]) for one in defence["disputes"]), Fraction(defence["gap"]))
        self.assertEqual(Decimal(self.found["figure"]["exact"]) - Decimal(defence["conceded"]), Decimal(defence["gap"]))

    def test_a_struck_only_source_is_refused_and_named(self):
        [struck] = [one for one in self.found["strikes"]["single"] if one["sources"] == ["click2houston"]]
        self.assertFalse(struck["answered"])
        self.assertEqual([(one["id"], one["falls_back_on"], one["value"]) for one in struck["inputs"]],
                         [("a.new-york.days_per_week", "none", None)])
        self.assertEqual(struck["left"], "77760.00")
        brief = run("challenge", FOUNDING, "--draws", "4000", "--below", "500000", "--lang", "en").stdout
        self.assertRegex(" ".join(brief.split()), r"refused: Days worked a week \(Survivor A, New York\)")

    def test_months_switch_at_29_3(self):
        [months] = [one for one in self.found["switches"] if one["id"] == "a.new-york.length"]
        self.assertEqual((months["value"], months["figure"]), ("29.3", "499680.00"))

    def test_it_breaks_where_months_and_acts_are_few(self):
        limits = {one["id"]: one for one in self.found["scenario"]["box"]["limits"]}
        for name in ("a.new-york.length", "a.new-york.acts_per_day"):
            self.assertIsNone(limits[name]["low"])
            self.assertIsNotNone(limits[name]["high"])

    def test_brief_answer_fits_the_terminal(self):
        for lang in ("en", "es"):
            brief = run("challenge", FOUNDING, "--draws", "4000", "--lang", lang).stdout
            self.assertLessEqual(max(map(len, brief.splitlines())), 100)
            self.assertNotIn("{", brief)


class InFolder(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def written(self, text, name="case.toml"):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path


# Acts a day in New York vary from day to day.
ACTS = """[victim.period.inputs.acts_per_day]
    value = "20"
"""
TWO_LEVELS = FOUNDING.read_text(encoding="utf-8").replace(ACTS, ACTS + "    varies = true\n")
TOGETHER = FOUNDING.read_text(encoding="utf-8") + """
[[correlation]]
between = ["a.new-york.price", "a.new-york.acts_per_day"]
value = "-0.4"
measure = "spearman"
source = "judgement"
"""


class Draws(InFolder):
    def test_are_those_of_the_estimate_by_every_method(self):
        for method, draws in (("mc", 4000), ("lhs", 4000), ("sobol", 4096)):
            words = ("--method", method, "--draws", draws, "--lang", "en", "--format", "json")
            found = json.loads(run("challenge", FOUNDING, *words).stdout)
            figures = json.loads(run("estimate", FOUNDING, *words).stdout)["figures"]
            [gross] = [one for one in figures if one["id"] == "gross"]
            self.assertEqual((found["method"], found["draws"]), (method, draws))
            self.assertEqual(found["convergence"][-1]["p50"][0], gross["p50"])
            self.assertLessEqual(found["dots"][24], gross["p50"])
            self.assertLessEqual(gross["p50"], found["dots"][25])

    def test_by_the_method_of_the_case_where_none_is_asked_for(self):
        case = self.written(FOUNDING.read_text(encoding="utf-8").replace("draws = 200000", 'draws = 4096\nmethod = "sobol"'))
        found = json.loads(run("challenge", case, "--format", "json", "--lang", "en").stdout)
        self.assertEqual((found["method"], found["draws"]), ("sobol", 4096))

    def test_that_go_together_refuse_one_method_and_say_which(self):
        student = TOGETHER + 'copula = "student"\ndegrees_of_freedom = "4"\n'
        for text in (TOGETHER, student):
            case = self.written(text)
            for lang in ("en", "es"):
                found = asked(case, lang=lang)
                self.assertEqual(list(misses(found, SCHEMA)), [])
                influences = found["influences"]
                self.assertEqual([one["code"] for one in influences["refused"]], ["shares-of-dependent-inputs"])
                self.assertTrue(all(one["first"] is None and one["shapley"] for one in influences["inputs"]))
                self.assertTrue(found["scenario"]["box"] and found["to_prove"]["says"])
                brief = run("challenge", case, "--draws", "4000", "--lang", lang)
                self.assertIn(influences["refused"][0]["message"].split()[0], brief.stdout)

    def test_on_two_levels_show_a_band(self):
        case = self.written(TWO_LEVELS)
        words = ("--draws", "4000", "--outer", "100", "--inner", "200")
        found = json.loads(run("challenge", case, *words, "--format", "json", "--lang", "en").stdout)
        self.assertEqual(list(misses(found, SCHEMA)), [])
        rows = [one["over_what_is_not_known"] for one in found["band"]]
        self.assertTrue(all(row == sorted(row) for row in rows))
        self.assertTrue(all(a < b for low, high in zip(rows, rows[1:]) for a, b in zip(low, high)))
        for lang in ("en", "es"):
            out = self.folder / lang
            answer = run("challenge", case, *words, "--below", "550000", "--out", out, "--lang", lang)
            self.assertIn(answer.returncode, (0, 1))
            look_at(self, out / f"band.{lang}.svg")
            page = (out / f"challenge.{lang}.html").read_text(encoding="utf-8")
            self.assertIn('id="challenge-band"', page)
            self.assertEqual(page.count("<svg"), 6)

    def test_as_few_as_an_estimate_takes_are_enough_for_an_answer(self):
        for draws in (100, 150, 1000):
            answer = run("challenge", FOUNDING, "--draws", draws, "--lang", "en", "--format", "json")
            self.assertIn(answer.returncode, (0, 1), answer.stderr)
            self.assertEqual(list(misses(json.loads(answer.stdout), SCHEMA)), [])

    def test_that_are_not_precise_enough_end_with_3(self):
        answer = run("challenge", FOUNDING, "--until", "0.0001", "--draws", "20000", "--lang", "en")
        self.assertEqual(answer.returncode, 3)


# Cases that were written to cause one message each, not for this command.
class CasesOfTheGallery(unittest.TestCase):
    def test_are_answered_by_the_contract_with_what_each_note_costs(self):
        noted = set()
        asked_for = 0
        for case in sorted((ROOT / "tests/errors").glob("*.toml")):
            if run("check", case).returncode not in (0, 1):
                continue
            answer = run("challenge", case, "--format", "json", "--draws", "500", "--lang", "en")
            if answer.returncode == 2:  # a case of which the estimate itself is refused
                self.assertEqual(run("estimate", case, "--draws", "500", "--format", "json").returncode, 2, case)
                continue
            asked_for += 1
            self.assertIn(answer.returncode, (0, 1), case)
            found = json.loads(answer.stdout)
            self.assertEqual(list(misses(found, SCHEMA)), [], case)
            self.assertNotRegex(answer.stdout, r"\b(nan|inf)\b")
            noted |= {one["code"] for one in found["attacks"]["noted"]}
            for one in found["attacks"]["noted"]:
                if one["cost"] is not None:
                    self.assertGreater(Fraction(one["cost"]), 0, case)
                    left = Fraction(found["figure"]["exact"]) - Fraction(one["cost"])
                    self.assertEqual(Fraction(one["after"] or 0), left, case)
        self.assertGreater(asked_for, 20)
        self.assertGreater(len(noted), 12, noted)


SWEEP = """
format = 1
id = "where-it-breaks"
case = "{case}"
design = "grid"
figures = ["gross"]

[[vary]]
id = "months"
set = "victim.a.period.new-york.length"
from = "12"
to = "72"
steps = {steps}

[[vary]]
id = "acts"
set = "victim.a.period.new-york.inputs.acts_per_day"
values = {acts}

[[vary]]
id = "calendar"
set = "calendar"
values = ["average-gregorian", "four-week-month"]
"""


# Where a sweep breaks, held against the table itself.
class Sweeps(InFolder):
    def swept(self, steps, acts):
        sweep = self.written(SWEEP.format(case=FOUNDING, steps=steps, acts=acts), "sweep.toml")
        table = self.folder / "results.csv"
        answer = run("sweep", sweep, "--out", table, "--quiet", "--lang", "en")
        self.assertIn(answer.returncode, (0, 1), answer.stderr)
        return table

    def test_are_told_in_limits_that_hold(self):
        table = self.swept(21, '["8", "12", "16", "20", "24", "28"]')
        with table.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        found = json.loads(run("sweep", "discover", table, "--below", "300000", "--format", "json").stdout)
        under = [row for row in rows if Fraction(row["exact"]) < 300000]
        self.assertEqual((found["scenarios"], found["below"]), (252, len(under)))

        def inside(row, box):
            return all((one["low"] is None or Fraction(row[one["axis"]]) >= Fraction(str(one["low"])))
                       and (one["high"] is None or Fraction(row[one["axis"]]) <= Fraction(str(one["high"])))
                       for one in box["limits"])

        boxes = [box for box in (found["box"], *found["trajectory"]) if all(one["word"] is None for one in box["limits"])]
        self.assertGreater(len(boxes), 1)
        for box in boxes:
            caught = [row for row in rows if inside(row, box)]
            hits = [row for row in caught if Fraction(row["exact"]) < 300000]
            self.assertAlmostEqual(box["coverage"], len(hits) / len(under))
            self.assertAlmostEqual(box["density"], len(hits) / len(caught))
        self.assertEqual(found["trajectory"][0]["coverage"], 1)
        self.assertEqual(sum(leaf["worlds"] for leaf in found["tree"]), 252)
        self.assertEqual(sum(leaf["below"] for leaf in found["tree"]), len(under))

    def test_are_told_in_words_in_both_languages(self):
        table = self.swept(61, '["20"]')
        for lang, words in (("en", ("months is at most", "is under 500,000 USD", "of 100 scenarios")),
                            ("es", ("months es como máximo", "por debajo de 500,000 USD", "de 100 escenarios"))):
            answer = run("sweep", "discover", table, "--below", "500000", "--lang", lang)
            self.assertEqual((answer.returncode, answer.stderr), (0, ""))
            text = " ".join(answer.stdout.split())
            for one in words:
                self.assertIn(one.casefold(), text.casefold())
            self.assertLessEqual(max(map(len, answer.stdout.splitlines())), 100)
            self.assertNotIn("{", text)

    def test_say_why_nothing_can_be_told(self):
        answer = run("sweep", "discover", self.swept(3, '["20"]'), "--below", "1", "--lang", "en")
        self.assertEqual(answer.returncode, 0)
        self.assertIn("Refused:", answer.stdout)

    def test_refuse_a_wrong_sum_and_a_wrong_figure_at_once(self):
        answer = run("sweep", "discover", self.swept(3, '["20"]'), "--below", "5,00", "--figure", "gros", "--lang", "en")
        self.assertEqual((answer.returncode, answer.stdout), (2, ""))
        self.assertIn("--below", answer.stderr)
        self.assertIn("[discovery-figure-unknown]", answer.stderr)
        other = self.written("id,amount\n1,2\n", "other.csv")
        answer = run("sweep", "discover", other, "--below", "5", "--lang", "en")
        self.assertEqual(answer.returncode, 2)
        self.assertIn("scenario, refused, figure, unit, exact", answer.stderr)


class Drawings(InFolder):

    def test_name_themselves_and_no_two_labels_meet(self):
        for case, lang in ((FOUNDING, "en"), (FOUNDING, "es"), (RESTAURANT, "es")):
            out = self.folder / (case.parent.name + lang)
            # A sum that a few limits describe, and one that they do not: then there is no curve of limits.
            below = () if case == RESTAURANT else ("--below", "550000")
            answer = run("challenge", case, "--out", out, "--draws", "4000", "--lang", lang, *below)
            self.assertIn(answer.returncode, (0, 1))
            drawings = sorted(out.glob("*.svg"))
            curve = [] if case == RESTAURANT else ["trajectory"]
            self.assertEqual([path.name.split(".")[0] for path in drawings],
                             ["convergence", "dots", "tornado", *curve, "waterfall"])
            for path in drawings:
                look_at(self, path)
            page = (out / f"challenge.{lang}.html").read_text(encoding="utf-8")
            self.assertEqual(page.count("<svg"), 4 + len(curve))
            self.assertGreaterEqual(page.count("<table"), 8)
            self.assertNotIn("<script", page)
            targets, links = set(re.findall(r' id="([^"]+)"', page)), set(re.findall(r'href="#([^"]+)"', page))
            self.assertLessEqual(links, targets, "a link leads nowhere")

    def test_stand_in_a_report_that_asks_for_them(self):
        out = self.folder / "report"
        answer = run("estimate", FOUNDING, "--out", out, "--format", "html", "--draws", "4000", "--lang", "en")
        self.assertIn(answer.returncode, (0, 1), answer.stderr)
        page = (out / "report.en.html").read_text(encoding="utf-8")
        self.assertIn('id="challenge"', page)
        self.assertIn("picture.challenge.tornado", page)
        without = self.folder / "without"
        run("estimate", FOUNDING, "--out", without, "--format", "html", "--draws", "4000", "--lang", "en", "--no-challenge")
        self.assertNotIn('id="challenge"', (without / "report.en.html").read_text(encoding="utf-8"))

    def test_the_section_agrees_with_itself_and_names_what_a_reader_knows(self):
        tracing = ROOT / "examples/tracing-three-survivors/case.toml"
        said = {"en": (r"round and (\d+) of 100 simulated worlds lie below", r"In (\d+) of 100 simulated worlds the figure is under"),
                "es": (r"porque (\d+) de 100 mundos simulados quedan por debajo", r"En (\d+) de 100 mundos simulados la cifra queda")}
        for case in (FOUNDING, tracing):
            for lang, patterns in said.items():
                out = self.folder / (case.parent.name + lang)
                answer = run("estimate", case, "--out", out, "--format", "html", "--draws", "4000", "--lang", lang)
                self.assertIn(answer.returncode, (0, 1), answer.stderr)
                page = (out / f"report.{lang}.html").read_text(encoding="utf-8")
                self.assertIn('href="#challenge-prove"', page[:page.index('id="challenge"')], "one ranking of what to prove")
                start = page.index('id="challenge"')
                section = page[start:page.index("<h2", page.index("<h2", start) + 4)]
                self.assertIn("--no-challenge", section)
                shares = [re.search(pattern, section).group(1) for pattern in patterns]
                self.assertEqual(shares[0], shares[1], "the sum asked about")
                for raw in ("[V", "challenge.json", "acts_per_day", '"length"', "&quot;length&quot;"):
                    self.assertNotIn(raw, section)

    def test_need_a_folder(self):
        answer = run("challenge", FOUNDING, "--format", "svg", "--lang", "en")
        self.assertEqual((answer.returncode, answer.stdout), (2, ""))
        self.assertIn("formats-without-folder", answer.stderr)


class Asking(unittest.TestCase):
    def test_a_sum_with_a_comma_is_refused_with_what_to_write(self):
        answer = run("challenge", FOUNDING, "--below", "500.000,00", "--lang", "en")
        self.assertEqual((answer.returncode, answer.stdout), (2, ""))
        self.assertIn("--below", answer.stderr)

    def test_about_a_part_of_the_claim(self):
        found = asked(FOUNDING, "--figure", "gross.a.reynosa", "--below", "50000")
        self.assertEqual(found["figure"]["exact"], "77760.00")
        self.assertFalse(any("new-york" in one["id"] for one in found["switches"]))

    def test_dates_fall_with_their_source(self):
        found = asked(RESTAURANT)
        [cards] = [one for one in found["strikes"]["single"] if one["sources"] == ["exhibit-1"]]
        self.assertEqual(cards["periods"], ["a.first-restaurant"])
        self.assertFalse(cards["answered"])


if __name__ == "__main__":
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
