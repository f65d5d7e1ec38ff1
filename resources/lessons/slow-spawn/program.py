import asyncio, decimal, email, json, sqlite3  # what a real program has at its top
import multiprocessing as mp
import time

def ready(conn):
    conn.send('ready')

if __name__ == '__main__':
    took = {}
    for method in ('spawn', 'fork', 'forkserver'):
        ctx = mp.get_context(method)
        receiver, sender = ctx.Pipe(duplex=False)
        began = time.monotonic()
        for _ in range(3):
            p = ctx.Process(target=ready, args=(sender,))
            p.start()
            receiver.recv()
            p.join()
        took[method] = (time.monotonic() - began) / 3
        print(f'{method:<12}{took[method] * 1000:.1f} ms a process')
    print('the slowest:', max(took, key=took.get))
