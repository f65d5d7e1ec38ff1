# SPDX-License-Identifier: GPL-3.0-or-later
# Workers of a Pool that sleep in their tasks, and a main program that waits for the results.
import multiprocessing, sys, time

def work(started):
    started.put(1)
    time.sleep(1000)

if __name__ == '__main__':
    context = multiprocessing.get_context(sys.argv[1])
    started = context.SimpleQueue()
    processes = [context.Process(target=work, args=(started,), daemon=True) for _ in range(3)]
    for process in processes:
        process.start()
    for _ in processes:
        started.get()
    print('ready', flush=True)
    for process in processes:
        process.join()
