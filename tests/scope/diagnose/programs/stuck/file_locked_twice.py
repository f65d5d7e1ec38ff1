# SPDX-License-Identifier: GPL-3.0-or-later
# expects: self_lock
# A lock of flock(2) belongs to what open() returned, so that a second open() of the same file waits for the first.
import fcntl
import tempfile

with tempfile.NamedTemporaryFile() as first, open(first.name) as second:
    fcntl.flock(first, fcntl.LOCK_EX)
    print('ready', flush=True)
    fcntl.flock(second, fcntl.LOCK_EX)
