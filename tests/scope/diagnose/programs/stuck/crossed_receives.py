# SPDX-License-Identifier: GPL-3.0-or-later
# expects: cross_read
# Both sides of a Pipe wait for the other to speak first.
import multiprocessing

def listen(connection):
    connection.recv()

if __name__ == '__main__':
    context = multiprocessing.get_context('spawn')
    ours, theirs = context.Pipe()
    process = context.Process(target=listen, args=(theirs,))
    process.start()
    theirs.close()
    print('ready', flush=True)
    ours.recv()
