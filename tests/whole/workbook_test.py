#!/usr/bin/env python3
"""The workbook computes what the engine computed: workbook_test.py RESTITUO.

LibreOffice recalculates every formula of every example, and of examples with other inputs typed into their cells; each line
must be the engine's, to the cent. Where LibreOffice is not installed those tests are left out with one line; the others read
the file itself.
"""
import csv
import decimal
import fractions
import html
import io
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*/case.toml"))
FOUNDING = ROOT / "examples/puebla-reynosa-new-york/case.toml"
PROGRAM = None
SOFFICE = shutil.which("soffice")
# LibreOffice keeps the values it finds unless it is told to recalculate on loading.
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def run(*words):
    return subprocess.run([PROGRAM, *map(str, words)], stdin=subprocess.DEVNULL, capture_output=True, timeout=600, encoding="utf-8")


def exact(text):
    return fractions.Fraction(text)


def recalculated(folder, books):
    """Each book as LibreOffice shows it once every formula has been computed anew: {name: {sheet: rows of (value, words)}}."""
    profile = folder / "profile/user"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE)
    out = folder / "recalculated"
    subprocess.run([SOFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", "--convert-to", "fods",
                    "--outdir", str(out), *map(str, books)], stdin=subprocess.DEVNULL, capture_output=True, timeout=900, check=True)
    found = {}
    for book in books:
        tree = ElementTree.parse(out / (book.stem + ".fods"))
        sheets = {}
        for table in tree.iter(TABLE + "table"):
            rows = []
            for row in table.iter(TABLE + "table-row"):
                cells = []
                for cell in row.iter(TABLE + "table-cell"):
                    value = cell.get(OFFICE + "value")
                    words = "".join(cell.itertext()).strip()
                    times = min(int(cell.get(TABLE + "number-columns-repeated", "1")), 50)
                    cells += [(float(value) if value is not None else None, words)] * times
                rows.append(cells)
            sheets[table.get(TABLE + "name")] = rows
        found[book.stem] = sheets
    return found


