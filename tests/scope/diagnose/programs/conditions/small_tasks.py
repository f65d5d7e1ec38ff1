# SPDX-License-Identifier: GPL-3.0-or-later
# A pool that is busy for good, with tasks of so many microseconds that wait or compute; or one that rarely gets a small one.
import itertools, multiprocessing, sys, time

kind, microseconds, chunk = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])

def work(_):
    if kind == 'waits':
        time.sleep(microseconds * 1e-6)
        return
    end = time.perf_counter() + microseconds * 1e-6
    while time.perf_counter() < end:
        pass

def calls():
    for number in itertools.count():
        if kind == 'rarely':
            time.sleep(0.02)
        if number == 50:
            print('ready', flush=True)
        yield number

if __name__ == '__main__':
    with multiprocessing.get_context('fork').Pool(2) as pool:
        for _ in pool.imap(work, calls(), chunk):
            pass
