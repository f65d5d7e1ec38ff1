# SPDX-License-Identifier: GPL-3.0-or-later
# expects: empty_queue
# JoinableQueue.join() waits for a task_done() that the consumer forgot.
import multiprocessing

def consume(queue):
    while True:
        queue.get()

if __name__ == '__main__':
    context = multiprocessing.get_context('fork')
    queue = context.JoinableQueue()
    process = context.Process(target=consume, args=(queue,), daemon=True)
    process.start()
    queue.put('work')
    print('ready', flush=True)
    queue.join()
