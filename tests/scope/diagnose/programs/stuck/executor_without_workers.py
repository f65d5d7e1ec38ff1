# SPDX-License-Identifier: GPL-3.0-or-later
# expects: nobody_reads
# A worker of an executor ends after so many tasks, and Python starts no new one although calls wait (its issue 115634).
import concurrent.futures, multiprocessing

if __name__ == '__main__':
    executor = concurrent.futures.ProcessPoolExecutor(1, multiprocessing.get_context('spawn'), max_tasks_per_child=2)
    results = [executor.submit(abs, number) for number in range(10)]
    results[1].result()
    print('ready', flush=True)
    results[9].result()
