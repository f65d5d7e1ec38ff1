# SPDX-License-Identifier: GPL-3.0-or-later
"""The twins of sync_rule_scenarios.cpp."""
import multiprocessing as mp
import time

from scenario import raised, say


def release_lock(lock, out):
    out.send(raised(lock.release))


def hold_lock(lock, held):
    lock.acquire()
    held.send(True)
    held.recv()
    lock.release()


def tell_rlock(lock, out):
    out.send(repr(lock))
    out.send(lock.acquire(False))
    out.send(raised(lock.release))


def wait_and_tell(condition, out):
    with condition:
        out.send('waiting')
        out.send(condition.wait(60))


def say_action():
    say('the action')


def fail_action():
    raise ValueError('no')


def meet_twice(barrier, out):
    out.send(raised(barrier.wait))
    out.send(raised(barrier.wait))


def set_and_clear(event, out):
    out.send(event.wait(60))
    event.clear()
    out.send(event.is_set())


def give_units(semaphore, count):
    for _ in range(count):
        semaphore.release()


def lock_released_by_another():
    lock = mp.Lock()
    lock.acquire()
    ours, theirs = mp.Pipe()
    p = mp.Process(target=release_lock, args=(lock, theirs))
    p.start()
    say(ours.recv())
    p.join()
    say(f'{lock.acquire(False)}')


def lock_representations():
    lock, rlock = mp.Lock(), mp.RLock()
    say(f'{lock!r} {rlock!r}')
    lock.acquire()
    rlock.acquire()
    rlock.acquire()
    say(f'{lock!r} {rlock!r}')
    ours, theirs = mp.Pipe()
    p = mp.Process(target=tell_rlock, args=(rlock, theirs))
    p.start()
    for _ in range(3):
        say(f'{ours.recv()}')
    p.join()
    lock.release()
    holder = mp.Process(target=hold_lock, args=(lock, theirs))
    holder.start()
    ours.recv()
    say(repr(lock))
    ours.send(True)
    holder.join()
    say(repr(lock))
    say(f'{lock.acquire(False, -5)}')


def object_representations():
    say(repr(mp.Semaphore(3)))
    say(repr(mp.BoundedSemaphore(2)))
    say(repr(mp.Condition()))
    say(repr(mp.Condition(mp.Lock())))
    event = repr(mp.Event())
    say(event[event.rindex(' '):])
    barrier = mp.Barrier(2)
    whole = repr(barrier)
    barrier.abort()
    broken = repr(barrier)
    say(whole[:whole.index(' at ')] + whole[whole.index(': '):])
    say(broken[broken.index(': '):])


def semaphore_limits():
    say(raised(lambda: mp.Semaphore(2 ** 31)))
    say(raised(mp.Semaphore(2147483647).release))
    say(raised(lambda: mp.BoundedSemaphore(-1)))
    say(raised(mp.BoundedSemaphore(0).release))
    semaphore = mp.Semaphore(0)
    say(f'{semaphore.acquire(True, -1)} {semaphore.get_value()}')
    p = mp.Process(target=give_units, args=(semaphore, 3))
    p.start()
    say(f'{semaphore.acquire()} {semaphore.acquire()} {semaphore.acquire()}')
    p.join()
    say(f'{semaphore.get_value()} {semaphore.acquire(False)}')


def condition_counts():
    condition = mp.Condition()
    waiters, outs = [], []
    for _ in range(3):
        ours, theirs = mp.Pipe()
        waiters.append(mp.Process(target=wait_and_tell, args=(condition, theirs)))
        waiters[-1].start()
        ours.recv()
        outs.append(ours)
    with condition:
        say(repr(condition))
        condition.notify(2)
    look = 0
    while len(outs) > 1:
        out = outs[look % len(outs)]
        look += 1
        if out.poll(0.01):
            say(f'{out.recv()}')
            outs.remove(out)
    say(f'{outs[0].poll(0.1)}')
    with condition:
        condition.notify_all()
        condition.notify(5)
        condition.notify(-1)
    say(f'{outs[0].recv()}')
    for waiter in waiters:
        waiter.join()
    condition.acquire()
    condition.acquire()
    say(f'{condition.wait(-1)} {condition!r}'.replace(', 1)>', ', 0)>'))  # CPython counts the late until the next notify
    condition.release()
    condition.release()
    say(raised(condition.release))
    looked = 0

    def predicate():
        nonlocal looked
        looked += 1
        return looked == 3

    condition.acquire()
    say(f'{condition.wait_for(predicate, 0)} {looked}')
    condition.release()


def event_between_processes():
    event = mp.Event()
    ours, theirs = mp.Pipe()
    p = mp.Process(target=set_and_clear, args=(event, theirs))
    p.start()
    event.set()
    say(f'{ours.recv()}')
    say(f'{ours.recv()}')
    p.join()
    say(f'{event.is_set()} {event.wait(-1)}')


def barrier_actions():
    barrier = mp.Barrier(1, say_action)
    say(f'{barrier.wait()} {barrier.wait()}')
    failing = mp.Barrier(2, fail_action)
    ours, theirs = mp.Pipe()
    p = mp.Process(target=meet_twice, args=(failing, theirs))
    p.start()
    while failing.n_waiting == 0:
        time.sleep(0.001)
    say(raised(failing.wait))
    say(f'{ours.recv()} {ours.recv()} {failing.broken}')
    p.join()


def barrier_reset_and_abort():
    barrier = mp.Barrier(2)
    ours, theirs = mp.Pipe()
    p = mp.Process(target=meet_twice, args=(barrier, theirs))
    p.start()
    while barrier.n_waiting == 0:
        time.sleep(0.001)
    barrier.reset()
    say(f'{ours.recv()} {barrier.broken}')
    while barrier.n_waiting == 0:
        time.sleep(0.001)
    barrier.abort()
    say(f'{ours.recv()} {barrier.broken} {barrier.n_waiting}')
    p.join()
    timed = mp.Barrier(2, timeout=0.01)
    say(raised(timed.wait))


def barrier_without_parties():
    say(raised(lambda: mp.Barrier(0).wait(0.01)))
    say(raised(lambda: mp.Barrier(0)))


def sync_only_by_inheritance():
    ours, theirs = mp.Pipe()
    say(raised(lambda: theirs.send(mp.Lock())))
    say(raised(lambda: theirs.send(mp.Condition())))
    say(raised(lambda: theirs.send(mp.Barrier(1))))
