# SPDX-License-Identifier: GPL-3.0-or-later
"""The scenarios of scenarios.cpp under CPython: the same names, the same lines."""
import multiprocessing as mp
import multiprocessing.connection
import os
import queue as queue_module
import signal
import sys
import time


def say(text):
    print(text, flush=True)


def raised(call):
    try:
        call()
        return 'nothing'
    except BaseException as error:
        return type(error).__name__


# --- processes

def do_nothing():
    pass


def exit_with(code):
    sys.exit(code)


def throw_error(what):
    raise RuntimeError(what)


def kill_self(number):
    signal.signal(number, signal.SIG_DFL) if number != signal.SIGKILL else None
    os.kill(os.getpid(), number)


def wait_for_ever(started):
    started.send(os.getpid())
    while True:
        signal.pause()


def tell_who(out):
    parent = mp.parent_process()
    out.send(mp.current_process().name)
    out.send(parent.name if parent else 'None')
    out.send(parent is not None and parent.is_alive())
    out.send(mp.current_process().daemon)


def start_a_child(out):
    p = mp.Process(target=tell_who, args=(out,))
    p.start()
    p.join()


def process_life():
    p = mp.Process(target=do_nothing)
    say(f"pid {'int' if p.pid else None} exitcode {p.exitcode} alive {p.is_alive()}")
    p.start()
    say(f"pid {'int' if p.pid else None}")
    p.join()
    say(f'exitcode {p.exitcode} alive {p.is_alive()}')
    p.join()
    p.close()
    p.close()
    say(raised(p.join))


def process_names():
    p1, p2 = mp.Process(target=do_nothing), mp.Process(target=do_nothing)
    say(f'{p1.name} {p2.name}')
    p1.name = 'Erika'
    say(p1.name)
    for method in ('spawn', 'fork', 'forkserver'):
        say(mp.get_context(method).Process(target=do_nothing).name)


def process_exit_codes():
    for code in (0, 1, 7, 255, 256, -1):
        p = mp.Process(target=exit_with, args=(code,))
        p.start()
        p.join()
        say(f'exit {code} gives {p.exitcode}')
    for number in (signal.SIGTERM, signal.SIGKILL, signal.SIGSEGV):
        p = mp.Process(target=kill_self, args=(int(number),))
        p.start()
        p.join()
        say(f'signal {int(number)} gives {p.exitcode}')
    p = mp.Process(target=throw_error, args=('no such row',))
    p.start()
    p.join()
    say(f'exception gives {p.exitcode}')


def process_misuse():
    p = mp.Process(target=do_nothing)
    say(f'join before start {raised(p.join)}')
    say(f'sentinel before start {raised(lambda: p.sentinel)}')
    p.start()
    say(f'second start {raised(p.start)}')

    def set_daemon():
        p.daemon = True
    say(f'daemon after start {raised(set_daemon)}')
    p.join()
    p.close()
    say(f'start after close {raised(p.start)}')
    say(f'is_alive after close {raised(p.is_alive)}')
    say(f'exitcode after close {raised(lambda: p.exitcode)}')


def process_terminate_and_kill():
    for hard in (False, True):
        ours, theirs = mp.Pipe()
        p = mp.Process(target=wait_for_ever, args=(theirs,))
        p.start()
        ours.recv()
        say(f'close while running {raised(p.close)}')
        say(f'alive {p.is_alive()}')
        p.join(0)
        p.join(-1)
        say(f'exitcode {p.exitcode}')
        p.kill() if hard else p.terminate()
        p.join()
        say(f'exitcode {p.exitcode}')
        p.kill() if hard else p.terminate()


def process_sentinel():
    ours, theirs = mp.Pipe()
    p = mp.Process(target=wait_for_ever, args=(theirs,))
    p.start()
    ours.recv()
    say(f'ready {len(mp.connection.wait([p.sentinel], 0))}')
    p.kill()
    say(f'ready {len(mp.connection.wait([p.sentinel], 30))}')
    p.join()


def process_children():
    ours, theirs = mp.Pipe()
    p = mp.Process(target=wait_for_ever, args=(theirs,))
    p.start()
    ours.recv()
    say(f'children {len(mp.active_children())}')
    p.kill()
    p.join()
    say(f'children {len(mp.active_children())}')


def process_who_am_i():
    ours, theirs = mp.Pipe()
    say(f"{mp.current_process().name} {'some' if mp.parent_process() else None}")
    p = mp.Process(target=tell_who, args=(theirs,))
    p.start()
    for _ in range(4):
        say(f'{ours.recv()}')
    p.join()


def process_nested():
    ours, theirs = mp.Pipe()
    p = mp.Process(target=start_a_child, args=(theirs,))
    p.start()
    for _ in range(3):
        say(f'{ours.recv()}')
    p.join()
    say(f'exitcode {p.exitcode}')


def context_methods():
    say(raised(lambda: mp.get_context('thread')))
    say('fixed' if mp.get_start_method() in ('spawn', 'fork', 'forkserver') else mp.get_start_method())
    say(raised(lambda: mp.set_start_method('spawn')))
    say(mp.get_context('fork').get_start_method())


def take_queue(q):
    pass


def context_mixing():
    q = mp.get_context('fork').Queue()
    for method in ('spawn', 'forkserver'):
        p = mp.get_context(method).Process(target=take_queue, args=(q,))
        say('started' if raised(p.start) == 'nothing' else 'refused')


# --- channels

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


# --- pools

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
        pool.apply(do_nothing)
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


# --- synchronization

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


if __name__ == '__main__':
    mp.set_start_method(sys.argv[2])
    globals()[sys.argv[1]]()
