# SPDX-License-Identifier: GPL-3.0-or-later
# expects: join_before_drain
# A program with too much to say, and a parent that waits before it reads.
import subprocess

process = subprocess.Popen(['yes'], stdout=subprocess.PIPE)
print('ready', flush=True)
process.wait()
