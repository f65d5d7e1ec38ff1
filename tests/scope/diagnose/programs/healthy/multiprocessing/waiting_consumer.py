# SPDX-License-Identifier: GPL-3.0-or-later
# A consumer waits for an item that its producer will put one day.
import multiprocessing, sys

def consume(queue, done):
    done.put(queue.get())
    queue.get()

if __name__ == '__main__':
    context = multiprocessing.get_context(sys.argv[1])
    queue, done = context.Queue(), context.SimpleQueue()
    context.Process(target=consume, args=(queue, done), daemon=True).start()
    queue.put('first')
    done.get()
    print('ready', flush=True)
    sys.stdin.readline()
