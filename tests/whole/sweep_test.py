#!/usr/bin/env python3
"""Sweeps as a user runs them: sweep_test.py RESTITUO [--scenarios N] [--kills N] [unittest words]

A scenario is what `estimate` says of the case file with the values written in by hand; threads, ranks and shards change no
byte; a run that is killed, stopped or out of disk goes on where it was, and nothing is done twice or lost.
"""
import argparse
import csv
import hashlib
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOUNDING = ROOT / "examples/puebla-reynosa-new-york/case.toml"
PROGRAM = None
SCENARIOS = 100000
KILLS = 10
# Without the cross-checks, so that a case with two persons more can stand beside it.
PRICE = "victim.a.period.new-york.inputs.price"
LENGTH = "victim.a.period.new-york.length"


def run(*words, code=(0, 1), **more):
    answer = subprocess.run([PROGRAM, *map(str, words)], stdin=subprocess.DEVNULL, capture_output=True, timeout=900,
                            encoding="utf-8", **more)
    if code is not None and answer.returncode not in code:
        raise AssertionError(f"exit code {answer.returncode} from {' '.join(map(str, words))}\n{answer.stdout}{answer.stderr}")
    return answer


def vary(name, path, **how):
    lines = [f'[[vary]]\nid = "{name}"\nset = "{path}"']
    for key, value in how.items():
        lines.append(f"{key} = {value}")
    return "\n".join(lines) + "\n"


