# SPDX-License-Identifier: GPL-3.0-or-later
# expects: cut_message
# Whoever put something into a queue was killed while it was written there.
import multiprocessing

if __name__ == '__main__':
    context = multiprocessing.get_context('fork')
    queue = context.Queue()
    process = context.Process(target=queue.put, args=('x' * 10_000_000,))
    process.start()
    while not queue._reader.poll(1):
        pass
    process.kill()
    process.join()
    print('ready', flush=True)
    queue.get()
