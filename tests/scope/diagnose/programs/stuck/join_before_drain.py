# SPDX-License-Identifier: GPL-3.0-or-later
# expects: join_before_drain
# The documented classic: a child cannot end before its queue is read.
import multiprocessing

def child(queue):
    queue.put('x' * 1_000_000)

if __name__ == '__main__':
    context = multiprocessing.get_context('fork')
    queue = context.Queue()
    process = context.Process(target=child, args=(queue,))
    process.start()
    print('ready', flush=True)
    process.join()
