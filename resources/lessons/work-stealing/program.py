import os
import time
from multiprocessing import Pool

def work(seconds):
    time.sleep(seconds)
    return os.getpid()

if __name__ == '__main__':
    slow_ones_first = [0.05] * 8 + [0.0] * 8
    with Pool(int(os.environ.get('POOLSCOPE_WORKERS', 2))) as pool:
        for chunksize in (8, 1):
            slow = pool.map(work, slow_ones_first, chunksize)[:8]
            busiest = max(slow.count(worker) for worker in slow)
            print(f'chunks of {chunksize}: the busiest worker did {busiest} of 8 slow items')
