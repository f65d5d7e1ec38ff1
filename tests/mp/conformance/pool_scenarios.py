# SPDX-License-Identifier: GPL-3.0-or-later
"""The twins of pool_scenarios.cpp."""
import multiprocessing as mp
import os
import time

from scenario import raised, say


def just_return():
    pass


def square(x):
    return x * x


def add(a, b):
    return a + b


def fail_on_three(x):
    if x == 3:
        raise RuntimeError('three')
    return x


initialised = 0


def initialise(value):
    global initialised
    initialised = value


def read_initialised(_):
    return initialised


def worker_pid(_):
    return os.getpid()


def with_text(x):
    return x, 'x' * x


def with_numbers(x):
    return x, (x / 2.0, x > 1)


def both_ways(x):
    return ('first', x), ('second', -x)


def pool_results_of_several_values():
    with mp.Pool(2) as pool:
        number, text = pool.apply(with_text, (2,))
        say(f'{number} {text}')
        for x, xs in pool.map(with_text, [1, 2, 3], 2):
            say(f'{x} {xs}')
        for x, (half, is_more) in pool.imap(with_numbers, [1, 2]):
            say(f'{x} {half:g} {is_more}')
        for first, second in pool.map(both_ways, [5, 6]):
            say(f'{first[0]} {first[1]} {second[0]} {second[1]}')


def pool_map():
    with mp.Pool(3) as pool:
        say(f'{pool.map(square, [1, 2, 3])}')
        many = range(100)
        say(f'{pool.map(square, many)}')
        say('same' if pool.map(square, many, 7) == pool.map(square, many, 1000) else 'different')
        say(f'{pool.map(square, [])}')


def pool_apply():
    with mp.Pool(2) as pool:
        say(f'{pool.apply(add, (1, 2))}')
        result = pool.apply_async(add, (20, 22))
        say(f'{result.get(30)}')
        say(f'{result.ready()} {result.successful()}')
        pool.apply(just_return)
        say(f'{pool.starmap(add, [(1, 2), (3, 4)])}')


def pool_error():
    with mp.Pool(2) as pool:
        try:
            pool.map(fail_on_three, [1, 2, 3, 4])
        except RuntimeError as error:
            say(str(error))
        say(f'{pool.map(fail_on_three, [1, 2])}')


def pool_sizes():
    say(raised(lambda: mp.Pool(0)))
    say(raised(lambda: mp.Pool(-1)))
    say(raised(lambda: mp.Pool(1, maxtasksperchild=0)))


def pool_states():
    with mp.Pool(2) as pool:
        say(raised(pool.join))
        pending = pool.map_async(square, [1, 2, 3])
        pool.close()
        say(raised(lambda: pool.apply(square, (1,))))
        pool.join()
        say(f'{pending.get()}')


def pool_initializer():
    with mp.Pool(2, initialise, (42,)) as pool:
        say(f'{pool.map(read_initialised, [1, 2, 3])}')


def pool_max_tasks_per_child():
    with mp.Pool(1, maxtasksperchild=2) as pool:
        say(str(len({pool.apply(worker_pid, (0,)) for _ in range(6)})))


def wait_and_square(x):
    time.sleep(x / 1000)
    return x * x


def pool_imap():
    with mp.Pool(2) as pool:
        items = [1, 2, 3, 4, 5]
        say(f'{list(pool.imap(square, items))}')
        say(f'{sorted(pool.imap_unordered(square, items, 2))}')
        say(f'{next(pool.imap_unordered(wait_and_square, [3000, 1]))}')
        mixed = pool.imap(fail_on_three, [1, 3, 4])
        say(f'{next(mixed)}')
        say('nothing' if raised(lambda: next(mixed)) == 'nothing' else 'raised')
        say(f'{next(mixed)}')
        say(raised(lambda: pool.imap(square, items, 0)))
        waiting = pool.imap(wait_and_square, [300])
        say(raised(lambda: waiting.next(0.01)))
        say(f'{next(waiting)}')


def pool_callbacks():
    heard = []
    with mp.Pool(2) as pool:
        pool.apply_async(square, (7,), callback=lambda value: heard.append(f'value {value}')).wait()
        pool.apply_async(fail_on_three, (3,), callback=lambda value: heard.append('value'),
                         error_callback=lambda error: heard.append(f'error {error}')).wait()
        pool.map_async(square, [1, 2], callback=lambda values: heard.append(f'{values}')).wait()
        while len(heard) < 3:
            time.sleep(0.01)
    for text in heard:
        say(text)
