# SPDX-License-Identifier: GPL-3.0-or-later
"""The scenarios of the engine under CPython: the same names, the same lines. scenarios.py NAME METHOD"""
import importlib
import multiprocessing as mp
import sys
from pathlib import Path


def scenario(name):
    for path in sorted(Path(__file__).parent.glob('*_scenarios.py')):
        module = importlib.import_module(path.stem)
        if hasattr(module, name):
            return getattr(module, name)
    sys.exit(f'no scenario is named {name}')


if __name__ == '__main__':
    mp.set_start_method(sys.argv[2])
    scenario(sys.argv[1])()
