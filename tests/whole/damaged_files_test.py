#!/usr/bin/env python3
"""Files that were cut, mixed up or copied twice on their way: damaged_files_test.py RESTITUO.

No figure comes out of one without a word. Each damage is done to a sound file, by position or by chance with a fixed seed, and
what comes out is compared with what the sound file gives.
"""
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = None
CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>
<ElctrncSeqNb>7</ElctrncSeqNb><Acct><Id><IBAN>ES7900810001</IBAN></Id><Ccy>EUR</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">10.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2015-03-01</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">910.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2015-03-05</Dt></Dt></Bal>
<Ntry><Amt Ccy="EUR">1200.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2015-03-02</Dt></BookgDt><AcctSvcrRef>R1</AcctSvcrRef></Ntry>
<Ntry><Amt Ccy="EUR">200.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2015-03-03</Dt></BookgDt><AcctSvcrRef>R2</AcctSvcrRef></Ntry>
<Ntry><Amt Ccy="EUR">100.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2015-03-05</Dt></BookgDt><AcctSvcrRef>R3</AcctSvcrRef></Ntry>
</Stmt></BkToCstmrStmt></Document>
"""
MT940 = """:20:INVENTADO
:25:007200990200
:28C:3/1
:60F:C150301MXN100,00
:61:1504010401C2500,00NTRFNONREF//B77
:86:ABONO
:61:1504020402D2450,NTRFNONREF//B78
:86:PAGO A PROVEEDOR
:61:1504030403C75,00NTRFNONREF//B79
:86:PAGO RECIBIDO
:62F:C150403MXN225,00
-
"""
OFX = """OFXHEADER:100
DATA:OFXSGML
VERSION:102
CHARSET:1252

