# SPDX-License-Identifier: GPL-3.0-or-later
# expects: own_threads
# Two threads of one process take two locks in different orders.
import threading

def take(first, second, both):
    with first:
        both.wait()
        with second:
            pass

one, other, both = threading.Lock(), threading.Lock(), threading.Barrier(2)
threading.Thread(target=take, args=(one, other, both)).start()
print('ready', flush=True)
take(other, one, both)
