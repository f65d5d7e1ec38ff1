# SPDX-License-Identifier: GPL-3.0-or-later
# A child sends two messages and ends, in the midst of the second one if something is wrong. Nobody reads them yet.
import os
import pickle
import struct
import sys

read, write = os.pipe()
child = os.fork()
if child == 0:
    os.close(read)
    first, second = pickle.dumps('first'), pickle.dumps('x' * 1000)
    os.write(write, struct.pack('!i', len(first)) + first)
    os.write(write, struct.pack('!i', len(second)) + (second if sys.argv[1] == 'healthy' else second[:10]))
    os._exit(0)
os.close(write)
os.waitpid(child, 0)
print('ready', flush=True)
sys.stdin.readline()
