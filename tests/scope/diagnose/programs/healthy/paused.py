# SPDX-License-Identifier: GPL-3.0-or-later
# A program that waits for any signal, its child for its word.
import multiprocessing, signal

def listen(connection):
    connection.recv()

if __name__ == '__main__':
    ours, theirs = multiprocessing.Pipe()
    multiprocessing.Process(target=listen, args=(theirs,), daemon=True).start()
    print('ready', flush=True)
    signal.pause()
