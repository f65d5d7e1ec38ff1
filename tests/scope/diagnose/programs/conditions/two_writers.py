# SPDX-License-Identifier: GPL-3.0-or-later
# Two processes write one message each into a pipe, the second one in the midst of the first one's if something is wrong. A third one
# receives whatever comes.
import multiprocessing as mp
import os
import struct
import sys
import time


def receive(messages):
    while True:
        messages.recv_bytes()


def write(messages, body, parts, turn, done):
    frame = struct.pack('!i', len(body)) + body
    size = len(frame) // parts
    for part in range(parts):
        turn.recv_bytes()
        os.write(messages.fileno(), frame[part * size:] if part + 1 == parts else frame[part * size:(part + 1) * size])
        done.send_bytes(b'')


if __name__ == '__main__':
    context = mp.get_context('fork')
    receiver, sender = context.Pipe(duplex=False)
    ended, done = context.Pipe(duplex=False)
    turns = [context.Pipe(duplex=False) for _ in range(2)]
    reader = context.Process(target=receive, args=(receiver,))
    first = context.Process(target=write, args=(sender, b'x' * 1000, 2, turns[0][0], done))
    second = context.Process(target=write, args=(sender, b' ' * 1000, 1, turns[1][0], done))
    for process in reader, first, second:
        process.start()
    for turn in ([0, 0, 1] if sys.argv[1] == 'healthy' else [0, 1, 0]):
        turns[turn][1].send_bytes(b'')
        ended.recv_bytes()
    first.join()
    second.join()
    while receiver.poll(0):  # until the reader has taken all of it
        time.sleep(0.001)
    print('ready', flush=True)
    sys.stdin.readline()
    reader.kill()
