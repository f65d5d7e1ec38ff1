# SPDX-License-Identifier: GPL-3.0-or-later
# expects: pool_task_lost
# A worker of a Pool is killed while it computes; map() waits for its result for ever.
import multiprocessing, os, signal

def work(number):
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number

if __name__ == '__main__':
    with multiprocessing.get_context('fork').Pool(3) as pool:
        print('ready', flush=True)
        pool.map(work, range(6), 1)
