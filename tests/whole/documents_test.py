#!/usr/bin/env python3
"""The files of a report, in every format: documents_test.py RESTITUO

They hold the same figures; they are the owner's alone; the same run gives the same bytes where that is claimed; the public copy
names nobody and no place; a program that is missing is said in one line. What needs WeasyPrint, LibreOffice or pdftotext is left
out with one line where it is not installed.
"""
import csv
import html
import io
import json
import os
import pathlib
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*/case.toml"))
FOUNDING = ROOT / "examples/puebla-reynosa-new-york/case.toml"
THREE = ROOT / "examples/three-workers-restaurant/case.toml"
TRACED = ROOT / "examples/tracing-three-survivors/case.toml"
PROGRAM = None
WEASYPRINT, SOFFICE, PDFTOTEXT, QPDF = (shutil.which(name) for name in ("weasyprint", "soffice", "pdftotext", "qpdf"))


def run(*words, **more):
    return subprocess.run([PROGRAM, *map(str, words)], stdin=subprocess.DEVNULL, capture_output=True, timeout=900, encoding="utf-8",
                          **more)


def words_of(path):
    """All that a reader, or a program that looks inside, can find in a file."""
    if path.suffix in (".xlsx", ".odt", ".docx"):
        with zipfile.ZipFile(path) as parts:
            return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    if path.suffix == ".pdf":
        text = subprocess.run([PDFTOTEXT, "-layout", str(path), "-"], capture_output=True, check=True).stdout.decode("utf-8")
        with tempfile.TemporaryDirectory() as folder:  # what is attached too, which the bytes of the PDF hold compressed
            subprocess.run(["pdfdetach", "-saveall", "-o", folder, str(path)], capture_output=True, check=True)
            attached = "\n".join(p.name + p.read_text(encoding="utf-8") for p in pathlib.Path(folder).iterdir())
        return text + attached + path.read_bytes().decode("latin-1")
    return path.read_text(encoding="utf-8")


class Scratch(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def made(self, case, name, *words, language="en", draws=500):
        answer = run("estimate", case, "--out", self.folder / name, "--draws", draws, "--lang", language, *words)
        self.assertIn(answer.returncode, (0, 1), answer.stderr)
        return self.folder / name


class EveryFile(Scratch):
    def test_is_the_owners_alone(self):
        for path in self.made(THREE, "out", "--format", "html,xlsx,json,csv,fodt,page").iterdir():
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600, path)

    def test_names_no_address_to_load_from(self):
        loading = re.compile(r'(?:src|srcset|data|action|poster|background)="|url\(|@import|<link|<script|<iframe|<object|<img')
        for case in EXAMPLES:
            out = self.made(case, case.parent.name, "--format", "html,fodt,page")
            for path in out.iterdir():
                text = path.read_text(encoding="utf-8")
                self.assertIsNone(loading.search(text), path)
                for link in re.findall(r'(?:xlink:)?href="([^"]*)"', text):
                    self.assertTrue(link.startswith("#"), link)
            with_rels = self.made(case, case.parent.name + "-x", "--format", "xlsx")
            with zipfile.ZipFile(next(with_rels.iterdir())) as parts:
                for name in parts.namelist():
                    self.assertNotIn('TargetMode="External"', parts.read(name).decode("utf-8", "replace"))

    def test_opens_no_connection(self):
        if not shutil.which("strace"):
            self.skipTest("strace is not installed: the calls are not watched")
        log = self.folder / "log"
        subprocess.run(["strace", "-f", "-e", "trace=socket,connect", "-o", str(log), PROGRAM, "estimate", str(FOUNDING), "--draws",
                        "200", "--out", str(self.folder / "out")], capture_output=True, timeout=300)
        self.assertNotIn("AF_INET", log.read_text())

    def test_has_the_same_bytes_each_time(self):
        formats = "html,xlsx,json,csv,fodt,page" + (",pdf" if WEASYPRINT else "")
        for case, least in ((FOUNDING, 8), (TRACED, 11)):
            first, second = (self.made(case, case.parent.name + name, "--format", formats) for name in ("1", "2"))
            names = sorted(path.name for path in first.iterdir())
            self.assertGreaterEqual(len(names), least)
            for name in names:
                self.assertEqual((first / name).read_bytes(), (second / name).read_bytes(), name)
            if case == FOUNDING:
                formats = formats.replace(",pdf", "")  # once is enough: it takes a minute

    def test_says_the_same_figure_to_the_cent(self):
        for case in EXAMPLES:
            out = self.made(case, case.parent.name, "--format", "html,json,csv,fodt")
            result = json.loads((out / "result.json").read_text(encoding="utf-8"))
            page = html.unescape((out / "report.en.html").read_text(encoding="utf-8"))
            text = html.unescape((out / "report.en.fodt").read_text(encoding="utf-8"))
            rows = list(csv.DictReader(io.StringIO((out / "figures.csv").read_text(encoding="utf-8"))))
            self.assertEqual([row["exact"] for row in rows], [figure["exact"] for figure in result["figures"]])
            for figure in result["figures"]:
                if figure["unit"] != "USD" or "/" in figure["exact"]:
                    continue
                whole, _, rest = figure["exact"].partition(".")
                shown = f"{int(whole):,}".replace("-", "") + (f".{rest}" if rest else "")
                self.assertIn(shown, page, figure["id"])
                self.assertIn(shown, text, figure["id"])
            months = list(csv.DictReader(io.StringIO((out / "months.csv").read_text(encoding="utf-8"))))
            by_figure = {}
            for month in months:
                cents = month["amount"].replace(".", "")
                by_figure[month["id"]] = by_figure.get(month["id"], 0) + int(cents)
            for figure in result["figures"]:
                if figure["id"] in by_figure:
                    self.assertEqual(by_figure[figure["id"]], int(figure["exact"].replace(".", "")), figure["id"])
            if any(figure["part"] == "period" and figure["unit"] == "USD" for figure in result["figures"]):
                self.assertTrue(by_figure)


