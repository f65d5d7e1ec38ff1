# SPDX-License-Identifier: GPL-3.0-or-later
"""The twins of process_object_scenarios.cpp."""
import multiprocessing as mp
import os
import re
import signal
import sys

from scenario import raised, say


def end_at_once():
    pass


def stay(started):
    started.send(True)
    while True:
        signal.pause()


def tell_name(out):
    out.send(mp.current_process().name)


def tell_two_names(out):
    for _ in range(2):
        p = mp.Process(target=tell_name, args=(out,))
        p.start()
        p.join()


def start_in_a_daemon(out):
    out.send(mp.current_process().daemon)
    out.send(raised(mp.Process(target=end_at_once).start))


def tell_key(out):
    out.send(bytes(mp.current_process().authkey))


def compare_key(key, out):
    out.send(key == mp.current_process().authkey)


def exit_with_text(text):
    sys.exit(text)


def exit_with_nothing():
    sys.exit(None)


def stay_with_default_signals(started):
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    stay(started)


def shown(p):
    return re.sub('(pid|parent)=[0-9]+', r'\1=N', repr(p))


def process_construction():
    p = mp.Process(target=end_at_once)
    say(f'children {len(mp.active_children())} exitcode {p.exitcode}')
    say(p.daemon)


def process_identity():
    ours, theirs = mp.Pipe()
    for _ in range(2):
        p = mp.Process(target=tell_two_names, args=(theirs,))
        p.start()
        say(ours.recv())
        say(ours.recv())
        p.join()


def process_names_travel():
    ours, theirs = mp.Pipe()
    for _ in range(2):
        p = mp.Process(target=tell_name, args=(theirs,))
        p.name = 'Erika'
        p.start()
        say(ours.recv())
        p.join()


def process_daemon():
    ours, theirs = mp.Pipe()
    p = mp.Process(target=start_in_a_daemon, args=(theirs,))
    say(p.daemon)
    p.daemon = True
    p.start()
    say(f'{ours.recv()} {ours.recv()}')
    p.join()
    say(mp.get_context().Process(target=end_at_once, daemon=True).daemon)


def process_repr():
    ours, theirs = mp.Pipe()
    p = mp.Process(target=stay, args=(theirs,))
    say(shown(p))
    p.name = "it's"
    p.daemon = True
    say(shown(p))
    p.start()
    ours.recv()
    say(shown(p))
    p.terminate()
    p.join()
    say(shown(p))
    p.close()
    say(shown(p))
    fine = mp.get_context('fork').Process(target=end_at_once)
    fine.start()
    fine.join()
    say(shown(fine))
    for number in (signal.SIGABRT, signal.SIGRTMIN, signal.SIGRTMIN + 1, signal.SIGRTMAX):
        ended = mp.get_context('fork').Process(target=signal.raise_signal, args=(number,))
        ended.start()
        ended.join()
        say(shown(ended))


def use_of_another(other):
    say(shown(other))
    say(f'{raised(other.join)} {raised(other.is_alive)}')


def start_of_another(unstarted):
    say(raised(unstarted.start))


def process_of_another():
    ours, theirs = mp.Pipe()
    other = mp.Process(target=stay, args=(theirs,))
    other.start()
    ours.recv()
    p = mp.get_context('fork').Process(target=use_of_another, args=(other,))
    p.start()
    p.join()
    unstarted = mp.Process(target=end_at_once)
    q = mp.get_context('fork').Process(target=start_of_another, args=(unstarted,))
    q.start()
    q.join()
    other.kill()
    other.join()


def process_authkey():
    ours, theirs = mp.Pipe()
    key = mp.current_process().authkey
    say(len(key))
    p = mp.Process(target=tell_key, args=(theirs,))
    say(p.authkey == key)
    p.start()
    say(ours.recv() == bytes(key))
    p.join()
    q = mp.Process(target=tell_key, args=(theirs,))
    q.authkey = b'secret'
    q.start()
    say(ours.recv().decode())
    q.join()
    say(raised(lambda: theirs.send(key)))
    r = mp.Process(target=compare_key, args=(key, theirs))
    r.start()
    say(ours.recv())
    r.join()


def process_closed():
    p = mp.Process(target=end_at_once)
    p.start()
    p.join()
    p.close()
    for name in ('pid', 'ident', 'sentinel'):
        say(f'{name} {raised(lambda: getattr(p, name))}')
    for name in ('terminate', 'kill'):
        say(f'{name} {raised(getattr(p, name))}')
    for name in ('name', 'daemon'):
        say(f'{name} {raised(lambda: getattr(p, name))}')
    say(f'close {raised(p.close)}')


def process_signal_before_start():
    p = mp.Process(target=end_at_once)
    say(raised(p.terminate))
    say(raised(p.kill))
    p.start()
    p.join()
    say(raised(p.terminate))


def process_interrupt():
    ours, theirs = mp.Pipe()
    for target in (stay, stay_with_default_signals):
        p = mp.Process(target=target, args=(theirs,))
        p.start()
        ours.recv()
        os.kill(p.pid, signal.SIGINT)
        p.join()
        say(p.exitcode)


def process_exit_texts():
    os.dup2(1, 2)
    p = mp.Process(target=exit_with_text, args=('good bye',))
    p.start()
    p.join()
    say(p.exitcode)
    q = mp.Process(target=exit_with_nothing)
    q.start()
    q.join()
    say(q.exitcode)
