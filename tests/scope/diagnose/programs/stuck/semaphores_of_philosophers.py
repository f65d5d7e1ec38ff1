# SPDX-License-Identifier: GPL-3.0-or-later
# expects: unnotified
# Each has one of the two permits, and waits for the second.
import multiprocessing

def eat(permits, barrier):
    with permits:
        barrier.wait()
        with permits:
            pass

if __name__ == '__main__':
    context = multiprocessing.get_context('spawn')
    permits, barrier = context.BoundedSemaphore(2), context.Barrier(2)
    processes = [context.Process(target=eat, args=(permits, barrier)) for _ in range(2)]
    for process in processes:
        process.start()
    print('ready', flush=True)
    for process in processes:
        process.join()
