import os
import signal
import time
from multiprocessing import Pipe, Process, parent_process

def grandchild(conn):
    conn.send('I am here')
    parent_process().join(10)
    time.sleep(1)
    conn.send('I go on without a parent')

def child(conn):
    p = Process(target=grandchild, args=(conn,))
    p.start()
    p.join()

if __name__ == '__main__':
    receiver, sender = Pipe(duplex=False)
    p = Process(target=child, args=(sender,))
    p.start()
    sender.close()
    print('grandchild:', receiver.recv())
    os.kill(p.pid, signal.SIGKILL)
    p.join()
    try:
        print('grandchild:', receiver.recv())
    except EOFError:
        print('grandchild: ended with its parent')
