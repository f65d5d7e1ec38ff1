# SPDX-License-Identifier: GPL-3.0-or-later
"""The twins of process_scenarios.cpp."""
import multiprocessing as mp
import multiprocessing.connection
import os
import signal
import sys

from scenario import raised, say


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
