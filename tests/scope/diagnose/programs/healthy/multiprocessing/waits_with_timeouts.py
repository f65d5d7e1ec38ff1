# SPDX-License-Identifier: GPL-3.0-or-later
# Waits for an event, a lock that a third one keeps, a queue and a child, each with a timeout.
import multiprocessing, queue, sys, time

def keep(lock, ready):
    with lock:
        ready.put(1)
        time.sleep(1000)

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
    context.Process(target=keep, args=(lock, ready), daemon=True).start()
    ready.get()
    process = context.Process(target=wait, args=(event, lock, items, ready), daemon=True)
    process.start()
    ready.get()
    print('ready', flush=True)
    while process.is_alive():
        process.join(5)
