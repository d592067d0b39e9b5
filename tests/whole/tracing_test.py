#!/usr/bin/env python3
"""Tracing and sharing as a user runs them: tracing_test.py RESTITUO.

Every vector of tests/vectors/tracing-vectors.jsonl goes through the program and its JSON, as other programs read it; so do the
worked cases of tests/vectors/tracing-edge-cases.toml and distribution-cases.toml, and random ledgers and pools that
tracing_oracle.py works out once more in another way.
"""
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import tomllib
import unittest
import xml.etree.ElementTree
from fractions import Fraction

import tracing_oracle

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples/tracing-three-survivors"
VECTORS = [json.loads(line) for line in (ROOT / "tests/vectors/tracing-vectors.jsonl").read_text().splitlines() if line]
METHODS = {"dirtyfirst": "dirty-first", "prorata": "pro-rata", "lifo": "lifo-as-popped", "individual-cap": "libr-cap",
           "individual-cap+prorata": "libr-individual", "pari-passu-final": "pari-passu"}
# The inputs that tracing-vectors.md gives in words only.
D7 = {"d": ["140", "80"], "E": "100"}
SAFEGUARDS = """[schedule.safeguards]
opening_cash = "0"
closing_cash = "0"
cash_evidence = "fixture"
likely_source = "business"
leads = ["none in the fixture"]
"""
LUCA = """format = 1
[[schedule]]
period = "2022"
reported = "1000000"
asset = [{{label = "banks", opening = "1500000", closing = "6060000", basis = "cost", bank = true}},
         {{label = "rental", opening = "0", closing = "300000", basis = "cost"}},
         {{label = "vehicle", opening = "1000000", {vehicle}}}]
liability = [{{label = "mortgage", opening = "2000000", closing = "2000000"}}, {{label = "card", opening = "20000", closing = "0"}}]
living = [{{label = "living", amount = "2330000"}}]
tax = [{{label = "income tax", amount = "400000"}}]
non_taxable = [{{label = "inheritance", amount = "5000000"}}, {{label = "refund", amount = "20000"}}]
bank_deposits = {{deposits = "7910000", withdrawals = "3350000", transfers = "300000", cash_spent = "0"}}
"""
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


def number(value):
    try:
        return Fraction(value)
    except (ValueError, TypeError):
        return value


def differences(wanted, given, path=()):
    """Where `given` lacks what `wanted` names. The labels of an account are compared whole: none may be there besides."""
    if isinstance(wanted, dict):
        if not isinstance(given, dict):
            return [(path, wanted, given)]
        if path[-2:-1] == ("balances",) or path[-1:] == ("overdrafts",) and not wanted:
            same = {key: number(value) for key, value in wanted.items()} == {key: number(value) for key, value in given.items()}
            return [] if same else [(path, wanted, given)]
        return [found for key, value in wanted.items() for found in differences(value, given.get(key), path + (key,))]
    if isinstance(wanted, list):
        if not isinstance(given, list) or len(wanted) != len(given):
            return [(path, wanted, given)]
        return [found for i, (a, b) in enumerate(zip(wanted, given)) for found in differences(a, b, path + (i,))]
    return [] if number(wanted) == number(given) else [(path, wanted, given)]


class WorkedCases(Scratch):
    def cases(self, name):
        return tomllib.loads((ROOT / "tests/vectors" / name).read_text(encoding="utf-8"))["case"]

    def test_of_tracing(self):
        count = 0
        for case in self.cases("tracing-edge-cases.toml"):
            rows = [row if row.count(",") == 4 else "2015-01-01," + row for row in case["rows"]]
            ledger = self.write("movements.csv", "seq,date,from,to,amount,label\n" +
                                "".join(f"{number},{row}\n" for number, row in enumerate(rows, 1)))
            options = list(case.get("options", []))
            if "rules" in case:
                options += ["--rules", self.write("rules.toml", "format = 1\n" + case["rules"])]
            for method, wanted in case["expect"].items():
                answer = self.answer("trace", ledger, "--method", method, "--format", "json", *options)
                self.assertEqual(differences(wanted, answer), [], (case["id"], method))
                count += 1
        self.assertGreater(count, 110)

    def test_of_distribution(self):
        count = 0
        for case in self.cases("distribution-cases.toml"):
            columns = "claimant,paid_in,received" + ("," + case["columns"] if "columns" in case else "")
            claims = self.write("claims.csv", "\n".join([columns, *case["claims"]]) + "\n")
            options = [word for pool in case["pools"] for word in ("--pool", pool)] + case.get("options", [])
            if "transfers" in case:
                options += ["--transfers", self.write("transfers.csv", "\n".join(["from,to,amount", *case["transfers"]]) + "\n")]
            for rule, wanted in case["expect"].items():
                answer = self.answer("distribute", claims, "--rule", rule, "--format", "json", *options)
                self.assertEqual(differences(wanted, answer), [], (case["id"], rule))
                count += 1
        self.assertGreater(count, 30)


