# SPDX-License-Identifier: GPL-3.0-or-later
"""The twins of sync_scenarios.cpp."""
import multiprocessing as mp
import signal

from scenario import raised, say


def add_under_lock(lock, total, times):
    for _ in range(times):
        lock.acquire()
        total.send(total.recv() + 1)
        lock.release()


def keep(lock, held):
    lock.acquire()
    held.send(True)
    while True:
        signal.pause()


def set_event(event):
    event.set()


def meet(barrier, out):
    out.put(barrier.wait())


def wait_for_condition(condition, out):
    condition.acquire()
    out.send('waiting')
    out.send(condition.wait(30))
    condition.release()


def take_unit(semaphore, out):
    out.send(semaphore.acquire())
    out.send(semaphore.acquire(True, 0.01))


def lock_basics():
    lock = mp.Lock()
    say(f'{lock.acquire()} {lock.acquire(False)}')
    say(f'{lock.acquire(True, 0.01)}')
    say(f'{lock.acquire(True, -1)}')
    lock.release()
    say(raised(lock.release))
    rlock = mp.RLock()
    say(f'{rlock.acquire()} {rlock.acquire()}')
    rlock.release()
    rlock.release()
    say(raised(rlock.release))


def lock_excludes():
    lock = mp.Lock()
    ours, theirs = mp.Pipe()
    processes = [mp.Process(target=add_under_lock, args=(lock, theirs, 20)) for _ in range(2)]
    ours.send(0)
    for p in processes:
        p.start()
    for _ in range(40):
        value = ours.recv()
        ours.send(value)
    say(str(value))
    for p in processes:
        p.join()


def lock_held_elsewhere():
    lock = mp.Lock()
    ours, theirs = mp.Pipe()
    p = mp.Process(target=keep, args=(lock, theirs))
    p.start()
    ours.recv()
    say(f'{lock.acquire(False)} {lock.acquire(True, 0.05)}')
    p.kill()
    p.join()


def semaphore_basics():
    semaphore = mp.Semaphore(2)
    say(f'{semaphore.get_value()}')
    semaphore.acquire()
    semaphore.acquire()
    say(f'{semaphore.get_value()} {semaphore.acquire(False)}')
    semaphore.release()
    semaphore.release()
    semaphore.release()
    say(f'{semaphore.get_value()}')
    bounded = mp.BoundedSemaphore(1)
    say(raised(bounded.release))
    say(raised(lambda: mp.Semaphore(-1)))


def semaphore_between_processes():
    semaphore = mp.Semaphore(1)
    ours, theirs = mp.Pipe()
    p = mp.Process(target=take_unit, args=(semaphore, theirs))
    p.start()
    say(f'{ours.recv()} {ours.recv()}')
    p.join()
    say(f'{semaphore.get_value()}')


def event_basics():
    event = mp.Event()
    say(f'{event.is_set()} {event.wait(0.01)}')
    p = mp.Process(target=set_event, args=(event,))
    p.start()
    say(f'{event.wait(30)}')
    p.join()
    event.clear()
    say(f'{event.is_set()}')


def condition_notify():
    condition = mp.Condition()
    say(f'{raised(condition.wait)} {raised(condition.notify)}')
    ours, theirs = mp.Pipe()
    p = mp.Process(target=wait_for_condition, args=(condition, theirs))
    p.start()
    say(ours.recv())
    condition.acquire()
    condition.notify()
    condition.release()
    say(f'{ours.recv()}')
    p.join()
    condition.acquire()
    say(f'{condition.wait(0.01)}')
    say(f'{condition.wait_for(lambda: True, 1)}')
    condition.release()


def barrier_meets():
    barrier = mp.Barrier(3)
    q = mp.Queue()
    parties = [mp.Process(target=meet, args=(barrier, q)) for _ in range(2)]
    for party in parties:
        party.start()
    total = barrier.wait(30)
    for party in parties:
        total += q.get()
        party.join()
    say(f'{total} {barrier.parties}')
    say(f'{raised(lambda: barrier.wait(0.01))} {barrier.broken}')
    barrier.reset()
    say(f'{barrier.broken}')
    barrier.abort()
    say(raised(barrier.wait))
