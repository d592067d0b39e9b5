"""Reads the JUnit file of one ctest run: tally.py PRESET FILE

Prints "PASSED FAILED SKIPPED" on standard output, for tools/test to add up; on standard error, a line for people and
the output of each test that failed. A disabled test counts as failed: it would hide what it should show. A run without
a readable file, or without any test, is one failure.
"""

import sys
import xml.etree.ElementTree as xml


def main():
    preset, path = sys.argv[1:]
    try:
        cases = list(xml.parse(path).getroot().iter("testcase"))
    except (OSError, xml.ParseError) as problem:
        print(f"{preset}: the tests left no result: {problem}", file=sys.stderr)
        cases = None
    if not cases:
        if cases is not None:
            print(f"{preset}: no test was run", file=sys.stderr)
        print("0 1 0")
        return
    passed = failed = skipped = 0
    for case in cases:
        status = case.get("status")
        if status == "run":
            passed += 1
        elif status == "notrun" and any("SKIP" in reason.get("message", "") for reason in case.findall("skipped")):
            skipped += 1
        else:  # failed, disabled, or could not be started
            failed += 1
            print(f"\n{preset}: FAILED {case.get('name')}\n{case.findtext('system-out', '').strip()}", file=sys.stderr)
    seconds = sum(float(case.get("time", 0)) for case in cases)
    what = f"{passed} tests passed" if not failed else f"{failed} of {len(cases)} tests failed"
    print(f"{preset}: {what}, {skipped} left out, in {seconds:.0f} s of work", file=sys.stderr)
    print(passed, failed, skipped)


if __name__ == "__main__":
    main()
