import multiprocessing as mp
import os
import signal
from multiprocessing.shared_memory import SharedMemory

def work(conn):
    memory = SharedMemory(create=True, size=4096)
    conn.send(memory.name)
    os.kill(os.getpid(), signal.SIGKILL)

if __name__ == '__main__':
    ctx = mp.get_context('spawn')
    receiver, sender = ctx.Pipe(duplex=False)
    p = ctx.Process(target=work, args=(sender,))
    p.start()
    name = receiver.recv()
    p.join()
    print('the child ended with', p.exitcode)
    print('its memory is', 'still there' if os.path.exists('/dev/shm/' + name) else 'gone')
