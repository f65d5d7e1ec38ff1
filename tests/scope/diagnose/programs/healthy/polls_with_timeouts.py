# SPDX-License-Identifier: GPL-3.0-or-later
# Processes that wait for each other for a second or less, and then look after something else: each in its way of asking again.
import concurrent.futures, multiprocessing, queue, threading, time

def gets(mine, stop):
    while not stop.is_set():
        try:
            mine.get(timeout=1)
        except queue.Empty:
            pass

def asks_events(event):
    while not event.wait(1):
        pass

def backs_off(first, second):
    while True:
        with first:
            if second.acquire(timeout=0.1):
                second.release()
        time.sleep(0.01)

def waits_its_turn(lock):
    while True:
        if lock.acquire(timeout=1):
            time.sleep(0.6)
            lock.release()

def supervises(process, connection):
    while process.is_alive():
        process.join(1)

if __name__ == '__main__':
    context = multiprocessing.get_context('fork')
    pool = context.Pool(2)
    executor = concurrent.futures.ProcessPoolExecutor(2, mp_context=context)
    executor.submit(int).result()
    stop, event = context.Event(), context.Event()
    tasks, results = context.Queue(), context.Queue()
    left, right, turn = context.Lock(), context.Lock(), context.Lock()
    here, there = context.Pipe()
    processes = [context.Process(target=target, args=args, daemon=True) for target, args in (
        (gets, (tasks, stop)), (asks_events, (event,)), (backs_off, (left, right)), (backs_off, (right, left)),
        (waits_its_turn, (turn,)), (waits_its_turn, (turn,)), (there.recv, ()))]
    for process in processes:
        process.start()
    threading.Thread(target=supervises, args=(processes[-1], here), daemon=True).start()
    print('ready', flush=True)
    gets(results, stop)
