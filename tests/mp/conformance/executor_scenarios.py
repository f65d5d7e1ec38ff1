# SPDX-License-Identifier: GPL-3.0-or-later
"""The twins of executor_scenarios.cpp."""
import multiprocessing as mp
import os
import signal
import time
from concurrent.futures import FIRST_COMPLETED, FIRST_EXCEPTION, ProcessPoolExecutor, as_completed, wait

from scenario import raised, say


def triple(x):
    return 3 * x


def multiply(a, b):
    return a * b


def refuse_three(x):
    if x == 3:
        raise RuntimeError('not three')
    return x


def doze(milliseconds):
    time.sleep(milliseconds / 1000)
    return milliseconds


def die(_):
    os.kill(os.getpid(), signal.SIGKILL)


def fail_to_begin():
    raise RuntimeError('no model')


def use_queue(_):
    return 1


def raise_illegible():
    raise ValueError('nobody can read this')


class Illegible:
    def __reduce__(self):
        return raise_illegible, ()


def give_illegible():
    return Illegible()


def outcome(call, *arguments):
    try:
        return str(call(*arguments))
    except BaseException as error:
        return type(error).__name__


def wait_until_running(future):
    while not future.running():
        time.sleep(0.001)


def executor_submit():
    with ProcessPoolExecutor(2) as executor:
        future = executor.submit(triple, 7)
        say(f'{future.result()}')
        say(f'{future.done()} {future.running()} {future.cancelled()}')
        say(f'{future.cancel()}')
        say(f'{future.exception()}')
        say(str(executor.submit(refuse_three, 3).exception()))
        slow = executor.submit(doze, 1000)
        say(raised(lambda: slow.result(0.01)))
        say(f'{slow.result()}')


def executor_map():
    with ProcessPoolExecutor(2) as executor:
        items, others = [1, 2, 3, 4, 5], [10, 20, 30]
        say(f'{list(executor.map(triple, items))}')
        say(f'{list(executor.map(triple, items, chunksize=2))}')
        say(f'{list(executor.map(multiply, items, others))}')
        failing = executor.map(refuse_three, items)
        say(f'{next(failing)}')
        say(f'{next(failing)}')
        say('nothing' if raised(lambda: next(failing)) == 'nothing' else 'raised')
        say(outcome(next, failing))
        say(raised(lambda: executor.map(triple, items, chunksize=0)))
        late = executor.map(doze, [1000], timeout=0.01)
        say(raised(lambda: next(late)))


def executor_sizes():
    say(raised(lambda: ProcessPoolExecutor(0)))
    say(raised(lambda: ProcessPoolExecutor(-1)))
    say(raised(lambda: ProcessPoolExecutor(1, max_tasks_per_child=0)))
    say(raised(lambda: ProcessPoolExecutor(1, mp_context=mp.get_context('fork'), max_tasks_per_child=1)))


def executor_shutdown():
    executor = ProcessPoolExecutor(1)
    pending = executor.submit(doze, 300)
    executor.shutdown()
    say(f'{pending.done()}')
    say(raised(lambda: executor.submit(triple, 1)))
    say(raised(lambda: executor.map(triple, [1])))
    executor.shutdown()
    say(f'{pending.result()}')


def executor_cancel():
    executor = ProcessPoolExecutor(1)
    first = executor.submit(doze, 1000)
    others = [executor.submit(triple, index) for index in range(10)]
    wait_until_running(first)
    say(f'{first.cancel()}')
    say(f'{others[-1].cancel()}')
    say(f'{others[-1].cancelled()} {others[-1].done()}')
    say(raised(others[-1].result))
    say(raised(others[-1].exception))
    executor.shutdown(True, cancel_futures=True)
    say(f'{first.result()}')
    say(f'{others[8].cancelled()}')


def executor_worker_death():
    with ProcessPoolExecutor(1) as executor:
        say(outcome(lambda: executor.submit(die, 0).result(60)))
        say(outcome(lambda: executor.submit(triple, 3).result(60)))
        say(outcome(lambda: executor.submit(triple, 4).result(60)))


def executor_initializer():
    with ProcessPoolExecutor(1, initializer=fail_to_begin) as executor:
        say(outcome(lambda: executor.submit(triple, 3).result(60)))
        say(outcome(lambda: executor.submit(triple, 3).result(60)))


def executor_unreadable_result():
    with ProcessPoolExecutor(1) as executor:
        say(outcome(lambda: executor.submit(give_illegible).result(60)))
        say(outcome(lambda: executor.submit(triple, 3).result(60)))


def executor_unsendable():
    with ProcessPoolExecutor(1) as executor:
        future = executor.submit(use_queue, mp.Queue())
        say('nothing')
        say(outcome(future.result, 60))
        say(f'{executor.submit(triple, 3).result()}')


def executor_callbacks():
    heard = []

    def throw(_):
        raise RuntimeError('in the callback')
    with ProcessPoolExecutor(1) as executor:
        future = executor.submit(triple, 7)
        future.add_done_callback(throw)
        future.add_done_callback(lambda done: heard.append(f'value {done.result()}'))
        future.result()
        bad = executor.submit(refuse_three, 3)
        bad.add_done_callback(lambda done: heard.append('exception' if done.exception() else 'value'))
        bad.exception()
        say(f'{executor.submit(triple, 1).result()}')
    for text in heard:
        say(text)


def executor_wait():
    with ProcessPoolExecutor(2) as executor:
        wait([executor.submit(doze, 300), executor.submit(doze, 300)])
        futures = [executor.submit(doze, 1000), executor.submit(doze, 1)]
        first = wait(futures, return_when=FIRST_COMPLETED)
        say(f'{len(first.done)} {len(first.not_done)}')
        say(f'{first.done.pop().result()}')
        none = wait(futures[:1], 0.01)
        say(f'{len(none.done)} {len(none.not_done)}')
        # as_completed gives those that are done already first, in no order
        order = [future.result() for future in as_completed(futures)]
        say(f'{order}')
        failing = wait([executor.submit(refuse_three, 3), executor.submit(doze, 1000)], return_when=FIRST_EXCEPTION)
        say(f'{len(failing.done)} {len(failing.not_done)}')
        late = as_completed([executor.submit(doze, 1000)], 0.01)
        say(raised(lambda: next(late)))
        done = wait(futures)
        say(f'{len(done.done)} {len(done.not_done)}')
