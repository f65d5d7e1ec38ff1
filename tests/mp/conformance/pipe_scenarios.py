# SPDX-License-Identifier: GPL-3.0-or-later
"""The twins of pipe_scenarios.cpp."""
import multiprocessing as mp
import os
import socket
from multiprocessing.connection import Connection, wait

from scenario import raised, say


def send_number(conn, number):
    conn.send(number)


def send_connection(conn):
    first, second = mp.Pipe()
    conn.send(second)
    conn.send(repr(first.recv()))


def send_through_socket(conn):
    sock = conn.recv()
    os.write(sock.fileno(), b'hello')
    conn.send((int(sock.family), int(sock.type), sock.proto))


def pipe_poll():
    first, second = mp.Pipe()
    say(f'{first.poll()} {first.poll(0.01)} {first.poll(-1)}')
    second.send(1)
    say(f'{first.poll()} {first.poll(None)}')
    first.recv()
    say(f'{first.poll()}')
    os.write(second.fileno(), b'\0\0')
    say(f'part {first.poll()}')
    second.close()
    say(f'end {first.poll()}')
    say(raised(first.recv))


def pipe_closed():
    first, second = mp.Pipe()
    first.close()
    first.close()
    say(f'{first.closed}')
    for call in (lambda: first.send(1), first.recv, first.poll, first.fileno, lambda: first.send_bytes(b'x'), first.recv_bytes):
        say(raised(call))
    say(f'{raised(lambda: Connection(-1))} {raised(lambda: Connection(0, False, False))}')


def pipe_bytes_into():
    first, second = mp.Pipe()
    buffer = bytearray(b'.' * 8)
    first.send_bytes(b'hello')
    say(f'{second.recv_bytes_into(buffer)} {buffer.decode()}')
    first.send_bytes(b'xy')
    say(f'{second.recv_bytes_into(buffer, 6)} {buffer.decode()}')
    say(f'{raised(lambda: second.recv_bytes_into(buffer, -1))} {raised(lambda: second.recv_bytes_into(buffer, 9))}')
    first.send_bytes(b'much too long')
    try:
        second.recv_bytes_into(buffer)
    except mp.BufferTooShort as error:
        say(f'BufferTooShort {error.args[0].decode()}')
    first.send_bytes(b'next')
    say(second.recv_bytes().decode())


def pipe_message_too_long():
    first, second = mp.Pipe()
    first.send_bytes(b'too long')
    say(raised(lambda: second.recv_bytes(3)))
    say(f'{second.closed} {second.readable} {second.writable}')
    reader, writer = mp.Pipe(duplex=False)
    writer.send_bytes(b'too long')
    say(raised(lambda: reader.recv_bytes(3)))
    say(f'{reader.closed}')


def pipe_ends_inside_a_message():
    reader, writer = mp.Pipe(duplex=False)
    os.write(writer.fileno(), b'\0\0\0\5abc')
    writer.close()
    say(raised(reader.recv_bytes))


def pipe_length_of_64_bits():
    reader, writer = mp.Pipe(duplex=False)
    os.write(writer.fileno(), b'\xff\xff\xff\xff\0\0\0\0\0\0\0\5hello')
    say(reader.recv_bytes().decode())


def pipe_negative_length():
    reader, writer = mp.Pipe(duplex=False)
    os.write(writer.fileno(), b'\xff\xff\xff\xfe\0\0\0\2ok')
    sizes = [77]
    error = raised(lambda: sizes.append(len(reader.recv_bytes())))
    say(f'{error} {sizes[-1]} {reader.closed}')


def pipe_wrong_bytes():
    first, second = mp.Pipe()
    first.send_bytes(b'no pickle')
    say(raised(second.recv))
    first.send(1)
    say(repr(second.recv()))