<OFX>
<BANKMSGSRSV1><STMTTRNRS><STMTRS>
<CURDEF>MXN
<BANKACCTFROM>
<ACCTID>5204
</BANKACCTFROM>
<BANKTRANLIST>
<STMTTRN>
<TRNTYPE>CREDIT
<DTPOSTED>20150402
<TRNAMT>900.00
<FITID>T0
</STMTTRN>
<STMTTRN>
<TRNTYPE>DEBIT
<DTPOSTED>20150405
<TRNAMT>-350.00
<FITID>T1
</STMTTRN>
</BANKTRANLIST>
<LEDGERBAL>
<BALAMT>550.00
<DTASOF>20150430
</LEDGERBAL>
</STMTRS></STMTTRNRS></BANKMSGSRSV1>
</OFX>
"""
SPANISH = """Banco Ejemplo (estado de cuenta inventado);;;;
Fecha;Concepto;Cargo;Abono;Saldo
31/03/2015;TRASPASO;2.500,00;;1.150,00
16/03/2015;RETIRO CAJERO;800,00;;3.650,00
16/03/2015;DEPÓSITO EFECTIVO;;1.450,00;4.450,00
13/03/2015;DEPÓSITO EFECTIVO;;1.200,00;3.000,00
02/03/2015;PAGO RECIBIDO;;300,00;1.800,00
"""
ENGLISH = """Date,Description,Amount,Balance
2015-03-02,Payment in,300.00,1800.00
2015-03-13,Cash in,"1,200.00","3,000.00"
2015-03-31,Transfer,"-2,500.00",500.00
"""


def codes(text):
    return sorted(re.findall(r"\[([a-z0-9-]+)\]$", text, re.MULTILINE))


class Damaged(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def run_on(self, name, data, *words):
        path = self.folder / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
        result = subprocess.run([PROGRAM, words[0], str(path), *words[1:], "--lang", "en"], stdin=subprocess.DEVNULL,
                                capture_output=True, timeout=120, encoding="utf-8")
        self.assertIn(result.returncode, (0, 1, 2), (data, result.stderr))
        return result

    def damages(self, lines, seed, count):
        """The file with a line dropped, doubled, moved or swapped with another."""
        chance = random.Random(seed)
        for _ in range(count):
            damaged, kind = list(lines), chance.choice(("drop", "double", "move", "swap"))
            i, j = chance.randrange(len(lines)), chance.randrange(len(lines))
            if kind == "drop":
                del damaged[i]
            elif kind == "double":
                damaged.insert(j, damaged[i])
            elif kind == "move":
                damaged.insert(j, damaged.pop(i))
            else:
                damaged[i], damaged[j] = damaged[j], damaged[i]
            if damaged != lines:
                yield (kind, i, j), "".join(damaged)


class Ledger(Damaged):
    ROWS = [f"{i},2015-03-{1 + i // 2:02d},{'X' if i % 3 == 0 else ''},{'Y' if i % 3 == 0 else 'X'},{100 + i}.50,{'V' if i % 3 == 1 else ''}\n"
            for i in range(1, 25)]
    LINES = ["seq,date,from,to,amount,label\n", *ROWS]
    END = "# end rows=24 total=2712.00\n"

    def trace(self, data):
        result = self.run_on("movements.csv", data, "trace", "--method", "fifo", "--format", "json")
        return json.loads(result.stdout) if result.stdout else None, result

    def setUp(self):
        super().setUp()
        self.sound = self.trace("".join(self.LINES) + self.END)[0]["balances"]

    def test_cut_anywhere_gives_no_figure_or_says_so(self):
        whole = "".join(self.LINES) + self.END
        cuts = [*range(0, len(whole), 19), *(len("".join(self.LINES[:k])) for k in range(1, 26))]
        for cut in cuts:
            answer, result = self.trace(whole[:cut])
            if answer is not None and answer["balances"] != self.sound:
                self.assertIn("movements-end-not-stated", codes(result.stderr), cut)
                self.assertIn("movements-end-not-stated", [note["code"] for note in answer["notes"]], cut)
                self.assertFalse(answer["ledger"]["end_is_stated"])
                table = self.run_on("movements.csv", whole[:cut], "trace", "--method", "fifo").stdout
                self.assertIn("does not say whether that is all", table)

    def test_mixed_up_gives_no_figure(self):
        for end in (self.END, ""):
            for what, damaged in self.damages(self.LINES[1:], 1, 30):
                if not end and what[0] == "drop":
                    continue  # the next test
                answer, result = self.trace(self.LINES[0] + damaged + end)
                self.assertIsNone(answer, (what, result.stderr))

    def test_a_row_less_is_refused_or_said(self):
        for i in range(1, 24):
            damaged = "".join(self.LINES[:i] + self.LINES[i + 1:])
            self.assertIsNone(self.trace(damaged + self.END)[0])
            self.assertIn(self.trace(damaged)[1].returncode, (1, 2))

    def test_twice_in_one_file_is_refused(self):
        whole = "".join(self.LINES) + self.END
        for data in (whole + whole, "".join(self.LINES) * 2, "".join(self.LINES) + "".join(self.ROWS)):
            self.assertIsNone(self.trace(data)[0])

    def test_in_other_clothes_is_the_same_or_refused(self):
        whole = "".join(self.LINES) + self.END
        for name, data in {"byte order mark": b"\xef\xbb\xbf" + whole.encode(), "CRLF": whole.replace("\n", "\r\n"),
                           "semicolons": whole.replace(",", ";"), "tabs": whole.replace(",", "\t"),
                           "quoted": whole.replace(",Y,", ',"Y",'), "columns in another order":
                           "\n".join(",".join(reversed(line.split(","))) if not line.startswith("#") else line
                                     for line in whole.split("\n"))}.items():
            self.assertEqual(self.trace(data)[0]["balances"], self.sound, name)
        for code, data in {"csv-utf-16": b"\xff\xfe" + whole.encode("utf-16-le"), "csv-foreign-byte": whole.replace("Y", "Y\0", 1),
                           "csv-old-line-ends": whole.replace("\n", "\r"), "csv-open-quotation-mark": whole.replace(",Y,", ',"Y\nY",', 1),
                           "csv-not-utf-8": whole.replace("Y", "Ñ").encode("latin-1"),
                           "number-comma": whole.replace(",", ";").replace(".50", ",50")}.items():
            answer, result = self.trace(data)
            self.assertIsNone(answer, code)
            self.assertIn(code, codes(result.stderr))

    def test_with_forty_faults_reports_forty(self):
        faults = {"date-does-not-exist": "{0},2015-13-01,,A,1.00,", "movement-sequence-form": "x{0},2015-01-01,,A,1.00,",
                  "movement-to-missing": "{0},2015-01-01,,,1.00,", "amount-decimals": "{0},2015-01-01,,A,1.001,",
                  "movement-amount-negative": "{0},2015-01-01,,A,-1.00,", "csv-cells-few": "{0},2015-01-01,,A,1.00",
                  "csv-cells-many": "{0},2015-01-01,,A,1.00,,", "number-trailing": "{0},2015-01-01,,A,12x,",
                  "number-empty": "{0},2015-01-01,,A,,", "number-comma": '{0},2015-01-01,,A,"1,50",'}
        rows = [form.format(4 * k + i + 1) for k, form in enumerate(faults.values()) for i in range(4)]
        text = "seq,date,from,to,amount,label\n" + "".join(row + "\n" for row in rows)
        for command in (("check",), ("trace", "--method", "all", "--format", "json")):
            result = self.run_on("movements.csv", text, *command)
            self.assertEqual(result.returncode, 2)
            self.assertEqual(result.stdout, "")
            self.assertEqual(codes(result.stderr), sorted(4 * list(faults)))
            lines = sorted(int(line) for line in re.findall(r"movements\.csv:(\d+)", result.stderr))
            self.assertEqual(lines, list(range(2, 42)))


class Statements(Damaged):
    FILES = {"camt.xml": CAMT, "statement.sta": MT940, "card.ofx": OFX, "cuenta.csv": SPANISH, "account.csv": ENGLISH}

    def match(self, name, data):
        return self.run_on(name, data, "match", "--account", "BANCO-55")

    # A figure that differs must come with a finding that the sound file does not have, or with the line in the ledger that says
    # that the statement does not print its ends.
    def must_say(self, name, what, sound, result):
        if result.returncode == 2 or result.stdout == sound.stdout:
            return
        said = codes(result.stderr) != codes(sound.stderr) or result.stderr.count("\n") != sound.stderr.count("\n")
        self.assertTrue(said or "not-printed" in result.stdout, (name, what, result.stdout))

    def test_sound_files_are_read(self):
        for name, text in self.FILES.items():
            result = self.match(name, text)
            self.assertIn(result.returncode, (0, 1), (name, result.stderr))
            self.assertIn("# end rows=", result.stdout)

    def test_cut_anywhere_gives_no_ledger_or_says_so(self):
        for name, text in self.FILES.items():
            sound, data = self.match(name, text), text.encode("utf-8")
            ends = [i + 1 for i, byte in enumerate(data) if byte == 10]
            for cut in [*range(1, len(data), 61), *ends[:-1]]:
                self.must_say(name, cut, sound, self.match(name, data[:cut]))

    def test_mixed_up_gives_no_ledger_or_says_so(self):
        for name, text in self.FILES.items():
            sound = self.match(name, text)
            for what, damaged in self.damages(text.splitlines(keepends=True), 3, 24):
                self.must_say(name, what, sound, self.match(name, damaged))

    def test_an_entry_that_nothing_closes_is_not_lost(self):
        for lost in ("</STMTTRN>\n", "<STMTTRN>\n", "</STMTRS>", "<STMTRS>"):
            for at in range(OFX.count(lost)):
                parts = OFX.split(lost)
                damaged = lost.join(parts[:at + 1]) + lost.join(["", *parts[at + 1:]])[len(lost):]
                result = self.match("card.ofx", damaged)
                self.assertEqual(result.returncode, 2, (lost, at, result.stdout))

    def test_twice_in_one_file_counts_once_or_is_refused(self):
        for name in ("statement.sta", "cuenta.csv", "account.csv", "card.ofx", "camt.xml"):
            sound, result = self.match(name, self.FILES[name]), self.match(name, self.FILES[name] * 2)
            if result.returncode != 2:
                self.assertEqual([line for line in result.stdout.splitlines() if not line.startswith("# statement")],
                                 [line for line in sound.stdout.splitlines() if not line.startswith("# statement")], name)
                self.assertEqual(result.returncode, 1, name)

    def test_in_other_clothes_is_the_same_or_refused(self):
        sound = self.match("cuenta.csv", SPANISH).stdout
        self.assertEqual(len(sound.splitlines()), 9)
        for name, data in {"byte order mark": b"\xef\xbb\xbf" + SPANISH.encode(), "CRLF": SPANISH.replace("\n", "\r\n"),
                           "oldest first": "\n".join(SPANISH.split("\n")[:2] + SPANISH.split("\n")[2:-1][::-1]) + "\n",
                           "a separator more in each row": "".join(line + ";\n" if "/2015" in line else line + "\n"
                                                                   for line in SPANISH.splitlines())}.items():
            result = self.match("cuenta.csv", data)
            self.assertEqual(result.stdout, sound, (name, result.stderr))
        for code, data in {"csv-utf-16": b"\xff\xfe" + SPANISH.encode("utf-16-le"), "csv-foreign-byte": SPANISH.replace("TRASPASO", "TRAS\0PASO"),
                           "csv-old-line-ends": SPANISH.replace("\n", "\r"),
                           "csv-stray-quotation-mark": SPANISH.replace("TRASPASO", 'TRAS"PASO')}.items():
            result = self.match("cuenta.csv", data)
            self.assertEqual(result.returncode, 2, code)
            self.assertIn(code, codes(result.stderr))

    def test_with_forty_faults_reports_forty(self):
        bad = ["31/02/2015;ABONO;;10,00;", "13/03/2015;ABONO;;diez;", "13/03/2015;ABONO;10,00;10,00;", "13/03/2015;ABONO;;10,005;",
               "13-15-2015x;ABONO;;10,00;"]
        text = "Fecha;Concepto;Cargo;Abono;Saldo\n25/03/2015;ABONO;;1,50;\n" + "".join(f"{bad[i % 5]}\n" for i in range(40))
        result = self.match("cuenta.csv", text)
        self.assertEqual(result.returncode, 2)
        self.assertEqual(sorted(set(re.findall(r"cuenta\.csv:(\d+)", result.stderr)), key=int), [str(n) for n in range(3, 43)])
        self.assertEqual(len(codes(result.stderr)), 40, result.stderr)


if __name__ == "__main__":
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main(verbosity=2)
