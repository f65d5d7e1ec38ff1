# SPDX-License-Identifier: GPL-3.0-or-later
"""The twins of passing_scenarios.cpp."""
import multiprocessing as mp
import os
import socket
from multiprocessing import sharedctypes
from multiprocessing.shared_memory import ShareableList, SharedMemory

from scenario import raised, say


def send_number(conn, number):
    conn.send(number)
    return number


def send_end_and_leave(conn):
    first, second = mp.Pipe()
    conn.send(second)


def send_from_a_queue(conns):
    conn = conns.get()
    conn.send('from a queue')
    conn.close()


def use_socket(sock, out):
    os.write(sock.fileno(), b'used')
    out.send((int(sock.family), int(sock.type)))


def add_one(memory):
    memory.buf[0] += 1
    return memory.size


def change_from_a_queue(things):
    memory = things.get()
    memory.buf[0] = 5
    things.get()[1] = 'new'


def values_of_a_child(out):
    value = mp.RawValue('i', 6)
    array = mp.RawArray('b', 3)
    out.send((value.value, array[0]))
    array[0] = 7
    out.send(array[0])


def passing_a_connection_once():
    first, second = mp.Pipe()
    ours, theirs = mp.Pipe()
    first.send(theirs)
    message = second.recv_bytes()
    first.send_bytes(message)
    first.send_bytes(message)
    theirs.close()
    taken = second.recv()
    taken.send('through')
    say(ours.recv())
    say(raised(second.recv))
    first.send(1)
    say(f'{second.recv()}')
    say(raised(lambda: first.send(theirs)))


def passing_ends_in_containers():
    first, second = mp.Pipe()
    reader, writer = mp.Pipe(duplex=False)
    first.send([reader, writer])
    ends = second.recv()
    say(f'{ends[0].readable} {ends[0].writable} {ends[1].readable} {ends[1].writable}')
    ends[1].send('one way')
    say(reader.recv())
    writer.close()
    ends[1].close()
    say(raised(ends[0].recv))


def passing_by_a_sender_that_ends():
    ours, theirs = mp.Pipe()
    p = mp.Process(target=send_end_and_leave, args=(theirs,))
    p.start()
    p.join()
    say(f'{ours.poll(60)}')
    say(raised(ours.recv))


def passing_through_queue_and_pool():
    ours, theirs = mp.Pipe()
    conns = mp.Queue()
    p = mp.Process(target=send_from_a_queue, args=(conns,))
    p.start()
    conns.put(theirs)
    say(ours.recv())
    p.join()
    with mp.Pool(1) as pool:
        say(f'{pool.apply(send_number, (theirs, 5))}')
    say(f'{ours.recv()}')


def passing_a_closed_end_to_a_process():
    ours, theirs = mp.Pipe()
    theirs.close()
    p = mp.Process(target=send_number, args=(theirs, 5))
    say(raised(p.start))
    if p.pid is not None:
        p.join()
        say(f'{p.exitcode}')


def passing_sockets():
    first, second = mp.Pipe()
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    p = mp.Process(target=use_socket, args=(theirs, first))
    p.start()
    say(ours.recv(10).decode())
    say(repr(second.recv()))
    p.join()
    tcp = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    first.send(tcp)
    taken = second.recv()
    say(f'{int(taken.family)} {int(taken.type)} {taken.proto}')
    udp = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM, socket.IPPROTO_UDP)
    first.send([udp, tcp])
    taken = second.recv()[0]
    say(f'{int(taken.family)} {int(taken.type)} {taken.proto}')
    tcp.close()
    say(raised(lambda: first.send(tcp)))


