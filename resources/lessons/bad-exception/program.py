import multiprocessing as mp
import os
import sys

class Refused(Exception):
    def __init__(self, who, why):
        super().__init__(who + ': ' + why)

def work(who):
    raise Refused(who, 'too young')

if __name__ == '__main__':
    pool = mp.Pool(1)
    result = pool.apply_async(work, ('bob',))
    try:
        result.get(timeout=3)
    except mp.TimeoutError:
        print('no answer')
    except Refused as error:
        print('Refused:', error)
    sys.stdout.flush()
    for p in mp.active_children():
        p.terminate()
    os._exit(0)
