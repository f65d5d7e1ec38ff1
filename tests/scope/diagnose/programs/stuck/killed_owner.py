# SPDX-License-Identifier: GPL-3.0-or-later
# expects: orphaned_lock
# A process is killed with a lock in hand; the next one waits for it.
import multiprocessing, os, signal

def die(lock):
    lock.acquire()
    os.kill(os.getpid(), signal.SIGKILL)

def work(lock):
    with lock:
        pass

if __name__ == '__main__':
    context = multiprocessing.get_context('fork')
    lock = context.Lock()
    killed = context.Process(target=die, args=(lock,))
    killed.start()
    killed.join()
    worker = context.Process(target=work, args=(lock,))
    worker.start()
    print('ready', flush=True)
    worker.join()
