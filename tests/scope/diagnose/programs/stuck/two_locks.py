# SPDX-License-Identifier: GPL-3.0-or-later
# expects: lock_cycle
# ABBA between two spawned processes.
import multiprocessing

def take(first, second, barrier):
    with first:
        barrier.wait()
        with second:
            pass

if __name__ == '__main__':
    context = multiprocessing.get_context('spawn')
    a, b, barrier = context.Lock(), context.Lock(), context.Barrier(2)
    processes = [context.Process(target=take, args=order) for order in ((a, b, barrier), (b, a, barrier))]
    for process in processes:
        process.start()
    print('ready', flush=True)
    for process in processes:
        process.join()
