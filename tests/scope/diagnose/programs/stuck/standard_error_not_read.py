# SPDX-License-Identifier: GPL-3.0-or-later
# expects: ring
# Standard output is read to its end while nobody reads standard error, which is full.
import subprocess, sys

child = subprocess.Popen([sys.executable, '-c', 'import sys; sys.stderr.write("x" * 1_000_000)'],
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
print('ready', flush=True)
child.stdout.read()
