# SPDX-License-Identifier: GPL-3.0-or-later
# Threads that wait for work in a queue, and a main program that waits for a line.
import concurrent.futures, sys

with concurrent.futures.ThreadPoolExecutor(4) as executor:
    list(executor.map(abs, range(20)))
    print('ready', flush=True)
    sys.stdin.readline()
