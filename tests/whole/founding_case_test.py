#!/usr/bin/env python3
"""The founding case as the issue states it: founding_case_test.py RESTITUO.

The gross figure is 941760.00 and the net 659232.00 to the cent, and an independent NumPy script (bench/peers) finds the
same percentiles within what two samples of this size may differ by.
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
CASE = ROOT / "examples/puebla-reynosa-new-york/case.toml"
PROGRAM = None


class FoundingCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            run = subprocess.run([PROGRAM, "estimate", CASE, "--format", "json", "--out", folder, "--draws", "1000000",
                                  "--lang", "en"], stdin=subprocess.DEVNULL, capture_output=True, timeout=600)
            assert run.returncode == 0, run.stderr.decode()
            cls.result = json.loads((pathlib.Path(folder) / "result.json").read_text(encoding="utf-8"))
        cls.figures = {figure["id"]: figure for figure in cls.result["figures"]}

    def test_gives_the_published_figures_to_the_cent(self):
        wanted = {"gross": "941760.00", "gross.a.reynosa": "77760.00", "gross.a.new-york": "864000.00", "net": "659232.00"}
        self.assertEqual(wanted, {key: self.figures[key]["exact"] for key in wanted})

    def test_has_an_empty_documented_floor_because_no_duration_is_proved(self):
        self.assertIsNone(self.figures["gross"]["floor"])
        self.assertIn("a.new-york.length", self.figures["gross"]["floor_left_out"])

    def test_agrees_with_numpy_within_sampling_error(self):
        peer = subprocess.run([sys.executable, ROOT / "bench/peers/founding_case.py", "2e6", "20261123"],
                              capture_output=True, timeout=600, check=True)
        numpy = json.loads(peer.stdout)
        gross = self.figures["gross"]
        # Three standard errors of the difference: ours from its own 95% limits, NumPy's scaled to its draws.
        for name in ("p05", "p50", "p95"):
            low, high = gross[name + "_limits"]
            ours = (high - low) / 2 / 1.96
            both = ours * (1 + gross_draws(self.result) / numpy["draws"]) ** 0.5
            self.assertLess(abs(gross[name] - numpy[name]), 3 * both, f"{name}: {gross[name]} against {numpy[name]}")
        self.assertLess(abs(gross["mean"] - numpy["mean"]), 3 * 1.25 * gross["error"])


def gross_draws(result):
    return int(result["manifest"]["draws"])


if __name__ == "__main__":
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main(verbosity=2)
