# SPDX-License-Identifier: GPL-3.0-or-later
"""The twins of pool_value_scenarios.cpp."""
import multiprocessing as mp
import multiprocessing.pool
import time

from scenario import raised, say


def same(x):
    return x


def twice(x):
    return 2 * x


def nap(milliseconds):
    time.sleep(milliseconds / 1000)
    return milliseconds


def refuse(_):
    raise RuntimeError('refused')


def hold_queue(_):
    return 1


def give_queue():
    return mp.Queue()


def raise_unreadable():
    raise ValueError('nobody can read this')


class Unreadable:
    def __reduce__(self):
        return raise_unreadable, ()


def give_unreadable():
    return Unreadable()


def outcome(get, *arguments):
    try:
        return str(get(*arguments))
    except Exception as error:
        return type(error).__name__


def pool_chunksize():
    with mp.Pool(2) as pool:
        say(outcome(pool.map, same, [1, 2, 3], 0))
        say(str(pool.map(same, [1, 2, 3], 2)))
        say(raised(lambda: pool.imap(same, [1], -1)))
        say(raised(lambda: pool.imap_unordered(same, [1], 0)))


def failing_input():
    for number in range(1, 6):
        if number == 3:
            raise ValueError('three')
        yield number


def pool_failing_input():
    with mp.Pool(2) as pool:
        results = pool.imap(twice, failing_input())
        say(str(next(results)))
        say(str(next(results)))
        say(raised(lambda: next(results)))
        say(outcome(next, results))
        say(raised(lambda: pool.map(twice, failing_input())))
        say(str(pool.apply(twice, (4,))))


def pool_unsendable():
    with mp.Pool(1) as pool:
        result = pool.apply_async(hold_queue, (mp.Queue(),))
        say('nothing')
        say(outcome(result.get, 60))
        say(raised(lambda: pool.apply(give_queue)))
        say(str(pool.apply(twice, (4,))))


def wait_for_its_end(thread):
    while thread.is_alive():
        time.sleep(0.01)


def pool_unreadable_result():
    pool = mp.Pool(1)
    unreadable = pool.apply_async(give_unreadable)
    wait_for_its_end(pool._result_handler)
    say(raised(lambda: unreadable.get(0.5)))
    say(outcome(pool.apply_async(twice, (4,)).get, 0.5))
    say(raised(pool.terminate))


def throw(_):
    raise RuntimeError('in the callback')


def pool_throwing_callback():
    pool = mp.Pool(1)
    pool.apply_async(twice, (1,), callback=throw)
    wait_for_its_end(pool._result_handler)
    say(outcome(pool.apply_async(twice, (4,)).get, 0.5))
    say(raised(pool.terminate))


def pool_async_result():
    with mp.Pool(1) as pool:
        slow = pool.apply_async(nap, (1000,))
        say(raised(lambda: slow.get(0.01)))
        say(raised(slow.successful))
        say(str(slow.ready()))
        say(str(slow.get()))
        say(f'{slow.ready()} {slow.successful()}')
        bad = pool.apply_async(refuse, (1,))
        bad.wait()
        say(f'{bad.ready()} {bad.successful()}')
        listed = pool.map_async(twice, [])
        say(f'{listed.ready()} {listed.get()}')


def pool_imap_reads_ahead():
    read = 0

    def numbers():
        nonlocal read
        for number in range(500):
            read += 1
            yield number
    with mp.Pool(1) as pool:
        say(str(next(pool.imap(twice, numbers()))))
        while read < 500:
            time.sleep(0.01)
    say('all of it')


def raise_value_error(_):
    raise ValueError('x')


def thread_pool():
    pool = multiprocessing.pool.ThreadPool(3)
    bias = 1

    def biased(x):
        return x + bias
    say(str(pool.map(biased, [1, 2, 3])))
    say(str(pool.apply(biased, (41,))))
    say(str(pool.starmap(lambda a, b: a * b, [(2, 3), (4, 5)])))
    say(str(list(pool.imap(biased, [1, 2, 3]))))
    say(raised(lambda: pool.map(raise_value_error, [1, 2, 3])))
    say(raised(pool.join))
    pending = pool.map_async(biased, [1, 2, 3], 1)
    pool.close()
    say(raised(lambda: pool.apply(biased, (1,))))
    pool.join()
    say(str(pending.get()))
    say(raised(lambda: multiprocessing.pool.ThreadPool(0)))
