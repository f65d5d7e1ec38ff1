import multiprocessing as mp
import os
import time

number = 1          # main changes it to 2: who sees the change?

def report(conn, main_pid, fd, asked_at):
    started_after = (time.monotonic() - asked_at) * 1000
    parent = 'main' if os.getppid() == main_pid else 'forkserver'
    has_file = 'yes' if os.path.exists(f'/proc/self/fd/{fd}') else 'no'
    conn.send([parent, __name__, number, has_file, started_after])
    conn.close()

if __name__ == '__main__':
    number = 2
    fd = os.dup2(os.open(os.devnull, os.O_RDONLY), 100)    # a file that no child asked for
    print('method      parent      module       number  has file  started after')
    for method in ('spawn', 'fork', 'forkserver'):
        ctx = mp.get_context(method)
        parent_conn, child_conn = ctx.Pipe()
        p = ctx.Process(target=report, args=(child_conn, os.getpid(), fd, time.monotonic()))
        p.start()
        parent, module, seen, has_file, ms = parent_conn.recv()
        p.join()
        print(f'{method:<12}{parent:<12}{module:<13}{seen:<8}{has_file:<10}{ms:.1f} ms')