def texts(*values):
    return "[" + ", ".join(f'"{value}"' for value in values) + "]"


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Scratch(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def sweep(self, axes, design="grid", more="", case=FOUNDING, name="sweep.toml"):
        path = self.folder / name
        path.write_text(f'format = 1\nid = "trial"\ncase = "{os.path.relpath(case, self.folder)}"\ndesign = "{design}"\n'
                        f"{more}\n{axes}", encoding="utf-8")
        return path

    def table(self, sweep, *words, out="results.csv", **more):
        path = self.folder / out
        run("sweep", sweep, "--out", path, "--lang", "en", "--quiet", *words, **more)
        return path

    def rows(self, path):
        with open(path, newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def large(self, scenarios):
        """About so many scenarios of the founding case, exact figures only."""
        steps = -(-scenarios // (40 * 25))
        return self.sweep(vary("price", PRICE, **{"from": '"20"', "to": '"59"', "steps": 40}) +
                          vary("acts", "victim.a.period.new-york.inputs.acts_per_day", **{"from": '"4"', "to": '"28"', "steps": 25}) +
                          vary("length", LENGTH, **{"from": '"1"', "to": '"84"', "steps": steps}), more='figures = ["gross"]')


class OneScenario(Scratch):
    def amended(self, replace):
        text = FOUNDING.read_text(encoding="utf-8")
        for old, new in replace:
            self.assertIn(old, text)
            text = text.replace(old, new, 1)
        path = self.folder / "by-hand.toml"
        path.write_text(text, encoding="utf-8")
        return path

    def figures(self, case, draws):
        folder = self.folder / "by-hand"
        run("estimate", case, "--format", "csv", "--out", folder, "--draws", draws, "--seed", "7", "--quiet")
        return {row["id"]: row for row in self.rows(folder / "figures.csv")}

    def test_takes_along_the_files_that_values_of_the_case_name(self):
        (self.folder / "prices.csv").write_text("value\n25\n30\n30\n35\n", encoding="utf-8")
        range_of_price = '    low = "25"\n    high = "35"\n    means = "min, mode, max"\n    shape = "triangular"\n'
        case = self.amended([('    value = "30"\n' + range_of_price,
                              '    value = "30"\n    shape = "empirical"\n    file = "prices.csv"\n')])
        sweep = self.sweep(vary("acts", "victim.a.period.new-york.inputs.acts_per_day", values=texts("18", "20")), case=case,
                           more='[spread]\ndraws = 4096\nseed = "7"\nmethod = "sobol"\nfigures = ["gross"]\n')
        one = {row["acts"]: row for row in self.rows(self.table(sweep)) if row["figure"] == "gross"}
        folder = self.folder / "by-hand"
        text = case.read_text(encoding="utf-8")
        range_of_acts = ('    low = "12"\n    high = "30"\n    prior = { low = "8", likely = "18", high = "30", means = "min, mode, max", '
                         'shape = "triangular", source = "judgement" }\n')
        self.assertIn(range_of_acts, text)
        case.write_text(text.replace(range_of_acts, ""), encoding="utf-8")
        run("estimate", case, "--format", "csv", "--out", folder, "--draws", 4096, "--seed", "7", "--method", "sobol", "--quiet")
        by_hand = {row["id"]: row for row in self.rows(folder / "figures.csv")}
        self.assertEqual(one["20"]["exact"], by_hand["gross"]["exact"])
        for part in ("p05", "p50", "p95", "mean"):
            self.assertEqual(float(one["20"][part]), float(by_hand["gross"][part]))
        # Other observations are another sweep: the store of the first is not gone on with.
        case.write_text(text, encoding="utf-8")
        (self.folder / "prices.csv").write_text("value\n25\n35\n", encoding="utf-8")
        refused = run("sweep", sweep, "--out", self.folder / "results.csv", "--lang", "en", "--quiet", code=(2,))
        self.assertIn("[sweep-", refused.stderr)

    def test_is_what_estimate_says_of_the_case_changed_by_hand(self):
        sweep = self.sweep(vary("price", PRICE, values=texts("27.5", "33")) +
                           vary("calendar", "calendar", values=texts("four-week-month", "365-day-year")) +
                           vary("check", "cross_check.1.region", values=texts("world", "africa")),
                           more='[spread]\ndraws = 2000\nseed = "7"\nfigures = ["gross*", "cross_check.*"]')
        rows = self.rows(self.table(sweep))
        self.assertEqual(len({row["scenario"] for row in rows}), 8)
        price = re.search(r'    value = "30"\n    low = "25"\n    high = "35"\n    means = "min, mode, max"\n    shape = "triangular"\n',
                          FOUNDING.read_text(encoding="utf-8")).group()
        by_hand = self.figures(self.amended([(price, '    value = "33"\n'), ('"average-gregorian"', '"four-week-month"'),
                                             ('region = "world"', 'region = "africa"')]), 2000)
        ours = [row for row in rows if (row["price"], row["calendar"], row["check"]) == ("33", "four-week-month", "africa")]
        self.assertGreater(len(ours), 5)
        for row in ours:
            self.assertEqual(row["exact"], by_hand[row["figure"]]["exact"], row["figure"])
            if row["figure"].startswith(("gross", "cross_check")):
                for column in ("mean", "p05", "p25", "p50", "p75", "p95", "error"):
                    self.assertEqual(row[column], by_hand[row["figure"]][column], (row["figure"], column))

    def test_of_a_model_that_needs_other_inputs(self):
        sweep = self.sweep("""[[vary]]
id = "model"
  [[vary.option]]
  id = "acts"
  [[vary.option]]
  id = "week"
  remove = ["victim.a.period.new-york.inputs"]
  set."victim.a.period.new-york.model" = "weekly-takings"
  set."victim.a.period.new-york.inputs.takings_per_week" = { value = "2500", unit = "USD/week", source = "mcclatchy-charlotte", grade = "D" }
""" + vary("length", LENGTH, values=texts("24", "60")), more='figures = ["gross.a.new-york"]')
        answer = run("sweep", sweep, "--out", self.folder / "results.csv", "--lang", "en", code=None)
        if answer.returncode == 2:  # the model's own names
            self.fail(answer.stderr)
        rows = self.rows(self.folder / "results.csv")
        self.assertEqual([(row["of_model"], row["length"]) for row in rows if row["figure"]],
                         [("price-acts", "24"), ("price-acts", "60"), ("weekly-takings", "24"), ("weekly-takings", "60")])


class Designs(Scratch):
    def test_one_at_a_time_begins_with_the_case_as_it_is(self):
        sweep = self.sweep(vary("price", PRICE, values=texts("20", "40")) + vary("length", LENGTH, values=texts("24")),
                           design="one-at-a-time", more='figures = ["gross"]')
        rows = self.rows(self.table(sweep))
        self.assertEqual([(row["price"], row["length"], row["exact"]) for row in rows],
                         [("", "", "941760.00"), ("20", "", "653760.00"), ("40", "", "1229760.00"), ("", "24", "423360.00")])

    def test_a_list_goes_in_step(self):
        sweep = self.sweep(vary("price", PRICE, values=texts("20", "40")) + vary("length", LENGTH, values=texts("24", "60")),
                           design="list", more='figures = ["gross"]')
        self.assertEqual([row["exact"] for row in self.rows(self.table(sweep))], ["308160.00", "1229760.00"])

    def test_a_file_may_be_what_a_spanish_spreadsheet_writes(self):
        (self.folder / "s.csv").write_bytes("\ufeffprice;calendar\r\n\"20\";52-week-year\r\n;\r\n40;\r\n".encode())
        sweep = self.sweep(vary("calendar", "calendar") + vary("price", PRICE), design="file",
                           more='scenarios = "s.csv"\nfigures = ["gross"]')
        rows = self.rows(self.table(sweep))
        self.assertEqual([(row["price"], row["calendar"]) for row in rows], [("20", "52-week-year"), ("", ""), ("40", "")])
        self.assertEqual([row["exact"] for row in rows][1:], ["941760.00", "1229760.00"])

    def test_a_latin_hypercube_takes_every_part_once_and_again_the_same(self):
        axes = (vary("price", PRICE, **{"from": '"20"', "to": '"40"', "decimals": 4}) +
                vary("calendar", "calendar", values=texts("four-week-month", "52-week-year")))
        sweep = self.sweep(axes, design="latin-hypercube", more='points = 100\nseed = "5"\nfigures = ["gross"]')
        rows = self.rows(self.table(sweep))
        self.assertEqual(sorted(int((float(row["price"]) - 20) / 0.2) for row in rows), list(range(100)))
        self.assertEqual(sum(row["calendar"] == "four-week-month" for row in rows), 50)
        again = self.sweep(axes, design="latin-hypercube", more='points = 100\nseed = "6"\nfigures = ["gross"]', name="b.toml")
        self.assertNotEqual([row["price"] for row in rows], [row["price"] for row in self.rows(self.table(again, out="b.csv"))])

    def test_a_scenario_that_no_case_could_be_is_a_line_that_says_so(self):
        # 30 acts in 8 hours and 10 in 2 are possible; 30 in 2 are not.
        sweep = self.sweep(vary("acts", "victim.a.period.new-york.inputs.acts_per_day", values=texts("5", "30")) +
                           vary("open", "victim.a.period.new-york.hours_open", values=texts("2", "8"), unit='"hour/day"',
                                source='"placeholder"', grade='"E"'), more='figures = ["gross"]\nrefused = "record"')
        answer = run("sweep", sweep, "--out", self.folder / "results.csv", "--lang", "en", code=(1, 2))
        if answer.returncode == 2:
            self.assertIn("sweep-without-effect", answer.stderr)
        sweep = self.sweep(vary("acts", "victim.a.period.new-york.inputs.acts_per_day", values=texts("5", "97", "30")),
                           more='figures = ["gross"]\nrefused = "record"', name="b.toml")
        answer = run("sweep", sweep, "--out", self.folder / "b.csv", "--lang", "en", code=(1,))
        self.assertIn("sweep-refused", answer.stderr)
        rows = self.rows(self.folder / "b.csv")
        self.assertEqual([bool(row["refused"]) for row in rows], [False, True, False])
        self.assertEqual([bool(row["exact"]) for row in rows], [True, False, True])
        stops = self.sweep(vary("acts", "victim.a.period.new-york.inputs.acts_per_day", values=texts("5", "97", "30")), name="c.toml")
        answer = run("sweep", stops, "--out", self.folder / "c.csv", "--lang", "en", code=(2,))
        self.assertRegex(answer.stderr, r"c\.toml:\d+:\d+: error")  # it stands in the sweep file, not in the case
        self.assertFalse((self.folder / "c.csv").exists())


class AnyPartition(Scratch):
    def sweep_with_structure(self):
        return self.sweep(vary("calendar", "calendar", values=texts("four-week-month", "52-week-year", "365-day-year")) +
                          vary("price", PRICE, **{"from": '"20"', "to": '"40"', "steps": 20}) +
                          vary("length", LENGTH, **{"from": '"12"', "to": '"84"', "steps": 20}), more='figures = ["gross*"]')

    def test_of_threads_and_shards_gives_the_same_bytes(self):
        sweep = self.sweep_with_structure()
        one = self.table(sweep, "--threads", "1", out="one.csv")
        self.assertEqual(one.read_bytes(), self.table(sweep, "--threads", "3", out="three.csv").read_bytes())
        for part in (3, 1, 2):
            run("sweep", sweep, "--out", self.folder / "parts.csv", "--shard", f"{part}/3", "--quiet")
            self.assertFalse((self.folder / "parts.csv").exists())
            if part != 2:
                answer = run("sweep", "merge", sweep, "--out", self.folder / "parts.csv", "--lang", "en", code=(2,))
                self.assertIn("sweep-shards-incomplete", answer.stderr)
        run("sweep", "merge", sweep, "--out", self.folder / "parts.csv")
        self.assertEqual(one.read_bytes(), (self.folder / "parts.csv").read_bytes())
        run("sweep", sweep, "--out", self.folder / "parts.csv", "--shard", "1/2", "--quiet")
        answer = run("sweep", "merge", sweep, "--out", self.folder / "parts.csv", "--lang", "en", code=(2,))
        self.assertIn("sweep-shards-mixed", answer.stderr)

    def test_what_the_parts_lack_one_machine_can_do(self):
        sweep = self.sweep_with_structure()
        one = self.table(sweep, out="one.csv")
        run("sweep", sweep, "--out", self.folder / "parts.csv", "--shard", "2/3", "--quiet")
        run("sweep", "merge", sweep, "--out", self.folder / "parts.csv", code=(2,))
        self.assertEqual(one.read_bytes(), self.table(sweep, out="parts.csv").read_bytes())

    def mpirun(self, ranks, *words, **more):
        if shutil.which("mpirun") is None or not (pathlib.Path(PROGRAM).parent / "librestituo_mpi.so").exists():
            self.skipTest("Open MPI is not installed, or this build has no MPI part")
        environment = {**os.environ, "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}
        return subprocess.Popen(["mpirun", "--oversubscribe", "-n", str(ranks), PROGRAM, "sweep", *map(str, words)],
                                env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                encoding="utf-8", start_new_session=True, **more)

    def test_of_ranks_gives_the_same_bytes(self):
        sweep = self.sweep_with_structure()
        one = self.table(sweep, out="one.csv")
        for ranks in (2, 3):
            path = self.folder / f"ranks-{ranks}.csv"
            answer = self.mpirun(ranks, sweep, "--out", path, "--quiet", "--lang", "en")
            out, err = answer.communicate(timeout=200)
            self.assertIn(answer.returncode, (0, 1), err)
            self.assertEqual(out.count("SHA-256"), 1, out)
            self.assertEqual(one.read_bytes(), path.read_bytes())
        refused = self.mpirun(2, self.sweep("", name="nothing.toml"), "--lang", "en")
        self.assertIn("sweep-nothing-varied", refused.communicate(timeout=100)[1])
        self.assertEqual(refused.returncode, 2)

    def test_a_rank_that_dies_loses_nothing_that_was_stored(self):
        sweep = self.large(SCENARIOS)
        path = self.folder / "ranks.csv"
        job = self.mpirun(2, sweep, "--out", path, "--quiet")
        store = path.with_suffix(".sqlite")
        for _ in range(600):
            if job.poll() is not None or (store.exists() and store.stat().st_size > 200000):
                break
            time.sleep(0.05)
        try:
            children = pathlib.Path(f"/proc/{job.pid}/task/{job.pid}/children").read_text().split()
            os.kill(int(children[-1]), signal.SIGKILL)
        except (OSError, IndexError):
            pass  # a fast machine is done already
        job.communicate(timeout=100)
        one = self.table(sweep, out="one.csv")
        again = self.mpirun(2, sweep, "--out", path, "--quiet")
        err = again.communicate(timeout=200)[1]
        self.assertIn(again.returncode, (0, 1), err)
        self.assertEqual(one.read_bytes(), path.read_bytes())

    def test_needs_no_mpi_where_nobody_started_ranks(self):
        libraries = subprocess.run(["ldd", PROGRAM], capture_output=True, encoding="utf-8").stdout
        self.assertNotRegex(libraries, "mpi|open-rte|open-pal")
        lone = self.folder / "restituo"
        shutil.copy(PROGRAM, lone)
        answer = subprocess.run([lone, "sweep", self.sweep_with_structure(), "--lang", "en"], capture_output=True, cwd=self.folder,
                                encoding="utf-8", env={**os.environ, "OMPI_COMM_WORLD_SIZE": "2"}, stdin=subprocess.DEVNULL)
        self.assertEqual(answer.returncode, 2)
        self.assertIn("sweep-ranks", answer.stderr)


class Interrupted(Scratch):
    def start(self, sweep, path, **more):
        return subprocess.Popen([PROGRAM, "sweep", str(sweep), "--out", str(path), "--lang", "en"], stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", **more)

    def size(self, path):
        store = path.with_suffix(".sqlite")
        return store.stat().st_size if store.exists() else 0

    def stored(self, path):
        store = sqlite3.connect(path.with_suffix(".sqlite"))
        try:
            return store.execute("SELECT count(*), count(DISTINCT scenario) FROM scenario").fetchone()
        except sqlite3.OperationalError:  # killed before it was made
            return (0, 0)
        finally:
            store.close()

    def test_killed_at_random_moments_it_ends_as_if_undisturbed(self):
        sweep = self.large(SCENARIOS)
        begin = time.monotonic()
        undisturbed = digest(self.table(sweep, out="one.csv"))
        whole = time.monotonic() - begin
        path = self.folder / "killed.csv"
        moments = random.Random(20261126)
        counts = []
        for kill in range(KILLS):
            before = self.size(path)
            job = self.start(sweep, path)
            # Some anywhere, also while it still reads; most after it has stored more than was there.
            while kill % 4 != 0 and job.poll() is None and self.size(path) <= before:
                time.sleep(0.005)
            time.sleep(moments.uniform(0, 0.8 * whole / KILLS))
            job.kill()
            job.communicate()
            counts.append(self.stored(path)[0])
            self.assertFalse(path.exists() and digest(path) != undisturbed, "a table is whole or not there")
        self.assertEqual(counts, sorted(counts), "nothing that was stored is lost")
        self.assertGreater(counts[-1], 0, "some of the kills came in the middle")
        self.table(sweep, out="killed.csv")
        self.assertEqual(digest(path), undisturbed)
        self.assertEqual(self.stored(path), (len(self.rows(path)),) * 2)
        print(f"{self.stored(path)[0]} scenarios, killed {KILLS} times, stored then: {counts}", file=sys.stderr)

    def test_stopped_by_the_user_it_says_how_to_go_on(self):
        sweep = self.large(SCENARIOS)
        path = self.folder / "stopped.csv"
        for sign in (signal.SIGINT, signal.SIGTERM):
            before = self.size(path)
            job = self.start(sweep, path)
            while job.poll() is None and self.size(path) <= max(before, 50000):
                time.sleep(0.005)
            job.send_signal(sign)
            err = job.communicate(timeout=60)[1]
            if job.returncode in (0, 1):
                self.skipTest("this machine was done before it could be stopped")
            self.assertEqual(job.returncode, -sign, err)
            self.assertIn("The same command goes on from there", err)
            self.assertEqual([name for name in os.listdir(self.folder) if "unfinished" in name or "journal" in name], [])
            said = int(re.search(r"Stopped after (\d+) of", err).group(1))
            self.assertEqual(self.stored(path)[0], said)
        self.assertEqual(digest(self.table(sweep, out="stopped.csv")), digest(self.table(sweep, out="one.csv")))

    def test_on_a_full_disk_it_says_so_and_goes_on_later(self):
        sweep = self.large(SCENARIOS)
        one = digest(self.table(sweep, out="one.csv"))
        disk = self.folder / "disk"
        disk.mkdir()
        mounted = os.geteuid() == 0 and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(disk)],
                                                       capture_output=True).returncode == 0
        try:
            limit = None if mounted else (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000)))
            if not mounted:  # Python ignores SIGXFSZ, and so does what it starts
                self.assertIsNotNone(limit)
            answer = run("sweep", sweep, "--out", disk / "full.csv", "--lang", "en", "--quiet", code=(2,), preexec_fn=limit)
            self.assertIn("file-not-written", answer.stderr)
            self.assertFalse((disk / "full.csv").exists())
            self.assertEqual([name for name in os.listdir(disk) if "unfinished" in name], [])
            if mounted:
                subprocess.run(["mount", "-o", "remount,size=100m", str(disk)], check=True)
            again = self.table(sweep, out="disk/full.csv")
            self.assertEqual(digest(again), one)
        finally:
            if mounted:
                subprocess.run(["umount", str(disk)], check=True)

    def test_two_at_once_and_another_sweep_are_refused(self):
        sweep = self.large(SCENARIOS)
        path = self.table(sweep)
        store = sqlite3.connect(path.with_suffix(".sqlite"), isolation_level=None)
        store.execute("BEGIN EXCLUSIVE")
        answer = run("sweep", sweep, "--out", path, "--lang", "en", code=(2,))
        self.assertIn("sweep-store-in-use", answer.stderr)
        store.execute("ROLLBACK")
        store.close()
        before = digest(path)
        other = self.sweep(vary("price", PRICE, values=texts("1", "2")), name="other.toml")
        answer = run("sweep", other, "--out", path, "--lang", "en", code=(2,))
        self.assertIn("sweep-store-of-another", answer.stderr)
        self.assertEqual(digest(path), before)


class Written(Scratch):
    """What examples and documents show runs."""

    def test_every_example_of_a_sweep_runs_and_shows_what_its_readme_says(self):
        for sweep in sorted((ROOT / "examples").glob("*/sweep.toml")):
            rows = self.rows(self.table(sweep, out=sweep.parent.name + ".csv"))
            self.assertGreater(sum(bool(row["exact"]) for row in rows), len(rows) / 2, sweep)
        checks = [float(row["exact"]) for row in self.rows(self.folder / "sweep-models-and-regions.csv")
                  if row["figure"].startswith("cross_check.") and row["kind"] == "net" and
                  (row["calendar"], row["length"]) == ("average-gregorian", "60")]
        readme = (ROOT / "examples/sweep-models-and-regions/README.md").read_text(encoding="utf-8")
        self.assertIn(f"the largest is {max(checks) / min(checks):.0f} times the smallest ({min(checks):,.0f} and {max(checks):,.0f}",
                      readme)

    def test_the_first_example_of_the_page_on_sweeps_runs(self):
        page = (ROOT / "docs/formats/sweep.md").read_text(encoding="utf-8")
        text = re.search(r"```toml\n(format = 1\n.*?)```", page, re.DOTALL).group(1)
        text = text.replace("../examples/puebla-reynosa-new-york/case.toml", str(FOUNDING)).replace("draws = 20000", "draws = 200")
        path = self.folder / "page.toml"
        path.write_text(text, encoding="utf-8")
        rows = self.rows(self.table(path))
        self.assertEqual(len({row["scenario"] for row in rows}), 3 * 25 * 2)


class Answers(Scratch):
    def test_name_the_digest_of_the_table(self):
        sweep = self.sweep(vary("price", PRICE, values=texts("20", "40")), more='figures = ["gross"]')
        for language, word in (("en", "Scenarios: 2"), ("es", "Escenarios: 2")):
            answer = run("sweep", sweep, "--out", self.folder / "results.csv", "--lang", language)
            self.assertIn(word, answer.stdout)
            self.assertIn(digest(self.folder / "results.csv"), answer.stdout)
            self.assertEqual(answer.stderr, "")

    def test_show_plain_lines_where_nobody_watches(self):
        sweep = self.sweep(vary("price", PRICE, **{"from": '"20"', "to": '"40"', "steps": 60}),
                           more='figures = ["gross"]\n[spread]\ndraws = 300000')
        job = subprocess.Popen([PROGRAM, "sweep", str(sweep), "--out", str(self.folder / "r.csv"), "--lang", "es"],
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        line = job.stderr.readline()
        job.kill()
        job.communicate()
        if line:  # a fast machine is done before the first line
            self.assertRegex(line, r"^escenarios \d+%(, faltan unos \d+ (s|min|h|d))?\n$")

    def test_a_script_for_slurm_is_one_a_shell_reads(self):
        sweep = self.sweep(vary("price", PRICE, values=texts("20", "40")), name="it's mine.toml")
        script = run("sweep", "slurm", sweep, "--shards", "8", "--out", self.folder / "r.csv").stdout
        self.assertIn("#SBATCH --array=1-8", script)
        checked = subprocess.run(["bash", "-n"], input=script, encoding="utf-8", capture_output=True)
        self.assertEqual(checked.returncode, 0, checked.stderr)
        alone = subprocess.run(["bash"], input=script, encoding="utf-8", capture_output=True,
                               env={**os.environ, "SLURM_ARRAY_TASK_ID": "8"})
        self.assertEqual(alone.returncode, 0, alone.stderr)
        self.assertTrue((self.folder / "r.shard-8-of-8.sqlite").exists())


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--scenarios", type=int, default=SCENARIOS)
    parser.add_argument("--kills", type=int, default=KILLS)
    known, rest = parser.parse_known_args()
    PROGRAM = str(pathlib.Path(known.program).resolve())
    SCENARIOS, KILLS = known.scenarios, known.kills
    unittest.main(argv=[sys.argv[0], *rest])
