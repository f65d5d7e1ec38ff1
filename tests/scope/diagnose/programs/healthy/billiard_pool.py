# SPDX-License-Identifier: GPL-3.0-or-later
# A pool of billiard, the multiprocessing of Celery, without tasks.
import sys

import billiard

if __name__ == '__main__':
    pool = billiard.Pool(2)
    pool.map(abs, range(4))
    print('ready', flush=True)
    sys.stdin.readline()
