import multiprocessing as mp

def hello(name):
    print('hello', name)

if __name__ == '__main__':
    mp.set_start_method('spawn')
    try:
        mp.set_start_method('fork')
    except RuntimeError as error:
        print('RuntimeError:', error)
    ctx = mp.get_context('fork')
    p = ctx.Process(target=hello, args=('fork',))
    p.start()
    p.join()
    print('the default is still', mp.get_start_method())
