from multiprocessing import Barrier, Pipe, Process

def fill(conn, letter, both_are_here):
    both_are_here.wait()
    for _ in range(10):
        conn.send_bytes(letter * 1_000_000)

if __name__ == '__main__':
    receiver, sender = Pipe(duplex=False)
    both_are_here = Barrier(2)
    writers = [Process(target=fill, args=(sender, letter, both_are_here)) for letter in (b'A', b'B')]
    for p in writers:
        p.start()
    sender.close()
    whole = 0
    try:
        while True:
            message = receiver.recv_bytes()
            whole += message in (b'A' * 1_000_000, b'B' * 1_000_000)
    except (EOFError, OSError) as error:
        print('then', type(error).__name__)
    print(whole, 'of 20 messages are whole')
    print('damaged' if whole < 20 else 'sound')
    for p in writers:
        p.join()
