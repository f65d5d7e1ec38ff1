import os
import signal
from multiprocessing import Lock, Process

def worker(lock):
    lock.acquire()
    os.kill(os.getpid(), signal.SIGKILL)

if __name__ == '__main__':
    lock = Lock()
    p = Process(target=worker, args=(lock,))
    p.start()
    p.join()
    print('the worker ended with', p.exitcode)
    print('the lock is', 'free' if lock.acquire(timeout=2) else 'taken for ever')
