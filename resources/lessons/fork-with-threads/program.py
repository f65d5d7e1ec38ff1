import multiprocessing as mp
import threading

lock = threading.Lock()
taken, enough = threading.Event(), threading.Event()

def hold():
    with lock:
        taken.set()
        enough.wait()

def child():
    print('the child', 'has the lock' if lock.acquire(timeout=2) else 'waited in vain')

if __name__ == '__main__':
    thread = threading.Thread(target=hold)
    thread.start()
    taken.wait()
    p = mp.get_context('fork').Process(target=child)
    p.start()
    enough.set()
    thread.join()
    print('the parent', 'has the lock' if lock.acquire(timeout=2) else 'waited in vain')
    p.join()
