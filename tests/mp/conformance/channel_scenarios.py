# SPDX-License-Identifier: GPL-3.0-or-later
"""The twins of channel_scenarios.cpp."""
import multiprocessing as mp

from scenario import raised, say


def echo(conn):
    while True:
        value = conn.recv()
        if value is None:
            return
        conn.send(value)


def put_numbers(q, start, stop):
    for number in range(start, stop):
        q.put(number)


def put_values(q):
    q.put([1, 2.5, 'text', None, True])
    q.put({'key': (1, 2)})


def pipe_echo():
    ours, theirs = mp.Pipe()
    p = mp.Process(target=echo, args=(theirs,))
    p.start()
    theirs.close()
    for value in (1, 'text', b'bytes', [1, (2, 3)], {'a': 1}, 1.5, True, 'x' * 100_000):
        ours.send(value)
        back = ours.recv()
        say(f'{type(back).__name__} {repr(back)[:60]}')
    ours.send(None)
    p.join()
    say(raised(ours.recv))
    say(raised(lambda: ours.send(1)))
    ours.close()
    say(raised(ours.recv))


def pipe_one_way():
    reader, writer = mp.Pipe(duplex=False)
    say(f'{reader.readable} {reader.writable} {writer.readable} {writer.writable}')
    say(f'{raised(lambda: reader.send(1))} {raised(writer.recv)}')
    say(f'{reader.poll()}')
    writer.send('x')
    say(f'{reader.poll()} {reader.recv()!r}')
    writer.close()
    say(f'{reader.poll()} {raised(reader.recv)}')
    say(f'{reader.closed} {writer.closed}')


def pipe_bytes():
    first, second = mp.Pipe()
    first.send_bytes(b'hello')
    say(second.recv_bytes().decode())
    first.send_bytes(b'')
    say(str(len(second.recv_bytes())))
    first.send_bytes(b'hello', 1, 3)
    say(second.recv_bytes().decode())
    say(raised(lambda: first.send_bytes(b'abc', 4)))
    say(raised(lambda: first.send_bytes(b'abc', -1)))
    say(raised(lambda: first.send_bytes(b'abc', 1, 3)))
    say(raised(lambda: second.recv_bytes(-1)))
    first.send_bytes(b'too long')
    say(raised(lambda: second.recv_bytes(3)))


def queue_basics():
    q = mp.Queue()
    say(raised(q.get_nowait))
    say(raised(lambda: q.get(True, 0.01)))
    q.put('1')
    q.put('2')
    say(f'{q.get()} {q.get()}')
    say(f'{q.empty()}')
    say(raised(q.join_thread))
    q.close()
    say(raised(lambda: q.put('3')))
    q.join_thread()


def queue_maxsize():
    q = mp.Queue(2)
    q.put(1)
    q.put(2)
    say(raised(lambda: q.put_nowait(3)))
    say(raised(lambda: q.put(3, True, 0.01)))
    say(f'{q.qsize()} {q.full()}')
    say(f'{q.get()}')
    q.put(3)
    say(f'{q.get()} {q.get()}')


def queue_many_producers():
    q = mp.Queue()
    producers = [mp.Process(target=put_numbers, args=(q, n * 100, n * 100 + 50)) for n in range(3)]
    for producer in producers:
        producer.start()
    last, total, in_order = [-1] * 3, 0, True
    for _ in range(150):
        number = q.get()
        total += number
        in_order = in_order and number > last[number // 100]
        last[number // 100] = number
    for producer in producers:
        producer.join()
    say(f'{total} {in_order}')


def queue_values():
    q = mp.Queue()
    p = mp.Process(target=put_values, args=(q,))
    p.start()
    say(repr(q.get()))
    say(repr(q.get()))
    p.join()


def queue_only_by_inheritance():
    q = mp.Queue()
    first, second = mp.Pipe()
    say(raised(lambda: first.send(q)))
