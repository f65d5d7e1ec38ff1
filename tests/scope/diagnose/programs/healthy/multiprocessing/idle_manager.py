# SPDX-License-Identifier: GPL-3.0-or-later
# A Manager that nobody asks anything, and a client of it that sleeps.
import multiprocessing, sys, time

def rest(shared):
    shared.append(1)
    time.sleep(1000)

if __name__ == '__main__':
    context = multiprocessing.get_context(sys.argv[1])
    with context.Manager() as manager:
        shared = manager.list()
        context.Process(target=rest, args=(shared,), daemon=True).start()
        while not len(shared):
            time.sleep(0.01)
        print('ready', flush=True)
        sys.stdin.readline()
