# SPDX-License-Identifier: GPL-3.0-or-later
# Workers that all want one lock, whose owner works.
import multiprocessing, time

def work(lock):
    while True:
        with lock:
            time.sleep(0.3)

if __name__ == '__main__':
    context = multiprocessing.get_context('spawn')
    lock = context.Lock()
    processes = [context.Process(target=work, args=(lock,), daemon=True) for _ in range(4)]
    for process in processes:
        process.start()
    print('ready', flush=True)
    for process in processes:
        process.join()
