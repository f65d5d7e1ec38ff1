# SPDX-License-Identifier: GPL-3.0-or-later
# A program reads to the end of a pipe. Its writer ends; a sibling of that, which inherited both ends, sleeps: it has closed them
# (healthy), it keeps them while the writer lives on (busy), or it keeps them for ever (wrong).
import os
import select
import sys
import time

read, write = os.pipe()
orders, give_orders = os.pipe()
writer = os.fork()
if writer == 0:
    os.close(read)
    os.close(give_orders)
    os.write(write, b'all there is')
    os.read(orders, 1)
    if sys.argv[1] == 'busy':
        time.sleep(10000)
    os._exit(0)
sibling = os.fork()
if sibling == 0:
    os.close(orders)
    os.close(give_orders)
    if sys.argv[1] == 'healthy':
        os.close(read)
        os.close(write)
    time.sleep(10000)
os.close(orders)
select.select([read], [], []) # the writer has closed what it does not need
print('ready', sibling, write, flush=True)
sys.stdin.readline()
os.close(write)
os.write(give_orders, b'x')
text = b''
while piece := os.read(read, 100):
    text += piece
os.waitpid(writer, 0)
print('done', len(text), flush=True)
os.kill(sibling, 9)
os.waitpid(sibling, 0)
