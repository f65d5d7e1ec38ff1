# SPDX-License-Identifier: GPL-3.0-or-later
# expects: empty_queue
# Two consumers, and an end mark for one of them.
import multiprocessing

def consume(queue):
    while queue.get() is not None:
        pass

if __name__ == '__main__':
    context = multiprocessing.get_context('fork')
    queue = context.Queue()
    processes = [context.Process(target=consume, args=(queue,)) for _ in range(2)]
    for process in processes:
        process.start()
    queue.put(None)
    print('ready', flush=True)
    for process in processes:
        process.join()
