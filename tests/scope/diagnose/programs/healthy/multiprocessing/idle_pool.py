# SPDX-License-Identifier: GPL-3.0-or-later
# A Pool without tasks, under the start method named; its program waits for a line.
import multiprocessing, sys

if __name__ == '__main__':
    with multiprocessing.get_context(sys.argv[1]).Pool(3) as pool:
        pool.map(abs, range(9))
        print('ready', flush=True)
        sys.stdin.readline()