class Oracle(Scratch):
    """Random ledgers and pools, each worked out twice; the seed is fixed."""

    def test_agrees_on_every_method(self):
        chance = random.Random(20261126)
        for _ in range(60):
            accounts = [f"A{i}" for i in range(chance.randint(1, 5))]
            labels = ["", "", *(f"V{i}" for i in range(chance.randint(1, 4)))]
            rows = []
            for _ in range(chance.randint(1, 25)):
                kind, amount = chance.random(), chance.choice([chance.randint(0, 20), chance.randint(1, 500)])
                if kind < 0.45:
                    rows.append(("", chance.choice(accounts), amount, chance.choice(labels)))
                elif kind < 0.8 and len(accounts) > 1:
                    rows.append((*chance.sample(accounts, 2), amount, ""))
                else:
                    rows.append((chance.choice(accounts), chance.choice(["out", "shop"]), amount, ""))
            ledger = self.write("movements.csv", "seq,date,from,to,amount,label\n" +
                                "".join(f"{i},2015-01-01,{a},{b},{n},{label}\n" for i, (a, b, n, label) in enumerate(rows, 1)))
            answer = self.answer("trace", ledger, "--method", "all", "--format", "json")
            methods = answer["methods"]
            # No method lies outside floor and ceiling, several accounts and overdrafts included.
            for row, bounds in zip(answer["side_by_side"], answer["bounds"]["claims"]):
                self.assertEqual(row["label"], bounds["label"])
                for method in tracing_oracle.ATTRIBUTING:
                    self.assertLessEqual(Fraction(bounds["floor"]), Fraction(row["reached"][method]), (method, rows))
                    self.assertLessEqual(Fraction(row["reached"][method]), Fraction(bounds["ceiling"]), (method, rows))
            given = {name: {account: {label: Fraction(text) for label, text in labels.items()}
                            for account, labels in method["balances"].items()} for name, method in methods.items()}
            for method in tracing_oracle.ATTRIBUTING:
                balances, overdrafts = tracing_oracle.by_lots(rows, method)
                self.assertEqual(given[method], balances, (method, rows))
                self.assertEqual({account: Fraction(text) for account, text in methods[method]["overdrafts"].items()},
                                 overdrafts, (method, rows))
            for method, work_out in tracing_oracle.SHARING.items():
                claims = {account: {label: amount for label, amount in labels.items() if label.startswith("V")}
                          for account, labels in given[method].items()}
                self.assertEqual(claims, work_out(rows), (method, rows))

    def test_agrees_on_every_rule_of_sharing(self):
        chance = random.Random(20261127)
        for _ in range(16):
            claims = [(chance.choice([0, chance.randint(0, 20), chance.randint(1, 1000)]),
                       chance.choice([0, 0, chance.randint(0, 800)]), chance.randint(0, 300))
                      for _ in range(chance.randint(1, 7))]
            pool = chance.choice([0, chance.randint(0, 50), chance.randint(1, 4000)])
            path = self.write("claims.csv", "claimant,paid_in,received,stated\n" +
                              "".join(f"c{i},{a},{b},{s}\n" for i, (a, b, s) in enumerate(claims)))
            for rule in ("net-loss", "gross", "rising-tide", "last-statement", "per-capita", "equal-losses", "talmud"):
                answer = self.answer("distribute", path, "--pool", pool, "--rule", rule, "--format", "json")
                self.assertEqual([Fraction(text) for text in answer["shares"].values()],
                                 tracing_oracle.awards(rule, claims, pool), (rule, claims, pool))
                self.assertEqual(sum(map(Fraction, answer["payments"].values())) + Fraction(answer["surplus"]) +
                                 Fraction(answer["left_over"]), pool)


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

    # What follows are the vectors that are no ledger and no plain pool; all 78 go through the program.
    def test_of_levels_remainders_and_transfers_come_out_of_the_program(self):
        expect = {vector["id"] + " " + vector["method"]: vector["expect"] for vector in VECTORS}
        four = self.write("claims.csv", "claimant,paid_in,received\na,500000,780000\nb,300000,310000\nc,400000,150000\nd,200000,0\n")
        answer = self.answer("distribute", four, "--pool", "200000", "--rule", "rising-tide", "--format", "json")
        self.assertEqual(Fraction(answer["level"]["value"]), Fraction(expect["four-investors level"]))
        for name, pool, claims in (("own-lrm-1", "1.00", (1, 1, 1)), ("owl-7", "0.01", (1, 1, 1)),
                                   ("own-lrm-2", "60000.00", (90000, 120000, 150000))):
            path = self.write("claims.csv", "claimant,paid_in,received\n" + "".join(f"c{i},{n},0\n" for i, n in enumerate(claims)))
            answer = self.answer("distribute", path, "--pool", pool, "--rule", "net-loss", "--format", "json")
            self.assertEqual([Fraction(text) * 100 for text in answer["payments"].values()],
                             [Fraction(text) for text in expect[name + " largest-remainder"]], name)
        credits = []
        for principal in (-50, 40, 300):
            path = self.write("claims.csv", f"claimant,paid_in,received\na,400,{400 - principal}\nb,0,0\n")
            transfers = self.write("transfers.csv", "from,to,amount\na,b,100\n")
            answer = self.answer("distribute", path, "--pool", "1", "--rule", "net-loss", "--transfers", transfers, "--format", "json")
            credits.append(Fraction(answer["transfers"][0]["credited"]))
        self.assertEqual(credits, [Fraction(text) for text in expect["own-interaccount net-principal"]])

    def test_of_indirect_methods_come_out_of_the_program(self):
        small = """format = 1
[[schedule]]
period = "published"
reported = "{reported}"
asset = [{assets}]
living = [{living}]
non_taxable = [{receipts}]
"""
        line = '{{label = "{}", amount = "{}", times = "{}"}}'.format
        asset = '{{label = "{}", opening = "{}", closing = "{}", basis = "cost"}}'.format
        at_market = LUCA.format(vehicle='closing = "900000", basis = "market", bought = "0"')
        schedules = {
            "luca-networth": at_market, "luca-expenditure": at_market, "luca-deposits": at_market,
            "luca-networth-at-cost": LUCA.format(vehicle='closing = "1000000", basis = "cost"'),
            "cunningham-blode": small.format(
                reported=0, assets=asset("bank", 3463, 2050), receipts=line("known income", 2950, 12),
                living=", ".join([line("a", 1377, 12), line("b", 2361, 12), line("c", 9444, 1), line("d", 5532, 1), line("e", 900, 12)])),
            "key": small.format(reported=0, assets="", receipts="",
                                living=", ".join([line("monthly", "2586.87", 12), line("rent", 1700, 6), line("rent", 1190, 6)])),
            "holland": small.format(reported=10211, assets=asset("net worth", 0, 32000), living="", receipts=""),
            "eschweiler": small.format(reported=0, living="", receipts="",
                                       assets=", ".join(asset(*row) for row in (("a", 0, 50000), ("b", 0, "9072.20"), ("c", 0, 3556), ("d", 0, 491))))}
        count = 0
        for vector in VECTORS:
            if vector["id"] in schedules:
                count += 1
                path = self.write("schedule.toml", schedules[vector["id"]] + SAFEGUARDS)
                period = self.answer("indirect", path, "--format", "json")["periods"][0]
                method = "net-worth" if vector["method"] == "sum" else vector["method"]
                self.assertEqual(Fraction(period["methods"][method]["understatement"]), Fraction(vector["expect"]), vector["id"])
        self.assertEqual(count, 8)

    def test_of_assets_come_out_of_the_program(self):
        expect = {vector["id"] + " " + vector["method"]: vector["expect"] for vector in VECTORS}

        def assets(method, events, rules):
            answer = self.answer("trace", self.ledger(events), "--method", method, "--rules",
                                 self.write("rules.toml", "format = 1\n" + rules), "--format", "json")
            return answer["assets"][0]["claims"], answer
        policy, _ = assets("libr", [[None, "X", "30660"], ["X", "policy", "30660"], [None, "X", "20440", "trust"], ["X", "policy", "20440"]],
                           '[[asset]]\naccount = "policy"\nvalue = "1000000"\n')
        self.assertEqual(Fraction(policy["trust"]["elected"]), Fraction(expect["foskett share"]))
        self.assertEqual(Fraction(policy["trust"]["lien"]), Fraction(expect["foskett lien"]))
        # 89 separate and 11 community, of which each spouse has half.
        farm, _ = assets("pro-rata", [[None, "X", "89", "a"], [None, "X", "5.5", "a"], [None, "X", "5.5", "b"], ["X", "farm", "100"]],
                         'innocent = ["a", "b"]\n[[asset]]\naccount = "farm"\nvalue = "100"\n')
        self.assertEqual([Fraction(farm[name]["elected"]) for name in "ab"], [Fraction(text) for text in expect["sibley fee-share"]])
        _, durant = assets("libr", [[None, "Chanani", "7708699.10", "municipality"], ["Chanani", "Kildare", "10500055.35"],
                                    [None, "Chanani", "2791356.25", "municipality"]],
                           '[[row]]\nseq = 3\nkind = "backward"\nlender = "bank:Chanani"\nevidence = "judgment"\n'
                           '[[asset]]\naccount = "Kildare"\n')
        self.assertEqual(Fraction(durant["backward"]["traced"][0]["amount"]), Fraction(expect["durant difference"]))
        self.assertEqual(Fraction(durant["assets"][0]["claims"]["municipality"]["paid"]), Fraction("7708699.10"))
        self.assertEqual(Fraction(durant["backward"]["assets"][0]["claims"]["municipality"]["paid"]), Fraction("10500055.35"))

    def test_are_all_here(self):
        self.assertEqual(len(VECTORS), 54 + 7 + 5 + 8 + 4)


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

    def test_names_of_every_kind_come_back_as_they_were(self):
        names = ['a "b" \\c', "balances", "cuenta de año", "null", "a/b: {x}"]
        cells = ['"' + name.replace('"', '""') + '"' for name in names]
        ledger = self.write("movements.csv", "seq,date,from,to,amount,label\n" +
                            "".join(f"{i},2015-01-01,,{cell},{i}.05,{cell}\n" for i, cell in enumerate(cells, 1)))
        wanted = {name: {name: Fraction(f"{i}.05")} for i, name in enumerate(names, 1)}
        for method in ("fifo", "libr", "all"):
            answer = self.answer("trace", ledger, "--method", method, "--format", "json")
            for balances in [answer["balances"]] if method != "all" else [answer["methods"]["fifo"]["balances"], answer["methods"]["libr"]["balances"]]:
                self.assertEqual({account: {label: Fraction(text) for label, text in labels.items()} for account, labels in balances.items()}, wanted)
        odd = self.write("odd.csv", "seq,date,from,to,amount,label\n1,,,X,0.10,bank:Y\n2,,Y,X,0.20,\n3,,,X,7,\n")
        answer = self.answer("trace", odd, "--method", "fifo", "--format", "json")
        self.assertEqual(answer["balances"], {"X": {"own": "7", "bank:Y": "0.3"}, "Y": {}})  # they read alike, and add up

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

    def test_every_path_is_an_unbroken_chain_of_rows(self):
        chance = random.Random(20261128)
        for method in tracing_oracle.ATTRIBUTING:
            for _ in range(3):
                accounts = ["A", "B", "C"]
                rows = []
                for _ in range(30):
                    kind, amount = chance.random(), chance.randint(1, 300)
                    if kind < 0.45:
                        rows.append(("", chance.choice(accounts), amount, chance.choice(["", "V", "W"])))
                    elif kind < 0.8:
                        rows.append((*chance.sample(accounts, 2), amount, ""))
                    else:
                        rows.append((chance.choice(accounts), "out", amount, ""))
                ledger = self.write("movements.csv", "seq,date,from,to,amount,label\n" +
                                    "".join(f"{i},2015-01-01,{a},{b},{n},{label}\n" for i, (a, b, n, label) in enumerate(rows, 1)))
                answer = self.answer("trace", ledger, "--method", method, "--paths", "--trail", "--format", "json")
                carried = {payment["seq"]: payment["carried"] for payment in answer["trail"]}
                through, ends = {}, {}
                for path in answer["paths"]:
                    steps, label, amount = [rows[row - 1] for row in path["rows"]], path["label"], Fraction(path["amount"])
                    self.assertEqual((steps[0][0], steps[0][3]), ("", label), path)
                    for before, after in zip(steps, steps[1:]):
                        self.assertEqual(before[1], after[0], path)
                    self.assertEqual(steps[-1][1], path["account"])
                    self.assertEqual(path["rows"], sorted(set(path["rows"])))
                    for row in path["rows"]:
                        through[row, label] = through.get((row, label), 0) + amount
                    ends[path["account"], label] = ends.get((path["account"], label), 0) + amount
                for (row, label), amount in through.items():
                    self.assertLessEqual(amount, Fraction(carried[row][label]), (method, rows))
                claims = {(account, label): Fraction(amount) for account, labels in answer["balances"].items()
                          for label, amount in labels.items() if label in ("V", "W")}
                self.assertEqual(ends, claims, (method, rows))
                for payment in answer["trail"]:
                    self.assertEqual(sum(map(Fraction, payment["carried"].values())), Fraction(payment["amount"]))

    def test_writes_whole_files_and_a_drawing_that_can_be_read(self):
        done = run("trace", EXAMPLE / "movements.csv", "--method", "fifo", "--rules", EXAMPLE / "rules.toml", "--out",
                   self.folder / "out", "--lang", "es")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual({path.name for path in (self.folder / "out").iterdir()},
                         {"trace.json", "trace.es.txt", "balances.csv", "trail.csv", "network.es.svg"})
        table = (self.folder / "out/trace.es.txt").read_text(encoding="utf-8")
        for said in ("el archivo dice que eso es todo", "Afirmado sobre filas y cuentas", "Prueba 7", "El rastro"):
            self.assertIn(said, table)
        drawing = xml.etree.ElementTree.parse(self.folder / "out/network.es.svg").getroot()
        space = "{http://www.w3.org/2000/svg}"
        self.assertTrue(drawing.find(space + "title").text)
        self.assertIn("De cuenta corriente a cuenta de ahorros: ", drawing.find(space + "desc").text)
        printed = [text.text for text in drawing.iter(space + "text")]
        self.assertTrue(any(text.startswith("1   De fuera de las cuentas a cuenta corriente: 11,300.00 [2, 4, 7, 10, 13]") for text in printed), printed)

    def test_rounds_only_where_asked_or_said(self):
        ledger = ROOT / "tests/errors/fractions-too-long.csv"
        self.assertEqual(run("trace", ledger, "--method", "pro-rata", "--shares", "exact", "--format", "json").stdout, "")
        auto = run("trace", ledger, "--method", "pro-rata", "--format", "json")
        self.assertEqual(auto.returncode, 1)
        self.assertEqual(json.loads(auto.stdout)["shares"], "cents")
        cents = self.answer("trace", ledger, "--method", "pro-rata", "--shares", "cents", "--format", "json")
        self.assertEqual(json.loads(auto.stdout)["balances"], cents["balances"])

    def test_prints_the_election_and_the_bounds_beside_the_methods(self):
        # Re Oatway: own money first leaves nothing, the election reaches what the shares fetched.
        ledger = self.write("movements.csv", "seq,date,from,to,amount,label\n1,,,X,9858.40,\n2,,,X,7200,trust\n3,,X,out,1224,\n"
                            "4,,X,shares,5130.27,\n5,,X,lost,10704.13,\n# end rows=5 total=34116.80\n")
        rules = self.write("rules.toml", 'format = 1\n[[asset]]\naccount = "shares"\nvalue = "5937.60"\n')
        answer = self.answer("trace", ledger, "--method", "all", "--rules", rules, "--format", "json")
        self.assertEqual(answer["election"], [{"label": "trust", "hallett": "0", "oatway": "5937.6", "larger": "oatway"}])
        claim = answer["bounds"]["claims"][0]
        self.assertEqual((claim["floor"], claim["ceiling"]), ("0", "5937.6"))
        self.assertTrue(answer["bounds"]["reached_by_some_attribution"])
        for language, words in (("en", "Floor and ceiling"), ("es", "Mínimo y máximo")):
            table = run("trace", ledger, "--method", "all", "--rules", rules, "--lang", language).stdout
            self.assertIn(words, table)
            self.assertRegex(table, r"trust +0\.00 +5937\.60\n")
        left_out = self.answer("trace", EXAMPLE / "movements.csv", "--method", "libr", "--rules", EXAMPLE / "rules.toml", "--bounds",
                               "--format", "json")["bounds"]
        self.assertEqual(left_out["left_out"], "rules-for-rows")
        self.assertIsNone(left_out["claims"][0]["floor"])

    def test_the_account_of_claim_money_closes(self):
        """What came in is what lies or went somewhere; what is traced, and what is not, are together what is owed."""
        done = run("estimate", EXAMPLE / "case.toml", "--out", self.folder / "out", "--format", "json,csv", "--draws", "1000",
                   "--quiet", "--no-challenge")
        self.assertIn(done.returncode, (0, 1), done.stderr)
        result = json.loads((self.folder / "out/result.json").read_text(encoding="utf-8"))
        tracing = result["tracing"]
        ends = {row["id"].removeprefix("traced.ends."): {key: Fraction(text) for key, text in row["claims"].items()}
                for row in tracing["ends"]}
        keys = [claim["key"] for claim in tracing["claims"]]
        self.assertEqual(keys, ["survivor-a", "survivor-b", "survivor-c", "in-all"])
        owed = {figure["victim"] or "in-all": Fraction(figure["exact"]) for figure in result["figures"]
                if figure["name"] == "gross" and not figure["period"]}
        for key in keys:
            came = ends["paid-in"][key] + ends["followed"][key] + ends["replaced"][key]
            self.assertEqual(came, sum(ends[line][key] for line in ("in-accounts", "into-things", "in-cash", "with-payees", "repaid")), key)
            self.assertEqual(ends["unexplained"][key], 0, key)
            self.assertEqual(ends["reached"][key], ends["in-accounts"][key] + ends["into-things"][key] + ends["change-of-things"][key])
            self.assertEqual(owed[key], ends["reached"][key] + ends["not-traced"][key], key)
        for line in ends.values():
            self.assertEqual(line["in-all"], sum(line[key] for key in keys[:-1]))
        self.assertEqual(ends["paid-in"], {"survivor-a": 6600, "survivor-b": 3200, "survivor-c": 1500, "in-all": 11300})
        self.assertEqual(ends["repaid"]["survivor-c"], 600)  # row 10 came into an overdrawn account
        self.assertEqual(ends["in-cash"]["in-all"], 150)
        self.assertEqual(sum(Fraction(holding["amount"]) for holding in tracing["holdings"]
                             if holding["account"] == "CASH" and holding["label"].startswith("survivor")), 150)

    def test_what_lies_in_cash_is_not_reached(self):
        ledger = self.write("movements.csv", "seq,date,from,to,amount,label\n1,2015-01-01,,X,100,V\n2,2015-01-02,X,CASH,60,\n"
                            "3,2015-01-03,CASH,X,20,\n")
        rules = self.write("rules.toml", 'format = 1\ncash = ["CASH"]\n')
        answer = self.answer("trace", ledger, "--method", "all", "--rules", rules, "--format", "json")
        self.assertEqual(answer["side_by_side"][0]["reached"]["libr"], "40")
        self.assertEqual(answer["bounds"]["left_out"], "cash")

    def test_loans_are_no_proceeds(self):
        ledger = self.write("movements.csv", "seq,date,from,to,amount,label\n1,2015-01-01,,X,100,V\n2,2015-01-02,,X,500,bank:loan\n"
                            "3,2015-01-03,,X,70,neighbour\n")
        rules = self.write("rules.toml", 'format = 1\ninnocent = ["neighbour"]\n[[seizure]]\naccount = "X"\ncommenced = 2015-02-01\n')
        answer = self.answer("trace", ledger, "--method", "libr", "--rules", rules, "--format", "json")
        self.assertEqual(answer["seizures"][0]["reach_18_usc_984"], "100")

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
