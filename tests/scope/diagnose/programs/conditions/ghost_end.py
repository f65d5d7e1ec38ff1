# SPDX-License-Identifier: GPL-3.0-or-later
# A child reads to the end of a pipe: it has closed the writing end that it inherited, or it has not.
import os
import sys

read, write = os.pipe()
child = os.fork()
if child == 0:
    if sys.argv[1] == 'healthy':
        os.close(write)
    with open(read, 'rb') as file:
        file.read()
    os._exit(0)
os.write(write, b'all there is')
os.close(write)
if sys.argv[1] == 'healthy':
    os.waitpid(child, 0)
print('ready', flush=True)
if sys.argv[1] != 'healthy':
    os.waitpid(child, 0)
sys.stdin.readline()
