# SPDX-License-Identifier: GPL-3.0-or-later
"""The twins of context_scenarios.cpp."""
import multiprocessing as mp
import os
import sys

from scenario import raised, say

changed = 1


def tell_changed(out):
    out.send(changed)


def tell_module(out):
    out.send(sys.modules['__main__'].__name__)


def tell_place(out):
    out.send(os.getcwd())
    out.send(mp.get_logger().getEffectiveLevel())
    out.send(mp.get_start_method())


def tell_server(out):
    out.send(os.getppid())


def tell_servers(out):
    def start():
        p = mp.get_context('forkserver').Process(target=tell_server, args=(out,))
        p.start()
        p.join()
    out.send(os.getppid())
    out.send(raised(start))


def end_soon():
    pass


def take_lock(lock, out):
    out.send(lock.acquire(True, 0))


def context_all_methods():
    say(' '.join(mp.get_all_start_methods()))


def context_setting():
    mp.set_start_method(None, force=True)
    say(mp.get_start_method(allow_none=True))
    say(raised(lambda: mp.set_start_method('thread')))
    mp.freeze_support()
    say(mp.get_start_method(allow_none=True))
    mp.get_start_method()
    say('fixed' if mp.get_start_method(allow_none=True) else None)
    say(raised(lambda: mp.set_start_method('spawn')))
    say(raised(lambda: mp.set_start_method('thread')))
    say(raised(lambda: mp.set_start_method('thread', force=True)))
    mp.set_start_method('spawn', force=True)
    say(mp.get_start_method())
    say(raised(lambda: mp.get_context('fork').set_start_method('spawn')))
    say(f"{mp.get_context('fork').get_start_method()} {mp.get_context().get_start_method()}")
    mp.set_start_method(None, force=True)
    mp.get_context()
    say('fixed' if mp.get_start_method(allow_none=True) else None)
    mp.set_start_method('fork', force=True)
    say(mp.get_context().Process(target=end_soon).name)
    say(mp.Process(target=end_soon).name)


def context_memory():
    global changed
    ours, theirs = mp.Pipe()
    changed = 42
    p = mp.Process(target=tell_changed, args=(theirs,))
    p.start()
    say(ours.recv())
    p.join()


def context_main_module():
    ours, theirs = mp.Pipe()
    say(sys.modules['__main__'].__name__)
    p = mp.Process(target=tell_module, args=(theirs,))
    p.start()
    say(ours.recv())
    p.join()


def context_place():
    ours, theirs = mp.Pipe()
    mp.get_context('forkserver').Process(target=end_soon).start()
    os.chdir('/')
    mp.get_logger().setLevel(40)
    p = mp.Process(target=tell_place, args=(theirs,))
    p.start()
    say(ours.recv())
    say(ours.recv())
    say(ours.recv() == mp.get_start_method())
    p.join()


def context_nested_servers():
    ours, theirs = mp.Pipe()
    for method in ('forkserver', 'spawn', 'fork'):
        first = mp.get_context('forkserver').Process(target=tell_server, args=(theirs,))
        first.start()
        server = ours.recv()
        first.join()
        p = mp.get_context(method).Process(target=tell_servers, args=(theirs,))
        p.start()
        ours.recv()
        told = ours.recv()
        say(f'{method} {told}' if isinstance(told, str) else f'{method} {told == server} {ours.recv()}')
        p.join()


def context_inheritance_only():
    ours, theirs = mp.Pipe()
    say(raised(lambda: theirs.send(mp.get_context('spawn').Lock())))
    say(raised(lambda: theirs.send(mp.get_context('spawn').Queue())))


def context_spawn_lock_under_fork():
    ours, theirs = mp.Pipe()
    lock = mp.get_context('spawn').Lock()
    p = mp.get_context('fork').Process(target=take_lock, args=(lock, theirs))
    p.start()
    say(ours.recv())
    p.join()


def context_exceptions():
    say(' '.join(str(issubclass(error, mp.ProcessError)) for error in (mp.BufferTooShort, mp.TimeoutError, mp.AuthenticationError)))
    mp.allow_connection_pickling()


def context_cpu_count():
    say(mp.cpu_count())
    say(len(os.sched_getaffinity(0)))


def context_executable():
    def start():
        p.start()
        p.join()
    mp.set_executable('/nonexistent/program')
    p = mp.get_context('spawn').Process(target=end_soon)
    say(raised(start))
    say(p.exitcode)
    mp.set_executable(sys.executable)
