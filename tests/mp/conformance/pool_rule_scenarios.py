# SPDX-License-Identifier: GPL-3.0-or-later
"""The twins of pool_rule_scenarios.cpp."""
import multiprocessing as mp
import time
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, as_completed, wait

from scenario import raised, say


def half_of_even(x):
    if x % 2:
        raise RuntimeError(f'{x} is odd')
    return x // 2


def less(a, b):
    return a - b


def rest(milliseconds):
    time.sleep(milliseconds / 1000)
    return milliseconds


def pool_refuses_when_it_is_over():
    for end in ('close', 'terminate'):
        pool = mp.Pool(1)
        done = pool.apply(less, (5, 3))
        getattr(pool, end)()
        for call in (lambda: pool.apply_async(less, (1, 2)), lambda: pool.map(half_of_even, [2]), lambda: pool.map_async(half_of_even, []),
                     lambda: pool.starmap(less, [(1, 2)]), lambda: pool.imap(half_of_even, [2]), lambda: pool.imap_unordered(half_of_even, [2])):
            say(raised(call))
        say(raised(getattr(pool, end)))
        say(raised(pool.terminate))
        say(f'{raised(pool.join)} {raised(pool.join)} {done}')


def pool_map_async_rules():
    heard, of_nothing = [], []
    with mp.Pool(2) as pool:
        odd = pool.map_async(half_of_even, [2, 3, 4], 1, heard.append, lambda error: heard.append(str(error)))
        odd.wait()
        say(f'{odd.ready()} {odd.successful()}')
        try:
            odd.get()
        except RuntimeError as error:
            say(str(error))
        say(f'{pool.map_async(half_of_even, (x for x in range(0, 8, 2)), 2).get()}')
        say(f'{pool.map_async(half_of_even, [2] * 5, 100, heard.append).get(60)}')
        nothing = pool.map_async(half_of_even, [], None, of_nothing.append)
        say(f'{nothing.ready()} {nothing.successful()} {nothing.get(0)}')
        slow = pool.map_async(rest, [500, 1])
        slow.wait(0.01)
        say(f'{slow.ready()} {raised(slow.successful)} {raised(lambda: slow.get(0))}')
        say(f'{slow.get()}')
        pool.close()
        pool.join()
    say('called' if of_nothing else 'not called')
    for text in heard:
        say(f'{text}')


def pool_starmap_rules():
    with mp.Pool(2) as pool:
        say(f'{pool.starmap(less, [(5, 2), (9, 1), (0, 4)], 2)}')
        say(f'{pool.starmap(less, [])}')
        result = pool.starmap_async(less, [(5, 2)] * 7)
        say(f'{result.get(60)} {result.successful()}')
        say(raised(lambda: pool.starmap_async(half_of_even, [(2,), (3,)]).get(60)) != 'nothing')
        say(f'{pool.starmap(half_of_even, [(2,), (4,)])}')


def of_all(results):
    found = []
    while True:
        try:
            found.append(str(next(results)))
        except StopIteration:
            return ' '.join(found)
        except RuntimeError:
            found.append('error')


def pool_imap_chunks():
    with mp.Pool(1) as pool:
        say(of_all(pool.imap(half_of_even, [2, 3, 4])))
        say(of_all(pool.imap(half_of_even, [2, 4, 6, 8, 10], 2)))
        say(of_all(pool.imap_unordered(half_of_even, [3, 2, 5, 4])))
        say(of_all(pool.imap(half_of_even, [])))
        say(of_all(pool.imap(half_of_even, [2, 4, 5, 6, 8], 2)))
        late = pool.imap(rest, [500, 1])
        say(f'{raised(lambda: late.next(0))} {raised(lambda: late.next(-1))}')
        say(of_all(late))


def executor_map_rules():
    with ProcessPoolExecutor(2) as executor:
        say(f'{list(executor.map(less, [5, 6], []))}')
        say(f'{list(executor.map(less, [5, 6, 7], [1, 2], chunksize=5))}')
        say(f'{list(executor.map(half_of_even, (x for x in range(0, 10, 2))))}')
        say(raised(lambda: executor.map(half_of_even, [2], chunksize=-1)))
        results = executor.map(half_of_even, [2, 3, 4], chunksize=2)
        say('error' if raised(lambda: next(results)) != 'nothing' else 'value')


def executor_shutdown_rules():
    executor = ProcessPoolExecutor(1)
    slow = executor.submit(rest, 500)
    queued = executor.submit(half_of_even, 8)
    executor.shutdown(wait=False)
    say(f'{slow.done()} {raised(lambda: executor.submit(rest, 1))}')
    say(f'{slow.result()} {queued.result()}')
    executor.shutdown()
    say(f'{raised(executor.shutdown)}')


def executor_future_rules():
    heard = []
    with ProcessPoolExecutor(1) as executor:
        slow = executor.submit(rest, 1000)
        fast = executor.submit(half_of_even, 8)
        others = [executor.submit(half_of_even, 2) for _ in range(6)]
        last = others[-1]
        last.add_done_callback(lambda future: heard.append(f'cancelled {future.cancelled()}'))
        say(f'{last.cancel()} {last.cancel()} {last.done()} {last.running()}')
        say(f'{raised(lambda: slow.exception(0))} {raised(lambda: slow.result(0))}')
        say(f'{raised(lambda: slow.result(-1))}')
        first = wait([slow, fast, slow], 0, FIRST_COMPLETED)
        say(f'{len(first.done)} {len(first.not_done)}')
        for name in ('one', 'two'):
            fast.add_done_callback(lambda future, name=name: heard.append(f'{name} {future.result()}'))
        fast.result()
        executor.submit(rest, 1).result()
        fast.add_done_callback(lambda future: heard.append('at once'))
        say(heard[-1])
        say(f'{fast.cancel()} {fast.exception()} {slow.cancel()}')
        bad = executor.submit(half_of_even, 3)
        say(f'{bad.exception(60)} {bad.done()} {bad.cancelled()}')
        say(f'{raised(lambda: bad.result())}' != 'nothing')
        none = wait([])
        say(f'{len(none.done)} {len(none.not_done)} {len(list(as_completed([])))}')
        say(f'{len(list(as_completed([fast, fast, slow])))}')
    for text in heard:
        say(text)
