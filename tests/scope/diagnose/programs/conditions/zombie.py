# SPDX-License-Identifier: GPL-3.0-or-later
# A child ends; its parent asks how, unless something is wrong.
import os
import sys

print('ready', flush=True)
sys.stdin.readline()
child = os.fork()
if child == 0:
    os._exit(3)
if sys.argv[1] == 'healthy':
    os.waitpid(child, 0)
else:
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
print('done', flush=True)
sys.stdin.readline()
