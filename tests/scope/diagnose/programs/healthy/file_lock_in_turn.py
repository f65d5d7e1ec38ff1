# SPDX-License-Identifier: GPL-3.0-or-later
# Three processes lock a file one after the other, with fcntl(2), and each is at work while it has it.
import fcntl
import multiprocessing
import tempfile
import time

def work(path):
    while True:
        with open(path, 'r+') as file:
            fcntl.lockf(file, fcntl.LOCK_EX)
            time.sleep(0.05)

if __name__ == '__main__':
    context = multiprocessing.get_context('fork')
    with tempfile.NamedTemporaryFile() as file:
        processes = [context.Process(target=work, args=(file.name,), daemon=True) for _ in range(3)]
        for process in processes:
            process.start()
        print('ready', flush=True)
        for process in processes:
            process.join()
