# 프로세스 생성, 큐를 통해 데이터 주고 받기
import multiprocessing as mp

def foo(q):         # foo 함수 정의 
    q.put('hello')  # 매개변수 q(큐)를 받아 q(큐)에 'hello' 추가

if __name__ == '__main__':    # 이 코드는 스크립트가 직접 실행될 때만 실행되도록 보장
                              # multiprocessing 모듈은 새로운 프로세스를 시작할 때 이 코드를 재실행할 수 있으므로
                              # 이 조건을 사용하여 무한 루프를 피합니다.
    mp.set_start_method('spawn')  # 새 프로세스 생성 시 시작 메소드를 'spawn'으로 설정
                                  # 'spawn': 새 Python 인터프리터 시작하여 새 프로세스 생성하는 메소드
    q = mp.Queue()        # 프로세스 간 데이터를 주고받을 수 있는 Queue 객체 생성
                          # 이 큐는 multiprocessing.Queue 클래스의 인스턴스
    p = mp.Process(target=foo, args=(q, ))  # 새 프로세스 p 생성 및 정의
                                            # 이 프로세스는 foo 함수를 실행, 인자로 큐 q를 전달
    p.start()             # 프로세스 p 시작, 이 시점에서 foo 함수가 새로운 프로세스에서 실행됨
    print(q.get())        # q(큐)에서 데이터를 가져와 출력
                          # foo 함수가 q(큐)에 'hello'를 넣었으므로 'hello' 출력됨
                          # q.get()는 큐가 비어 있을 경우 데이터를 받을 때까지 대기함
    p.join()              # p(자식 프로세스)가 종료될 때까지 대기
                          # 이를 통해 프로세스가 완료될 때까지 메인 프로세스가 종료되지 않도록 함
