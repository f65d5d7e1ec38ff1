# SPDX-License-Identifier: GPL-3.0-or-later
# A fork while another thread runs, or while there is none.
import os
import signal
import sys
import threading

if sys.argv[1] != 'healthy':
    threading.Thread(target=threading.Event().wait, daemon=True).start()
print('ready', flush=True)
sys.stdin.readline()
child = os.fork()
if child == 0:
    signal.pause()
print('done', flush=True)
sys.stdin.readline()
