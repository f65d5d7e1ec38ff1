# SPDX-License-Identifier: GPL-3.0-or-later
# A lock that one process takes and another one releases later, to wake it.
import multiprocessing, time

def wake(lock):
    time.sleep(1000)
    lock.release()

if __name__ == '__main__':
    lock = multiprocessing.get_context('fork').Lock()
    lock.acquire()
    multiprocessing.get_context('fork').Process(target=wake, args=(lock,), daemon=True).start()
    print('ready', flush=True)
    lock.acquire()
