#!/usr/bin/env python3
"""Checks the words for people, and that nobody is named: check_words.py [ROOT]

1. No text of ours calls a person a slave or a prostitute, in English or Spanish. (The offences, "slavery" and
   "prostitution", are words of the law and stay.)
2. People in case files bear labels: `survivor`, `person-2`, `A. B.`; never what reads like a full name.
3. A judgment between two private parties may carry a survivor's name in its caption. Cite it by court and number; a
   caption stays only where tools/allowed_words.txt says who the parties are.

Exceptions stand in tools/allowed_words.txt: path, text on the line, reason, with tabs between.
"""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "lib"))
import tree_text  # noqa: E402

SUFFIXES = (".md", ".toml", ".html", ".hpp", ".cpp", ".inc", ".csv", ".txt", ".json", ".expected", ".py")
# Two files must spell the words they forbid, and the fixtures of this check are wrong on purpose.
SPELLS_THEM = ("tools/check_words.py", "tools/allowed_words.txt", "tests/tree/")

PEOPLE = re.compile(
    r"\b(?:(?:sex[- ])?slaves?|enslaved (?:girl|woman|person)s?|esclav[oa]s?|prostitutes?|prostitutas?|prostituted (?:girl|woman)|"
    r"whores?|hookers?|putas?|rameras?|meretri(?:x|z|ces))\b", re.IGNORECASE)

STATE = (r"United States|U\.?S\.?A?\.?|People|State|Commonwealth|Government|Crown|Regina|Rex|R\.?|SEC|CFTC|FTC|EEOC|DPP|SFO|HMRC|"
         r"Commissioner|(?:John|Jane)?\s?Does?(?: [A-Z0-9.]+)?|Roe|[A-Z]\.? ?[A-Z]\.?")
CAPITAL = r"[A-ZÁÉÍÓÚÑ][\w'’&.-]+"
PARTY = rf"{CAPITAL}(?: (?:{CAPITAL}|of|de|del|la|y|and|&))*"
CAPTION = re.compile(rf"(?P<first>{PARTY}) (?:v\.?|vs\.?|c\.|contra) (?P<second>{CAPITAL})")
SLUG = re.compile(r"\b(?!(?:us|usa|united-states|states|people|state|doe|roe|r|sec|cftc|ftc|eeoc)-v-)[a-z]{2,}-v-[a-z]{2,}")  # in an id or an address
BY_THE_STATE = re.compile(rf"(?:^|.* )(?:{STATE})$")

TABLE = re.compile(r"^\s*\[\[?\s*(?P<name>[\w.\"-]+)\s*\]\]?")
PERSON_TABLE = re.compile(r"(?:^|\.)(?:people|persons?|survivors?|victims?|claimants?|workers?)(?:$|\.)")
LABEL = re.compile(r'^\s*(?P<key>id|label|name|nombre|called|person|victim|survivor|claimant)\s*=\s*"(?P<value>[^"]*)"')
FULL_NAME = re.compile(r"\b[A-ZÁÉÍÓÚÑ][a-záéíóúñ]{2,} (?:(?:de|del|la|de la) )?[A-ZÁÉÍÓÚÑ][a-záéíóúñ]{2,}\b")
NAME_KEY = re.compile(r"^\s*(?:full_?name|first_?name|last_?name|surname|nombre_completo|apellidos?)\s*=")


CITE = '"{}": a caption may name a survivor; cite by court and number, or say in tools/allowed_words.txt who the parties are'


def faults_in(where, text, exceptions):
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        found = []
        for word in PEOPLE.finditer(line):
            found.append(f'"{word.group()}": write "she", "the survivor", "the person" or her label')
        if where.endswith((".md", ".toml", ".html", ".inc")):
            for slug in SLUG.finditer(line):
                found.append(CITE.format(slug.group()))
            for caption in CAPTION.finditer(line):
                private = re.search("[a-záéíóúñ]{2}", caption["first"]) and not BY_THE_STATE.match(caption["first"])
                if private:
                    found.append(CITE.format(caption.group()))
        if where.endswith(".toml"):
            if heading := TABLE.match(line):
                table = heading["name"].replace('"', "")
            label = LABEL.match(line)
            about_a_person = PERSON_TABLE.search(table) or label and label["key"] not in ("id", "label", "name", "nombre", "called")
            if label and about_a_person and FULL_NAME.search(label["value"]):
                found.append(f'"{label["value"]}" reads like a name; use a label such as "survivor" or "person-2"')
            if NAME_KEY.match(line):
                found.append("a case file holds no names; use a label")
        for what in found:
            if not exceptions.allow(where, line):
                yield f"{where}:{number}: {what}"


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent).resolve()
    exceptions = tree_text.Exceptions(root / "tools" / "allowed_words.txt")
    faults, checked = [], 0
    for path in tree_text.files(root, *SUFFIXES):
        where = path.relative_to(root).as_posix()
        if where.startswith(SPELLS_THEM):
            continue
        checked += 1
        faults += faults_in(where, path.read_text(encoding="utf-8", errors="replace"), exceptions)
    if not checked:
        faults.append("no text was found; that cannot be right")
    return tree_text.report(faults + exceptions.unused(), f"{checked} texts name nobody and call nobody names")


if __name__ == "__main__":
    sys.exit(main())
