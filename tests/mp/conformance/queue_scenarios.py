# SPDX-License-Identifier: GPL-3.0-or-later
"""The twins of queue_scenarios.cpp."""
import multiprocessing as mp
import os
import time
from pathlib import Path

from scenario import raised, say


def wait_until_asleep(pid):
    times = 0
    while times < 20:
        times = times + 1 if ') S ' in Path(f'/proc/{pid}/stat').read_text() else 0
        time.sleep(0.01)


def put_large(q):
    q.put('x' * 1_000_000)


def put_large_and_forget(q):
    q.put('x' * 1_000_000)
    q.cancel_join_thread()


def get_for_ever(q, ready):
    ready.send(os.getpid())
    q.get()


def put_from_child(q):
    q.put(10)
    q.put(11)


def work(q, results):
    while True:
        number = q.get()
        if number < 0:
            return q.task_done()
        results.put(number * number)
        q.task_done()


def echo_simple(source, target):
    while True:
        value = source.get()
        target.put(value)
        if value is None:
            return


def queue_of_unsendable():
    q, queues, inner = mp.Queue(), mp.Queue(), mp.Queue()
    say(raised(lambda: queues.put(inner)))
    queues.close()
    queues.join_thread()
    q.put(1)
    say(repr(q.get()))


def queue_after_close():
    q = mp.Queue()
    q.put(1)
    q.get()
    q.close()
    q.close()
    q.join_thread()
    say(f'{raised(lambda: q.put(1))} {raised(q.get)}')
    say(f'{q.qsize()} {raised(q.empty)}')
    unused = mp.Queue()
    unused.close()
    say(f'{unused.empty()}')


def queue_order_and_none():
    q = mp.Queue()
    for value in (1, None, 'text', None):
        q.put(value)
    for _ in range(4):
        say(repr(q.get()))


def queue_sizes():
    q = mp.Queue(3)
    say(f'{q.qsize()} {q.empty()} {q.full()}')
    q.put(1)
    q.put(2)
    q.put(3)
    say(f'{q.qsize()} {q.full()}')
    q.get()
    say(f'{q.qsize()} {q.full()}')
    unlimited = mp.Queue(-5)
    unlimited.put(1)
    say(f'{unlimited.qsize()} {unlimited.full()}')


def queue_in_a_child():
    q = mp.Queue()
    q.put(1)
    p = mp.Process(target=put_from_child, args=(q,))
    p.start()
    p.join()
    say(' '.join(map(str, sorted(q.get() for _ in range(3)))))


def queue_joined_before_it_is_drained():
    q = mp.Queue()
    p = mp.Process(target=put_large, args=(q,))
    p.start()
    p.join(2)
    say(f'alive {p.is_alive()}')
    say(f'{len(q.get())}')
    p.join()
    say(f'{p.exitcode}')


def queue_cancel_join_thread():
    q = mp.Queue()
    p = mp.Process(target=put_large_and_forget, args=(q,))
    p.start()
    p.join()
    say(f'{p.exitcode}')


def queue_reader_killed_with_its_lock():
    q = mp.Queue()
    ours, theirs = mp.Pipe()
    p = mp.Process(target=get_for_ever, args=(q, theirs))
    p.start()
    wait_until_asleep(ours.recv())
    p.kill()
    p.join()
    q.put(1)
    numbers = [0]
    error = raised(lambda: numbers.append(q.get(True, 1)))
    say(f'{error} {numbers[-1]} {q.qsize()}')


def joinable_queue_basics():
    q, results = mp.JoinableQueue(), mp.Queue()
    say(raised(q.task_done))
    p = mp.Process(target=work, args=(q, results))
    p.start()
    for number in range(10):
        q.put(number)
    q.join()
    total = sum(results.get() for _ in range(10))
    say(f'{total} {raised(q.task_done)}')
    q.put(-1)
    q.join()
    p.join()
    q.join()
    say(f'{p.exitcode}')


def simple_queue_basics():
    source, target = mp.SimpleQueue(), mp.SimpleQueue()
    say(f'{source.empty()}')
    p = mp.Process(target=echo_simple, args=(source, target))
    p.start()
    for value in (1, 'two', [3]):
        source.put(value)
        say(repr(target.get()))
    source.put(None)
    say(repr(target.get()))
    p.join()
    source.close()
    source.close()
    say(f'{raised(lambda: source.put(1))} {raised(source.get)} {raised(source.empty)}')
