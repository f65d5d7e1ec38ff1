# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a source tree and tells where it breaks the law of law.toml, one sentence a finding."""

import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path

SOURCE_SUFFIXES = {".h", ".cpp", ".c", ".inc"}
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)', re.MULTILINE)
NOT_CODE = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])+\'', re.DOTALL)


def read_law(text):
    return tomllib.loads(text)


def fits(path, pattern):
    """A pattern is a folder, a file, or a glob whose * crosses folders."""
    return path == pattern or path.startswith(pattern + "/") or fnmatch(path, pattern)


def row_of(path, rows):
    return next((row for row in rows if fits(path, row)), None)


def code_of(text):
    """The text without comments and literals; line numbers stay."""
    return NOT_CODE.sub(lambda match: "\n" * match.group().count("\n"), text)


def line_of(text, position):
    return text.count("\n", 0, position) + 1


class Tree:
    """The files under the top level's folders, as {path from the root: text or None for binary}."""

    def __init__(self, root, law):
        self.names = sorted(entry.name for entry in Path(root).iterdir())
        self.files = {}
        for name in self.names:
            top = Path(root, name)
            if name in law["top_level"]["ignored"] or name.startswith("."):
                continue
            for file in sorted(top.rglob("*")) if top.is_dir() else [top]:
                if file.is_file() and "__pycache__" not in file.parts:
                    try:
                        text = file.read_text(encoding="utf-8")
                    except UnicodeDecodeError:
                        text = None
                    self.files[file.relative_to(root).as_posix()] = text

    def sources(self):
        return {path: text for path, text in self.files.items() if Path(path).suffix in SOURCE_SUFFIXES}


def include_findings(tree, law):
    rows = law["may_include"]
    used = set()
    for path, text in tree.sources().items():
        row = row_of(path, rows)
        if row is None:
            yield f"{path}: no row of [may_include] fits this file; add one"
            continue
        for match in INCLUDE.finditer(text):
            kind, target = match.groups()
            where = f"{path}:{line_of(text, match.start(2))}"
            if kind == "<":
                for rule in law["forbidden_header"]:
                    if any(fits(path, folder) for folder in rule["within"]) and re.fullmatch(rule["pattern"], target):
                        yield f"{where}: {rule['what']} header <{target}> is forbidden here"
                continue
            if target.endswith(".moc"):
                continue
            if target not in tree.files:
                yield f'{where}: "{target}" is no file of this tree; includes start at the root'
                continue
            if row_of(target, rows) == row:
                continue
            allowed = next((folder for folder in rows[row] if fits(target, folder)), None)
            if allowed is None:
                yield f"{where}: {row} may not include {target}"
            used.add((row, allowed))
    sources = tree.sources()
    for row, folders in rows.items():
        members = [path for path in sources if row_of(path, rows) == row]
        for folder in folders:
            targets = [path for path in sources if fits(path, folder) and row_of(path, rows) != row]
            if members and targets and (row, folder) not in used:
                yield f"law.toml: nobody in {row} includes {folder}; take the allowance away"


def word_findings(tree, law):
    for rule in law["only_in"]:
        needed = set()
        for path, text in tree.sources().items():
            if not any(fits(path, folder) for folder in rule["within"]):
                continue
            code = code_of(text)
            for match in re.finditer(rule["pattern"], code):
                needed.add(path)
                if path not in rule["files"]:
                    yield f"{path}:{line_of(code, match.start())}: {rule['what']} ({match.group().strip('( ')}) " \
                          f"belongs into {' or '.join(rule['files'])}"
        for path in rule["files"]:
            if path not in needed:
                yield f"law.toml: {path} may contain {rule['what']} but does not; take it from the list"


def apart_findings(tree, law):
    for rule in law["apart"]:
        for path, text in tree.sources().items():
            if any(fits(path, folder) for folder in rule["within"]):
                code = code_of(text)
                if re.search(rule["one"], code) and (match := re.search(rule["other"], code)):
                    yield f"{path}:{line_of(code, match.start())}: not in one file: {rule['what']}"


def size_findings(tree, law):
    maximum = law["size"]["maximum_lines"]
    for path, text in tree.sources().items():
        if (lines := text.count("\n")) > maximum:
            yield f"{path}: {lines} lines; split it, {maximum} are the most"


def licence_findings(tree, law):
    for path, text in tree.files.items():
        if "/" not in path and path != "CMakeLists.txt":
            continue
        row = row_of(path, law["licences"])
        if row is None:
            yield f"{path}: no row of [licences] fits this file; add one"
            continue
        licence = law["licences"][row]
        if licence and not any(re.search(rf"SPDX-License-Identifier: {re.escape(licence)}\b", line)
                               for line in (text or "").splitlines()[:3]):
            yield f"{path}: the first lines do not say SPDX-License-Identifier: {licence}"


def top_level_findings(tree, law):
    for name in tree.names:
        if not name.startswith(".") and name not in law["top_level"]["names"] + law["top_level"]["ignored"]:
            yield f"{name}: does not belong to the top level"


def findings(root, law):
    tree = Tree(root, law)
    checks = (include_findings, word_findings, apart_findings, size_findings, licence_findings, top_level_findings)
    return [finding for check in checks for finding in check(tree, law)]
