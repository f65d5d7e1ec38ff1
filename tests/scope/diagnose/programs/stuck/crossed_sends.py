# SPDX-License-Identifier: GPL-3.0-or-later
# expects: cross_write
# Both sides of a Pipe send much before they receive.
import multiprocessing

def talk(connection, other):
    other.close()
    connection.send_bytes(b'x' * 5_000_000)
    connection.recv_bytes()

if __name__ == '__main__':
    context = multiprocessing.get_context('fork')
    ours, theirs = context.Pipe()
    process = context.Process(target=talk, args=(theirs, ours))
    process.start()
    theirs.close()
    print('ready', flush=True)
    ours.send_bytes(b'x' * 5_000_000)
