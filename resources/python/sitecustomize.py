# SPDX-License-Identifier: GPL-3.0-or-later
"""Run by every Python under Poolscope before the program itself (PYTHONPATH leads here first).

Makes POOLSCOPE_START_METHOD the default start method of multiprocessing, as if the platform had it: the program's own
set_start_method() and get_context() still decide. Makes POOLSCOPE_CHUNK_SIZE the chunk size of a map that is given none.
Tells the shim, where there is one, when a process is asked for and when it begins its own code. Costs nothing until
multiprocessing is imported, and never harms: what fails here is left as it was. Another sitecustomize that would have been
found without this one is run as usual.
"""

import os
import sys
import time

try:
    from _frozen_importlib import module_from_spec
    from _frozen_importlib_external import PathFinder
except ImportError:  # Python 2: it has no start methods, and no part of this that would be of use
    PathFinder = None


class _ChangeWhenLoaded:
    """A finder for one module alone, which lets the real one load it and then changes a default in it."""

    def __init__(self, name, change, wanted):
        self.name = name
        self.change = change
        self.wanted = wanted

    def find_spec(self, name, path=None, target=None):
        if name != self.name:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or spec.loader is None:
            return None
        sys.meta_path.remove(self)
        load = spec.loader.exec_module

        def load_and_change(module):
            load(module)
            try:
                self.change(module, self.wanted)
            except Exception:
                pass

        spec.loader.exec_module = load_and_change
        return spec


def _set_start_method(module, method):
    context = module._concrete_contexts[method]
    context._check_available()
    module._default_context._default_context = context


def _set_chunk_size(module, wanted):
    size = int(wanted)
    cut_and_hand_out = module.Pool._map_async  # of map, starmap and what goes with them; what is given to it decides

    def _map_async(self, func, iterable, mapper, chunksize=None, *more, **named):
        return cut_and_hand_out(self, func, iterable, mapper, size if chunksize is None and size > 0 else chunksize, *more, **named)

    module.Pool._map_async = _map_async


def _tell(line):
    try:
        os.write(-0x706f6f6c, line)  # a descriptor that only the shim knows: engine/scope/shim/told_by_program.h
    except OSError:
        pass


def _tell_requests(module, _):
    start = module.BaseProcess.start

    def start_and_tell(self):
        asked = time.monotonic_ns()
        start(self)
        _tell(b'asked %d %d' % (self.pid, asked))

    module.BaseProcess.start = start_and_tell


def _tell_first_instructions(module, _):
    info = module.info

    def info_and_tell(message, *arguments):
        if message == 'child process calling self.run()':  # what every child logs just then, under every start method
            name = sys.modules['multiprocessing.process'].current_process().name
            _tell(b'ready ' + name.encode('utf-8', 'replace')[:200])
        info(message, *arguments)

    module.info = info_and_tell


def _run_the_next_sitecustomize():
    here = os.path.dirname(os.path.abspath(__file__))
    path = [folder for folder in sys.path if os.path.abspath(folder) != here]
    spec = PathFinder.find_spec('sitecustomize', path)
    if spec is None or spec.loader is None:
        return
    module = module_from_spec(spec)
    sys.modules['sitecustomize'] = module
    spec.loader.exec_module(module)


if PathFinder is not None:
    if os.environ.get('POOLSCOPE_START_METHOD'):
        sys.meta_path.insert(0, _ChangeWhenLoaded('multiprocessing.context', _set_start_method, os.environ['POOLSCOPE_START_METHOD']))
    if os.environ.get('POOLSCOPE_CHUNK_SIZE'):
        sys.meta_path.insert(0, _ChangeWhenLoaded('multiprocessing.pool', _set_chunk_size, os.environ['POOLSCOPE_CHUNK_SIZE']))
    if 'poolscope-shim' in os.environ.get('LD_PRELOAD', ''):
        sys.meta_path.insert(0, _ChangeWhenLoaded('multiprocessing.process', _tell_requests, None))
        sys.meta_path.insert(0, _ChangeWhenLoaded('multiprocessing.util', _tell_first_instructions, None))
    _run_the_next_sitecustomize()
