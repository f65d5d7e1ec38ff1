import multiprocessing as mp

def use(lock):
    with lock:
        print('the child had the lock')

if __name__ == '__main__':
    spawn = mp.get_context('spawn')
    lock = mp.get_context('fork').Lock()
    try:
        p = spawn.Process(target=use, args=(lock,))
        p.start()
        p.join()
        print('the child ended with', p.exitcode)
    except RuntimeError as error:
        print('RuntimeError:', error)
    lock = spawn.Lock()
    p = spawn.Process(target=use, args=(lock,))
    p.start()
    p.join()
    print('the next child ended with', p.exitcode)
