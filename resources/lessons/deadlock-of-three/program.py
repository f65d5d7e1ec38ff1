from multiprocessing import Barrier, Lock, Process

def philosopher(number, left, right, everybody_holds_one):
    with left:
        everybody_holds_one.wait()
        if right.acquire(timeout=2):
            print(number, 'eats')
            right.release()
        else:
            print(number, 'waited in vain')
        everybody_holds_one.wait()

if __name__ == '__main__':
    forks = [Lock() for _ in range(3)]
    everybody_holds_one = Barrier(3)
    philosophers = [Process(target=philosopher, args=(i, forks[i], forks[(i + 1) % 3], everybody_holds_one))
                    for i in range(3)]
    for p in philosophers:
        p.start()
    for p in philosophers:
        p.join()
