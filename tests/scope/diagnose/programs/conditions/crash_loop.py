# SPDX-License-Identifier: GPL-3.0-or-later
# A pool replaces worker after worker: each has done its task, unless something is wrong and none gets so far.
import multiprocessing
import os
import sys


def begin():
    if sys.argv[1] != 'healthy':
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # thousands of tracebacks
        raise RuntimeError('no database')


if __name__ == '__main__':
    print('ready', flush=True)
    sys.stdin.readline()
    with multiprocessing.Pool(2, begin, maxtasksperchild=1) as pool:
        pool.map(abs, range(12), chunksize=1)
        print('done', flush=True)
        sys.stdin.readline()
