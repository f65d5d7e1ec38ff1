# SPDX-License-Identifier: GPL-3.0-or-later
# expects: missing_eof
# A child reads to the end of a pipe whose writing end it has inherited and not closed.
import os

read, write = os.pipe()
child = os.fork()
if child == 0:
    with open(read, 'rb') as file:
        file.read()
    os._exit(0)
os.write(write, b'all there is')
os.close(write)
print('ready', flush=True)
os.waitpid(child, 0)
