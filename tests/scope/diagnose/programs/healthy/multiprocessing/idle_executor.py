# SPDX-License-Identifier: GPL-3.0-or-later
# A ProcessPoolExecutor without tasks.
import concurrent.futures, multiprocessing, sys

if __name__ == '__main__':
    with concurrent.futures.ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(sys.argv[1])) as executor:
        list(executor.map(abs, range(9)))
        print('ready', flush=True)
        sys.stdin.readline()
