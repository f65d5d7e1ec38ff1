# SPDX-License-Identifier: GPL-3.0-or-later
# A pool whose results nobody fetches, because one cannot be unpickled or because a callback waits; or which is idle.
import multiprocessing, sys, threading

class Refusal(Exception):
    def __init__(self, code, text):
        super().__init__(text)

def work(number):
    if sys.argv[1] in ('one lost', 'lost'):
        raise Refusal(number, 'no')

def say_ready(_):
    print('ready', flush=True)
    if sys.argv[1] == 'busy':
        threading.Event().wait(600)

if __name__ == '__main__':
    threading.excepthook = say_ready
    with multiprocessing.get_context('fork').Pool(2) as pool:
        results = [pool.apply_async(work, (number,), callback=say_ready) for number in range(1 if sys.argv[1] == 'one lost' else 8)]
        for result in results:
            result.get()
        sys.stdin.readline()
