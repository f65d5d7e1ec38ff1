# SPDX-License-Identifier: GPL-3.0-or-later
# A service that waits for the signal to stop, its workers idle.
import multiprocessing, signal, threading

if __name__ == '__main__':
    stop = threading.Event()
    with multiprocessing.get_context('fork').Pool(2) as pool:
        pool.map(abs, range(4))
        signal.signal(signal.SIGTERM, lambda *_: stop.set())
        print('ready', flush=True)
        stop.wait()