class PublicCopy(Scratch):
    """Every name of the case, looked for in every file of its public copy."""

    SECRETS = {
        "person": ("María de la Luz Quetzalcóatl", "Maria of the Quetzal Light"),
        "place": ("Xochiltepec de Juárez", "Xochiltepec of Juarez"),
        "venue": ("El Ruiseñor Azul", "The Blue Nightingale"),
        "period": ("Temporada Cempasúchil", "Marigold Season"),
    }

    def secret_case(self):
        text = FOUNDING.read_text(encoding="utf-8")
        person, place, venue, period = (self.SECRETS[key] for key in ("person", "place", "venue", "period"))
        def swapped(pattern, es, en):
            nonlocal text
            text, times = re.subn(pattern, lambda match: f'{match.group(1)} = {{ en = "{en}", es = "{es}" }}', text, count=1)
            self.assertEqual(times, 1, pattern)
        swapped(r'(?m)^(label) = \{ en = "Survivor A".*$', *person)
        swapped(r'(?m)^(  place) = \{ en = "Reynosa, Tamaulipas".*$', *place)
        swapped(r'(?m)^(  venue) = \{ en = "tolerance zone".*$', *venue)
        text = text.replace('id = "puebla-reynosa-new-york"', 'id = "quetzal-xochiltepec"', 1)
        text = text.replace('id = "reynosa"', 'id = "xochiltepec"', 1)
        text = text.replace('id = "placeholder"', 'id = "statement-quetzal"').replace('source = "placeholder"', 'source = "statement-quetzal"')
        text = text.replace("Placeholder of this illustration", "Statement of the Quetzal witness, Hotel Nightingale room 12")
        text = re.sub(r'(?m)^title\.en = .*$', 'title.en = "The case of Maria of the Quetzal Light"', text)
        text = re.sub(r'(?m)^title\.es = .*$', 'title.es = "El caso de María de la Luz Quetzalcóatl"', text)
        text = text.replace("Some testimony says no days off at all", "The Nightingale cook says no days off at all")
        path = self.folder / "quetzal-case.toml"
        path.write_text(text, encoding="utf-8")
        return path, ("quetzal", "xochiltepec", "nightingale", "ruiseñor", "marigold", "cempasúchil", "maria", "maría", "tolerance zone")

    def grep(self, out, secrets):
        paths = list(out.iterdir())
        self.assertGreaterEqual(len(paths), 7)
        for path in paths:
            text = words_of(path).lower() + path.name.lower()
            for secret in secrets:
                found = [text[max(0, m.start() - 60):m.end() + 60] for m in re.finditer(re.escape(secret), text)]
                self.assertEqual(found, [], f"{path.name} says {secret}")

    def test_names_nobody_and_no_place_in_any_file(self):
        case, secrets = self.secret_case()
        formats = "html,xlsx,json,csv,fodt,page"
        if WEASYPRINT and PDFTOTEXT:
            formats += ",pdf"
        if SOFFICE:
            formats += ",docx"
        for language in ("en", "es"):
            full = self.made(case, "full-" + language, "--format", "html,json", language=language)
            self.assertIn("quetzal", (full / f"report.{language}.html").read_text(encoding="utf-8").lower())
            out = self.made(case, "public-" + language, "--redact", "--format", formats, language=language)
            self.grep(out, secrets)
            public, whole = (json.loads((folder / "result.json").read_text(encoding="utf-8")) for folder in (out, full))
            self.assertEqual(public["digest"], whole["digest"])
            self.assertEqual([f["exact"] for f in public["figures"]], [f["exact"] for f in whole["figures"]])
            self.assertEqual([f["p50"] for f in public["figures"]], [f["p50"] for f in whole["figures"]])

    def test_withholds_a_published_source_that_names_the_place(self):
        out = self.made(FOUNDING, "public", "--redact", "--format", "html,xlsx,json,csv,fodt,page")
        self.grep(out, ("reynosa", "tamaulipas"))

    def test_names_nobody_of_a_claim_with_defendants_expenses_and_a_ledger(self):
        """Courts, defendants, items of loss and a traced ledger, all named by what they must not be named by."""
        folder = self.folder / "ledger-of-zenobia"
        folder.mkdir()
        source = ROOT / "examples/tracing-three-survivors"
        accounts = {"checking": "cuenta de Zenobia", "savings": "ahorro Zenobia", "house": "casa Ruiseñor", "vehicle": "camioneta Ruiseñor",
                    "landlord": "arrendador Zenón", "rent": "renta Zenón", "card company": "tarjeta Zenobia", "CASH": "efectivo Zenobia",
                    "supplies": "insumos Zenón", "bank:mortgage": "bank:hipoteca Zenón", "mortgage lender": "acreedor Zenón"}
        for name in ("movements.csv", "rules.toml"):
            text = (source / name).read_text(encoding="utf-8")
            for old, new in accounts.items():
                text = re.sub(rf'(?<=[,"]){re.escape(old)}(?=[,"\n])', new, text)
            text = text.replace('"checking account", es = "cuenta corriente"', '"account of Zenobia", es = "cuenta de Zenobia"')
            text = text.replace("Exhibit 7", "Zenobia's letter").replace("invented appraisal", "Zenobia's appraisal")
            (folder / ("zenobia-" + name)).write_text(text.replace("survivor-c", "testigo-zenobia"), encoding="utf-8")
        text = (ROOT / "examples/puebla-three-courts/case.toml").read_text(encoding="utf-8")
        text = text.replace('"Defendant 1"', '"Zenobia the First"').replace('"Persona acusada 1"', '"Zenobia Primera"')
        text = text.replace('"Defendant 2"', '"Zenón the Second"').replace('"Persona acusada 2"', '"Zenón Segundo"')
        text = text.replace('"Therapy so far (placeholder)"', '"Therapy at the Ruiseñor clinic"').replace('"Terapia hasta ahora (provisional)"', '"Terapia en la clínica Ruiseñor"')
        text = text.replace('id = "therapy"', 'id = "clinica-ruisenor"').replace('id = "d1"', 'id = "zenobia-primera"')
        text = text.replace('id = "a"\nlabel = { en = "Survivor A", es = "Sobreviviente A" }', 'id = "survivor-a"\nlabel = { en = "Zenaida", es = "Zenaida" }', 1)
        text = text.replace("[spread]", '[tracing]\nmovements = "zenobia-movements.csv"\nrules = "zenobia-rules.toml"\n\n[spread]', 1)
        text = re.sub(r"(?m)^forums = .*$", 'forums = ["us-criminal"]', text)  # one court is enough, and a short report
        case = folder / "case.toml"
        case.write_text(text, encoding="utf-8")
        secrets = ("zenobia", "zenón", "zenaida", "ruiseñor", "ruisenor", "cuenta de", "camioneta", "hipoteca", "reynosa", "exhibit 9")
        formats = "html,xlsx,json,csv,fodt,page" + (",pdf" if WEASYPRINT and PDFTOTEXT else "") + (",odt,docx,tagged-pdf" if SOFFICE and PDFTOTEXT else "")
        full = self.made(case, "full", "--format", "html,csv,json", "--no-challenge")
        said = "".join(p.read_text(encoding="utf-8") for p in full.iterdir()).lower()
        for secret in secrets[:-4]:
            if secret != "ruisenor":
                self.assertIn(secret, said, "the full copy has what the public copy must not have")
        for language in ("en", "es"):
            out = self.made(case, "public-" + language, "--redact", "--format", formats if language == "es" else "html,xlsx,json,csv,fodt,page",
                            language=language)
            self.grep(out, secrets)
            self.assertIn("traced.csv", [p.name for p in out.iterdir()])

    def test_has_years_for_dates(self):
        text = THREE.read_text(encoding="utf-8")
        dates = set(re.findall(r"(?:from|to) = (\d{4}-\d{2}-\d{2})", text))
        self.assertTrue(dates)
        out = self.made(THREE, "public", "--redact", "--format", "html,xlsx,json,csv,fodt,page")
        months = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
        for path in out.iterdir():
            words = words_of(path)
            for date in dates:
                year, month, day = date.split("-")
                self.assertNotIn(date, words, path)
                self.assertNotIn(f"{int(day)} {months[int(month) - 1]} {year}", words, path)

    def test_every_example_has_one_and_its_persons_and_periods_have_labels(self):
        for case in EXAMPLES:
            out = self.made(case, case.parent.name, "--redact", "--format", "html,json,page")
            result = json.loads((out / "result.json").read_text(encoding="utf-8"))
            for figure in result["figures"]:
                self.assertRegex(figure["victim"], r"^(p\d+)?$")
                self.assertRegex(figure["period"], r"^(t\d+)?$")
            ids = {figure["id"] for figure in result["figures"]} | {step["id"] for step in result["steps"]}
            for figure in result["figures"]:
                self.assertIn(figure["id"], ids)
            self.assertEqual(result["warnings"], [])
            self.assertNotIn(str(case), json.dumps(result))


