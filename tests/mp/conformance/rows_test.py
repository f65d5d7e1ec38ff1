# SPDX-License-Identifier: GPL-3.0-or-later
"""Every row of the reference has a test that exists, or a reason why it has none; and what would be wrong is found."""

import tempfile
import unittest
from pathlib import Path

from rows import findings, row_ids

HERE = Path(__file__).resolve().parent

GROUPS = """
groups = ["pipes"]
[rows]
pipes = { first = "PI01", last = "PI03", without = ["PI02"] }
queues = { first = "QU01", last = "QU01" }
"""
PIPES = """
[PI01]
what = "Pipe"
proved_by = ["conformance_test pipe_ends", "pipe_test it_is_closed", "loop_b_test it_loops", "script_test test_it"]
difference = "safe is safer"
[PI03]
what = "recv"
impossible = "no reason is too good"
"""
TESTS = {
    "tests/CMakeLists.txt": 'poolscope_test(conformance_test SOURCES conformance_test.cpp)\n'
                            'poolscope_test(pipe_test SOURCES pipe_test.cpp DEPENDS x)\n'
                            'foreach(part IN ITEMS a b)\npoolscope_test(loop_${part}_test SOURCES loop_${part}.cpp)\nendforeach()\n'
                            'add_test(NAME script_test COMMAND python3 "${CMAKE_CURRENT_SOURCE_DIR}/script.py")\n'
                            '# poolscope_test(dead_test SOURCES pipe_test.cpp)\n',
    "tests/pipe_scenarios.cpp": "SCENARIO(pipe_ends) {\n}\n",
    "tests/pipe_test.cpp": "    void it_is_closed() {\n",
    "tests/loop_b.cpp": "void it_loops() {}\n",
    "tests/script.py": "    def test_it(self):\n",
}


class PlantedFaults(unittest.TestCase):
    def findings_with(self, **files):
        rows = {"groups": GROUPS, "pipes": PIPES} | files
        with tempfile.TemporaryDirectory() as root:
            for path, text in TESTS.items():
                file = Path(root, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text)
            folder = Path(root, "rows")
            folder.mkdir()
            for name, text in rows.items():
                if text is not None:
                    (folder / f"{name}.toml").write_text(text)
            return findings(folder, root)

    def assert_only_finding(self, expected, **files):
        self.assertEqual(self.findings_with(**files), [expected])

    def test_whole_rows_have_no_findings(self):
        self.assertEqual(self.findings_with(), [])

    def test_the_ids_of_a_group_are_counted_out(self):
        self.assertEqual(row_ids({"first": "SH09", "last": "SH12", "without": ["SH10"]}), ["SH09", "SH11", "SH12"])

    def test_a_missing_file_is_found_once_its_group_is_named(self):
        self.assert_only_finding("pipes.toml: is missing", pipes=None)

    def test_a_file_that_is_not_asked_for_yet_is_checked(self):
        self.assert_only_finding("queues.toml: QU01 has no entry", queues="")

    def test_a_row_without_an_entry_is_found(self):
        self.assert_only_finding("pipes.toml: PI03 has no entry", pipes=PIPES[:PIPES.index("[PI03]")])

    def test_a_row_that_is_none_is_found(self):
        self.assert_only_finding("pipes.toml: PI02 is no row of this group", pipes=PIPES + "[PI02]\nwhat = 'x'\n")

    def test_a_file_of_no_group_is_found(self):
        self.assert_only_finding("threads.toml: no group has this name", threads="")

    def test_a_group_without_rows_is_found(self):
        self.assert_only_finding("groups.toml: no rows are listed for the group locks",
                                 groups=GROUPS.replace('"pipes"]', '"pipes", "locks"]'))

    def test_text_that_is_no_toml_is_found(self):
        self.assertIn("pipes.toml: ", self.findings_with(pipes="[PI01")[0])

    def test_a_row_with_neither_proof_nor_reason_is_found(self):
        self.assert_only_finding("pipes.toml: PI03 needs either the tests that prove it or the reason why it cannot exist",
                                 pipes=PIPES.replace('impossible = "no reason is too good"', ""))

    def test_a_row_with_both_is_found(self):
        self.assert_only_finding("pipes.toml: PI01 needs either the tests that prove it or the reason why it cannot exist",
                                 pipes=PIPES.replace("difference", "impossible"))

    def test_a_row_proved_by_an_empty_list_is_found(self):
        self.assert_only_finding("pipes.toml: PI03 is proved by nothing",
                                 pipes=PIPES.replace('impossible = "no reason is too good"', "proved_by = []"))

    def test_an_empty_reason_is_found(self):
        self.assert_only_finding("pipes.toml: PI03 'impossible' says nothing",
                                 pipes=PIPES.replace("no reason is too good", " "))

    def test_a_row_that_does_not_say_what_it_is_is_found(self):
        self.assert_only_finding("pipes.toml: PI03 does not say what it is", pipes=PIPES.replace('what = "recv"', ""))

    def test_an_unknown_key_is_found(self):
        self.assert_only_finding("pipes.toml: PI01 has 'differs', which means nothing here",
                                 pipes=PIPES.replace("difference", "differs"))

    def test_a_proof_that_does_not_exist_is_found(self):
        for proof, why in {"conformance_test pipe_end": "conformance_test has no such case",
                           "pipe_test it_is_open": "pipe_test has no such case",
                           "loop_a_test it_loops": "loop_a_test has no such case",
                           "dead_test it_is_closed": "no test is named dead_test",
                           "pipe_test": "pipe_test has no such case"}.items():
            self.assert_only_finding(f"pipes.toml: PI01 is proved by '{proof}', but {why}",
                                     pipes=PIPES.replace("pipe_test it_is_closed", proof))


class Rows(unittest.TestCase):
    def test_each_is_proved_or_impossible(self):
        self.assertEqual("\n".join(findings(HERE / "rows", HERE.parents[2])), "")


if __name__ == "__main__":
    unittest.main()
