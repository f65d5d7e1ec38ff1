from multiprocessing import Pipe, Process

def send_much(conn):
    conn.send('x' * 1_000_000)
    conn.close()

if __name__ == '__main__':
    receiver, sender = Pipe(duplex=False)
    p = Process(target=send_much, args=(sender,))
    p.start()
    p.join(1)
    print('joined first:', 'still alive' if p.is_alive() else 'ended')
    print('received', len(receiver.recv()), 'characters')
    p.join()
    print('joined after:', 'still alive' if p.is_alive() else 'ended')
