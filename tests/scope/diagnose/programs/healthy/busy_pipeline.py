# SPDX-License-Identifier: GPL-3.0-or-later
# Three stages of queues, the last one of which computes.
import multiprocessing

def stage(source, sink):
    while True:
        sink.put(source.get() + 1)

if __name__ == '__main__':
    context = multiprocessing.get_context('fork')
    queues = [context.Queue(4) for _ in range(3)]
    for index in range(2):
        context.Process(target=stage, args=(queues[index], queues[index + 1]), daemon=True).start()
    queues[0].put(1)
    print('ready', flush=True)
    while True:
        queues[0].put(queues[2].get() % 1000)
        sum(range(200_000))
