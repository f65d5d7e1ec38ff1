# SPDX-License-Identifier: GPL-3.0-or-later
# expects: unnotified
# Everybody waits for an event that nobody is left to set.
import multiprocessing

def wait(event):
    event.wait()

if __name__ == '__main__':
    context = multiprocessing.get_context('forkserver')
    event = context.Event()
    processes = [context.Process(target=wait, args=(event,)) for _ in range(2)]
    for process in processes:
        process.start()
    print('ready', flush=True)
    for process in processes:
        process.join()