class Documents(Scratch):
    def said(self, answer, code, times):
        self.assertEqual(answer.stderr.count(f"[{code}]"), times, answer.stderr)

    def test_a_program_that_is_missing_is_said_in_one_line_and_the_rest_is_made(self):
        answer = run("estimate", FOUNDING, "--out", self.folder / "out", "--draws", "200", "--lang", "en", "--format",
                     "html,pdf,docx,json", env={**os.environ, "PATH": str(self.folder)})
        self.assertEqual(answer.returncode, 1, answer.stderr)
        self.said(answer, "tool-missing", 2)
        self.assertEqual(sorted(p.name for p in (self.folder / "out").iterdir()), ["report.en.html", "result.json"])

    def with_weasyprint(self, script, language):
        broken = self.folder / "weasyprint"
        broken.write_text("#!/bin/sh\n" + script)
        broken.chmod(0o755)
        answer = run("estimate", FOUNDING, "--out", self.folder / "out", "--draws", "200", "--lang", language, "--format", "html,pdf",
                     env={**os.environ, "PATH": f"{self.folder}:/usr/bin:/bin"})
        self.assertEqual(answer.returncode, 1, answer.stderr)
        self.said(answer, "tool-failed", 1)
        return answer

    def test_a_program_that_fails_is_said_too(self):
        self.assertIn("out of paper", self.with_weasyprint("echo out of paper\nexit 3\n", "es").stderr)

    def test_a_program_that_makes_something_else_is_said_too(self):
        self.with_weasyprint("for last; do :; done\necho no pages >$last\n", "en")
        self.assertEqual([p.name for p in (self.folder / "out").iterdir()], ["report.en.html"])

    def test_a_folder_that_takes_no_files_is_said_before_the_work(self):
        (self.folder / "file").write_text("")
        answer = run("estimate", FOUNDING, "--out", self.folder / "file" / "out", "--draws", "4000000000", "--lang", "en")
        self.assertEqual(answer.returncode, 2, answer.stderr)
        self.said(answer, "file-not-written", 1)

    @unittest.skipUnless(WEASYPRINT and PDFTOTEXT and QPDF, "WeasyPrint, pdftotext or qpdf is not installed: no PDF for the court is read")
    def test_the_pdf_for_the_court(self):
        for paper, size in (("letter", "612 x 792"), ("a4", "595")):
            out = self.made(FOUNDING, paper, "--format", "pdf,json,csv", "--paper", paper, language="es")
            pdf = out / "report.es.pdf"
            info = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, check=True).stdout.decode()
            self.assertIn(size, info)
            pages = int(re.search(r"Pages:\s+(\d+)", info).group(1))
            self.assertGreater(pages, 5)
            texts = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True).stdout.decode().split("\f")[:-1]
            self.assertEqual(len(texts), pages)
            for number, text in enumerate(texts, 1):
                self.assertIn("BORRADOR", text)
                self.assertRegex(text, rf"Página\s+{number}\s+de\s+{pages}")
            contents = " ".join(texts[:3])
            self.assertRegex(contents, r"Glosario[ .]+\d+")
            page = int(re.search(r"Glosario[ .]+(\d+)", contents).group(1))
            self.assertIn("Glosario", texts[page - 1])
            self.assertIn("941,760.00", texts[0])
            attached = subprocess.run(["pdfdetach", "-list", str(pdf)], capture_output=True, check=True).stdout.decode()
            for name in ("result.json", "figures.csv", "working.csv", "months.csv"):
                self.assertIn(name, attached)
            subprocess.run(["pdfdetach", "-save", "1", "-o", str(out / "again"), str(pdf)], check=True, capture_output=True)
            self.assertEqual((out / "again").read_bytes(), (out / "result.json").read_bytes())
            fonts = subprocess.run(["pdffonts", str(pdf)], capture_output=True, check=True).stdout.decode().splitlines()[2:]
            self.assertTrue(fonts)
            for font in fonts:
                self.assertRegex(font, r"(Type|TrueType|CID).*\byes\b", font)
                self.assertIn("Liberation", font)
            self.is_marked_as_pdf_a_3b(pdf)

    def is_marked_as_pdf_a_3b(self, pdf):
        """No validator of PDF/A is packaged for Debian; so what ISO 19005-3 asks for is looked at, part by part."""
        raw = pdf.read_bytes()
        self.assertTrue(raw.startswith(b"%PDF-1.7\n%"))
        self.assertGreater(min(raw[10:14]), 127, "four bytes above 127 tell programs that the file is binary")
        self.assertTrue(raw.rstrip().endswith(b"%%EOF"))
        read = subprocess.run(["qpdf", "--json=2", str(pdf)], capture_output=True, check=True).stdout
        objects = json.loads(read)["qpdf"][1]
        values = {name.removeprefix("obj:"): one["value"] if "value" in one else one["stream"]["dict"] for name, one in objects.items()}
        trailer = values["trailer"]
        self.assertEqual(len(trailer["/ID"]), 2)
        self.assertNotIn("/Encrypt", trailer)
        root = values[trailer["/Root"]]
        self.assertEqual(root["/Lang"], "u:es")
        for action in ("/OpenAction", "/AA", "/AcroForm"):
            self.assertNotIn(action, root)
        intent = root["/OutputIntents"][0]
        intent = values[intent] if isinstance(intent, str) else intent
        self.assertEqual(intent["/S"], "/GTS_PDFA1")
        self.assertEqual(values[intent["/DestOutputProfile"]]["/N"], 3)
        meta = subprocess.run(["pdfinfo", "-meta", str(pdf)], capture_output=True, check=True).stdout.decode()
        self.assertRegex(meta, r"<pdfaid:part>3</pdfaid:part>|pdfaid:part=\"3\"")
        self.assertRegex(meta, r"<pdfaid:conformance>B</pdfaid:conformance>|pdfaid:conformance=\"B\"")
        self.assertNotIn("/Filter", values[root["/Metadata"]], "what tells archives what this is can be read as it stands")
        # Each attached file has its name, its kind and its relation, and hangs on the document.
        self.assertGreaterEqual(len(root["/AF"]), 4)
        for place in root["/AF"]:
            file = values[place]
            self.assertEqual(file["/AFRelationship"], "/Data")
            self.assertEqual(file["/F"], file["/UF"])
            kind = "/application/json" if file["/UF"].endswith(".json") else "/text/csv"
            self.assertEqual(values[file["/EF"]["/F"]]["/Subtype"], kind)
        for name, value in values.items():
            if not isinstance(value, dict):
                continue
            self.assertNotIn(value.get("/S"), ("/JavaScript", "/Launch", "/URI", "/Movie", "/Sound", "/ResetForm", "/ImportData"), name)
            self.assertNotIn("LZW", str(value.get("/Filter")), name)
            if value.get("/Type") == "/Annot":
                self.assertEqual(value["/F"] & 0b100111, 0b100, "it is printed, and neither hidden nor without a view")
            if value.get("/Type") == "/Font" and value.get("/Subtype") == "/CIDFontType2":
                self.assertIn("/FontFile2", values[value["/FontDescriptor"]])
                self.assertEqual(value["/CIDToGIDMap"], "/Identity")
            if value.get("/Type") == "/ExtGState":
                self.assertNotIn("/TR", value)

    @unittest.skipUnless(WEASYPRINT and PDFTOTEXT, "WeasyPrint or pdftotext is not installed: no page is printed")
    def test_the_page_for_her_prints_on_one(self):
        for case in (THREE, ROOT / "examples/puebla-three-courts/case.toml"):
            for language in ("en", "es"):
                out = self.made(case, case.parent.name + language, "--format", "page", language=language)
                for page in out.iterdir():
                    page.write_text(page.read_text(encoding="utf-8").replace("</style>", "@page { size: letter } </style>"), encoding="utf-8")
                    printed = page.with_suffix(".pdf")
                    subprocess.run([WEASYPRINT, "--quiet", str(page), str(printed)], check=True, capture_output=True)
                    info = subprocess.run(["pdfinfo", str(printed)], capture_output=True, check=True).stdout.decode()
                    self.assertRegex(info, r"Pages:\s+1\b", page.name)

    @unittest.skipUnless(SOFFICE and PDFTOTEXT, "LibreOffice or pdftotext is not installed: no word processor's file is made")
    def test_the_word_processors_files_and_the_tagged_pdf(self):
        out = self.made(THREE, "out", "--format", "odt,docx,tagged-pdf,json", language="es")
        result = json.loads((out / "result.json").read_text(encoding="utf-8"))
        with zipfile.ZipFile(out / "report.es.docx") as parts:
            text = parts.read("word/document.xml").decode("utf-8")
            self.assertIn("w:tblHeader", text)
            self.assertRegex(text, r'w:val="Heading1"|w:outlineLvl')
            # The columns are as wide as the report has them: 28, 24, 16, 16 and 16 of 100 in its first table.
            grid = re.search(r"<w:tblGrid>(.*?)</w:tblGrid>", text).group(1)
            widths = [int(width) for width in re.findall(r'w:w="(\d+)"', grid)]
            for width, wanted in zip(widths, (28, 24, 16, 16, 16), strict=True):
                self.assertAlmostEqual(100 * width / sum(widths), wanted, delta=1)
        with zipfile.ZipFile(out / "report.es.odt") as parts:
            self.assertIn("table-header-rows", parts.read("content.xml").decode("utf-8"))
        info = subprocess.run(["pdfinfo", str(out / "report.es.tagged.pdf")], capture_output=True, check=True).stdout.decode()
        self.assertRegex(info, r"Tagged:\s+yes")
        text = words_of(out / "report.es.tagged.pdf")
        main = next(figure for figure in result["figures"] if figure["part"] == "total")
        self.assertIn(f'{int(main["exact"].split(".")[0]):,}', text)


if __name__ == "__main__":
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main(verbosity=2)
