# SPDX-License-Identifier: GPL-3.0-or-later
"""The twins of nested_scenarios.cpp."""
import multiprocessing as mp
from concurrent.futures import ProcessPoolExecutor

from scenario import say


def send_five(queue):
    queue.put(5)


def next_one(number):
    return number + 1


def is_daemon(_):
    return int(mp.current_process().daemon)


def with_a_process(_):
    queue = mp.Queue()
    process = mp.Process(target=send_five, args=(queue,))
    process.start()
    value = queue.get()
    process.join()
    return value


def with_a_pool(number):
    with mp.Pool(2) as pool:
        return sum(pool.map(next_one, [number, number]))


def with_an_executor(number):
    with ProcessPoolExecutor(2) as executor:
        return executor.submit(next_one, number).result()


def executor_children():
    with ProcessPoolExecutor(1) as executor:
        for function, argument in (is_daemon, 0), (with_a_process, 0), (with_a_pool, 1), (with_an_executor, 1):
            say(f'{executor.submit(function, argument).result()}')


def pool_children():
    with mp.Pool(1) as pool:
        say(f'{pool.apply(is_daemon, (0,))}')
        try:
            say(f'{pool.apply(with_a_process, (0,))}')
        except AssertionError as error:
            say(str(error))
