import multiprocessing as mp

def foo(q):
    q.put('hello')

if __name__ == '__main__':
    ctx = mp.get_context('spawn')  # spawn 시작 방법을 사용하는 새 Context 객체(ctx) 생성
                                   # ctx는 q(큐) 및 p(프로세스) 객체를 생성하는 데 사용됨
    q = ctx.Queue()
    p = ctx.Process(target=foo, args=(q,))
    p.start()                # p(프로세스) 시작
                             # 이 시점에서 foo 함수가 새 프로세스에서 실행됨
    print(q.get())
    p.join()
