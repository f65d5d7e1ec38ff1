# SPDX-License-Identifier: GPL-3.0-or-later
# A program ends before its child, unless it ends that first.
import os
import signal
import sys

print('ready', flush=True)
child = os.fork()
if child == 0:
    signal.pause()
sys.stdin.readline()
if sys.argv[1] == 'healthy':
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
print('done', flush=True)
os._exit(0)
