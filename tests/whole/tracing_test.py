#!/usr/bin/env python3
"""Tracing and sharing as a user runs them: tracing_test.py RESTITUO.

Every vector of tests/vectors/tracing-vectors.jsonl goes through the program and its JSON, as other programs read it.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree
from fractions import Fraction

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples/tracing-three-survivors"
VECTORS = [json.loads(line) for line in (ROOT / "tests/vectors/tracing-vectors.jsonl").read_text().splitlines() if line]
METHODS = {"dirtyfirst": "dirty-first", "prorata": "pro-rata", "lifo": "lifo-as-popped", "individual-cap": "libr-cap",
           "individual-cap+prorata": "libr-individual", "pari-passu-final": "pari-passu"}
# The inputs that tracing-vectors.md gives in words only.
D7 = {"d": ["140", "80"], "E": "100"}
PROGRAM = None


def run(*words):
    return subprocess.run([PROGRAM, *map(str, words)], stdin=subprocess.DEVNULL, capture_output=True, timeout=300,
                          encoding="utf-8")


class Scratch(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def answer(self, *words):
        result = run(*words)
        self.assertIn(result.returncode, (0, 1), result.stderr)
        return json.loads(result.stdout)


class Vectors(Scratch):
    def ledger(self, events):
        rows = ["seq,date,from,to,amount,label"]
        for number, event in enumerate(events, 1):
            source, to, amount, *label = event
            rows.append(f"{number},2015-01-01,{source or ''},{to},{amount},{label[0] if label else ''}")
        return self.write("movements.csv", "\n".join(rows) + "\n")

    def test_of_tracing_come_out_of_the_program(self):
        count = 0
        for vector in VECTORS:
            if "events" not in vector:
                continue
            count += 1
            method = METHODS.get(vector["method"], vector["method"])
            balances = self.answer("trace", self.ledger(vector["events"]), "--method", method, "--format", "json")["balances"]
            expect = vector["expect"]
            if not isinstance(next(iter(expect.values())), dict):
                expect = {"X": expect}
            for account, labels in expect.items():
                self.assertEqual({label: Fraction(text) for label, text in balances[account].items()},
                                 {label: Fraction(text) for label, text in labels.items()}, (vector["id"], method, account))
        self.assertEqual(count, 54)

    def test_of_distribution_come_out_of_the_program(self):
        rules = {"net-loss": "net-loss", "rising-tide": "rising-tide", "talmud": "talmud", "cel": "equal-losses"}
        count = 0
        for vector in VECTORS:
            if vector["method"] not in rules:
                continue
            count += 1
            given = vector.get("input", D7)
            claims = given.get("claims") or [[debt, "0"] for debt in given["d"]]
            path = self.write("claims.csv", "claimant,paid_in,received\n" +
                              "".join(f"c{i},{a},{b}\n" for i, (a, b) in enumerate(claims)))
            pool = given.get("pool") or given["E"]
            answer = self.answer("distribute", path, "--pool", pool, "--rule", rules[vector["method"]], "--format", "json")
            self.assertEqual([Fraction(text) for text in answer["shares"].values()],
                             [Fraction(text) for text in vector["expect"]], vector["id"])
            self.assertEqual(sum(map(Fraction, answer["payments"].values())) + Fraction(answer["surplus"]) +
                             Fraction(answer["left_over"]), Fraction(pool))
            self.assertTrue(all((Fraction(text) * 100).denominator == 1 for text in answer["payments"].values()))
        self.assertEqual(count, 7)


class Examples(Scratch):
    def test_every_method_keeps_the_balances(self):
        answer = self.answer("trace", EXAMPLE / "movements.csv", "--method", "all", "--format", "json")
        wanted = None
        for name, method in answer["methods"].items():
            if not method["additive"] or name == "libr-individual":
                continue
            sums = {account: sum(map(Fraction, labels.values())) for account, labels in method["balances"].items()}
            sums.update({"(overdrawn)": method["overdrafts"]})
            wanted = wanted or sums
            self.assertEqual(sums, wanted, name)

    def test_paths_add_up_to_what_lies_there(self):
        for method in ("fifo", "libr", "pro-rata", "lifo"):
            answer = self.answer("trace", EXAMPLE / "movements.csv", "--method", method, "--rules", EXAMPLE / "rules.toml",
                                 "--paths", "--trail", "--format", "json")
            sums = {}
            for path in answer["paths"]:
                key = (path["account"], path["label"])
                sums[key] = sums.get(key, 0) + Fraction(path["amount"])
            for (account, label), amount in sums.items():
                self.assertEqual(amount, Fraction(answer["balances"][account][label]), (method, account, label))
            plain = self.answer("trace", EXAMPLE / "movements.csv", "--method", method, "--rules", EXAMPLE / "rules.toml",
                                "--format", "json")
            self.assertEqual(plain["balances"], answer["balances"])

    def test_writes_whole_files_and_a_drawing_that_can_be_read(self):
        done = run("trace", EXAMPLE / "movements.csv", "--method", "fifo", "--rules", EXAMPLE / "rules.toml", "--out",
                   self.folder / "out", "--lang", "es")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual({path.name for path in (self.folder / "out").iterdir()},
                         {"trace.json", "balances.csv", "trail.csv", "network.es.svg"})
        drawing = xml.etree.ElementTree.parse(self.folder / "out/network.es.svg").getroot()
        space = "{http://www.w3.org/2000/svg}"
        self.assertTrue(drawing.find(space + "title").text)
        self.assertIn("checking → savings", drawing.find(space + "desc").text)

    def test_rounds_only_where_asked_or_said(self):
        ledger = ROOT / "tests/errors/fractions-too-long.csv"
        self.assertEqual(run("trace", ledger, "--method", "pro-rata", "--shares", "exact", "--format", "json").stdout, "")
        auto = run("trace", ledger, "--method", "pro-rata", "--format", "json")
        self.assertEqual(auto.returncode, 1)
        self.assertEqual(json.loads(auto.stdout)["shares"], "cents")
        cents = self.answer("trace", ledger, "--method", "pro-rata", "--shares", "cents", "--format", "json")
        self.assertEqual(json.loads(auto.stdout)["balances"], cents["balances"])

    def test_indirect_methods_agree_or_say_why_not(self):
        period = self.answer("indirect", EXAMPLE / "schedule.toml", "--format", "json")["periods"][0]
        methods = {name: Fraction(entry["understatement"]) for name, entry in period["methods"].items()}
        self.assertEqual(methods["expenditures"], Fraction(period["net_worth_at_cost"]))
        self.assertEqual(methods["bank-deposits"] - methods["expenditures"],
                         sum(Fraction(line["amount"]) for line in period["bank_deposits_against_expenditures"]))
        for entry in period["methods"].values():
            self.assertEqual(sum(Fraction(line["amount"]) for line in entry["working"]), Fraction(entry["understatement"]))

    def test_claims_may_come_from_an_estimate(self):
        case = ROOT / "examples/puebla-reynosa-new-york/case.toml"
        done = run("estimate", case, "--out", self.folder / "out", "--format", "json", "--draws", "1000", "--quiet")
        self.assertEqual(done.returncode, 0, done.stderr)
        answer = self.answer("distribute", self.folder / "out/result.json", "--pool", "1000.00", "--rule", "net-loss",
                             "--format", "json")
        self.assertEqual(answer["claims"], {"a": "659232"})
        self.assertEqual(answer["payments"], {"a": "1000"})


if __name__ == "__main__":
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main(verbosity=2)
