# SPDX-License-Identifier: GPL-3.0-or-later
"""The twins of pool_ending_scenarios.cpp."""
import multiprocessing as mp
import os
import signal
import sys
import time

from scenario import raised, say


def cube(x):
    return x * x * x


def kill_oneself(_):
    os.kill(os.getpid(), signal.SIGKILL)


def leave(_):
    sys.exit(3)


def stay_long(_):
    time.sleep(60)


def count_and_fail(path):
    with open(path, 'a') as file:
        file.write('.')
    raise RuntimeError('no model')


def outcome(result, timeout):
    try:
        return str(result.get(timeout))
    except Exception as error:
        return type(error).__name__


def pool_lost():
    with mp.Pool(1) as pool:
        say(outcome(pool.apply_async(kill_oneself, (0,)), 1.5))
        say(str(pool.apply(cube, (3,))))


def pool_exit_in_task():
    with mp.Pool(1) as pool:
        say(outcome(pool.apply_async(leave, (0,)), 1.5))
        say(str(pool.apply(cube, (3,))))


def pool_leaving_terminates():
    with mp.Pool(1) as pool:
        pending = pool.apply_async(stay_long, (0,))
    say(outcome(pending, 0.5))


def pool_failing_initializer():
    path = f'/tmp/python-initializer-{os.getpid()}'
    open(path, 'w').close()
    pool = mp.Pool(1, count_and_fail, (path,))
    while os.path.getsize(path) < 8:
        time.sleep(0.01)
    say('it goes on')
    pool.terminate()
    pool.join()
    os.remove(path)


def pool_repr():
    def state(text):
        return text[text.index('state'):]
    pool = mp.Pool(2)
    say(state(repr(pool)))
    pool.close()
    say(state(repr(pool))[:11])
    pool.terminate()
    say(state(repr(pool))[:15])
    say(raised(lambda: pool.apply(cube, (1,))))
    say(raised(lambda: pool.map(cube, [1])))
    say(raised(lambda: pool.imap(cube, [1])))


def pool_close_and_join():
    def hear(value):
        time.sleep(0.001)
        heard.append(value)
    heard = []
    pool = mp.Pool(2)
    for number in range(20):
        pool.apply_async(cube, (number,), callback=hear)
    ordered = pool.imap(cube, [2] * 300)
    unordered = pool.imap_unordered(cube, [2] * 300, 7)
    pool.close()
    total = sum(next(ordered) for _ in range(10))
    pool.join()
    say(str(len(heard)))
    say(str(total + sum(ordered) + sum(unordered)))
    say(raised(lambda: pool.imap(cube, [2])))
