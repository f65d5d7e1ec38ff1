# SPDX-License-Identifier: GPL-3.0-or-later
# expects: ghost_end
# A parent feeds its child through a pipe and waits for it to end, without closing the end to write to.
import os

read, write = os.pipe()
child = os.fork()
if child == 0:
    os.close(write)
    with open(read, 'rb') as file:
        file.read()
    os._exit(0)
os.close(read)
os.write(write, b'all there is')
print('ready', flush=True)
os.waitpid(child, 0)
