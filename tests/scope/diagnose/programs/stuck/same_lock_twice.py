# SPDX-License-Identifier: GPL-3.0-or-later
# expects: self_lock
# A Lock is taken twice by the same process.
import multiprocessing

lock = multiprocessing.get_context('fork').Lock()
lock.acquire()
print('ready', flush=True)
lock.acquire()
