# Pool을 사용한 data parallelism 예시
from multiprocessing import Pool

def square(x):
    return x * x

if __name__ == '__main__':
    with Pool(5) as p:
       print(p.map(square, [1, 2, 3]))  # corrected: the original says p.map(f, ...), but no f exists
