#!/usr/bin/env python3
"""Ledgers and statements as a user has them: match_test.py RESTITUO."""
import csv
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples/three-statements"
PROGRAM = None


def run(*words):
    return subprocess.run([PROGRAM, *map(str, words), "--lang", "en"], stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=120, encoding="utf-8", cwd=ROOT)


class Match(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def copy_of_example(self):
        shutil.copytree(EXAMPLE, self.folder / "case")
        return self.folder / "case"

    def test_gives_the_ledger_of_the_example(self):
        answer = run("match", "examples/three-statements/match.toml")
        self.assertEqual(answer.returncode, 1, answer.stderr)
        self.assertEqual(answer.stdout, (EXAMPLE / "movements.csv").read_text(encoding="utf-8"))
        self.assertIn("[day-order-uncertain]", answer.stderr)

    def test_names_the_row_of_every_movement(self):
        answer = run("match", "examples/three-statements/match.toml", "--out", self.folder / "out")
        self.assertEqual(answer.returncode, 1, answer.stderr)
        with open(self.folder / "out/movements.csv", encoding="utf-8") as file:
            movements = [row for row in csv.reader(file) if not row[0].startswith("#")][1:]
        with open(self.folder / "out/movements-sources.csv", encoding="utf-8") as file:
            sources = list(csv.DictReader(file))
        self.assertEqual([row[0] for row in movements], [row["seq"] for row in sources])
        for row in sources:
            lines = (ROOT / row["file"]).read_text(encoding="utf-8").splitlines()
            self.assertLessEqual(int(row["line"]), len(lines))
        with open(self.folder / "out/findings.csv", encoding="utf-8") as file:
            self.assertEqual([row["code"] for row in csv.DictReader(file)], ["day-order-uncertain", "opening-unknown"])
        self.assertEqual(run("check", self.folder / "out/movements.csv").returncode, 0)

    def test_takes_an_earlier_ledger_away_where_the_statements_no_longer_fit(self):
        case = self.copy_of_example()
        self.assertEqual(run("match", case / "match.toml", "--out", self.folder / "out").returncode, 1)
        statement = case / "cuenta-55.csv"
        rows = statement.read_text(encoding="utf-8").splitlines(keepends=True)
        statement.write_text("".join(rows[:4] + rows[5:]), encoding="utf-8")
        answer = run("match", case / "match.toml", "--out", self.folder / "out")
        self.assertEqual(answer.returncode, 2)
        self.assertIn("[balance-does-not-chain]", answer.stderr)
        self.assertEqual([path.name for path in (self.folder / "out").iterdir()], ["findings.csv"])

    def test_passes_over_no_row_taken_from_a_statement(self):
        case = self.copy_of_example()
        for name, first, last in (("cuenta-55.csv", 3, 7), ("cuenta-99.sta", 4, 11)):
            text = (EXAMPLE / name).read_text(encoding="utf-8")
            rows = text.splitlines(keepends=True)
            for at in range(first, last + 1):
                if name.endswith(".sta") and not rows[at].startswith(":61:"):
                    continue
                (case / name).write_text("".join(rows[:at] + rows[at + 1:]), encoding="utf-8")
                answer = run("match", case / "match.toml")
                # The oldest row of the CSV has nothing before it that could contradict; of the newest only the other leg tells.
                if (name, at) == ("cuenta-55.csv", 7):
                    continue
                if (name, at) == ("cuenta-55.csv", 3):
                    self.assertIn("[transfer-unmatched]", answer.stderr)
                else:
                    self.assertEqual(answer.returncode, 2, f"{name}:{at + 1}\n{answer.stderr}")
            (case / name).write_text(text, encoding="utf-8")

    def test_does_not_open_what_is_not_there(self):
        answer = run("match", self.folder / "none.xml", self.folder / "none.sta")
        self.assertEqual((answer.returncode, answer.stdout), (2, ""))
        self.assertEqual(answer.stderr.count("[file-missing]"), 2)


class CheckOfALedger(unittest.TestCase):
    def test_says_every_fault_at_once_and_reads_a_long_ledger_in_little_memory(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "long.csv"
            with open(path, "w", encoding="utf-8") as file:
                file.write("seq,date,from,to,amount,label\n")
                for i in range(1, 200_001):
                    amount = "1,5" if i % 5000 == 0 else f"{i % 900 + 1}.{i % 100:02}"
                    file.write(f'{i},2015-01-01,A{i % 50},B{i % 70},"{amount}",\n')
            answer = run("check", path)
            self.assertEqual(answer.returncode, 2)
            self.assertEqual(answer.stderr.count("[number-comma]"), 40)
            self.assertEqual(answer.stderr.count("error: "), 40)


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main()
