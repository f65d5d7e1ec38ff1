# SPDX-License-Identifier: GPL-3.0-or-later
"""The twins of process_end_scenarios.cpp."""
import multiprocessing as mp
import signal
import sys
from multiprocessing.util import Finalize

from scenario import raised, say


def pause_for_ever():
    while True:
        signal.pause()


def speak_when_told(inlet):
    inlet.recv()
    say('grandchild')


def end_in_order():
    ours, theirs = mp.Pipe()
    for priority, name in ((5, 'a'), (10, 'c'), (-1, 'd'), (5, 'e'), (-5, 'f')):
        Finalize(None, say, args=(name,), exitpriority=priority)

    def tell():
        say('b')
        ours.send(True)
    Finalize(None, tell, exitpriority=0)
    mp.Process(target=speak_when_told, args=(theirs,)).start()
    mp.Process(target=pause_for_ever, daemon=True).start()


def look_around(out):
    out.send(sys.stdin.read() == '')
    out.send(mp.get_start_method())
    out.send(len(mp.active_children()))


def watch_parent_end(out):
    out.send('here')
    parent = mp.parent_process()
    parent.join(30)
    out.send(f'{parent.is_alive()}')


def start_a_watcher(out):
    mp.Process(target=watch_parent_end, args=(out,)).start()
    pause_for_ever()


def wait_for_parent(out):
    parent = mp.parent_process()
    out.send(parent.pid is not None)
    parent.join(0)
    out.send(not parent.is_alive())


class Greeter(mp.Process):
    def __init__(self, out, whom):
        super().__init__()
        self.out, self.whom = out, whom

    def run(self):
        self.out.send(f'{mp.current_process().name} greets {self.whom}')


def process_exit_order():
    p = mp.Process(target=end_in_order)
    p.start()
    p.join()
    say(p.exitcode)


def process_bootstrap():
    ours, theirs = mp.Pipe()
    p = mp.Process(target=look_around, args=(theirs,))
    p.start()
    for _ in range(3):
        say(ours.recv())
    p.join()


def process_orphan():
    ours, theirs = mp.Pipe()
    p = mp.Process(target=start_a_watcher, args=(theirs,))
    p.start()
    say(ours.recv())
    theirs.close()
    p.kill()
    p.join()
    alive = ['nothing']
    error = raised(lambda: alive.append(ours.recv()))
    say(f'{error} {alive[-1]}')


def process_parent():
    ours, theirs = mp.Pipe()
    p = mp.Process(target=wait_for_parent, args=(theirs,))
    p.start()
    say(f'{ours.recv()} {ours.recv()}')
    p.join()


def process_run_override():
    ours, theirs = mp.Pipe()
    p = Greeter(theirs, 'bob')
    say(p.name)
    p.start()
    say(ours.recv())
    p.join()
    say(p.exitcode)
