# SPDX-License-Identifier: GPL-3.0-or-later
# expects: lock_cycle
# Two processes lock two files with flock(2), in opposite order.
import fcntl
import multiprocessing
import tempfile

def take(first, second, barrier):
    with open(first) as a, open(second) as b:
        fcntl.flock(a, fcntl.LOCK_EX)
        barrier.wait()
        fcntl.flock(b, fcntl.LOCK_EX)

if __name__ == '__main__':
    context = multiprocessing.get_context('fork')
    barrier = context.Barrier(2)
    with tempfile.NamedTemporaryFile() as one, tempfile.NamedTemporaryFile() as two:
        processes = [context.Process(target=take, args=(*order, barrier)) for order in ((one.name, two.name), (two.name, one.name))]
        for process in processes:
            process.start()
        print('ready', flush=True)
        for process in processes:
            process.join()
