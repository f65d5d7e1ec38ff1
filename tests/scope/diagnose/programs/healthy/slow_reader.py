# SPDX-License-Identifier: GPL-3.0-or-later
# A full pipe, and a reader that takes its time.
import multiprocessing, time

def read(connection):
    while True:
        connection.recv_bytes()
        time.sleep(0.5)

if __name__ == '__main__':
    reader, writer = multiprocessing.get_context('fork').Pipe(duplex=False)
    process = multiprocessing.get_context('fork').Process(target=read, args=(reader,), daemon=True)
    process.start()
    print('ready', flush=True)
    while True:
        writer.send_bytes(b'x' * 30_000)
