# SPDX-License-Identifier: GPL-3.0-or-later
# Waits for an event, a lock, a queue and a child, each with a timeout.
import multiprocessing, queue, sys

def wait(event, lock, items, ready):
    ready.put(1)
    for _ in range(1000):
        event.wait(5)
        lock.acquire(timeout=5)
        try:
            items.get(timeout=5)
        except queue.Empty:
            pass

if __name__ == '__main__':
    context = multiprocessing.get_context(sys.argv[1])
    event, lock, items, ready = context.Event(), context.Lock(), context.Queue(), context.SimpleQueue()
    lock.acquire()
    process = context.Process(target=wait, args=(event, lock, items, ready), daemon=True)
    process.start()
    ready.get()
    print('ready', flush=True)
    while process.is_alive():
        process.join(5)
