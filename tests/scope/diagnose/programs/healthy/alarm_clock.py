# SPDX-License-Identifier: GPL-3.0-or-later
# A wait without a timeout of its own that SIGALRM ends.
import os, signal

read, write = os.pipe()
signal.signal(signal.SIGALRM, lambda *_: os.write(write, b'x'))
signal.setitimer(signal.ITIMER_REAL, 1000)
print('ready', flush=True)
os.read(read, 1)
