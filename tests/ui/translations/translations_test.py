# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text of the window has its translation: translations_test.py LUPDATE SOURCES ROOT, as ctest calls it."""

import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path


def flaws(document):
    """What is wrong with a .ts document, one sentence each."""
    for context in document.iter("context"):
        for message in context.iter("message"):
            where = f"{context.findtext('name')}: {message.findtext('source')!r}"
            translation = message.find("translation")
            forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
            if translation.get("type") or not all(forms):
                yield f"{where} has no translation"
                continue
            wanted = set(re.findall(r"%L?\d|%n", message.findtext("source")))
            for form in forms:
                if re.search(r"\{\d+:\?\}", form):
                    yield f"{where}: lupdate guessed and was not sure, {form!r}"
                if message.get("numerus") != "yes" and set(re.findall(r"%L?\d|%n", form)) != wanted:
                    yield f"{where}: the translation has other place holders, {form!r}"


class Translations(unittest.TestCase):
    def up_to_date(self, name, *options):
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder, name)
            shutil.copy(Path(root, "resources", "translations", name), copy)
            subprocess.run([lupdate, "-silent", "-locations", "none", "-I", root, *options, "@" + sources, "-ts", str(copy)],
                           check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            return ElementTree.parse(copy)

    def test_korean_has_every_text_of_the_sources(self):
        document = self.up_to_date("poolscope_ko.ts")
        self.assertGreater(len(list(document.iter("message"))), 500, "lupdate found no sources")
        self.assertEqual(list(flaws(document)), [], "run ninja poolscope_lupdate and translate what is new")

    def test_english_has_every_plural(self):
        self.assertEqual(list(flaws(self.up_to_date("poolscope_en.ts", "-pluralonly"))), [])

    def test_what_is_missing_or_lost_is_found(self):
        planted = ElementTree.ElementTree(ElementTree.fromstring(
            "<TS><context><name>Window</name>"
            "<message><source>%1 is &amp;open</source><translation>%1 open</translation></message>"
            "<message><source>Open</source><translation type='unfinished'></translation></message>"
            "<message><source>Close %1</source><translation>Schliessen</translation></message>"
            "<message><source>%1: %2.</source><translation>%1, %2. {1:?}</translation></message>"
            "</context></TS>"))
        self.assertEqual([flaw.split(":")[1].split()[0] for flaw in flaws(planted)], ["'Open'", "'Close", "'%1"])


if __name__ == "__main__":
    lupdate, sources, root = sys.argv[1:4]
    del sys.argv[1:4]
    unittest.main()
