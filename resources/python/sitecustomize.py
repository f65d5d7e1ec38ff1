# SPDX-License-Identifier: GPL-3.0-or-later
"""Run by every Python under Poolscope before the program itself (PYTHONPATH leads here first).

Makes POOLSCOPE_START_METHOD the default start method of multiprocessing, as if the platform had it: the program's own
set_start_method() and get_context() still decide. Costs nothing until multiprocessing is imported, and never harms: what
fails here is left as it was. Another sitecustomize that would have been found without this one is run as usual.
"""

import os
import sys

try:
    from _frozen_importlib import module_from_spec
    from _frozen_importlib_external import PathFinder
except ImportError:  # Python 2: it has no start methods, and no part of this that would be of use
    PathFinder = None


class _SetDefaultWhenLoaded:
    """A finder for multiprocessing.context alone, which lets the real one load it and then sets its default."""

    def __init__(self, method):
        self.method = method

    def find_spec(self, name, path=None, target=None):
        if name != 'multiprocessing.context':
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or spec.loader is None:
            return None
        sys.meta_path.remove(self)
        load = spec.loader.exec_module

        def load_and_set(module):
            load(module)
            try:
                context = module._concrete_contexts[self.method]
                context._check_available()
                module._default_context._default_context = context
            except Exception:
                pass

        spec.loader.exec_module = load_and_set
        return spec


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
        sys.meta_path.insert(0, _SetDefaultWhenLoaded(os.environ['POOLSCOPE_START_METHOD']))
    _run_the_next_sitecustomize()
