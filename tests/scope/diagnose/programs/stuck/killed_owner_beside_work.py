# SPDX-License-Identifier: GPL-3.0-or-later
# expects: orphaned_lock
# The same, while the parent goes about its work.
import multiprocessing, os, signal, time

def die(lock):
    lock.acquire()
    os.kill(os.getpid(), signal.SIGKILL)

def work(lock):
    with lock:
        pass

if __name__ == '__main__':
    context = multiprocessing.get_context('spawn')
    lock = context.Lock()
    killed = context.Process(target=die, args=(lock,))
    killed.start()
    killed.join()
    worker = context.Process(target=work, args=(lock,))
    worker.start()
    print('ready', flush=True)
    while True:
        time.sleep(0.05)