class Workbook(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def made(self, case, name, language="en"):
        out = self.folder / name
        answer = run("estimate", case, "--out", out, "--draws", "500", "--format", "xlsx,json,csv,html", "--no-challenge",
                     "--lang", language)
        self.assertIn(answer.returncode, (0, 1), answer.stderr)
        book = self.folder / f"{name}.xlsx"
        shutil.copy(out / f"workbook.{language}.xlsx", book)
        return book, json.loads((out / "result.json").read_text(encoding="utf-8"))

    def agree(self, sheets, result, exact_texts=True):
        """Every line of the working, to the cent; as made, the exact texts too."""
        lines = {int(row[0][0]): row for row in sheets["Working"] if len(row) > 6 and row[0][0] is not None}
        self.assertEqual(len(lines), len(result["steps"]))
        for step in result["steps"]:
            row = lines[step["line"]]
            wanted = exact(step["value"])
            self.assertIsNotNone(row[6][0], f'{step["id"]}: {row[6][1]}')
            tolerance = max(fractions.Fraction(1, 200), abs(wanted) / 10**14)
            self.assertLess(abs(exact(row[6][0]) - wanted), tolerance, step["id"])
            if exact_texts and "/" not in step["value"]:
                self.assertEqual(exact(row[9][1]), wanted, step["id"])

    def test_is_the_same_each_time(self):
        for case in EXAMPLES:
            first, _ = self.made(case, "first")
            second, _ = self.made(case, "second")
            self.assertEqual(first.read_bytes(), second.read_bytes(), case)

    def test_has_a_formula_and_a_name_for_every_step_and_the_engines_value_in_it(self):
        for case in EXAMPLES:
            book, result = self.made(case, "book", "es")
            with zipfile.ZipFile(book) as parts:
                text = parts.read("xl/workbook.xml").decode("utf-8")
                names = re.findall(r'<definedName name="([^"_][^"]*)">([^<]*)<', text)
                working = ElementTree.fromstring(parts.read("xl/worksheets/sheet4.xml"))
            by_place = {place: name for name, place in names}
            cells = {cell.get("r"): cell for cell in working.iter(SHEET + "c")}
            formulas = {place: cell for place, cell in cells.items() if cell.find(SHEET + "f") is not None and place.startswith("G")}
            self.assertEqual(len(formulas), len(result["steps"]))
            values = sorted(float(cell.find(SHEET + "v").text) for cell in formulas.values())
            for ours, theirs in zip(values, sorted(float(exact(step["value"])) for step in result["steps"])):
                self.assertAlmostEqual(ours, theirs, delta=1e-9 * max(1, abs(theirs)))
            for step in result["steps"]:
                name = re.sub(r"[^a-z0-9]+", "_", step["id"].lower())
                self.assertIn(name, {n.rstrip("_") for n, _ in names}, step["id"])
            self.assertGreaterEqual(len(by_place), len(result["steps"]) + len(result["inputs"]))

    def test_text_from_people_is_no_formula(self):
        text = FOUNDING.read_text(encoding="utf-8").replace('label = { en = "Survivor A"', 'label = { en = "=HYPERLINK(1)"', 1)
        case = self.folder / "case.toml"
        case.write_text(text, encoding="utf-8")
        book, _ = self.made(case, "hostile")
        with zipfile.ZipFile(book) as parts:
            for name in parts.namelist():
                if name.startswith("xl/worksheets/sheet"):
                    self.assertNotIn("HYPERLINK", parts.read(name).decode("utf-8"))
            self.assertIn("=HYPERLINK(1)", parts.read("xl/sharedStrings.xml").decode("utf-8"))

    @unittest.skipUnless(SOFFICE, "LibreOffice is not installed: nothing recalculates the workbook")
    def test_recalculated_agrees_with_the_engine_to_the_cent(self):
        made = {}
        for case in EXAMPLES:
            made[case.parent.name] = self.made(case, case.parent.name)
        # The founding case with other numbers typed into its cells: the engine's answer to the changed case, to the cent.
        book, _ = made[FOUNDING.parent.name]
        changed = self.folder / "changed.xlsx"
        self.typed_in(book, changed, {"a_new_york_price": "31.75", "a_reynosa_acts_per_day": "9.75"})
        text = FOUNDING.read_text(encoding="utf-8")
        text = text.replace('value = "30"\n', 'value = "31.75"\n', 1).replace('value = "15"\n', 'value = "9.75"\n', 1)
        case = self.folder / "changed.toml"
        case.write_text(text, encoding="utf-8")
        _, after = self.made(case, "after")
        self.assertNotEqual(after["figures"][0]["exact"], "941760.00")

        found = recalculated(self.folder, [book for book, _ in made.values()] + [changed])
        for name, (_, result) in made.items():
            with self.subTest(name):
                sheets = found[name]
                self.agree(sheets, result)
                for row in sheets["Working"]:
                    if len(row) > 10 and row[0][0] is not None:
                        self.assertEqual(row[10][0], 0, row[1][1])
                self.totals_agree(sheets, result, self.folder / name)
        self.agree(found["changed"], after, exact_texts=False)

    def totals_agree(self, sheets, result, out):
        """Answer box, schedule total and the sum of its lines, JSON, the column of the CSV, and the recalculated workbook."""
        page = html.unescape((out / "report.en.html").read_text(encoding="utf-8"))
        if 'id="range"' not in page:  # a study answers for nobody, and has no total
            self.assertFalse([figure for figure in result["figures"] if figure["part"] == "total"])
            return
        answer = page[page.index('class="callout answer"'):page.index('id="range"')]
        table = list(csv.DictReader(io.StringIO((out / "figures.csv").read_text(encoding="utf-8"))))
        in_words = lambda amount, unit: f"{amount:,.2f}\N{NO-BREAK SPACE}{unit}"
        for figure in result["figures"]:
            if figure["part"] != "total":
                continue
            award = figure["name"] == "award_in_all"
            column = [exact(row["exact"]) for row in table if row["unit"] == figure["unit"] and row["kind"] == figure["kind"] and (
                row["victim"] and row["name"] == "award" and row["model"] == figure["model"] if award
                else row["period"] and row["name"] == figure["name"])]
            self.assertEqual(sum(column), exact(figure["exact"]), figure["id"])
            said = in_words(decimal.Decimal(figure["exact"]), figure["unit"])
            repeats = f'data-figure="{figure["id"]}"' not in answer
            if not repeats:
                self.assertRegex(answer, f'data-figure="{re.escape(figure["id"])}" data-aspect="exact">{re.escape(said)}</a>')
            if not award and not repeats:
                totals = [row for row in re.findall(r'<tr class="total".*?</tr>', page, re.DOTALL)
                          if f'data-figure="{figure["id"]}"' in row]
                self.assertTrue(totals, figure["id"])
                self.assertIn(said + "</a>", totals[0])
        first = next((f for f in result["figures"] if f["part"] == "total"), None)
        self.assertTrue(first is None or f'data-figure="{first["id"]}"' in answer or first["kind"] == "wage")
        shown = {row[1][1]: row for row in sheets["Figures"] if len(row) > 2}
        for figure in result["figures"]:
            if figure["part"] != "total" or figure["model"]:
                continue
            parts = [exact(other["exact"]) for other in result["figures"]
                     if other["name"] == figure["name"] and other["part"] == "period" and other["unit"] == figure["unit"]
                     and other["kind"] == figure["kind"]]
            self.assertEqual(sum(parts), exact(figure["exact"]), figure["id"])
            self.assertLess(abs(exact(shown[figure["label"]][2][0]) - exact(figure["exact"])), fractions.Fraction(1, 200))
            answers = [row[1][0] for row in sheets["Answer"] if len(row) > 1 and row[0][1] == figure["label"]]
            self.assertTrue(answers, figure["label"])
            self.assertLess(abs(exact(answers[0]) - exact(figure["exact"])), fractions.Fraction(1, 200))
        checks = [(above[2][0], row[2][0]) for above, row in zip(sheets["Schedule"], sheets["Schedule"][1:])
                  if len(row) > 2 and row[1][1].startswith("Check:")]
        self.assertTrue(checks or not any(f["part"] == "period" for f in result["figures"]))
        for total, total_of_lines in checks:
            self.assertAlmostEqual(total, total_of_lines, delta=0.005)

    @staticmethod
    def typed_in(book, changed, values):
        """A copy of the book with other numbers in named cells, as a person would type them; the formulas keep their old values."""
        with zipfile.ZipFile(book) as parts, zipfile.ZipFile(changed, "w") as out:
            text = parts.read("xl/workbook.xml").decode("utf-8")
            places = {name: re.search(rf'<definedName name="{name}">[^$]*\$([A-Z]+)\$(\d+)<', text).groups() for name in values}
            for name in parts.namelist():
                content = parts.read(name)
                if name == "xl/worksheets/sheet3.xml":
                    sheet = content.decode("utf-8")
                    for key, (column, row) in places.items():
                        sheet, times = re.subn(rf'(<c r="{column}{row}"[^>]*><v>)[^<]*(</v>)', rf"\g<1>{values[key]}\g<2>", sheet)
                        assert times == 1, key
                    content = sheet.encode("utf-8")
                out.writestr(name, content)


if __name__ == "__main__":
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    if not SOFFICE:
        print("LibreOffice is not installed: the recalculation of the workbook is left out")
    unittest.main(verbosity=2)
