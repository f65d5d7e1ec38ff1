# SPDX-License-Identifier: GPL-3.0-or-later
# expects: fork_with_held_lock
# A thread holds a lock at the moment of a fork; the child asks for it.
import multiprocessing, threading

lock = threading.Lock()

def hold(held):
    with lock:
        held.set()
        threading.Event().wait()

def child():
    with lock:
        pass

if __name__ == '__main__':
    held = threading.Event()
    threading.Thread(target=hold, args=(held,), daemon=True).start()
    held.wait()
    process = multiprocessing.get_context('fork').Process(target=child)
    process.start()
    print('ready', flush=True)
    process.join()
