import os
from multiprocessing import Pool

def square(x):
    return x * x

if __name__ == '__main__':
    with Pool(int(os.environ.get('POOLSCOPE_WORKERS', 2))) as pool:
        one_by_one = pool.map(square, range(100), chunksize=1)
        in_chunks = pool.map(square, range(100), chunksize=25)
    print(sum(one_by_one), sum(in_chunks))
