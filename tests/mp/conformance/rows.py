# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the rows of the reference (rows/*.toml) against the tests that exist, one sentence a finding."""

import re
import tomllib
from pathlib import Path

FOREACH = re.compile(r"\bforeach\s*\(\s*(\w+)\s+(?:IN\s+ITEMS\s+)?([^)]*)\)(.*?)\bendforeach\s*\(", re.DOTALL)
TEST = re.compile(r"\b(?:poolscope_test\s*\(\s*|add_test\s*\(\s*NAME\s+)([\w.-]+)([^)]*)\)")
SOURCE = re.compile(r"([\w./-]+\.(?:cpp|py|sh))")
SCENARIO = re.compile(r"^SCENARIO\((\w+)\)", re.MULTILINE)
FUNCTION = re.compile(r"^\s*(?:void|def)\s+(\w+)\s*\(", re.MULTILINE)
KEYS = {"what", "proved_by", "impossible", "difference"}


def row_ids(rows):
    """PR01 … PR26 of {first, last, without}."""
    letters = rows["first"][:2]
    numbers = range(int(rows["first"][2:]), int(rows["last"][2:]) + 1)
    return [f"{letters}{number:02}" for number in numbers if f"{letters}{number:02}" not in rows.get("without", [])]


def unrolled(text):
    """A CMake list file with its foreach loops written out."""
    text = re.sub(r"#[^\n]*", "", text)
    return FOREACH.sub(lambda loop: "".join(loop[3].replace("${" + loop[1] + "}", item) for item in loop[2].split()), text)


def tests_of(root):
    """{ctest's name: the names of its cases}; of the conformance test, its scenarios."""
    tests = {}
    for file in sorted(Path(root, "tests").rglob("CMakeLists.txt")):
        for name, rest in TEST.findall(unrolled(file.read_text(encoding="utf-8"))):
            sources = [file.parent / Path(source).name for source in SOURCE.findall(rest)]
            pattern = FUNCTION
            if name == "conformance_test":
                sources, pattern = file.parent.glob("*_scenarios.cpp"), SCENARIO
            tests[name] = {case for source in sources if source.is_file()
                           for case in pattern.findall(source.read_text(encoding="utf-8"))}
    return tests


def entry_findings(entry, tests):
    if not isinstance(entry, dict):
        yield "is no table"
        return
    for key in sorted(entry.keys() - KEYS):
        yield f"has '{key}', which means nothing here"
    for key in ("what", "impossible", "difference"):
        if key in entry and not (isinstance(entry[key], str) and entry[key].strip()):
            yield f"'{key}' says nothing"
    if "what" not in entry:
        yield "does not say what it is"
    if ("proved_by" in entry) == ("impossible" in entry):
        yield "needs either the tests that prove it or the reason why it cannot exist"
    proofs = entry.get("proved_by", ["x"])
    if not isinstance(proofs, list) or not proofs:
        yield "is proved by nothing"
        return
    for proof in entry.get("proved_by", []):
        test, _, case = proof.partition(" ")
        if test not in tests:
            yield f"is proved by '{proof}', but no test is named {test}"
        elif case not in tests[test]:
            yield f"is proved by '{proof}', but {test} has no such case"


def findings(folder, root):
    """`folder` holds groups.toml and the groups' files, `root` the source tree with the tests."""
    scope = tomllib.loads(Path(folder, "groups.toml").read_text(encoding="utf-8"))
    tests = tests_of(root)
    found = [f"groups.toml: no rows are listed for the group {name}" for name in scope["groups"] if name not in scope["rows"]]
    known = {f"{name}.toml" for name in scope["rows"]} | {"groups.toml"}
    found += [f"{file.name}: no group has this name" for file in sorted(Path(folder).iterdir()) if file.name not in known]
    for group, rows in scope["rows"].items():
        file = Path(folder, f"{group}.toml")
        if not file.is_file():
            if group in scope["groups"]:
                found.append(f"{file.name}: is missing")
            continue
        try:
            entries = tomllib.loads(file.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            found.append(f"{file.name}: {error}")
            continue
        ids = row_ids(rows)
        found += [f"{file.name}: {row} has no entry" for row in ids if row not in entries]
        found += [f"{file.name}: {row} is no row of this group" for row in entries if row not in ids]
        found += [f"{file.name}: {row} {finding}" for row in entries if row in ids for finding in entry_findings(entries[row], tests)]
    return found