def pipe_wait():
    first, second = mp.Pipe()
    third, fourth = mp.Pipe()
    say(f'{len(wait([first, third], 0))} {len(wait([], 0))}')
    p = mp.Process(target=send_number, args=(fourth, 5))
    p.start()
    fourth.close()
    ready = wait([first, third], 60)
    say(f'{len(ready)} {ready[0] is third}')
    say(repr(third.recv()))
    say(f'{len(wait([p.sentinel], 60))}')
    p.join()
    second.close()
    wait([third], 60)
    wait([p.sentinel], 60)
    say(f'{len(wait([first, third, p.sentinel]))}')
    say(raised(lambda: wait([first, first], 0)))


def pipe_wait_for_a_queue():
    q = mp.Queue()
    say(f'{len(wait([q._reader], 0))}')
    q.put(1)
    say(f'{len(wait([q._reader], 60))}')
    say(f'{q.get()}')
    say(f'{len(wait([q._reader], 0))}')


def pipe_sends_a_connection():
    ours, theirs = mp.Pipe()
    p = mp.Process(target=send_connection, args=(theirs,))
    p.start()
    theirs.close()
    second = ours.recv()
    second.send('through')
    say(ours.recv())
    p.join()
    say(raised(second.recv))


def pipe_sends_a_socket():
    first, second = socket.socketpair()
    ours, theirs = mp.Pipe()
    p = mp.Process(target=send_through_socket, args=(theirs,))
    p.start()
    theirs.close()
    ours.send(second)
    say(repr(ours.recv()))
    say(first.recv(5).decode())
    p.join()


def pipe_wrong_end():
    reader, writer = mp.Pipe(duplex=False)
    buffer = bytearray(4)

    def of_both(input, output):
        say(f'{raised(output.poll)} {raised(lambda: output.recv_bytes(-1))} {raised(lambda: output.recv_bytes_into(buffer, -1))}')
        say(f"{raised(lambda: input.send_bytes(b'abc', -1))} {raised(lambda: input.send_bytes(b'abc'))}")
    of_both(reader, writer)
    reader.close()
    say(f"{raised(lambda: writer.send(1))} {raised(lambda: writer.send_bytes(b'x'))}")
    writer.close()
    say(f'{reader.readable} {writer.writable}')
    of_both(reader, writer)
    of_both(writer, reader)


def pipe_peer_gone():
    first, second = mp.Pipe()
    first.send('unread')
    second.send('left')
    second.close()
    say(raised(first.recv))
    say(raised(first.recv))
    say(raised(first.recv))
    say(f'{raised(lambda: first.send(1))} {first.closed}')
    third, fourth = mp.Pipe()
    fourth.close()
    say(f"{third.poll()} {raised(third.recv_bytes)} {raised(lambda: third.send_bytes(b'x'))}")


def pipe_bounds():
    first, second = mp.Pipe()
    first.send_bytes(b'abc', 3)
    say(f'{len(second.recv_bytes(0))}')
    first.send_bytes(b'abc', 1, 0)
    say(f'{len(second.recv_bytes())}')
    say(f"{raised(lambda: first.send_bytes(b'abc', 0, -1))} {raised(lambda: first.send_bytes(b'abc', 0, 4))}")
    first.send_bytes(b'abc')
    say(second.recv_bytes(3).decode())
    buffer = bytearray(3)
    first.send_bytes(b'abc')
    say(f'{second.recv_bytes_into(buffer, 0)}')
    first.send_bytes(b'')
    say(f'{second.recv_bytes_into(buffer, 3)}')
    first.send_bytes(b'long')
    say(raised(lambda: second.recv_bytes(2)))
    second.send(7)
    say(f'{first.recv()!r} {raised(second.poll)}')
    say(f'{raised(second.recv)} {second.closed}')


def pipe_wait_edges():
    first, second = mp.Pipe()
    say(f'{len(wait([first], -1))}')
    third, fourth = mp.Pipe()
    third.close()
    say(raised(lambda: wait([third], 0)))
    gone = os.dup(0)
    os.close(gone)
    say(f'{len(wait([gone], 0))}')
    say(raised(lambda: wait([-1], 0)))
    second.send(1)
    ready = wait([fourth, first], None)
    say(f'{len(ready)} {ready[0] is fourth}')
    os.write(second.fileno(), b'\0')
    first.recv()
    say(f'{len(wait([first], 0))}')