def passing_long_frames():
    first, second = mp.Pipe()
    os.write(first.fileno(), b'\xff' * 4 + b'\0' * 7 + b'\5hello')
    say(second.recv_bytes(5).decode())
    buffer = bytearray(8)
    os.write(first.fileno(), b'\xff' * 4 + b'\0' * 7 + b'\5hello')
    say(f'{second.recv_bytes_into(buffer, 3)}')
    os.write(first.fileno(), b'\xff' * 4 + b'\0' * 8)
    say(f'{len(second.recv_bytes())}')
    os.write(first.fileno(), b'\xff' * 4 + b'\0' * 7 + b'\x0b\x80\x04\x8c\x05again\x94.')
    say(second.recv())
    os.write(first.fileno(), b'\0\0\0\x0f\x80\x04\x8c\x05again\x94.more')
    say(raised(second.recv))
    os.write(first.fileno(), b'\xff' * 4 + b'\0' * 7 + b'\5hello')
    say(raised(lambda: second.recv_bytes(4)))
    reader, writer = mp.Pipe(duplex=False)
    os.write(writer.fileno(), b'\xff' * 4 + b'\0\0')
    writer.close()
    say(raised(reader.recv_bytes))
    reader, writer = mp.Pipe(duplex=False)
    os.write(writer.fileno(), b'\xff' * 12)
    say(raised(reader.recv_bytes))


def passing_memory():
    memory = SharedMemory(create=True, size=10)
    first, second = mp.Pipe()
    memory.buf[0] = 9
    first.send(memory)
    same = second.recv()
    say(f'{same.buf[0]} {same.size} {same.name == memory.name}')
    things = mp.Queue()
    items = ShareableList([1, 'old'])
    p = mp.Process(target=change_from_a_queue, args=(things,))
    p.start()
    things.put(memory)
    things.put(items)
    p.join()
    say(f'{memory.buf[0]} {items[1]}')
    with mp.Pool(1) as pool:
        say(f'{pool.apply(add_one, (memory,))}')
    say(f'{memory.buf[0]}')
    same.close()
    memory.unlink()
    items.shm.unlink()


def passing_memory_by_name():
    memory = SharedMemory(create=True, size=10)
    first, second = mp.Pipe()
    first.send(memory)
    message = second.recv_bytes()
    for _ in range(2):
        first.send_bytes(message)
    say(f'{second.recv().size} {second.recv().name == memory.name}')
    memory.close()
    first.send(memory)
    say(f'{second.recv().size}')
    first.send(memory)
    memory.unlink()
    say(raised(second.recv))


def synchronized_objects():
    value = sharedctypes.synchronized(mp.RawValue('i', 4))
    say(f'{value.value} {value.get_lock()!r}')
    array = sharedctypes.synchronized(mp.RawArray('h', [1, 2, 3]), mp.Lock())
    array[0] = 5
    say(f'{array[0]} {array[-1]} {len(array)} {list(array[1:])!r} {array.get_lock()!r}')
    text = sharedctypes.synchronized(mp.RawArray('c', b'hello'))
    text.value = b'ab'
    say(f'{text.value!r} {text.raw!r}')
    twin = sharedctypes.copy(text.get_obj())
    text.raw = b'.....'
    say(f'{twin.raw!r} {text.raw!r}')
    twin = sharedctypes.copy(array.get_obj())
    array[0] = 0
    say(f'{twin[0]} {len(twin)}')
    say(raised(lambda: sharedctypes.copy(5)))


def memory_of_raw_objects():
    first = mp.RawArray('b', 1000)
    for index in range(1000):
        first[index] = -1
    del first
    say(f"{max(mp.RawArray('b', 1000))} {min(mp.RawArray('b', 1000))} {mp.RawValue('d').value:g}")
    kept = mp.RawValue('i', 1)
    ours, theirs = mp.Pipe()
    p = mp.Process(target=values_of_a_child, args=(theirs,))
    p.start()
    say(f'{ours.recv()!r} {ours.recv()}')
    p.join()
    say(f"{kept.value} {mp.RawArray('b', 3)[0]}")
    say(raised(lambda: mp.RawArray('d', 2 ** 62)))
    say(raised(lambda: mp.RawArray('b', 2 ** 62)))
    say(f"{len(mp.RawArray('b', 5_000_000))}")
