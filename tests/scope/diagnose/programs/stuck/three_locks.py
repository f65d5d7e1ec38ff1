# SPDX-License-Identifier: GPL-3.0-or-later
# expects: lock_cycle
# A circle of three.
import multiprocessing

def take(first, second, barrier):
    with first:
        barrier.wait()
        with second:
            pass

if __name__ == '__main__':
    context = multiprocessing.get_context('fork')
    locks, barrier = [context.RLock() for _ in range(3)], context.Barrier(3)
    processes = [context.Process(target=take, args=(locks[i], locks[(i + 1) % 3], barrier)) for i in range(3)]
    for process in processes:
        process.start()
    print('ready', flush=True)
    for process in processes:
        process.join()
