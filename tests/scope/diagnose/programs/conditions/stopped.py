# SPDX-License-Identifier: GPL-3.0-or-later
# A pool waits for a worker that stopped itself, or that sleeps.
import multiprocessing, os, signal, sys, time

def work(number):
    print('ready', flush=True)
    if sys.argv[1] == 'healthy':
        time.sleep(600)
    os.kill(os.getpid(), signal.SIGSTOP)

if __name__ == '__main__':
    with multiprocessing.get_context('fork').Pool(2) as pool:
        pool.map(work, [0])
