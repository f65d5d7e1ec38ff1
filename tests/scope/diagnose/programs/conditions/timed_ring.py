# SPDX-License-Identifier: GPL-3.0-or-later
# Processes that wait for each other and give up after a time: for locks, or one for the end of the other. The healthy twins give up
# for what may come all the same.
import multiprocessing, sys

def take(first, second, barrier, seconds):
    with first:
        barrier.wait()
        while not second.acquire(timeout=seconds):
            pass

def want(lock):
    with lock:
        pass

def write(connection):
    connection.send_bytes(bytes(1_000_000))

if __name__ == '__main__':
    context = multiprocessing.get_context('fork')
    mode = sys.argv[1]
    if mode in ('locks', 'one of two', 'short'):
        locks, barrier = [context.Lock() for _ in range(2)], context.Barrier(2)
        limits = {'locks': (60, 60), 'one of two': (60, None), 'short': (0.1, 0.1)}[mode]
        processes = [context.Process(target=take, args=(locks[i], locks[1 - i], barrier, limits[i]), daemon=True) for i in range(2)]
        for process in processes:
            process.start()
        print('ready', flush=True)
        for process in processes:
            process.join()
    lock, (here, there) = context.Lock(), context.Pipe()
    target, argument = {'end': (want, lock), 'full': (write, there), 'idle': (there.recv, None)}[mode]
    with lock:
        process = context.Process(target=target, args=() if argument is None else (argument,), daemon=True)
        process.start()
        print('ready', flush=True)
        process.join(60)
