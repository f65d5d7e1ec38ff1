# SPDX-License-Identifier: GPL-3.0-or-later
"""The source tree keeps its law (law.toml), and planted violations of each article are found."""

import tempfile
import unittest
from pathlib import Path

from architecture import findings, read_law

HERE = Path(__file__).resolve().parent

SMALL_LAW = read_law("""
[may_include]
"engine/base" = []
"engine/mp" = ["engine/base"]
"app" = ["engine"]
[[forbidden_header]]
what = "Qt"
pattern = 'Q\\w+'
within = ["engine"]
[[only_in]]
what = "starting a process"
pattern = '\\bfork\\s*\\('
within = ["engine"]
files = ["engine/base/start.cpp"]
[[apart]]
what = "a test runner and a fork"
one = '#include <QtTest>'
other = '\\bfork\\('
within = ["app"]
[size]
maximum_lines = 9
[licences]
"*.md" = ""
"engine" = "Apache-2.0"
"app" = "GPL-3.0-or-later"
[top_level]
names = ["engine", "app"]
ignored = ["build"]
""")

APACHE = "// SPDX-License-Identifier: Apache-2.0\n"
GPL = "// SPDX-License-Identifier: GPL-3.0-or-later\n"
LAWFUL = {
    "engine/base/error.h": APACHE + "#include <string>\n",
    "engine/base/start.cpp": APACHE + "int f() { return ::fork(); }\n",
    "engine/mp/pool.cpp": APACHE + '#include "engine/base/error.h"\n// fork() is not called here: "fork()"\n'
                                   'const char *text = "fork()";\n',
    "app/main.cpp": GPL + '#include <QObject>\n#include "engine/base/error.h"\n',
    "build/generated.cpp": "#include <QObject>\n",
}


class PlantedViolations(unittest.TestCase):
    def findings_with(self, **planted):
        files = LAWFUL | planted.get("files", {})
        with tempfile.TemporaryDirectory() as root:
            for path, text in files.items():
                file = Path(root, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text)
            return findings(root, SMALL_LAW | planted.get("law", {}))

    def assert_only_finding(self, expected, **planted):
        self.assertEqual(self.findings_with(**planted), [expected])

    def test_a_lawful_tree_has_no_findings(self):
        self.assertEqual(self.findings_with(), [])

    def test_an_include_against_the_layers_is_found(self):
        self.assert_only_finding("engine/base/error.cpp:2: engine/base may not include engine/mp/pool.h",
                                 files={"engine/base/error.cpp": APACHE + '#include "engine/mp/pool.h"\n',
                                        "engine/mp/pool.h": APACHE})

    def test_nothing_includes_app(self):
        self.assert_only_finding("engine/mp/queue.cpp:2: engine/mp may not include app/main.cpp",
                                 files={"engine/mp/queue.cpp": APACHE + '#include "app/main.cpp"\n'})

    def test_an_include_that_does_not_start_at_the_root_is_found(self):
        self.assert_only_finding('engine/mp/queue.cpp:2: "pool.h" is no file of this tree; includes start at the root',
                                 files={"engine/mp/queue.cpp": APACHE + '#include "pool.h"\n', "engine/mp/pool.h": APACHE})

    def test_an_allowance_that_nobody_uses_is_found(self):
        self.assert_only_finding("law.toml: nobody in engine/base includes app; take the allowance away",
                                 law={"may_include": SMALL_LAW["may_include"] | {"engine/base": ["app"]}})

    def test_a_folder_without_a_row_is_found(self):
        self.assert_only_finding("engine/new/thing.h: no row of [may_include] fits this file; add one",
                                 files={"engine/new/thing.h": APACHE})

    def test_qt_under_engine_is_found(self):
        self.assert_only_finding("engine/mp/queue.cpp:2: Qt header <QString> is forbidden here",
                                 files={"engine/mp/queue.cpp": APACHE + "#include <QString>\n"})

    def test_fork_outside_its_file_is_found(self):
        self.assert_only_finding(
            "engine/mp/queue.cpp:3: starting a process (fork) belongs into engine/base/start.cpp",
            files={"engine/mp/queue.cpp": APACHE + "int\nx = fork();\n"})

    def test_a_file_that_may_fork_and_does_not_is_found(self):
        self.assert_only_finding(
            "law.toml: engine/base/start.cpp may contain starting a process but does not; take it from the list",
            files={"engine/base/start.cpp": APACHE})

    def test_a_fork_in_a_test_runner_is_found(self):
        self.assert_only_finding("app/test.cpp:3: not in one file: a test runner and a fork",
                                 files={"app/test.cpp": GPL + "#include <QtTest>\nint x = fork();\n"})

    def test_a_file_that_is_too_long_is_found(self):
        self.assert_only_finding("engine/mp/queue.cpp: 10 lines; split it, 9 are the most",
                                 files={"engine/mp/queue.cpp": APACHE + "\n" * 9})

    def test_a_missing_or_wrong_licence_is_found(self):
        for text in ("", GPL):
            self.assert_only_finding(
                "engine/mp/queue.cpp: the first lines do not say SPDX-License-Identifier: Apache-2.0",
                files={"engine/mp/queue.cpp": text})

    def test_a_stray_file_at_the_top_is_found(self):
        self.assert_only_finding("notes.md: does not belong to the top level", files={"notes.md": ""})


class SourceTree(unittest.TestCase):
    def test_keeps_its_law(self):
        law = read_law((HERE / "law.toml").read_text())
        self.assertEqual("\n".join(findings(HERE.parents[1], law)), "")


if __name__ == "__main__":
    unittest.main()
