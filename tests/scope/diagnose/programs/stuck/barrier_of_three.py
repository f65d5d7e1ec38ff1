# SPDX-License-Identifier: GPL-3.0-or-later
# expects: unnotified
# A barrier for three, and two who come.
import multiprocessing

def meet(barrier):
    barrier.wait()

if __name__ == '__main__':
    context = multiprocessing.get_context('fork')
    barrier = context.Barrier(3)
    processes = [context.Process(target=meet, args=(barrier,)) for _ in range(2)]
    for process in processes:
        process.start()
    print('ready', flush=True)
    for process in processes:
        process.join()
