# SPDX-License-Identifier: GPL-3.0-or-later
# expects: dead_pool_reader
# A worker of a Pool is killed while it waits for a task, with the lock around that in hand.
import multiprocessing, os, signal, time

def reader_of(pool):
    while True:
        for worker in list(pool._pool):
            try:
                with open(f'/proc/{worker.pid}/syscall') as file:
                    if file.read().startswith('0 '): # in read(2): the one whose turn it is
                        return worker.pid
            except OSError:
                pass
        time.sleep(0.01)

if __name__ == '__main__':
    with multiprocessing.get_context('fork').Pool(3) as pool:
        os.kill(reader_of(pool), signal.SIGKILL)
        print('ready', flush=True)
        pool.map(abs, range(6))
