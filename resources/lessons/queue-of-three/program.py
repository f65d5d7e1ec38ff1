from multiprocessing import Process, Queue
import os

def foo(q):
    print('module name:', __name__)
    print('parent process id:', os.getppid())
    print('process id:', os.getpid())
    q.put('3')

if __name__ == '__main__':
    q = Queue()
    p = Process(target=foo, args=(q,))
    p.start()
    print('module name:', __name__)
    print('parent process id:', os.getppid())
    print('process id:', os.getpid())
    q.put('1')
    q.put('2')
    print('1 get:', q.get())
    print('2 get:', q.get())
    print('3 get:', q.get())
    p.join()
