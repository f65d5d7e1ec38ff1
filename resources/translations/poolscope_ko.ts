<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en_US">
<context>
    <name>BlockWords</name>
    <message>
        <source>processes: %1</source>
        <translation>프로세스: %1</translation>
    </message>
    <message>
        <source>ended processes: %1</source>
        <translation>끝난 프로세스: %1</translation>
    </message>
    <message>
        <source>channels: %1</source>
        <translation>채널: %1</translation>
    </message>
    <message>
        <source>locks: %1</source>
        <translation>잠금: %1</translation>
    </message>
</context>
<context>
    <name>CompareWords</name>
    <message>
        <source>%1 is quickest: a child runs its first instruction after %2. %3 takes %4, %5 times as long.</source>
        <translation>가장 빠른 방법: %1. 자식이 %2 뒤에 첫 명령을 실행합니다. %3: %4, %5배 걸립니다.</translation>
    </message>
    <message>
        <source>Under fork a child holds %1 descriptors that it inherited, needed or not; under %2 it holds %3.</source>
        <translation>fork에서 자식은 필요하든 아니든 물려받은 디스크립터 %1개를 쥡니다. %2에서는 %3개입니다.</translation>
    </message>
    <message>
        <source>forkserver runs %1 processes where fork runs %2: the server that forks, and the tracker of resources, are processes too.</source>
        <translation>fork가 프로세스 %2개를 쓸 때 forkserver는 %1개를 씁니다. fork하는 서버와 자원 추적기도 프로세스입니다.</translation>
    </message>
    <message>
        <source>A child uses %1 under fork and %2 under spawn. Forked pages are shared with the parent until one of them writes.</source>
        <translation>자식의 메모리: fork %1, spawn %2. fork한 페이지는 어느 한쪽이 쓰기 전까지 부모와 공유됩니다.</translation>
    </message>
    <message>
        <source>fork copied a process with %1 threads: a lock that another thread holds at that moment stays locked in the child for ever.</source>
        <translation>fork가 스레드 %1개인 프로세스를 복사했습니다. 그 순간 다른 스레드가 쥔 락은 자식에서 영원히 잠긴 채로 남습니다.</translation>
    </message>
    <message>
        <source>Time to first instruction</source>
        <translation>첫 명령까지의 시간</translation>
    </message>
    <message>
        <source>Inherited descriptors</source>
        <translation>물려받은 디스크립터</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>프로세스</translation>
    </message>
    <message>
        <source>Memory of a child</source>
        <translation>자식의 메모리</translation>
    </message>
    <message>
        <source>Threads of the parent</source>
        <translation>부모의 스레드</translation>
    </message>
    <message>
        <source>Bytes pickled and sent</source>
        <translation>pickle해 보낸 바이트</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>Whole run</source>
        <translation>전체 실행</translation>
    </message>
    <message>
        <source>From the request to start a child until its function begins; the median of all children.</source>
        <translation>자식을 시작하라는 요청부터 그 함수가 시작될 때까지. 모든 자식의 중앙값.</translation>
    </message>
    <message>
        <source>Open files, pipes and sockets that a child has without having been given them; the median.</source>
        <translation>준 적이 없는데 자식이 가진 열린 파일, 파이프, 소켓. 중앙값.</translation>
    </message>
    <message>
        <source>All that the program had, with helpers such as the fork server.</source>
        <translation>fork 서버 같은 도우미를 포함해 프로그램이 가진 모든 것.</translation>
    </message>
    <message>
        <source>Shared pages counted in proportion where known, else the resident size; the median of all children.</source>
        <translation>알려져 있으면 공유 페이지를 비례 배분하고, 아니면 상주 크기. 모든 자식의 중앙값.</translation>
    </message>
    <message>
        <source>How many threads the process had that was copied or that asked.</source>
        <translation>복사되거나 요청한 프로세스의 스레드 수.</translation>
    </message>
    <message>
        <source>Through all queues and pipes of the program.</source>
        <translation>프로그램의 모든 큐와 파이프를 통해.</translation>
    </message>
    <message>
        <source>From the start of the program until its end.</source>
        <translation>프로그램의 시작부터 끝까지.</translation>
    </message>
    <message>
        <source>A forked child shares %1 with others and has %2 for itself; a spawned one has %3 for itself.</source>
        <translation>fork 자식은 다른 프로세스와 %1 공유하고 혼자 %2 가집니다. spawn 자식은 혼자 %3 가집니다.</translation>
    </message>
    <message>
        <source>Private memory</source>
        <translation>혼자 쓰는 메모리</translation>
    </message>
    <message>
        <source>Shared memory</source>
        <translation>함께 쓰는 메모리</translation>
    </message>
    <message>
        <source>Pages of a child that no other process has; the median of all children.</source>
        <translation>다른 프로세스에 없는 자식의 페이지. 모든 자식의 중앙값.</translation>
    </message>
    <message>
        <source>Pages of a child that others have as well: of the parent it was forked from, and of libraries; the median.</source>
        <translation>다른 프로세스에도 있는 자식의 페이지: fork한 부모와 라이브러리의 것. 중앙값.</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>기간</translation>
    </message>
    <message>
        <source>Processes ended by a signal</source>
        <translation>신호로 끝난 프로세스</translation>
    </message>
    <message>
        <source>Time to first instruction, median</source>
        <translation>첫 명령까지의 시간(중앙값)</translation>
    </message>
    <message>
        <source>Tasks done</source>
        <translation>끝난 작업</translation>
    </message>
    <message>
        <source>Tasks failed or lost</source>
        <translation>실패하거나 잃은 작업</translation>
    </message>
    <message>
        <source>Time of a task, median</source>
        <translation>작업 시간(중앙값)</translation>
    </message>
    <message>
        <source>Wait of a task for a worker, median</source>
        <translation>작업이 워커를 기다린 시간(중앙값)</translation>
    </message>
    <message>
        <source>Bytes sent</source>
        <translation>보낸 바이트</translation>
    </message>
    <message>
        <source>Memory of a process, median</source>
        <translation>프로세스 메모리(중앙값)</translation>
    </message>
    <message>
        <source>Events lost</source>
        <translation>잃은 이벤트</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>재지 않음</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>같음</translation>
    </message>
    <message>
        <source>only here</source>
        <translation>이쪽에만</translation>
    </message>
    <message>
        <source>only there</source>
        <translation>저쪽에만</translation>
    </message>
    <message>
        <source>%1 × as much</source>
        <translation>%1배</translation>
    </message>
</context>
<context>
    <name>DoingWords</name>
    <message numerus="yes">
        <source>%n processes that do the same: %1</source>
        <translation>
            <numerusform>같은 일을 하는 프로세스 %n개: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, for %2</source>
        <translation>%1, %2 동안</translation>
    </message>
    <message>
        <source>has not run for %1</source>
        <translation>%1 동안 실행되지 않음</translation>
    </message>
    <message>
        <source>has %1 % of a CPU, and waits for one %2 % of the time</source>
        <translation>CPU 하나의 %1 %, 시간의 %2 %는 CPU를 기다림</translation>
    </message>
    <message>
        <source>has %1 % of a CPU</source>
        <translation>CPU 하나의 %1 %</translation>
    </message>
    <message numerus="yes">
        <source>(%n wait for it)</source>
        <translation>
            <numerusform>(이것을 기다리는 프로세스 %n개)</numerusform>
        </translation>
    </message>
    <message>
        <source>What they do:</source>
        <translation>하는 일:</translation>
    </message>
    <message>
        <source>In the end the others wait for:</source>
        <translation>다른 프로세스들이 결국 기다리는 것:</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>그 밖에 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>Choose another file, or record the program again.</source>
        <translation>다른 파일을 고르거나 프로그램을 다시 기록하십시오.</translation>
    </message>
    <message>
        <source>Choose another folder, or another name.</source>
        <translation>다른 폴더나 다른 이름을 고르십시오.</translation>
    </message>
    <message>
        <source>Install Poolscope again.</source>
        <translation>Poolscope를 다시 설치하십시오.</translation>
    </message>
    <message>
        <source>Run the program again.</source>
        <translation>프로그램을 다시 실행하십시오.</translation>
    </message>
    <message>
        <source>See in the status line whether the program runs, and try again.</source>
        <translation>프로그램이 실행 중인지 상태 줄에서 확인하고 다시 해 보십시오.</translation>
    </message>
    <message>
        <source>Choose another process, or ask as its user.</source>
        <translation>다른 프로세스를 고르거나 그 사용자로 다시 해 보십시오.</translation>
    </message>
    <message>
        <source>The recording could not be opened</source>
        <translation>기록을 열지 못했습니다</translation>
    </message>
    <message>
        <source>The recording could not be read</source>
        <translation>기록을 읽지 못했습니다</translation>
    </message>
    <message>
        <source>The program could not be recorded</source>
        <translation>프로그램을 기록하지 못했습니다</translation>
    </message>
    <message>
        <source>End the recording that goes on, or choose another file.</source>
        <translation>진행 중인 기록을 끝내거나 다른 파일을 고르십시오.</translation>
    </message>
    <message>
        <source>The recording could not be ended</source>
        <translation>기록을 끝내지 못했습니다</translation>
    </message>
    <message>
        <source>Start one first.</source>
        <translation>먼저 기록을 시작하십시오.</translation>
    </message>
    <message>
        <source>A file could not be opened</source>
        <translation>파일을 열지 못했습니다</translation>
    </message>
    <message>
        <source>Check its name and whether you may read it.</source>
        <translation>이름이 맞는지, 읽을 권한이 있는지 확인하십시오.</translation>
    </message>
    <message>
        <source>A file could not be read</source>
        <translation>파일을 읽지 못했습니다</translation>
    </message>
    <message>
        <source>Check whether it is still there, and try again.</source>
        <translation>파일이 아직 있는지 확인하고 다시 해 보십시오.</translation>
    </message>
    <message>
        <source>A file could not be written</source>
        <translation>파일을 쓰지 못했습니다</translation>
    </message>
    <message>
        <source>The finished file could not be put in its place</source>
        <translation>다 쓴 파일을 제자리에 두지 못했습니다</translation>
    </message>
    <message>
        <source>The picture could not be written</source>
        <translation>그림을 쓰지 못했습니다</translation>
    </message>
    <message>
        <source>The table could not be written</source>
        <translation>표를 쓰지 못했습니다</translation>
    </message>
    <message>
        <source>The graph could not be written</source>
        <translation>그래프를 쓰지 못했습니다</translation>
    </message>
    <message>
        <source>The topology could not be laid out</source>
        <translation>토폴로지를 배치하지 못했습니다</translation>
    </message>
    <message>
        <source>Install Graphviz again (libgvc6).</source>
        <translation>Graphviz(libgvc6)를 다시 설치하십시오.</translation>
    </message>
    <message>
        <source>The colours of the window could not be read</source>
        <translation>창의 색을 읽지 못했습니다</translation>
    </message>
    <message>
        <source>The parts of Poolscope could not be found</source>
        <translation>Poolscope의 구성 파일을 찾지 못했습니다</translation>
    </message>
    <message>
        <source>A lesson could not be read</source>
        <translation>학습을 읽지 못했습니다</translation>
    </message>
    <message>
        <source>The lesson could not be run</source>
        <translation>학습을 실행하지 못했습니다</translation>
    </message>
    <message>
        <source>Change what the run bar says, or choose another lesson.</source>
        <translation>실행 막대의 설정을 바꾸거나 다른 학습을 고르십시오.</translation>
    </message>
    <message>
        <source>The program could not be started</source>
        <translation>프로그램을 시작하지 못했습니다</translation>
    </message>
    <message>
        <source>Check the command, and end what runs still.</source>
        <translation>명령을 확인하고, 아직 실행 중인 것이 있으면 끝내십시오.</translation>
    </message>
    <message>
        <source>The program could not be attached to</source>
        <translation>프로그램에 붙지 못했습니다</translation>
    </message>
    <message>
        <source>The program could not be let go of</source>
        <translation>프로그램에서 떨어지지 못했습니다</translation>
    </message>
    <message>
        <source>The messages of the program could not be traced</source>
        <translation>프로그램의 메시지를 추적하지 못했습니다</translation>
    </message>
    <message>
        <source>Tracing could not be ended</source>
        <translation>추적을 끝내지 못했습니다</translation>
    </message>
    <message>
        <source>The program could not be paused</source>
        <translation>프로그램을 일시 정지하지 못했습니다</translation>
    </message>
    <message>
        <source>The program could not be continued</source>
        <translation>프로그램을 계속하지 못했습니다</translation>
    </message>
    <message>
        <source>A single step could not be taken</source>
        <translation>한 단계를 나아가지 못했습니다</translation>
    </message>
    <message>
        <source>Pause the program first.</source>
        <translation>먼저 프로그램을 일시 정지하십시오.</translation>
    </message>
    <message>
        <source>The program could not be stopped</source>
        <translation>프로그램을 멈추지 못했습니다</translation>
    </message>
    <message>
        <source>The signal could not be sent</source>
        <translation>신호를 보내지 못했습니다</translation>
    </message>
    <message>
        <source>The fault could not be made</source>
        <translation>고장을 일으키지 못했습니다</translation>
    </message>
    <message>
        <source>Run a lesson, or a program built on the engine.</source>
        <translation>학습이나 엔진으로 만든 프로그램을 실행하십시오.</translation>
    </message>
    <message>
        <source>The task could not be changed</source>
        <translation>작업을 바꾸지 못했습니다</translation>
    </message>
    <message>
        <source>The program could not be ended</source>
        <translation>프로그램을 끝내지 못했습니다</translation>
    </message>
    <message>
        <source>Kill it in the process tree.</source>
        <translation>프로세스 트리에서 강제로 끝내십시오.</translation>
    </message>
    <message>
        <source>What waits in the channel could not be looked at</source>
        <translation>채널에서 기다리는 것을 보지 못했습니다</translation>
    </message>
    <message>
        <source>The process could not be looked into</source>
        <translation>프로세스를 들여다보지 못했습니다</translation>
    </message>
    <message>
        <source>The program could not be found, or is none</source>
        <translation>프로그램을 찾지 못했거나 프로그램이 아닙니다</translation>
    </message>
    <message>
        <source>Check the command.</source>
        <translation>명령을 확인하십시오.</translation>
    </message>
    <message>
        <source>The call stack could not be read</source>
        <translation>호출 스택을 읽지 못했습니다</translation>
    </message>
    <message>
        <source>What was received could not be understood</source>
        <translation>받은 것을 이해하지 못했습니다</translation>
    </message>
    <message>
        <source>Use the same version of Poolscope on both sides.</source>
        <translation>양쪽에서 같은 버전의 Poolscope를 쓰십시오.</translation>
    </message>
    <message>
        <source>The host that runs the program does not answer</source>
        <translation>프로그램을 실행하는 호스트가 답하지 않습니다</translation>
    </message>
    <message>
        <source>The program could not be watched</source>
        <translation>프로그램을 지켜보지 못했습니다</translation>
    </message>
    <message>
        <source>The system does not tell of processes and sockets</source>
        <translation>시스템이 프로세스와 소켓에 대해 알려 주지 않습니다</translation>
    </message>
    <message>
        <source>The system did not give what is needed for this</source>
        <translation>여기에 필요한 것을 시스템에서 얻지 못했습니다</translation>
    </message>
    <message>
        <source>Close what is not needed, and try again.</source>
        <translation>필요 없는 것을 닫고 다시 해 보십시오.</translation>
    </message>
    <message>
        <source>process %1 has ended</source>
        <translation>끝난 프로세스: %1</translation>
    </message>
    <message>
        <source>process %1 has ended and only waits for its parent to notice</source>
        <translation>끝났고 부모의 확인만 기다리는 프로세스: %1</translation>
    </message>
    <message>
        <source>process %1 is not part of the program</source>
        <translation>프로그램에 속하지 않는 프로세스: %1</translation>
    </message>
    <message>
        <source>process %1 is none of the engine&apos;s, or is not part of the program</source>
        <translation>엔진의 것이 아니거나 프로그램에 속하지 않는 프로세스: %1</translation>
    </message>
    <message>
        <source>process %1 is traced by process %2 already</source>
        <translation>이미 추적되는 프로세스: %1, 추적하는 프로세스: %2</translation>
    </message>
    <message>
        <source>program %1 is still running</source>
        <translation>아직 실행 중인 프로그램: %1</translation>
    </message>
    <message>
        <source>program %1 is under observation</source>
        <translation>이미 관찰 중인 프로그램: %1</translation>
    </message>
    <message>
        <source>thread %1 is gone</source>
        <translation>사라진 스레드: %1</translation>
    </message>
    <message>
        <source>the kernel does not let us trace thread %1</source>
        <translation>커널이 추적을 허락하지 않는 스레드: %1</translation>
    </message>
    <message>
        <source>this is the host itself</source>
        <translation>호스트 자신입니다</translation>
    </message>
    <message>
        <source>this program is built on the engine and tells its messages by itself</source>
        <translation>엔진으로 만든 프로그램이어서 메시지를 스스로 알려 줍니다</translation>
    </message>
    <message>
        <source>a program that was started here is traced from its start or not at all: see launch</source>
        <translation>여기서 시작한 프로그램은 처음부터만 추적할 수 있습니다</translation>
    </message>
    <message>
        <source>this program was not started here: detach leaves it as it is</source>
        <translation>여기서 시작한 프로그램이 아닙니다. 떨어지면 그대로 계속됩니다</translation>
    </message>
    <message>
        <source>the host is ending</source>
        <translation>호스트가 끝나는 중입니다</translation>
    </message>
    <message>
        <source>the guard process was killed</source>
        <translation>감시 프로세스가 죽었습니다</translation>
    </message>
    <message>
        <source>no program is running</source>
        <translation>실행 중인 프로그램이 없습니다</translation>
    </message>
    <message>
        <source>no program is traced</source>
        <translation>추적 중인 프로그램이 없습니다</translation>
    </message>
    <message>
        <source>no program is under observation</source>
        <translation>관찰 중인 프로그램이 없습니다</translation>
    </message>
    <message>
        <source>no running program is attached</source>
        <translation>붙어 있는 실행 중인 프로그램이 없습니다</translation>
    </message>
    <message>
        <source>no process is given</source>
        <translation>프로세스를 지정하지 않았습니다</translation>
    </message>
    <message>
        <source>nobody is traced</source>
        <translation>추적되는 것이 없습니다</translation>
    </message>
    <message>
        <source>nobody holds an end of it</source>
        <translation>끝을 쥔 프로세스가 없습니다</translation>
    </message>
    <message>
        <source>no process holds it any more</source>
        <translation>쥐고 있는 프로세스가 이제 없습니다</translation>
    </message>
    <message>
        <source>nothing is being recorded</source>
        <translation>기록 중인 것이 없습니다</translation>
    </message>
    <message>
        <source>already recording to %1</source>
        <translation>이미 기록 중인 파일: %1</translation>
    </message>
    <message>
        <source>the program is not paused</source>
        <translation>프로그램이 일시 정지되어 있지 않습니다</translation>
    </message>
    <message>
        <source>the program did not end</source>
        <translation>프로그램이 끝나지 않았습니다</translation>
    </message>
    <message>
        <source>too many processes have faults already: take one back first</source>
        <translation>고장 난 프로세스가 이미 너무 많습니다. 먼저 하나를 되돌리십시오</translation>
    </message>
    <message>
        <source>%1 is not in PATH</source>
        <translation>PATH에 없음: %1</translation>
    </message>
    <message>
        <source>%1 is not a file</source>
        <translation>파일이 아님: %1</translation>
    </message>
    <message>
        <source>%1 is not a Poolscope recording</source>
        <translation>Poolscope 기록이 아님: %1</translation>
    </message>
    <message>
        <source>%1 ends within its header</source>
        <translation>머리 부분에서 끝남: %1</translation>
    </message>
    <message>
        <source>%1 became shorter</source>
        <translation>짧아짐: %1</translation>
    </message>
    <message>
        <source>the command line is empty</source>
        <translation>명령이 비어 있습니다</translation>
    </message>
    <message>
        <source>it runs no Python</source>
        <translation>Python을 실행하지 않습니다</translation>
    </message>
    <message>
        <source>%1: this lesson has no pool, so it takes no number of workers</source>
        <translation>%1: 풀이 없는 학습이어서 워커 수를 받지 않습니다</translation>
    </message>
    <message>
        <source>%1: the Python program has its number of workers written in it</source>
        <translation>%1: Python 프로그램에 워커 수가 적혀 있습니다</translation>
    </message>
    <message>
        <source>%1: workers must be %2 to %3, not %4</source>
        <translation>%1: 워커 수의 범위는 %2–%3, 주어진 값은 %4</translation>
    </message>
    <message>
        <source>%1: this lesson gives its chunk sizes itself</source>
        <translation>%1: 묶음 크기를 스스로 정하는 학습입니다</translation>
    </message>
    <message>
        <source>%1: this lesson has no pool, so it takes no chunk size</source>
        <translation>%1: 풀이 없는 학습이어서 묶음 크기를 받지 않습니다</translation>
    </message>
    <message>
        <source>%1: the chunk size must be 1 to %2, not %3</source>
        <translation>%1: 묶음 크기의 범위는 1–%2, 주어진 값은 %3</translation>
    </message>
    <message>
        <source>%1: this lesson sets the start method %2 itself</source>
        <translation>%1: 시작 방식을 스스로 정하는 학습입니다(%2)</translation>
    </message>
    <message>
        <source>This could not be done: %1</source>
        <translation>하지 못한 일이 있습니다(%1)</translation>
    </message>
    <message>
        <source>it does not exist</source>
        <translation>존재하지 않습니다</translation>
    </message>
    <message>
        <source>it is not permitted</source>
        <translation>권한이 없습니다</translation>
    </message>
    <message>
        <source>it lies where nothing can be written</source>
        <translation>쓸 수 없는 곳에 있습니다</translation>
    </message>
    <message>
        <source>there is no room left</source>
        <translation>남은 공간이 없습니다</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>폴더입니다</translation>
    </message>
    <message>
        <source>a part of its path is no folder</source>
        <translation>경로의 한 부분이 폴더가 아닙니다</translation>
    </message>
    <message>
        <source>it exists already</source>
        <translation>이미 있습니다</translation>
    </message>
    <message>
        <source>its name is too long</source>
        <translation>이름이 너무 깁니다</translation>
    </message>
    <message>
        <source>the process has ended</source>
        <translation>프로세스가 끝났습니다</translation>
    </message>
    <message>
        <source>too many files are open</source>
        <translation>열린 파일이 너무 많습니다</translation>
    </message>
    <message>
        <source>there is not enough memory, or too much of something</source>
        <translation>메모리가 모자라거나 무언가가 너무 많습니다</translation>
    </message>
    <message>
        <source>the other side has closed</source>
        <translation>상대 쪽이 닫았습니다</translation>
    </message>
    <message>
        <source>the disk or device has failed</source>
        <translation>디스크나 장치가 고장 났습니다</translation>
    </message>
    <message>
        <source>it is no program that this machine can run</source>
        <translation>이 컴퓨터에서 실행할 수 있는 프로그램이 아닙니다</translation>
    </message>
    <message>
        <source>it failed</source>
        <translation>실패했습니다</translation>
    </message>
    <message>
        <source>the system gave error %1, %2</source>
        <translation>시스템 오류 %1번입니다, %2</translation>
    </message>
    <message>
        <source>it took too long</source>
        <translation>너무 오래 걸렸습니다</translation>
    </message>
    <message>
        <source>it is cut short</source>
        <translation>중간에 잘렸습니다</translation>
    </message>
    <message>
        <source>it is larger than permitted</source>
        <translation>허용된 것보다 큽니다</translation>
    </message>
    <message>
        <source>its bytes are not what they claim to be</source>
        <translation>바이트가 스스로 밝힌 형식과 다릅니다</translation>
    </message>
    <message>
        <source>the value is not permitted</source>
        <translation>허용되지 않는 값입니다</translation>
    </message>
    <message>
        <source>no task has that name</source>
        <translation>그런 이름의 작업이 없습니다</translation>
    </message>
    <message>
        <source>this system or version does not have it</source>
        <translation>이 시스템이나 버전에는 없습니다</translation>
    </message>
    <message>
        <source>the other side has another key</source>
        <translation>상대 쪽의 키가 다릅니다</translation>
    </message>
    <message>
        <source>it is closed</source>
        <translation>닫혀 있습니다</translation>
    </message>
    <message>
        <source>it is not possible now</source>
        <translation>지금은 할 수 없습니다</translation>
    </message>
    <message>
        <source>it is full</source>
        <translation>가득 찼습니다</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>비어 있습니다</translation>
    </message>
    <message>
        <source>it is lost</source>
        <translation>잃어버렸습니다</translation>
    </message>
    <message>
        <source>it was cancelled</source>
        <translation>취소되었습니다</translation>
    </message>
    <message>
        <source>whoever was to do it has ended</source>
        <translation>그 일을 맡은 쪽이 끝났습니다</translation>
    </message>
    <message>
        <source>Make room, or choose another disk.</source>
        <translation>공간을 비우거나 다른 디스크를 고르십시오.</translation>
    </message>
    <message>
        <source>Graphviz could not be started</source>
        <translation>Graphviz를 시작하지 못했습니다</translation>
    </message>
    <message>
        <source>Graphviz has no dot layout</source>
        <translation>Graphviz에 dot 배치가 없습니다</translation>
    </message>
    <message>
        <source>Only pause and continue work here, not single steps or another speed</source>
        <translation>이 프로그램은 일시 정지와 계속만 할 수 있고, 한 단계씩 실행하거나 속도를 바꿀 수 없습니다</translation>
    </message>
    <message>
        <source>The number of workers could not be changed</source>
        <translation>워커 수를 바꾸지 못했습니다</translation>
    </message>
    <message>
        <source>this program is not built on the engine</source>
        <translation>엔진으로 만든 프로그램이 아닙니다</translation>
    </message>
    <message>
        <source>The file could not be made</source>
        <translation>파일을 만들지 못했습니다</translation>
    </message>
    <message>
        <source>%1 has version %2, this Poolscope reads version %3</source>
        <translation>%1: 버전 %2, 이 Poolscope가 읽는 버전은 %3</translation>
    </message>
    <message>
        <source>its folder does not exist</source>
        <translation>그 폴더가 없습니다</translation>
    </message>
    <message>
        <source>Open it with the Poolscope that has made it, or a newer one.</source>
        <translation>그것을 만든 Poolscope나 더 새로운 것으로 여십시오.</translation>
    </message>
    <message>
        <source>The bookmark could not be set</source>
        <translation>책갈피를 꽂을 수 없습니다</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>%1 s</source>
        <translation>%1초</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>역할</translation>
    </message>
    <message>
        <source>PID</source>
        <translation>PID</translation>
    </message>
    <message>
        <source>Adopted by</source>
        <translation>입양한 프로세스</translation>
    </message>
    <message>
        <source>Parent</source>
        <translation>부모</translation>
    </message>
    <message>
        <source>Asked for by</source>
        <translation>요청한 프로세스</translation>
    </message>
    <message>
        <source>Start method</source>
        <translation>시작 방법</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Thread %1</source>
        <translation>스레드 %1</translation>
    </message>
    <message>
        <source>Task in hand</source>
        <translation>처리 중인 작업</translation>
    </message>
    <message>
        <source>Task at its end</source>
        <translation>끝날 때의 작업</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>풀</translation>
    </message>
    <message>
        <source>worker %1</source>
        <translation>워커 %1</translation>
    </message>
    <message>
        <source>Started at</source>
        <translation>시작 시각</translation>
    </message>
    <message>
        <source>Start took</source>
        <translation>시작에 걸린 시간</translation>
    </message>
    <message>
        <source>Ended at</source>
        <translation>끝난 시각</translation>
    </message>
    <message>
        <source>Tasks done</source>
        <translation>끝낸 작업</translation>
    </message>
    <message>
        <source>Messages sent</source>
        <translation>보낸 메시지</translation>
    </message>
    <message>
        <source>Messages received</source>
        <translation>받은 메시지</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>명령</translation>
    </message>
    <message>
        <source>Known by</source>
        <translation>근거</translation>
    </message>
    <message>
        <source>inference</source>
        <translation>추론</translation>
    </message>
    <message>
        <source>a guess</source>
        <translation>추측</translation>
    </message>
    <message>
        <source>CPU time</source>
        <translation>CPU 시간</translation>
    </message>
    <message>
        <source>Resident memory</source>
        <translation>상주 메모리</translation>
    </message>
    <message>
        <source>Proportional memory</source>
        <translation>비례 배분 메모리</translation>
    </message>
    <message>
        <source>Descriptors</source>
        <translation>디스크립터</translation>
    </message>
    <message>
        <source>Inherited descriptors</source>
        <translation>물려받은 디스크립터</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>스레드</translation>
    </message>
    <message>
        <source>Writes to</source>
        <translation>쓰는 곳</translation>
    </message>
    <message>
        <source>Reads from</source>
        <translation>읽는 곳</translation>
    </message>
    <message>
        <source>Reads and writes</source>
        <translation>읽고 쓰는 곳</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>쥐고 있음</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>만든 프로세스</translation>
    </message>
    <message>
        <source>Made at</source>
        <translation>만든 시각</translation>
    </message>
    <message>
        <source>Capacity</source>
        <translation>용량</translation>
    </message>
    <message numerus="yes">
        <source>%n items</source>
        <translation>
            <numerusform>%n개</numerusform>
        </translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>제한 없음</translation>
    </message>
    <message>
        <source>Now in it</source>
        <translation>지금 든 것</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>보냄</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>받음</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>버려짐</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>양</translation>
    </message>
    <message>
        <source>Write end</source>
        <translation>쓰기 끝</translation>
    </message>
    <message>
        <source>Read end</source>
        <translation>읽기 끝</translation>
    </message>
    <message>
        <source>Both ends</source>
        <translation>양쪽 끝</translation>
    </message>
    <message>
        <source>Waited for by</source>
        <translation>기다리는 프로세스</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>호출</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>까닭</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>오류</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>워커</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>시도</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>Submitted at</source>
        <translation>제출 시각</translation>
    </message>
    <message>
        <source>Queued for</source>
        <translation>줄 선 시간</translation>
    </message>
    <message>
        <source>Ran for</source>
        <translation>실행 시간</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>From</source>
        <translation>보낸 쪽</translation>
    </message>
    <message>
        <source>To</source>
        <translation>받는 쪽</translation>
    </message>
    <message>
        <source>dropped: nobody will receive it</source>
        <translation>버려짐: 아무도 받지 못합니다</translation>
    </message>
    <message>
        <source>in flight</source>
        <translation>전달 중</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Sent at</source>
        <translation>보낸 시각</translation>
    </message>
    <message>
        <source>Received at</source>
        <translation>받은 시각</translation>
    </message>
    <message>
        <source>On the way</source>
        <translation>전달 시간</translation>
    </message>
    <message>
        <source>Number in its channel</source>
        <translation>채널 안 번호</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>소유자</translation>
    </message>
    <message>
        <source>Workers wanted</source>
        <translation>원하는 워커 수</translation>
    </message>
    <message>
        <source>Workers present</source>
        <translation>지금 워커 수</translation>
    </message>
    <message>
        <source>Tasks submitted</source>
        <translation>제출된 작업</translation>
    </message>
    <message>
        <source>Tasks failed</source>
        <translation>실패한 작업</translation>
    </message>
    <message>
        <source>Tasks lost</source>
        <translation>잃어버린 작업</translation>
    </message>
    <message>
        <source>Broken</source>
        <translation>고장</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>닫힘</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 중 %1</translation>
    </message>
    <message>
        <source>Held by</source>
        <translation>쥔 프로세스</translation>
    </message>
    <message>
        <source>Held for</source>
        <translation>쥔 시간</translation>
    </message>
    <message>
        <source>Died holding it</source>
        <translation>쥔 채 죽은 프로세스</translation>
    </message>
    <message>
        <source>Exit code</source>
        <translation>종료 코드</translation>
    </message>
    <message>
        <source>unknown: nobody saw how it ended</source>
        <translation>알 수 없음: 끝나는 것을 아무도 보지 못함</translation>
    </message>
    <message>
        <source>inferred: other threads outlived the first one</source>
        <translation>추론: 첫 스레드가 끝난 뒤에 다른 스레드가 남아 있었음</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>Last sent</source>
        <translation>마지막으로 보냄</translation>
    </message>
    <message>
        <source>Last received</source>
        <translation>마지막으로 받음</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Left taken</source>
        <translation>쥔 채 남김</translation>
    </message>
    <message>
        <source>left behind</source>
        <translation>버려짐</translation>
    </message>
    <message>
        <source>its name is still there</source>
        <translation>이름이 남아 있음</translation>
    </message>
    <message>
        <source>unlinked</source>
        <translation>이름이 지워짐</translation>
    </message>
    <message>
        <source>%1 (%2; nobody has it)</source>
        <translation>%1 (%2, 쥔 프로세스 없음)</translation>
    </message>
    <message>
        <source>%1 (%2; %3)</source>
        <translation>%1 (%2, %3)</translation>
    </message>
    <message>
        <source>First seen with</source>
        <translation>처음 본 곳</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>만듦</translation>
    </message>
    <message>
        <source>Has mapped</source>
        <translation>매핑함</translation>
    </message>
    <message>
        <source>Inherited, never written to</source>
        <translation>물려받고 쓴 적 없음</translation>
    </message>
    <message>
        <source>Inherited, never read</source>
        <translation>물려받고 읽은 적 없음</translation>
    </message>
    <message>
        <source>Private memory</source>
        <translation>혼자 쓰는 메모리</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>이름 없음</translation>
    </message>
    <message>
        <source>Semaphore</source>
        <translation>세마포어</translation>
    </message>
</context>
<context>
    <name>FilterField</name>
    <message>
        <source>since the run began: when it was sent, submitted or started, or happened</source>
        <translation>실행이 시작된 뒤의 시간: 보내거나 맡기거나 시작한 때, 또는 일어난 때</translation>
    </message>
    <message>
        <source>the event, or the newest event of the message, task or process</source>
        <translation>이벤트의 종류, 또는 메시지·작업·프로세스의 가장 새로운 이벤트</translation>
    </message>
    <message>
        <source>the number of the event in the recorded order</source>
        <translation>기록된 순서에서 이벤트의 번호</translation>
    </message>
    <message>
        <source>the kernel&apos;s thread id</source>
        <translation>커널의 스레드 번호</translation>
    </message>
    <message>
        <source>the name of the queue or pipe</source>
        <translation>큐나 파이프의 이름</translation>
    </message>
    <message>
        <source>what kind of channel it is</source>
        <translation>채널의 종류</translation>
    </message>
    <message>
        <source>the size of the message</source>
        <translation>메시지의 크기</translation>
    </message>
    <message>
        <source>the message&apos;s number in its channel, 0 if it has none</source>
        <translation>채널 안에서 메시지의 번호. 없으면 0</translation>
    </message>
    <message>
        <source>the content as the tables show it: decoded</source>
        <translation>표에 보이는 대로 해독된 내용</translation>
    </message>
    <message>
        <source>will never be received</source>
        <translation>받을 수 없게 됨</translation>
    </message>
    <message>
        <source>sent and not yet received</source>
        <translation>보냈으나 아직 받지 않음</translation>
    </message>
    <message>
        <source>on the way, or queued, or waiting at this moment</source>
        <translation>가는 데 걸린 시간, 대기열에 있던 시간, 또는 지금 기다린 시간</translation>
    </message>
    <message>
        <source>what is waited for</source>
        <translation>기다리는 것</translation>
    </message>
    <message>
        <source>the sender&apos;s process id</source>
        <translation>보낸 프로세스의 번호</translation>
    </message>
    <message>
        <source>the sender&apos;s name</source>
        <translation>보낸 프로세스의 이름</translation>
    </message>
    <message>
        <source>the sender&apos;s role</source>
        <translation>보낸 프로세스의 역할</translation>
    </message>
    <message>
        <source>the receiver&apos;s process id</source>
        <translation>받은 프로세스의 번호</translation>
    </message>
    <message>
        <source>the receiver&apos;s name</source>
        <translation>받은 프로세스의 이름</translation>
    </message>
    <message>
        <source>the receiver&apos;s role</source>
        <translation>받은 프로세스의 역할</translation>
    </message>
    <message>
        <source>process id: of the process, the worker, who did it, or either end of the message</source>
        <translation>프로세스 번호: 그 프로세스, 워커, 일을 한 프로세스, 또는 메시지의 어느 한쪽</translation>
    </message>
    <message>
        <source>the name of the same</source>
        <translation>그 프로세스의 이름</translation>
    </message>
    <message>
        <source>the role of the same</source>
        <translation>그 프로세스의 역할</translation>
    </message>
    <message>
        <source>what the process does</source>
        <translation>프로세스가 하는 일</translation>
    </message>
    <message>
        <source>how the process was started</source>
        <translation>프로세스가 시작된 방법</translation>
    </message>
    <message>
        <source>the function that is called</source>
        <translation>호출되는 함수</translation>
    </message>
    <message>
        <source>what became of the task</source>
        <translation>작업의 결말</translation>
    </message>
    <message>
        <source>which attempt it is, from 1</source>
        <translation>몇 번째 시도인지, 1부터</translation>
    </message>
    <message>
        <source>how many calls one task holds</source>
        <translation>작업 하나에 든 호출의 수</translation>
    </message>
    <message>
        <source>how long it ran, as the worker measured it</source>
        <translation>워커가 잰 실행 시간</translation>
    </message>
    <message>
        <source>the result or error, decoded</source>
        <translation>해독된 결과 또는 오류</translation>
    </message>
    <message>
        <source>the name of the pool</source>
        <translation>풀의 이름</translation>
    </message>
    <message>
        <source>the name of the lock</source>
        <translation>락의 이름</translation>
    </message>
    <message>
        <source>how the process ended; −9 is signal 9</source>
        <translation>프로세스가 끝난 방식. −9는 시그널 9</translation>
    </message>
    <message>
        <source>processor time used</source>
        <translation>쓴 프로세서 시간</translation>
    </message>
    <message>
        <source>resident memory</source>
        <translation>상주 메모리</translation>
    </message>
</context>
<context>
    <name>FilterText</name>
    <message>
        <source>The filter is too long.</source>
        <translation>필터가 너무 깁니다.</translation>
    </message>
    <message>
        <source>There are too many parentheses in parentheses.</source>
        <translation>괄호가 너무 깊이 겹쳐 있습니다.</translation>
    </message>
    <message>
        <source>“%1” has no meaning in a filter.</source>
        <translation>필터에서 뜻이 없는 기호입니다: “%1”.</translation>
    </message>
    <message>
        <source>A quotation mark is never closed.</source>
        <translation>따옴표가 닫히지 않았습니다.</translation>
    </message>
    <message>
        <source>There is no field “%1”.</source>
        <translation>없는 필드입니다: “%1”.</translation>
    </message>
    <message>
        <source>A field is missing here, such as %1.</source>
        <translation>여기에 %1 같은 필드가 빠졌습니다.</translation>
    </message>
    <message>
        <source>After %1 comes a comparison: ==, !=, &lt;, &gt;, in, contains or matches.</source>
        <translation>%1 뒤에는 비교가 와야 합니다: ==, !=, &lt;, &gt;, in, contains, matches.</translation>
    </message>
    <message>
        <source>%1 is compared with a whole number.</source>
        <translation>%1: 정수와 비교해야 합니다.</translation>
    </message>
    <message>
        <source>%1 is compared with a time and its unit, such as 5ms or 1.5s.</source>
        <translation>%1: 5ms, 1.5s처럼 단위가 붙은 시간과 비교해야 합니다.</translation>
    </message>
    <message>
        <source>%1 is compared with a size, such as 1000 or 64KiB.</source>
        <translation>%1: 1000, 64KiB 같은 크기와 비교해야 합니다.</translation>
    </message>
    <message>
        <source>%1 is compared with text in quotation marks, such as &quot;tasks&quot;.</source>
        <translation>%1: &quot;tasks&quot;처럼 따옴표 안의 글과 비교해야 합니다.</translation>
    </message>
    <message>
        <source>%1 can be: %2.</source>
        <translation>%1의 값이 될 수 있는 것: %2.</translation>
    </message>
    <message>
        <source>The number %1 is too large.</source>
        <translation>수가 너무 큽니다: %1.</translation>
    </message>
    <message>
        <source>%1 has no order: only == != and in can be used.</source>
        <translation>%1에는 순서가 없어 == != in만 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>%1 is no text: contains and matches cannot be used.</source>
        <translation>%1: 글이 아니라서 contains와 matches를 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>The pattern cannot be read: %1.</source>
        <translation>패턴을 읽을 수 없습니다: %1.</translation>
    </message>
    <message>
        <source>After in come values in braces: {1, 2}.</source>
        <translation>in 뒤에는 중괄호 안의 값들이 와야 합니다: {1, 2}.</translation>
    </message>
    <message>
        <source>A comma or } is missing here.</source>
        <translation>여기에 쉼표나 }가 빠졌습니다.</translation>
    </message>
    <message>
        <source>A parenthesis is never closed.</source>
        <translation>괄호가 닫히지 않았습니다.</translation>
    </message>
    <message>
        <source>“%1” cannot stand here: &amp;&amp; or || is missing before it, or it is one too many.</source>
        <translation>“%1”: 여기에 올 수 없습니다. 앞에 &amp;&amp; 또는 ||가 빠졌거나 하나가 더 있습니다.</translation>
    </message>
    <message>
        <source>%1 Did you mean %2?</source>
        <comment>a sentence, then a word</comment>
        <translation>%1 혹시 %2?</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>정수</translation>
    </message>
    <message>
        <source>a time with its unit: 5ms, 1.5s, 2min</source>
        <translation>단위가 붙은 시간: 5ms, 1.5s, 2min</translation>
    </message>
    <message>
        <source>a size: 1000, 64KiB, 1.5MB</source>
        <translation>크기: 1000, 64KiB, 1.5MB</translation>
    </message>
    <message>
        <source>text: &quot;tasks&quot;</source>
        <translation>글: &quot;tasks&quot;</translation>
    </message>
    <message>
        <source>alone, or with ! before it</source>
        <translation>혼자, 또는 앞에 !를 붙여</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>tasks</source>
        <translation>작업</translation>
    </message>
    <message>
        <source>processes</source>
        <translation>프로세스</translation>
    </message>
    <message>
        <source>events</source>
        <translation>이벤트</translation>
    </message>
    <message>
        <source>The field “%1” belongs to %2; here %3 are filtered.</source>
        <translation>“%1” 필드가 있는 것: %2. 여기서 거르는 것: %3.</translation>
    </message>
</context>
<context>
    <name>FindingWords</name>
    <message>
        <source>{first} waits for {second} to end, and {second} cannot end: it has more to write into {object}, which is full.</source>
        <translation>서로 기다립니다. {first}: {second} 프로세스가 끝나기를 기다립니다. {second}: 가득 찬 {object} 채널에 쓸 것이 남아 끝날 수 없습니다.</translation>
    </message>
    <message>
        <source>Only {first} would make room by reading, and it does not read while it waits.</source>
        <translation>읽어서 자리를 낼 프로세스는 기다리는 동안 읽지 않습니다: {first}.</translation>
    </message>
    <message>
        <source>Read everything that {second} sends before you call join() or wait() on it.</source>
        <translation>join() 또는 wait() 전에 자식이 보내는 것을 모두 읽으십시오: {second}.</translation>
    </message>
    <message>
        <source>{circle}.</source>
        <translation>{circle}.</translation>
    </message>
    <message>
        <source>Each holds a lock that another one of them waits for, so none can go on.</source>
        <translation>저마다 다른 프로세스가 기다리는 락을 쥐고 있어 아무도 나아갈 수 없습니다.</translation>
    </message>
    <message>
        <source>Take the locks in the same order everywhere, or wait for them with a timeout.</source>
        <translation>어디서나 같은 순서로 락을 얻거나, 시간 제한을 두고 기다리십시오.</translation>
    </message>
    <message>
        <source>{first} waits for {object}, which it holds itself.</source>
        <translation>스스로 쥔 락을 기다립니다. {first}: {object}.</translation>
    </message>
    <message>
        <source>A Lock can be had once only, also by its owner, and so can the lock of a file that was opened twice.</source>
        <translation>Lock은 주인도 한 번만 얻을 수 있습니다. 두 번 연 파일의 락도 그렇습니다.</translation>
    </message>
    <message>
        <source>Use an RLock, or release the lock before taking it again. Open a file once, and lock that.</source>
        <translation>RLock을 쓰거나, 다시 얻기 전에 놓으십시오. 파일은 한 번 열어 그것을 잠그십시오.</translation>
    </message>
    <message>
        <source>{all}: waiting for {object}, which is taken although nobody has it.</source>
        <translation>주인 없는 락을 기다립니다. {all}: {object}.</translation>
    </message>
    <message>
        <source>Whoever took it ended before releasing it; most likely it was killed.</source>
        <translation>락을 쥔 프로세스가 놓기 전에 끝났습니다. 아마도 강제로 종료되었을 것입니다.</translation>
    </message>
    <message>
        <source>Restart the program. Take locks in a with block, and do not kill processes that may hold one: let them end by themselves.</source>
        <translation>프로그램을 다시 시작하십시오. 락은 with 블록으로 얻고, 락을 쥐었을 수 있는 프로세스를 강제로 종료하지 마십시오.</translation>
    </message>
    <message>
        <source>{all}: waiting for their turn to fetch a task ({object}), which never comes.</source>
        <translation>작업을 가져갈 차례를 기다리지만 오지 않습니다. {all}: {object}.</translation>
    </message>
    <message>
        <source>A worker of the pool was killed while it fetched a task, with the lock around that in hand. No worker gets a task any more.</source>
        <translation>풀의 워커가 작업을 가져가다가 그 락을 쥔 채 강제로 종료되었습니다. 이제 어떤 워커도 작업을 받지 못합니다.</translation>
    </message>
    <message>
        <source>Restart the program. Let workers end by themselves; concurrent.futures.ProcessPoolExecutor notices the death of one, multiprocessing.Pool does not.</source>
        <translation>프로그램을 다시 시작하십시오. 워커가 스스로 끝나게 하십시오. concurrent.futures.ProcessPoolExecutor는 워커의 죽음을 알아채지만 multiprocessing.Pool은 그러지 못합니다.</translation>
    </message>
    <message>
        <source>Start processes before threads, or with the start method spawn or forkserver.</source>
        <translation>스레드보다 먼저 프로세스를 시작하거나, 시작 방법으로 spawn 또는 forkserver를 쓰십시오.</translation>
    </message>
    <message>
        <source>{first} waits for more data, or the end, of {object}, and neither can come.</source>
        <translation>오지 않을 데이터나 끝을 기다립니다. {first}: {object}.</translation>
    </message>
    <message>
        <source>{first} still has an end of it open to write to. Nobody writes there, and as long as it is open there is no end of file.</source>
        <translation>읽는 프로세스가 스스로 쓰기 끝을 열어 두고 있습니다. 아무도 거기에 쓰지 않고, 열려 있는 한 파일의 끝은 오지 않습니다.</translation>
    </message>
    <message>
        <source>Close the writing end in every process that only reads, right after it started.</source>
        <translation>읽기만 하는 모든 프로세스에서 시작 직후에 쓰기 끝을 닫으십시오.</translation>
    </message>
    <message>
        <source>{first} waits for the end of {object}, and it cannot come.</source>
        <translation>오지 않을 끝을 기다립니다. {first}: {object}.</translation>
    </message>
    <message>
        <source>Whoever wrote there is gone. {second} does something else, but still has, as descriptor {count}, an end to write to, which it got when it was forked and does not use.</source>
        <translation>쓰던 프로세스는 사라졌습니다. 다른 일을 하는 {second}에 fork 때 받고 쓰지 않는 쓰기 끝이 아직 열려 있습니다(디스크립터 {count}).</translation>
    </message>
    <message>
        <source>Close in {second}, right after the fork, every end that it does not use, or start it by spawn.</source>
        <translation>{second}에서 쓰지 않는 끝은 fork 직후에 모두 닫거나, spawn으로 시작하십시오.</translation>
    </message>
    <message>
        <source>{first} waits to write into {object}, which is full, and only {first} itself could read it.</source>
        <translation>가득 찬 채널에 쓰려고 기다리지만 읽을 수 있는 것은 자신뿐입니다. {first}: {object}.</translation>
    </message>
    <message>
        <source>What it writes stays in the pipe until it reads, and it does not read while it writes.</source>
        <translation>쓰는 동안에는 읽지 않으므로 자리가 나지 않습니다.</translation>
    </message>
    <message>
        <source>Read in another thread or process, or write less than the pipe holds before reading.</source>
        <translation>다른 스레드나 프로세스에서 읽거나, 읽기 전에 파이프의 용량보다 적게 쓰십시오.</translation>
    </message>
    <message>
        <source>Each writes into a pipe that is full, and would have to be emptied by one that writes itself.</source>
        <translation>저마다 가득 찬 파이프에 쓰고 있고, 그것을 비워야 할 쪽도 쓰고 있습니다.</translation>
    </message>
    <message>
        <source>Let one side read before it writes, write in a thread of its own, or send less at a time.</source>
        <translation>한쪽이 쓰기 전에 읽게 하거나, 따로 둔 스레드에서 쓰거나, 한 번에 더 적게 보내십시오.</translation>
    </message>
    <message>
        <source>Each waits for a message from one that waits itself.</source>
        <translation>저마다 역시 기다리고 있는 쪽의 메시지를 기다립니다.</translation>
    </message>
    <message>
        <source>Let one side speak first, or wait with a timeout.</source>
        <translation>한쪽이 먼저 보내게 하거나, 시간 제한을 두고 기다리십시오.</translation>
    </message>
    <message>
        <source>{first} waits for results of {pool}, and its {count} workers have nothing to do.</source>
        <translation>풀의 결과를 기다리지만 워커들은 할 일이 없습니다. {first}: {pool}, 워커 {count}개.</translation>
    </message>
    <message>
        <source>Most likely the worker that had the task was killed, or left it by sys.exit(): the new one that took its place does not know of it, and multiprocessing.Pool does not notice.</source>
        <translation>작업을 맡은 워커가 강제로 종료되었거나 sys.exit()로 작업을 떠났을 것입니다. 그 자리에 온 새 워커는 작업을 모르고, multiprocessing.Pool은 알아채지 못합니다.</translation>
    </message>
    <message>
        <source>Restart the program. Use concurrent.futures.ProcessPoolExecutor, which tells of dead workers, or get(timeout=…).</source>
        <translation>프로그램을 다시 시작하십시오. 죽은 워커를 알려 주는 concurrent.futures.ProcessPoolExecutor 또는 get(timeout=…)을 쓰십시오.</translation>
    </message>
    <message>
        <source>{all}: waiting for each other, and nobody else can wake them.</source>
        <translation>서로 기다리며 다른 누구도 깨울 수 없습니다. {all}.</translation>
    </message>
    <message>
        <source>Every thread of them waits, without a timeout, for something that only they could do.</source>
        <translation>모든 스레드가 그들만이 할 수 있는 일을 시간 제한 없이 기다립니다.</translation>
    </message>
    <message>
        <source>Select one of them: the inspector shows for what it waits.</source>
        <translation>하나를 고르면 무엇을 기다리는지 검사기에 나옵니다.</translation>
    </message>
    <message>
        <source>The pool of {first} is broken: {name}.</source>
        <translation>풀이 망가졌습니다. {first}: {name}.</translation>
    </message>
    <message>
        <source>Tasks of it will not run any more.</source>
        <translation>이 풀의 작업은 더 이상 실행되지 않습니다.</translation>
    </message>
    <message>
        <source>Make a new pool.</source>
        <translation>새 풀을 만드십시오.</translation>
    </message>
    <message>
        <source>{first} ended while it held {object}.</source>
        <translation>락을 쥔 채 끝났습니다. {first}: {object}.</translation>
    </message>
    <message>
        <source>What the lock guards may be half written.</source>
        <translation>락이 지키는 것이 반만 쓰였을 수 있습니다.</translation>
    </message>
    <message>
        <source>Take locks in a with block, and do not kill a process that may hold one.</source>
        <translation>락은 with 블록으로 얻고, 락을 쥐었을 수 있는 프로세스를 강제로 종료하지 마십시오.</translation>
    </message>
    <message>
        <source>{name} was left behind by {first}.</source>
        <translation>남겨진 자원입니다: {name}. {first}.</translation>
    </message>
    <message>
        <source>Nobody unlinked it, so it takes memory until the machine restarts.</source>
        <translation>아무도 unlink()하지 않아 기계가 다시 시작될 때까지 메모리를 차지합니다.</translation>
    </message>
    <message>
        <source>Call unlink() in the process that made it; remove what is left with rm /dev/shm/…</source>
        <translation>만든 프로세스에서 unlink()를 부르고, 남은 것은 rm /dev/shm/…으로 지우십시오.</translation>
    </message>
    <message>
        <source>{first} waits for room in {object}.</source>
        <translation>자리가 나기를 기다립니다. {first}: {object}.</translation>
    </message>
    <message>
        <source>It is read more slowly than it is written to: {others}.</source>
        <translation>쓰는 것보다 느리게 읽힙니다: {others}.</translation>
    </message>
    <message>
        <source>Nothing is wrong as long as it goes on. More readers would make it faster.</source>
        <translation>계속 나아가는 한 문제가 아닙니다. 읽는 쪽을 늘리면 빨라집니다.</translation>
    </message>
    <message>
        <source>Forked from {first}, which had {count} threads: {others}.</source>
        <translation>스레드가 여럿인 프로세스에서 포크되었습니다. {first}: 스레드 {count}개. 포크된 것: {others}.</translation>
    </message>
    <message>
        <source>Only one of them is in a copy; a lock that another one held then is held there for ever.</source>
        <translation>복사본에는 그중 하나만 있습니다. 그때 다른 스레드가 쥐고 있던 락은 영원히 잠겨 있습니다.</translation>
    </message>
    <message>
        <source>{first} has ended, and {second} has not asked how.</source>
        <translation>끝났지만 부모가 확인하지 않았습니다. {first}: {second}.</translation>
    </message>
    <message>
        <source>Until then it keeps its entry in the process table.</source>
        <translation>그때까지 프로세스 표에 남습니다.</translation>
    </message>
    <message>
        <source>Call join() on it, or active_children().</source>
        <translation>join() 또는 active_children()을 부르십시오.</translation>
    </message>
    <message>
        <source>{first} goes on although {second}, which started it, has ended.</source>
        <translation>시작한 프로세스가 끝났는데도 남아 있습니다. {first}: {second}.</translation>
    </message>
    <message>
        <source>Nobody waits for its end any more.</source>
        <translation>이제 아무도 그 끝을 기다리지 않습니다.</translation>
    </message>
    <message>
        <source>End it if it is not meant to stay.</source>
        <translation>남을 것이 아니라면 끝내십시오.</translation>
    </message>
    <message>
        <source>%1 waits for %2, which %3 holds</source>
        <translation>%1: %2 락을 기다리는데 쥔 것은 %3</translation>
    </message>
    <message>
        <source>%1 waits to write into %2, which %3 does not read</source>
        <translation>%1: %2 채널에 쓰려고 기다리는데 읽지 않는 것은 %3</translation>
    </message>
    <message>
        <source>%1 waits for a message in %2 from %3</source>
        <translation>%1: %2 채널로 올 메시지를 기다리는데 보낼 쪽은 %3</translation>
    </message>
    <message>
        <source>A task goes with the process that runs it.</source>
        <translation>작업은 그것을 실행하는 프로세스와 함께 사라집니다.</translation>
    </message>
    <message>
        <source>Counts may be too low around the gap.</source>
        <translation>빈 곳 주변에서는 수가 실제보다 적을 수 있습니다.</translation>
    </message>
    <message>
        <source>Run slower to see everything.</source>
        <translation>모두 보려면 더 느리게 실행하십시오.</translation>
    </message>
    <message>
        <source>Its caller gets an error instead of a result. See the worker&apos;s last messages and output.</source>
        <translation>호출한 쪽은 결과 대신 오류를 받습니다. 워커의 마지막 메시지와 출력을 보십시오.</translation>
    </message>
    <message>
        <source>%1 raised an error: %2</source>
        <translation>%1: 오류가 났습니다. %2</translation>
    </message>
    <message>
        <source>Its caller gets the same error from get().</source>
        <translation>호출한 쪽의 get()에서 같은 오류가 납니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n events were lost, because they came faster than they could be collected.</source>
        <translation>
            <numerusform>이벤트 %n개를 잃어버렸습니다. 모을 수 있는 것보다 빨리 왔기 때문입니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>A message in {object} is cut off: whoever wrote it ended in the midst of it, or two wrote at the same time.</source>
        <translation>잘린 메시지가 있습니다: {object}. 쓰던 프로세스가 도중에 끝났거나 둘이 동시에 썼습니다.</translation>
    </message>
    <message>
        <source>The rest cannot come any more, and nothing behind it can be read. Who reads it waits for ever, or gets EOFError or OSError: {all}.</source>
        <translation>나머지는 오지 않고 그 뒤의 것은 읽을 수 없습니다. 읽는 쪽은 끝없이 기다리거나 EOFError나 OSError를 받습니다: {all}.</translation>
    </message>
    <message>
        <source>Do not end processes while they send, let one process only write into a pipe end, and be ready for the error where you receive.</source>
        <translation>보내는 중인 프로세스를 끝내지 말고, 파이프의 끝 하나에는 한 프로세스만 쓰게 하고, 받는 곳에서 오류에 대비하십시오.</translation>
    </message>
    <message>
        <source>{first} starts processes over and over that end at once with an error: {count} so far, {second} the first.</source>
        <translation>시작하자마자 오류로 끝나는 프로세스를 거듭 시작합니다. {first}: 지금까지 {count}개, 처음 것은 {second}.</translation>
    </message>
    <message>
        <source>None of them did any work. A Pool replaces each worker that ends; when its initializer or an import fails it does so for ever, and no result comes.</source>
        <translation>아무것도 일을 하지 못했습니다. Pool은 끝난 워커를 새로 채우므로, initializer나 import가 실패하면 이것이 끝없이 되풀이되고 결과는 오지 않습니다.</translation>
    </message>
    <message>
        <source>Read what they write to standard error, or call the initializer and one task in the main process.</source>
        <translation>그 프로세스들이 표준 오류에 쓰는 것을 읽거나, initializer와 작업 하나를 메인 프로세스에서 불러 보십시오.</translation>
    </message>
    <message>
        <source>{circle}: a ring.</source>
        <translation>{circle}: 고리입니다.</translation>
    </message>
    <message>
        <source>Waiting with a time limit: {count} of them. It stands until the first gives up, {limit} s after it closed at the latest.</source>
        <translation>시간 제한을 두고 기다리는 것은 {count}개입니다. 늦어도 고리가 닫히고 {limit}초 뒤에 처음으로 누군가 포기할 때까지 이대로입니다.</translation>
    </message>
    <message>
        <source>Take locks in the same order everywhere, and release them, and read, before you wait for the end of a process. A timeout ends such a ring late, and whoever tries again comes into the next one.</source>
        <translation>어디서나 같은 순서로 락을 얻고, 프로세스가 끝나기를 기다리기 전에 락을 놓고 읽을 것을 읽으십시오. 시간 제한은 이런 고리를 늦게야 풀고, 다시 시도하면 다음 고리에 들어갑니다.</translation>
    </message>
    <message>
        <source>%1 waits for the end of %2</source>
        <translation>%1: 끝나기를 기다리는 프로세스는 %2</translation>
    </message>
    <message>
        <source>{all}: stopped by a signal, and does not run until somebody lets it go on.</source>
        <translation>시그널로 멈춰 있으며, 누군가 계속하게 하기 전에는 실행되지 않습니다. {all}.</translation>
    </message>
    <message>
        <source>Ctrl-Z, SIGSTOP and a debugger stop a process, and so does the terminal when a program in the background reads from it. Whoever waits for it waits as well.</source>
        <translation>Ctrl-Z, SIGSTOP, 디버거가 프로세스를 멈추며, 백그라운드 프로그램이 터미널에서 읽을 때도 멈춥니다. 그것을 기다리는 프로세스도 함께 기다립니다.</translation>
    </message>
    <message>
        <source>Let it go on with fg in its shell, or with: kill -CONT {pids}</source>
        <translation>그 셸에서 fg를 쓰거나 다음 명령으로 계속하게 하십시오: kill -CONT {pids}</translation>
    </message>
    <message>
        <source>{first} waits for something in its own memory, and has no other thread that could give it.</source>
        <translation>자기 메모리 안의 것을 기다리지만 그것을 줄 다른 스레드가 없습니다. {first}.</translation>
    </message>
    <message>
        <source>It was forked from {second}. Either another thread there held a lock at that moment, and a fork copies the lock and not the thread; or it waits for a threading.Event, a queue.Queue or the like, of which every process has a copy of its own.</source>
        <translation>부모에서 포크되었습니다: {second}. 그때 부모의 다른 스레드가 락을 쥐고 있었거나(포크는 락을 복사하지만 스레드는 복사하지 않습니다), 프로세스마다 따로 복사본을 갖는 threading.Event나 queue.Queue 등을 기다립니다.</translation>
    </message>
    <message>
        <source>Start processes before threads, or with the start method spawn or forkserver. Between processes use the Lock, Event and Queue of multiprocessing.</source>
        <translation>스레드보다 먼저 프로세스를 시작하거나, 시작 방법으로 spawn 또는 forkserver를 쓰십시오. 프로세스 사이에서는 multiprocessing의 Lock, Event, Queue를 쓰십시오.</translation>
    </message>
    <message>
        <source>{first} waits for the rest of a message in {object}, and it cannot come.</source>
        <translation>오지 않을 메시지의 나머지를 기다립니다. {first}: {object}.</translation>
    </message>
    <message>
        <source>Whoever wrote it ended in the midst of it, most likely because it was killed, or two processes wrote at the same time.</source>
        <translation>쓰던 프로세스가 도중에 끝났거나(아마도 강제로 종료되어) 두 프로세스가 동시에 썼습니다.</translation>
    </message>
    <message>
        <source>Restart the program. Do not end processes while they send, and let one process only write into a pipe end.</source>
        <translation>프로그램을 다시 시작하십시오. 보내는 중인 프로세스를 끝내지 말고, 파이프의 끝 하나에는 한 프로세스만 쓰게 하십시오.</translation>
    </message>
    <message>
        <source>{all}: waiting for an item of {objects}, which is empty, and nobody is left who would put one in.</source>
        <translation>비어 있는 큐의 항목을 기다리지만 넣어 줄 프로세스가 남아 있지 않습니다. {all}: {objects}.</translation>
    </message>
    <message>
        <source>Every process that could waits as well, or has ended. A queue has no end by itself: get() waits for ever.</source>
        <translation>넣을 수 있는 프로세스도 모두 기다리거나 끝났습니다. 큐에는 저절로 오는 끝이 없어 get()은 끝없이 기다립니다.</translation>
    </message>
    <message>
        <source>Put one end mark, such as None, for every consumer before you wait for them, or use get(timeout=…). Whoever gets from a JoinableQueue has to call task_done() for every item.</source>
        <translation>기다리기 전에 소비자마다 None과 같은 끝 표시를 하나씩 넣거나 get(timeout=…)을 쓰십시오. JoinableQueue에서 꺼낸 쪽은 항목마다 task_done()을 불러야 합니다.</translation>
    </message>
    <message>
        <source>{all}: waiting for {object}, and nobody is left who would notify, set or release it.</source>
        <translation>알려 주거나 놓아줄 프로세스가 남아 있지 않은 것을 기다립니다. {all}: {object}.</translation>
    </message>
    <message>
        <source>Every process that could waits as well, or has ended before it did.</source>
        <translation>그렇게 할 수 있는 프로세스도 모두 기다리거나, 하기 전에 끝났습니다.</translation>
    </message>
    <message>
        <source>Look whether one of them ended with an error. Wait with a timeout, and call notify(), set(), release() or Barrier.abort() in a finally block.</source>
        <translation>오류로 끝난 프로세스가 있는지 보십시오. 시간 제한을 두고 기다리고, notify(), set(), release() 또는 Barrier.abort()를 finally 블록에서 부르십시오.</translation>
    </message>
    <message>
        <source>Each waits for the next one, so none can go on.</source>
        <translation>저마다 다음 프로세스를 기다리므로 아무도 나아갈 수 없습니다.</translation>
    </message>
    <message>
        <source>Read everything that another one sends, standard error as well, before or while you wait for it (subprocess: communicate()), and hold no lock while you wait.</source>
        <translation>기다리기 전이나 기다리는 동안 상대가 보내는 것을 표준 오류까지 모두 읽고(subprocess: communicate()), 락을 쥔 채 기다리지 마십시오.</translation>
    </message>
    <message>
        <source>{first} waits for something in its own memory that only a thread of its own could give, and all of those wait.</source>
        <translation>자기 스레드만이 줄 수 있는 것을 기다리지만 그 스레드도 모두 기다립니다. {first}.</translation>
    </message>
    <message>
        <source>Locks, events, conditions and queues of the modules threading and queue can be given by the threads of the same process only. One that ended with an error gives nothing any more.</source>
        <translation>threading과 queue 모듈의 락, 이벤트, 조건, 큐는 같은 프로세스의 스레드만 줄 수 있습니다. 오류로 끝난 스레드는 아무것도 주지 못합니다.</translation>
    </message>
    <message>
        <source>Select the process: the inspector shows where each thread waits. Take locks in the same order everywhere, and look for an error that ended a thread.</source>
        <translation>프로세스를 고르면 스레드마다 어디에서 기다리는지 검사기에 나옵니다. 어디서나 같은 순서로 락을 얻고, 스레드를 끝낸 오류를 찾으십시오.</translation>
    </message>
    <message>
        <source>{first} does not fetch the results of {pool}.</source>
        <translation>풀의 결과를 가져가지 않습니다. {first}: {pool}.</translation>
    </message>
    <message>
        <source>A Pool has one thread that does. It is busy in a callback of the program, or it has ended because a result or an exception could not be unpickled: then standard error shows a traceback of _handle_results, and no result comes any more.</source>
        <translation>Pool에서 결과를 가져가는 스레드는 하나입니다. 프로그램의 콜백에서 바쁘거나, 결과나 예외를 unpickle하지 못해 끝났습니다. 끝났다면 표준 오류에 _handle_results의 traceback이 있고 결과는 더 오지 않습니다.</translation>
    </message>
    <message>
        <source>Keep callbacks short, and let none wait. An exception with arguments of its own has to hand all of them to super().__init__(), or to define __reduce__().</source>
        <translation>콜백은 짧게 하고 기다리지 않게 하십시오. 자기 인자를 갖는 예외는 그것을 모두 super().__init__()에 넘기거나 __reduce__()를 정의해야 합니다.</translation>
    </message>
    <message>
        <source>There are too few CPUs for the program: it could use {wanted}, and gets {had}.</source>
        <translation>프로그램에 CPU가 모자랍니다: {wanted}개를 쓸 수 있지만 {had}개를 얻습니다.</translation>
    </message>
    <message>
        <source>Waiting for a turn on one: {all}.</source>
        <translation>CPU 차례를 기다립니다: {all}.</translation>
    </message>
    <message>
        <source>More workers do not make it faster; fewer would take less memory. Look whether other programs take CPUs, too.</source>
        <translation>워커를 늘려도 빨라지지 않으며, 줄이면 메모리를 덜 씁니다. 다른 프로그램도 CPU를 쓰는지 보십시오.</translation>
    </message>
    <message>
        <source>The tasks of {pool} are too small: a worker runs one in {run}, and its transfer takes {transfer}.</source>
        <translation>{pool}의 작업이 너무 작습니다: 워커가 하나를 실행하는 데 {run}, 전달하는 데 {transfer} 걸립니다.</translation>
    </message>
    <message>
        <source>Most of the time goes into handing tasks out and taking their results (pickle, put, get), not into the function. More workers do not make it faster: {all}.</source>
        <translation>시간의 대부분이 함수가 아니라 작업을 나눠 주고 결과를 받는 데(pickle, put, get) 쓰입니다. 워커를 늘려도 빨라지지 않습니다: {all}.</translation>
    </message>
    <message>
        <source>Send about {count} times as many at once: chunksize=… in map(), imap(), starmap() and Executor.map(), or a list of them in one task.</source>
        <translation>한 번에 약 {count}배 많이 보내십시오: map(), imap(), starmap(), Executor.map()의 chunksize=…를 쓰거나, 목록 하나를 한 작업으로 보내십시오.</translation>
    </message>
    <message>
        <source>{first} waits, and so do the messages in {object}: nobody is left who would read them.</source>
        <translation>{object}의 메시지를 읽을 프로세스가 남아 있지 않은데 기다립니다. {first}.</translation>
    </message>
    <message>
        <source>Every worker that could has ended, and no new one was started.</source>
        <translation>읽을 수 있던 워커가 모두 끝났고 새로 시작되지 않았습니다.</translation>
    </message>
    <message>
        <source>Look how the workers ended. A ProcessPoolExecutor with max_tasks_per_child can lose all of them by an error in Python itself (issue 115634): leave that out, or use multiprocessing.Pool with maxtasksperchild.</source>
        <translation>워커가 어떻게 끝났는지 보십시오. max_tasks_per_child를 쓰는 ProcessPoolExecutor는 Python 자체의 오류(issue 115634)로 워커를 모두 잃을 수 있습니다: 그것을 빼거나 maxtasksperchild와 함께 multiprocessing.Pool을 쓰십시오.</translation>
    </message>
</context>
<context>
    <name>HostEnd</name>
    <message>
        <source>The host that runs programs could not be started (%1). Is poolscope-cli installed beside poolscope?</source>
        <translation>프로그램을 실행하는 호스트를 시작하지 못했습니다(%1). poolscope 옆에 poolscope-cli가 설치되어 있습니까?</translation>
    </message>
    <message>
        <source>The host crashed (%1). What was received until then is kept; run again to go on.</source>
        <translation>호스트가 비정상으로 끝났습니다(%1). 그때까지 받은 것은 남아 있습니다. 계속하려면 다시 실행하십시오.</translation>
    </message>
    <message>
        <source>The host ended without a word (%1). What was received until then is kept; run again to go on.</source>
        <translation>호스트가 말없이 끝났습니다(%1). 그때까지 받은 것은 남아 있습니다. 계속하려면 다시 실행하십시오.</translation>
    </message>
    <message>
        <source>The host sent something that cannot be read (%1). What was received until then is kept.</source>
        <translation>호스트가 읽을 수 없는 것을 보냈습니다(%1). 그때까지 받은 것은 남아 있습니다.</translation>
    </message>
</context>
<context>
    <name>InsightWords</name>
    <message>
        <source>only looked at from time to time</source>
        <translation>때때로만 들여다봄</translation>
    </message>
    <message>
        <source>the kernel does not tell us when processes start and end</source>
        <translation>프로세스의 시작과 끝을 커널이 알려 주지 않음</translation>
    </message>
    <message>
        <source>the process has ended</source>
        <translation>이미 끝난 프로세스임</translation>
    </message>
    <message>
        <source>it belongs to another user</source>
        <translation>다른 사용자의 것임</translation>
    </message>
    <message>
        <source>the kernel does not let us attach to it</source>
        <translation>커널이 붙는 것을 허락하지 않음</translation>
    </message>
    <message>
        <source>a debugger or another tracer holds it already, and there can be one only</source>
        <translation>디버거나 다른 추적기가 이미 붙어 있고, 하나만 붙을 수 있음</translation>
    </message>
    <message>
        <source>it is statically linked or of another architecture</source>
        <translation>정적으로 링크되었거나 다른 아키텍처의 것임</translation>
    </message>
    <message>
        <source>it takes on another user&apos;s rights when it starts</source>
        <translation>시작할 때 다른 사용자의 권한을 얻음</translation>
    </message>
    <message>
        <source>not all of its processes may be traced</source>
        <translation>일부 프로세스는 추적할 수 없음</translation>
    </message>
    <message>
        <source>what stdio reads, and what it writes when a buffer is full, is missed</source>
        <translation>stdio가 읽는 것과 버퍼가 차서 쓰는 것은 놓침</translation>
    </message>
    <message>
        <source>a lock that is free is taken without any system call</source>
        <translation>비어 있는 락은 시스템 호출 없이 얻음</translation>
    </message>
    <message>
        <source>nothing hinders</source>
        <translation>막는 것 없음</translation>
    </message>
    <message>
        <source>insight: full</source>
        <translation>통찰: 모두</translation>
    </message>
    <message>
        <source>insight: traced</source>
        <translation>통찰: 추적 중</translation>
    </message>
    <message>
        <source>insight: nearly full</source>
        <translation>통찰: 거의 모두</translation>
    </message>
    <message>
        <source>insight: little</source>
        <translation>통찰: 조금</translation>
    </message>
    <message>
        <source>insight: observed only</source>
        <translation>통찰: 관찰만</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>프로세스</translation>
    </message>
    <message>
        <source>Pipes and who holds them</source>
        <translation>파이프와 쥔 쪽</translation>
    </message>
    <message>
        <source>Who waits for what</source>
        <translation>누가 무엇을 기다리나</translation>
    </message>
    <message>
        <source>Messages waiting in pipes</source>
        <translation>파이프에 쌓인 메시지</translation>
    </message>
    <message>
        <source>Messages as they pass</source>
        <translation>오가는 메시지</translation>
    </message>
    <message>
        <source>Locks</source>
        <translation>락</translation>
    </message>
    <message>
        <source>seen</source>
        <translation>보임</translation>
    </message>
    <message>
        <source>in part: %1</source>
        <translation>일부만 보임: %1</translation>
    </message>
    <message>
        <source>not seen: %1</source>
        <translation>보이지 않음: %1</translation>
    </message>
</context>
<context>
    <name>ItemViews</name>
    <message>
        <source>Copy rows</source>
        <translation>행 복사</translation>
    </message>
</context>
<context>
    <name>Obituaries</name>
    <message>
        <source>It sent to %1.</source>
        <translation>보낸 채널: %1.</translation>
    </message>
    <message>
        <source>It received from %1.</source>
        <translation>받은 채널: %1.</translation>
    </message>
    <message>
        <source>It sent to %1: %2.</source>
        <translation>보낸 채널: %1, 메시지: %2.</translation>
    </message>
    <message>
        <source>It received from %1: %2.</source>
        <translation>받은 채널: %1, 메시지: %2.</translation>
    </message>
    <message>
        <source>It had a task in hand: %1.</source>
        <translation>맡고 있던 작업: %1.</translation>
    </message>
    <message>
        <source>It left the lock %1 taken.</source>
        <translation>쥔 채 남긴 락: %1.</translation>
    </message>
    <message>
        <source>What it made is still there under its name: %1.</source>
        <translation>만든 것이 이름과 함께 남아 있습니다: %1.</translation>
    </message>
    <message>
        <source>Give it more memory, or use fewer workers or smaller chunks.</source>
        <translation>메모리를 늘리거나, 워커 수 또는 묶음 크기를 줄이십시오.</translation>
    </message>
    <message>
        <source>Find out who sent SIGKILL: a person, a supervisor, a limit, or the program itself.</source>
        <translation>SIGKILL을 누가 보냈는지 찾으십시오. 사람, 감독 프로그램, 제한, 프로그램 자신 가운데 하나입니다.</translation>
    </message>
    <message>
        <source>It crashed: look at its core dump (coredumpctl), or run Python with -X faulthandler.</source>
        <translation>비정상으로 끝났습니다. 코어 덤프(coredumpctl)를 보거나 Python을 -X faulthandler로 실행하십시오.</translation>
    </message>
    <message>
        <source>Look at what it wrote last, in Console.</source>
        <translation>콘솔에서 마지막 출력을 보십시오.</translation>
    </message>
    <message>
        <source>Nothing needs to be done.</source>
        <translation>할 일이 없습니다.</translation>
    </message>
    <message>
        <source>%1 has ended: %2.</source>
        <translation>끝났습니다. %1: %2.</translation>
    </message>
    <message>
        <source>%1 has ended, and nobody saw how.</source>
        <translation>끝났지만 어떻게 끝났는지 아무도 보지 못했습니다: %1.</translation>
    </message>
</context>
<context>
    <name>Options</name>
    <message>
        <source>--%1 cannot be %2; it is one of %3.</source>
        <translation>--%1 값으로 %2 쓸 수 없습니다. 다음 중 하나입니다: %3.</translation>
    </message>
    <message>
        <source>Visualizes and manages process pools.</source>
        <translation>프로세스 풀을 눈으로 보고 다룹니다.</translation>
    </message>
    <message>
        <source>Run this lesson, e.g. square-pool.</source>
        <translation>이 학습을 실행합니다. 예: square-pool.</translation>
    </message>
    <message>
        <source>spawn, fork or forkserver.</source>
        <translation>spawn, fork, forkserver 중 하나.</translation>
    </message>
    <message>
        <source>How many workers the pool has.</source>
        <translation>풀의 워커 수.</translation>
    </message>
    <message>
        <source>Open this recording, script or program.</source>
        <translation>이 기록, 스크립트 또는 프로그램을 엽니다.</translation>
    </message>
    <message>
        <source>en or ko.</source>
        <translation>en 또는 ko.</translation>
    </message>
    <message>
        <source>light or dark.</source>
        <translation>light 또는 dark.</translation>
    </message>
    <message>
        <source>Wait until the program has ended, write a picture of the window and exit.</source>
        <translation>프로그램이 끝나기를 기다려 창의 그림을 저장하고 끝냅니다.</translation>
    </message>
    <message>
        <source>Size of that picture, e.g. 1280x800.</source>
        <translation>그 그림의 크기. 예: 1280x800.</translation>
    </message>
    <message>
        <source>A recording, script or program to open.</source>
        <translation>열 기록, 스크립트 또는 프로그램.</translation>
    </message>
    <message>
        <source>--workers must be a number from %1 to %2.</source>
        <translation>--workers 값은 %1부터 %2까지의 수여야 합니다.</translation>
    </message>
    <message>
        <source>--size must be two numbers from 320x240 to 16384x16384, as in 1280x800.</source>
        <translation>--size 값은 1280x800처럼 320x240부터 16384x16384까지의 두 수여야 합니다.</translation>
    </message>
    <message>
        <source>There is no lesson %1. See poolscope-cli lessons.</source>
        <translation>%1: 그런 학습은 없습니다. poolscope-cli lessons로 확인하십시오.</translation>
    </message>
    <message>
        <source>There is no lesson %1. Did you mean %2?</source>
        <translation>%1: 그런 학습은 없습니다. %2, 이것을 뜻했습니까?</translation>
    </message>
    <message>
        <source>How many items Pool.map puts into one task where the program gives no chunk size.</source>
        <translation>프로그램이 묶음 크기를 주지 않는 Pool.map에서 작업 하나에 넣을 항목 수.</translation>
    </message>
    <message>
        <source>--chunk-size must be a number from %1 to %2.</source>
        <translation>--chunk-size는 %1부터 %2까지의 수여야 합니다.</translation>
    </message>
    <message>
        <source>--attach needs the PID of a process, and %1 is none. See poolscope-cli ps.</source>
        <translation>--attach 뒤에는 프로세스 번호를 적습니다. 번호가 아닌 값: %1. poolscope-cli ps를 보십시오.</translation>
    </message>
    <message>
        <source>There is no process %1. See poolscope-cli ps.</source>
        <translation>그런 프로세스가 없습니다: %1. poolscope-cli ps를 보십시오.</translation>
    </message>
    <message>
        <source>Look into this running process and all that descend from it.</source>
        <translation>실행 중인 이 프로세스와 그 모든 자손을 들여다봅니다.</translation>
    </message>
    <message>
        <source>A command to run, with its arguments.</source>
        <translation>인자와 함께 실행할 명령.</translation>
    </message>
    <message>
        <source>One window shows one session: name one file only. A command with its arguments stands after --.</source>
        <translation>창 하나에는 세션 하나만 보입니다. 파일은 하나만 적으십시오. 인자가 있는 명령은 -- 뒤에 적습니다.</translation>
    </message>
    <message>
        <source>One window shows one session: name a lesson, a file, a command or a process, and not two of them.</source>
        <translation>창 하나에는 세션 하나만 보입니다. 학습, 파일, 명령, 프로세스 가운데 하나만 적으십시오.</translation>
    </message>
    <message>
        <source>Process %1 is a thread of the kernel and no program: it has no memory, pipes or messages to look into.</source>
        <translation>프로세스 %1: 프로그램이 아니라 커널의 스레드입니다. 들여다볼 메모리, 파이프, 메시지가 없습니다.</translation>
    </message>
</context>
<context>
    <name>PlotWords</name>
    <message>
        <source>Queue depth</source>
        <translation>큐 깊이</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>바이트</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>작업</translation>
    </message>
    <message>
        <source>Worker utilisation</source>
        <translation>워커 가동률</translation>
    </message>
    <message>
        <source>items</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>per second</source>
        <translation>초당</translation>
    </message>
    <message>
        <source>share of time busy</source>
        <translation>일한 시간의 비율</translation>
    </message>
    <message>
        <source>failed or lost</source>
        <translation>실패 또는 잃어버림</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>끝남</translation>
    </message>
    <message>
        <source>all workers</source>
        <translation>모든 워커</translation>
    </message>
    <message>
        <source>worker %1</source>
        <translation>워커 %1</translation>
    </message>
    <message>
        <source>/s</source>
        <translation>/초</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>프로세서</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>of one processor</source>
        <translation>프로세서 하나 기준</translation>
    </message>
    <message>
        <source>proportional where known, else resident</source>
        <translation>알려진 곳은 비례 몫, 아니면 상주</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>waits to receive</source>
        <translation>받기를 기다림</translation>
    </message>
    <message>
        <source>waits to receive from %1</source>
        <translation>받기를 기다림: %1</translation>
    </message>
    <message>
        <source>waits to send</source>
        <translation>보내기를 기다림</translation>
    </message>
    <message>
        <source>waits to send into %1</source>
        <translation>보내기를 기다림: %1</translation>
    </message>
    <message>
        <source>waits to get</source>
        <translation>꺼내기를 기다림</translation>
    </message>
    <message>
        <source>waits to get from %1</source>
        <translation>꺼내기를 기다림: %1</translation>
    </message>
    <message>
        <source>waits to put</source>
        <translation>넣기를 기다림</translation>
    </message>
    <message>
        <source>waits to put into %1</source>
        <translation>넣기를 기다림: %1</translation>
    </message>
    <message>
        <source>waits for a process to end</source>
        <translation>프로세스가 끝나기를 기다림</translation>
    </message>
    <message>
        <source>waits for %1 to end</source>
        <translation>끝나기를 기다림: %1</translation>
    </message>
    <message>
        <source>waits for a lock</source>
        <translation>락을 기다림</translation>
    </message>
    <message>
        <source>waits for %1</source>
        <translation>기다림: %1</translation>
    </message>
    <message>
        <source>waits for a task</source>
        <translation>작업을 기다림</translation>
    </message>
    <message>
        <source>waits for a result</source>
        <translation>결과를 기다림</translation>
    </message>
    <message>
        <source>waits for the result of %1</source>
        <translation>결과를 기다림: %1</translation>
    </message>
    <message>
        <source>waits for a connection</source>
        <translation>연결을 기다림</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>일시 정지됨</translation>
    </message>
    <message>
        <source>waits for a child</source>
        <translation>자식을 기다림</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>기다림</translation>
    </message>
    <message>
        <source>%1 is lost: the worker that had it in hand is gone.</source>
        <translation>%1: 잃어버렸습니다. 맡고 있던 워커가 사라졌습니다.</translation>
    </message>
    <message>
        <source>%1 is lost: %2 ended with exit code %3 while it had the task in hand.</source>
        <translation>%1: 잃어버렸습니다. 작업을 맡은 채 끝난 프로세스: %2, 종료 코드 %3.</translation>
    </message>
    <message>
        <source>%1 is lost: %2 was killed by %3 while it had the task in hand.</source>
        <translation>%1: 잃어버렸습니다. 작업을 맡은 채 죽은 프로세스: %2, 신호 %3.</translation>
    </message>
    <message>
        <source>%1, for %2</source>
        <translation>%1, %2 동안</translation>
    </message>
    <message>
        <source>%1, for %2 of %3 at most</source>
        <translation>%1, %2 동안 (한도 %3)</translation>
    </message>
    <message>
        <source>%1, for %2, again and again for %3 at most</source>
        <translation>%1, %2 동안 (한도 %3, 거듭)</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>%1: %2 (%3).</source>
        <translation>%1: %2 (%3).</translation>
    </message>
</context>
<context>
    <name>TimeWords</name>
    <message>
        <source>Time (s)</source>
        <translation>시간(초)</translation>
    </message>
    <message>
        <source>From the cursor</source>
        <translation>커서 기준</translation>
    </message>
    <message>
        <source>%1 s after the start, %2 before the moment that is shown</source>
        <translation>시작 후 %1초, 보이는 순간보다 %2 전</translation>
    </message>
</context>
<context>
    <name>TopologyWords</name>
    <message>
        <source>tasks done: %1</source>
        <translation>끝낸 작업: %1</translation>
    </message>
    <message>
        <source>waits: %1</source>
        <translation>기다림: %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 중 %1</translation>
    </message>
    <message>
        <source>its owner died</source>
        <translation>주인이 죽음</translation>
    </message>
    <message>
        <source>%1 died with it</source>
        <translation>%1: 쥔 채 죽음</translation>
    </message>
    <message>
        <source>%1 of %2 free</source>
        <translation>%2 중 %1 비어 있음</translation>
    </message>
    <message>
        <source>free</source>
        <translation>비어 있음</translation>
    </message>
    <message>
        <source>held by %1</source>
        <translation>쥔 쪽: %1</translation>
    </message>
    <message>
        <source>lost %1</source>
        <translation>잃음 %1</translation>
    </message>
    <message>
        <source>value: %1</source>
        <translation>값: %1</translation>
    </message>
</context>
<context>
    <name>Units</name>
    <message>
        <source>s</source>
        <translation>초</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>µs</source>
        <translation>µs</translation>
    </message>
    <message>
        <source>ns</source>
        <translation>ns</translation>
    </message>
    <message>
        <source>h</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>min</source>
        <translation>분</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>KiB</source>
        <translation>KiB</translation>
    </message>
    <message>
        <source>MiB</source>
        <translation>MiB</translation>
    </message>
    <message>
        <source>GiB</source>
        <translation>GiB</translation>
    </message>
    <message>
        <source>TiB</source>
        <translation>TiB</translation>
    </message>
    <message>
        <source>/s</source>
        <translation>/초</translation>
    </message>
</context>
<context>
    <name>WaitStoryText</name>
    <message>
        <source>nobody in particular</source>
        <translation>특별히 없음</translation>
    </message>
    <message>
        <source>nobody that was seen</source>
        <translation>보이지 않음</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>아직 없음</translation>
    </message>
    <message>
        <source>%1 %2 (%3). Held up by: %4. Released by: %5.</source>
        <comment>process, what it waits for, how long, who, who</comment>
        <translation>%1: %2 (%3). 붙잡은 쪽: %4. 풀어 준 쪽: %5.</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>main</source>
        <translation>메인</translation>
    </message>
    <message>
        <source>worker</source>
        <translation>워커</translation>
    </message>
    <message>
        <source>process</source>
        <translation>프로세스</translation>
    </message>
    <message>
        <source>resource tracker</source>
        <translation>자원 추적기</translation>
    </message>
    <message>
        <source>manager</source>
        <translation>매니저</translation>
    </message>
    <message>
        <source>zygote</source>
        <translation>자이고트</translation>
    </message>
    <message>
        <source>host</source>
        <translation>호스트</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>시작 중</translation>
    </message>
    <message>
        <source>running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>sleeping</source>
        <translation>잠듦</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>기다림</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>멈춤</translation>
    </message>
    <message>
        <source>zombie</source>
        <translation>좀비</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>끝남</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>알 수 없음</translation>
    </message>
    <message>
        <source>task</source>
        <translation>작업</translation>
    </message>
    <message>
        <source>result</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>connection</source>
        <translation>연결</translation>
    </message>
    <message>
        <source>pause</source>
        <translation>일시 정지</translation>
    </message>
    <message>
        <source>child</source>
        <translation>자식</translation>
    </message>
    <message>
        <source>pipe</source>
        <translation>파이프</translation>
    </message>
    <message>
        <source>duplex pipe</source>
        <translation>양방향 파이프</translation>
    </message>
    <message>
        <source>queue</source>
        <translation>큐</translation>
    </message>
    <message>
        <source>simple queue</source>
        <translation>단순 큐</translation>
    </message>
    <message>
        <source>joinable queue</source>
        <translation>조인 가능 큐</translation>
    </message>
    <message>
        <source>task queue</source>
        <translation>작업 큐</translation>
    </message>
    <message>
        <source>result queue</source>
        <translation>결과 큐</translation>
    </message>
    <message>
        <source>socket</source>
        <translation>소켓</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>error</source>
        <translation>오류</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>잃어버림</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>lock</source>
        <translation>락</translation>
    </message>
    <message>
        <source>recursive lock</source>
        <translation>재귀 락</translation>
    </message>
    <message>
        <source>semaphore</source>
        <translation>세마포어</translation>
    </message>
    <message>
        <source>bounded semaphore</source>
        <translation>한도 세마포어</translation>
    </message>
    <message>
        <source>condition</source>
        <translation>조건 변수</translation>
    </message>
    <message>
        <source>event</source>
        <translation>이벤트</translation>
    </message>
    <message>
        <source>barrier</source>
        <translation>배리어</translation>
    </message>
    <message>
        <source>exited with %1</source>
        <translation>종료 코드 %1</translation>
    </message>
    <message>
        <source>killed by %1</source>
        <translation>%1 신호로 죽음</translation>
    </message>
    <message>
        <source>killed by signal %1</source>
        <translation>신호 %1번으로 죽음</translation>
    </message>
    <message>
        <source>The kernel ended it for want of memory; its log says so.</source>
        <translation>메모리가 모자라 커널이 끝냈습니다. 커널 기록에 있습니다.</translation>
    </message>
    <message>
        <source>Most likely the kernel ended it for want of memory: its cgroup counts one kill more.</source>
        <translation>메모리가 모자라 커널이 끝낸 것으로 보입니다. cgroup의 종료 횟수가 늘었습니다.</translation>
    </message>
    <message>
        <source>file lock</source>
        <translation>파일 락</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::Actions</name>
    <message>
        <source>&amp;Open recording…</source>
        <translation>기록 열기(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Save recording…</source>
        <translation>기록 저장(&amp;S)…</translation>
    </message>
    <message>
        <source>Open sc&amp;ript or program…</source>
        <translation>스크립트나 프로그램 열기(&amp;P)…</translation>
    </message>
    <message>
        <source>Enter co&amp;mmand line…</source>
        <translation>명령줄 입력(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Close session</source>
        <translation>세션 닫기(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>끝내기(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>실행(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>일시 정지(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Step</source>
        <translation>한 단계(&amp;S)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>중지(&amp;T)</translation>
    </message>
    <message>
        <source>R&amp;ecord…</source>
        <translation>기록하기(&amp;E)…</translation>
    </message>
    <message>
        <source>Run with spawn</source>
        <translation>spawn으로 실행</translation>
    </message>
    <message>
        <source>Run with fork</source>
        <translation>fork로 실행</translation>
    </message>
    <message>
        <source>Run with forkserver</source>
        <translation>forkserver로 실행</translation>
    </message>
    <message>
        <source>One event &amp;back</source>
        <translation>이벤트 하나 뒤로(&amp;B)</translation>
    </message>
    <message>
        <source>One event &amp;forward</source>
        <translation>이벤트 하나 앞으로(&amp;F)</translation>
    </message>
    <message>
        <source>To the &amp;start</source>
        <translation>처음으로(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Live</source>
        <translation>실시간(&amp;L)</translation>
    </message>
    <message>
        <source>F&amp;indings</source>
        <translation>발견 사항(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>배치 되돌리기(&amp;R)</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>전체 화면(&amp;U)</translation>
    </message>
    <message>
        <source>Colours as the s&amp;ystem has them</source>
        <translation>시스템 색 따르기(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Light colours</source>
        <translation>밝은 색(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark colours</source>
        <translation>어두운 색(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Command palette…</source>
        <translation>명령 팔레트(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>키보드 단축키(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Poolscope</source>
        <translation>Poolscope 정보(&amp;A)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>&amp;Filter language</source>
        <translation>필터 언어(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>내보내기(&amp;E)…</translation>
    </message>
    <message>
        <source>Bookmark this &amp;moment…</source>
        <translation>이 순간에 책갈피(&amp;M)…</translation>
    </message>
    <message>
        <source>Save &amp;without contents…</source>
        <translation>내용 없이 저장(&amp;W)…</translation>
    </message>
    <message>
        <source>Save without contents: what messages, tasks and output say is left out, so that the recording can be given away</source>
        <translation>내용 없이 저장: 메시지, 작업, 출력의 내용을 빼서 기록을 다른 사람에게 줄 수 있습니다</translation>
    </message>
    <message>
        <source>Trace messages for &amp;5 s</source>
        <translation>5초 동안 메시지 추적(&amp;5)</translation>
    </message>
    <message>
        <source>Trace messages &amp;until stopped</source>
        <translation>멈출 때까지 메시지 추적(&amp;U)</translation>
    </message>
    <message>
        <source>L&amp;aunch or attach…</source>
        <translation>시작하거나 붙기(&amp;A)…</translation>
    </message>
    <message>
        <source>Fli&amp;ght recorder…</source>
        <translation>비행 기록(&amp;G)…</translation>
    </message>
    <message>
        <source>Flight recorder: at the first finding the newest part of the session, which led to it, is saved</source>
        <translation>비행 기록: 처음으로 문제가 발견되면 거기에 이른 세션의 가장 새로운 부분을 저장합니다</translation>
    </message>
    <message>
        <source>Flight recorder si&amp;ze…</source>
        <translation>비행 기록 크기(&amp;Z)…</translation>
    </message>
    <message>
        <source>C&amp;hunk size…</source>
        <translation>묶음 크기(&amp;H)…</translation>
    </message>
    <message>
        <source>Reduced &amp;motion</source>
        <translation>움직임 줄이기(&amp;M)</translation>
    </message>
    <message>
        <source>Reduced motion: nothing glides or travels, all is at its place at once</source>
        <translation>움직임 줄이기: 미끄러지거나 이동하는 것 없이 모두 바로 제자리에 나타납니다</translation>
    </message>
    <message>
        <source>Filter t&amp;his view</source>
        <translation>이 보기 거르기(&amp;H)</translation>
    </message>
    <message>
        <source>St&amp;op tracing</source>
        <translation>추적 멈추기(&amp;O)</translation>
    </message>
    <message>
        <source>U&amp;ndo</source>
        <translation>되돌리기(&amp;N)</translation>
    </message>
    <message>
        <source>Re&amp;do</source>
        <translation>다시 하기(&amp;D)</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::AttachDialog</name>
    <message>
        <source>Attach to a running program</source>
        <translation>실행 중인 프로그램에 붙기</translation>
    </message>
    <message>
        <source>Filter by name, kind, command or PID</source>
        <translation>이름, 종류, 명령, PID로 거르기</translation>
    </message>
    <message>
        <source>Running programs</source>
        <translation>실행 중인 프로그램</translation>
    </message>
    <message>
        <source>Programs of several processes appear here as they start.</source>
        <translation>프로세스가 여럿인 프로그램이 시작되면 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Python&apos;s multiprocessing, gunicorn, nginx, PostgreSQL, make, pipelines and any other tree of processes.</source>
        <translation>Python의 multiprocessing, gunicorn, nginx, PostgreSQL, make, 파이프라인, 그 밖의 모든 프로세스 트리.</translation>
    </message>
    <message>
        <source>Looking does not stop or change a program. It goes on as it was, whatever happens here.</source>
        <translation>들여다보아도 프로그램은 멈추거나 바뀌지 않습니다. 여기서 무슨 일이 있든 그대로 계속됩니다.</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>붙기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Launch or attach</source>
        <translation>시작하거나 붙기</translation>
    </message>
    <message>
        <source>Launch a program</source>
        <translation>프로그램 시작</translation>
    </message>
    <message>
        <source>for example: python3 program.py 4</source>
        <translation>예: python3 program.py 4</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>명령줄</translation>
    </message>
    <message>
        <source>The program&apos;s own</source>
        <translation>프로그램이 정한 대로</translation>
    </message>
    <message>
        <source>Start method</source>
        <translation>시작 방법</translation>
    </message>
    <message>
        <source>Launch</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Its messages are told by a library that is put in front of it, or by itself when it is built on the engine.</source>
        <translation>앞에 실리는 라이브러리가 메시지를 알려 줍니다. 엔진으로 만든 프로그램은 스스로 알려 줍니다.</translation>
    </message>
    <message>
        <source>%1 is linked statically, so no library can be put in front of it. It will be traced instead, which is slower.</source>
        <translation>정적으로 링크되어 앞에 라이브러리를 끼울 수 없습니다. 대신 더 느린 추적을 합니다: %1.</translation>
    </message>
    <message>
        <source>%1 takes on rights that you do not have, so no library can be put in front of it. It will be traced instead, which is slower, and runs without those rights unless you are root.</source>
        <translation>갖지 않은 권한을 얻는 프로그램이라 앞에 라이브러리를 끼울 수 없습니다. 대신 더 느린 추적을 하며, root가 아니면 그 권한 없이 실행됩니다: %1.</translation>
    </message>
    <message>
        <source>%1 is a 32-bit program, so no library can be put in front of it. It will be traced instead, which is slower.</source>
        <translation>32비트 프로그램이라 앞에 라이브러리를 끼울 수 없습니다. 대신 더 느린 추적을 합니다: %1.</translation>
    </message>
    <message>
        <source>%1 is of another kind of machine code, so no library can be put in front of it. It will be traced instead, and its messages are not seen.</source>
        <translation>다른 종류의 기계어라 앞에 라이브러리를 끼울 수 없습니다. 대신 추적하지만 메시지는 보이지 않습니다: %1.</translation>
    </message>
    <message>
        <source>There is no program %1.</source>
        <translation>프로그램이 없습니다: %1.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::BytesView</name>
    <message>
        <source>Bytes of the message</source>
        <translation>메시지의 바이트</translation>
    </message>
    <message numerus="yes">
        <source>%n more bytes were not recorded.</source>
        <translation>
            <numerusform>나머지 %n바이트는 기록되지 않았습니다.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ChannelModel</name>
    <message>
        <source>Channel</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>채움</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>보냄</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>받음</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>버려짐</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>양</translation>
    </message>
    <message>
        <source>Writers</source>
        <translation>쓰는 쪽</translation>
    </message>
    <message>
        <source>Readers</source>
        <translation>읽는 쪽</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ChannelsPanel</name>
    <message>
        <source>Channels</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>Queues and pipes appear here: what is in them and who holds their ends.</source>
        <translation>큐와 파이프가 여기에 나타납니다. 무엇이 들었고 누가 끝을 쥐고 있는지 보입니다.</translation>
    </message>
    <message>
        <source>Run a program that makes a queue, a pipe or a pool.</source>
        <translation>큐나 파이프, 풀을 만드는 프로그램을 실행하십시오.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::CodeView</name>
    <message>
        <source>Python program</source>
        <translation>Python 프로그램</translation>
    </message>
    <message>
        <source>C++ program</source>
        <translation>C++ 프로그램</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>명령 팔레트</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>무엇을 하시겠습니까?</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>명령</translation>
    </message>
    <message>
        <source>%1    %2</source>
        <translation>%1    %2</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ComparePanel</name>
    <message>
        <source>Differences</source>
        <translation>차이</translation>
    </message>
    <message>
        <source>Run all three</source>
        <translation>셋 다 실행</translation>
    </message>
    <message>
        <source>Run the program under spawn, fork and forkserver, one after the other</source>
        <translation>spawn, fork, forkserver로 차례로 실행</translation>
    </message>
    <message>
        <source>PNG picture</source>
        <translation>PNG 그림</translation>
    </message>
    <message>
        <source>SVG drawing</source>
        <translation>SVG 그림</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>CSV table</source>
        <translation>CSV 표</translation>
    </message>
    <message>
        <source>Markdown text</source>
        <translation>Markdown 글</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>Markdown으로 복사</translation>
    </message>
    <message>
        <source>The three start methods are compared here, in numbers and in words. Run a program that starts processes, then run it again under another start method.</source>
        <translation>세 시작 방법을 수와 말로 여기서 비교합니다. 프로세스를 시작하는 프로그램을 실행한 뒤 다른 시작 방법으로 다시 실행하십시오.</translation>
    </message>
    <message>
        <source>So far this program has run under one start method only. “Run all three” runs it under each.</source>
        <translation>이 프로그램은 아직 한 가지 시작 방법으로만 실행되었습니다. “셋 다 실행”을 누르면 각각으로 실행합니다.</translation>
    </message>
    <message>
        <source>This session beside another</source>
        <translation>이 세션과 다른 세션</translation>
    </message>
    <message>
        <source>With a recording…</source>
        <translation>기록과 비교…</translation>
    </message>
    <message>
        <source>Compare the open session with another that was recorded; press again to end that</source>
        <translation>열린 세션을 기록된 다른 세션과 비교합니다. 다시 누르면 비교를 끝냅니다</translation>
    </message>
    <message>
        <source>Compare with a recording</source>
        <translation>기록과 비교</translation>
    </message>
    <message>
        <source>Poolscope recordings (*.poolscope)</source>
        <translation>Poolscope 기록 (*.poolscope)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
    <message>
        <source>Comparison as a table</source>
        <translation>비교 표</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>표</translation>
    </message>
    <message>
        <source>the same values as a table</source>
        <translation>같은 값의 표</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::CompareView</name>
    <message>
        <source>Comparison of the start methods</source>
        <translation>시작 방법 비교</translation>
    </message>
    <message>
        <source>not run yet</source>
        <translation>아직 실행하지 않음</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ConsoleModel</name>
    <message>
        <source>Standard error: %1</source>
        <translation>표준 오류: %1</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>프로세스</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>출력</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ConsolePanel</name>
    <message>
        <source>Output of all processes</source>
        <translation>모든 프로세스의 출력</translation>
    </message>
    <message>
        <source>What the processes print appears here, line by line.</source>
        <translation>프로세스가 출력하는 것이 한 줄씩 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Run a program that prints something.</source>
        <translation>무언가를 출력하는 프로그램을 실행하십시오.</translation>
    </message>
    <message>
        <source>Only lines with these words, or of this process</source>
        <translation>이 단어가 있는 줄 또는 이 프로세스의 줄만</translation>
    </message>
    <message>
        <source>Filter of the output</source>
        <translation>출력 필터</translation>
    </message>
    <message>
        <source>Go to the moment it was printed</source>
        <translation>출력된 순간으로 가기</translation>
    </message>
    <message>
        <source>Only lines of this process</source>
        <translation>이 프로세스의 줄만</translation>
    </message>
    <message>
        <source>Copy the line</source>
        <translation>줄 복사</translation>
    </message>
    <message>
        <source>Copy all output</source>
        <translation>모든 출력 복사</translation>
    </message>
    <message>
        <source>Copy the lines shown</source>
        <translation>보이는 줄 복사</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::DecodedModel</name>
    <message>
        <source>class</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>arguments</source>
        <translation>인수</translation>
    </message>
    <message>
        <source>keyword arguments</source>
        <translation>키워드 인수</translation>
    </message>
    <message>
        <source>state</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>items</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>set items</source>
        <translation>집합 항목</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>부분</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>형</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::DetailsModel</name>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>프로세스</translation>
    </message>
    <message>
        <source>CPUs</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Descriptors</source>
        <translation>디스크립터</translation>
    </message>
    <message>
        <source>Processes of its user</source>
        <translation>사용자의 프로세스</translation>
    </message>
    <message>
        <source>Address space</source>
        <translation>주소 공간</translation>
    </message>
    <message>
        <source>Size of a file</source>
        <translation>파일 크기</translation>
    </message>
    <message>
        <source>CPU time</source>
        <translation>CPU 시간</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1초</translation>
    </message>
    <message>
        <source>Inside</source>
        <translation>내부</translation>
    </message>
    <message>
        <source>not to be seen: the kernel does not let us look into it</source>
        <translation>볼 수 없음: 커널이 들여다보기를 허락하지 않습니다</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>스레드</translation>
    </message>
    <message>
        <source>Python</source>
        <translation>파이썬</translation>
    </message>
    <message>
        <source>version %1: where it keeps its functions is not known here</source>
        <translation>버전 %1: 함수의 위치를 알 수 없습니다</translation>
    </message>
    <message>
        <source>feeder of one of its queues</source>
        <translation>큐 하나에 넣는 스레드</translation>
    </message>
    <message>
        <source>feeder of %1</source>
        <translation>%1에 넣는 스레드</translation>
    </message>
    <message>
        <source>has the GIL</source>
        <translation>GIL을 가짐</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>시스템 호출: %1</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>more that cannot be followed while it runs</source>
        <translation>실행되는 동안에는 더 따라갈 수 없음</translation>
    </message>
    <message>
        <source>Native</source>
        <translation>네이티브</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>제한</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 중 %1</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>최대 %1</translation>
    </message>
    <message>
        <source>of the process itself</source>
        <translation>프로세스 자신의 제한</translation>
    </message>
    <message>
        <source>of the control group %1</source>
        <translation>제어 그룹의 제한: %1</translation>
    </message>
    <message>
        <source>%1, inherited</source>
        <translation>%1, 물려받음</translation>
    </message>
    <message>
        <source>Also held by</source>
        <translation>함께 가진 프로세스</translation>
    </message>
    <message>
        <source>Files in memory</source>
        <translation>메모리의 파일</translation>
    </message>
    <message>
        <source>no file</source>
        <translation>파일 없음</translation>
    </message>
    <message>
        <source>%1, shared</source>
        <translation>%1, 공유</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>환경</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>프로그램</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>What</source>
        <translation>무엇</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::DiagnosisPanel</name>
    <message>
        <source>Findings</source>
        <translation>발견 사항</translation>
    </message>
    <message>
        <source>Copy all findings as Markdown</source>
        <translation>모든 발견 사항을 Markdown으로 복사</translation>
    </message>
    <message>
        <source>Nothing is wrong at this moment.</source>
        <translation>이 순간에는 잘못된 것이 없습니다.</translation>
    </message>
    <message>
        <source>Lost tasks, broken pools, leaks and locks of dead owners are told here as they happen, and stay in the list when they are over.</source>
        <translation>잃어버린 작업, 고장 난 풀, 누수, 주인이 죽은 락이 생기면 여기에 알리고, 끝난 뒤에도 목록에 남깁니다.</translation>
    </message>
    <message>
        <source>What the program does</source>
        <translation>프로그램이 하는 일</translation>
    </message>
    <message>
        <source>Whether something is wrong cannot be seen.</source>
        <translation>문제가 있는지 볼 수 없습니다.</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1: %2.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::DockTitle</name>
    <message>
        <source>Hide; the View menu brings it back</source>
        <translation>숨기기. 보기 메뉴에서 다시 나타납니다</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <translation>숨기기: %1</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::EdgeTableModel</name>
    <message>
        <source>%1 (%2)</source>
        <comment>a name, a process id</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>started</source>
        <translation>시작함</translation>
    </message>
    <message>
        <source>writes to</source>
        <translation>씀</translation>
    </message>
    <message>
        <source>is read by</source>
        <translation>읽힘</translation>
    </message>
    <message>
        <source>uses</source>
        <translation>사용</translation>
    </message>
    <message>
        <source>holds it</source>
        <translation>쥐고 있음</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>기다림</translation>
    </message>
    <message>
        <source>never used</source>
        <translation>쓴 적 없음</translation>
    </message>
    <message>
        <source>%1/s</source>
        <comment>bytes with their unit</comment>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>From</source>
        <translation>출발</translation>
    </message>
    <message>
        <source>What</source>
        <translation>무엇</translation>
    </message>
    <message>
        <source>To</source>
        <translation>도착</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>지금</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>바이트</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::EmptyState</name>
    <message>
        <source>Nothing passes the filter.</source>
        <translation>필터를 통과한 것이 없습니다.</translation>
    </message>
    <message>
        <source>Change it or clear it to see what there is.</source>
        <translation>필터를 바꾸거나 지우면 보입니다.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ExportButton</name>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Export: save or copy what is shown here</source>
        <translation>내보내기: 여기 보이는 것을 저장하거나 복사합니다</translation>
    </message>
    <message>
        <source>Save as %1…</source>
        <translation>저장: %1…</translation>
    </message>
    <message>
        <source>Save as %1</source>
        <translation>저장: %1</translation>
    </message>
    <message>
        <source>Copy as picture</source>
        <translation>그림으로 복사</translation>
    </message>
    <message>
        <source>The picture is on the clipboard.</source>
        <translation>그림을 클립보드에 복사했습니다.</translation>
    </message>
    <message>
        <source>The text is on the clipboard.</source>
        <translation>글을 클립보드에 복사했습니다.</translation>
    </message>
    <message>
        <source>Saved to %1.</source>
        <translation>저장했습니다: %1.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ExportDialog</name>
    <message>
        <source>Trace for Chrome and Perfetto (%1)</source>
        <translation>Chrome과 Perfetto용 추적 (%1)</translation>
    </message>
    <message>
        <source>CSV table of events (%1)</source>
        <translation>이벤트의 CSV 표 (%1)</translation>
    </message>
    <message>
        <source>JSON document (%1)</source>
        <translation>JSON 문서 (%1)</translation>
    </message>
    <message>
        <source>Graphviz document (%1)</source>
        <translation>Graphviz 문서 (%1)</translation>
    </message>
    <message>
        <source>SQLite database (%1)</source>
        <translation>SQLite 데이터베이스 (%1)</translation>
    </message>
    <message>
        <source>pcapng capture for Wireshark (%1)</source>
        <translation>Wireshark용 pcapng (%1)</translation>
    </message>
    <message>
        <source>Export the session</source>
        <translation>세션 내보내기</translation>
    </message>
    <message>
        <source>Poolscope recording (%1)</source>
        <translation>Poolscope 기록 (%1)</translation>
    </message>
    <message>
        <source>What messages, tasks, results and output say. Their sizes and times are kept in any case.</source>
        <translation>메시지, 작업, 결과, 출력에 담긴 내용. 크기와 시각은 언제나 남습니다.</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>그대로 둠</translation>
    </message>
    <message>
        <source>Masked: unreadable, of the same length</source>
        <translation>가림: 길이는 같고 읽을 수 없음</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>없앰</translation>
    </message>
    <message>
        <source>&amp;Contents:</source>
        <translation>내용(&amp;C):</translation>
    </message>
    <message>
        <source>Contents of messages</source>
        <translation>메시지의 내용</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::FactsModel</name>
    <message>
        <source>Message in %1</source>
        <translation>메시지, 채널 %1</translation>
    </message>
    <message>
        <source>Pool %1</source>
        <translation>풀 %1</translation>
    </message>
    <message>
        <source>%1. Double click to select it.</source>
        <translation>%1. 두 번 누르면 선택합니다.</translation>
    </message>
    <message>
        <source>What</source>
        <translation>무엇</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::FaultMenu</name>
    <message>
        <source>Select a process that runs, in the process tree or any other view</source>
        <translation>프로세스 트리나 다른 보기에서 실행 중인 프로세스를 고르십시오</translation>
    </message>
    <message>
        <source>Run a program first: faults are put into its processes</source>
        <translation>먼저 프로그램을 실행하십시오. 고장은 그 프로세스에 넣습니다</translation>
    </message>
    <message>
        <source>Kill it</source>
        <translation>죽이기</translation>
    </message>
    <message>
        <source>Let it go on</source>
        <translation>계속하게 하기</translation>
    </message>
    <message>
        <source>Stop it, until it is let go on</source>
        <translation>계속하게 할 때까지 멈추기</translation>
    </message>
    <message>
        <source>Delay each of its steps</source>
        <translation>단계마다 늦추기</translation>
    </message>
    <message>
        <source>Drop the next message it sends</source>
        <translation>다음에 보내는 메시지 버리기</translation>
    </message>
    <message>
        <source>Let a second process write into its pipe</source>
        <translation>둘째 프로세스가 그 파이프에 쓰게 하기</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::FilterBar</name>
    <message>
        <source>Filter %1, e.g. %2</source>
        <translation>%1 필터, 예: %2</translation>
    </message>
    <message>
        <source>Filter of %1</source>
        <translation>%1 필터</translation>
    </message>
    <message>
        <source>What can be written here</source>
        <translation>여기에 쓸 수 있는 것</translation>
    </message>
    <message>
        <source>%1 – click to edit</source>
        <translation>%1 – 눌러서 고치기</translation>
    </message>
    <message>
        <source>Filter %1, edit</source>
        <translation>필터 %1, 고치기</translation>
    </message>
    <message>
        <source>Remove the filter %1</source>
        <translation>필터 제거: %1</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::FilterHelp</name>
    <message>
        <source>%1 (%2)</source>
        <comment>what a field means (what has it)</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>large messages in one queue</source>
        <translation>한 큐의 큰 메시지</translation>
    </message>
    <message>
        <source>slow ones that two processes did not send</source>
        <translation>두 프로세스가 보내지 않은 느린 메시지</translation>
    </message>
    <message>
        <source>what looks like trouble</source>
        <translation>말썽으로 보이는 것</translation>
    </message>
    <message>
        <source>slow calls of one function</source>
        <translation>한 함수의 느린 호출</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>조건</translation>
    </message>
    <message>
        <source>compare; texts and words know == and != only</source>
        <translation>비교합니다. 글과 낱말에는 ==와 !=만 있습니다</translation>
    </message>
    <message>
        <source>is one of these</source>
        <translation>이 가운데 하나입니다</translation>
    </message>
    <message>
        <source>the text occurs in it, in this spelling</source>
        <translation>이 글이 이 표기 그대로 들어 있습니다</translation>
    </message>
    <message>
        <source>the regular expression (RE2) fits a part of it</source>
        <translation>정규식(RE2)이 일부와 맞습니다</translation>
    </message>
    <message>
        <source>a field alone: it is there and is not 0, empty or false</source>
        <translation>필드만: 값이 있고 0, 빈 글, 거짓이 아닙니다</translation>
    </message>
    <message>
        <source>and, or, not; &amp;&amp; binds more than ||</source>
        <translation>그리고, 또는, 아님. &amp;&amp;가 ||보다 먼저 묶입니다</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>필드</translation>
    </message>
    <message>
        <source>Filter language</source>
        <translation>필터 언어</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::FindingModel</name>
    <message>
        <source>Finding</source>
        <translation>발견 사항</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>할 일</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>이유</translation>
    </message>
    <message>
        <source>From %1 s on: %2</source>
        <translation>%1초부터 계속: %2</translation>
    </message>
    <message>
        <source>From %1 s to %2 s, again and again: %3</source>
        <translation>%1초부터 %2초까지 거듭: %3</translation>
    </message>
    <message>
        <source>From %1 s to %2 s: %3</source>
        <translation>%1초부터 %2초까지: %3</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::FlightRecorder</name>
    <message>
        <source>%1 MB hold about %2 events; the file is smaller.</source>
        <translation>%1 MB에는 이벤트가 약 %2개 들어갑니다. 파일은 더 작습니다.</translation>
    </message>
    <message>
        <source>All of this session would be saved.</source>
        <translation>이 세션이라면 전부 저장됩니다.</translation>
    </message>
    <message>
        <source>Of this session that would be the last %1.</source>
        <translation>이 세션이라면 마지막 %1에 해당합니다.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::FunctionModel</name>
    <message>
        <source>not known</source>
        <translation>알 수 없음</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>함수</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>작업</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>Ran in all</source>
        <translation>총 실행 시간</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>중앙값</translation>
    </message>
    <message>
        <source>Slowest</source>
        <translation>가장 느림</translation>
    </message>
    <message>
        <source>Queued, median</source>
        <translation>대기 중앙값</translation>
    </message>
    <message>
        <source>Transfer, median</source>
        <translation>전송, 중앙값</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::HostLink</name>
    <message>
        <source>signal %1</source>
        <translation>신호 %1</translation>
    </message>
    <message>
        <source>exit code %1</source>
        <translation>종료 코드 %1</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::InsightButton</name>
    <message>
        <source>What of the program is seen, what is not, and how to see more</source>
        <translation>프로그램에서 무엇이 보이고 무엇이 보이지 않으며, 더 보려면 어떻게 하는지</translation>
    </message>
    <message>
        <source>Insight into %1</source>
        <translation>통찰: %1</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::InsightPopup</name>
    <message>
        <source>more by: %1</source>
        <translation>더 보려면: %1</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>명령 복사</translation>
    </message>
    <message>
        <source>Copy the command: %1</source>
        <translation>명령 복사: %1</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::InspectorPanel</name>
    <message>
        <source>Facts on the selection</source>
        <translation>선택한 것의 정보</translation>
    </message>
    <message>
        <source>Everything known about the selection appears here.</source>
        <translation>선택한 것에 대해 알려진 모든 것이 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Click a process, a channel, a task or a message in any view.</source>
        <translation>아무 보기에서나 프로세스, 채널, 작업, 메시지를 누르십시오.</translation>
    </message>
    <message>
        <source>Decoded value</source>
        <translation>해독한 값</translation>
    </message>
    <message>
        <source>These bytes are no pickle; see Bytes.</source>
        <translation>이 바이트는 pickle이 아닙니다. 바이트를 보십시오.</translation>
    </message>
    <message>
        <source>Decoded</source>
        <translation>해독</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>바이트</translation>
    </message>
    <message>
        <source>message</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>call</source>
        <translation>호출</translation>
    </message>
    <message>
        <source>result</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>Inside the process</source>
        <translation>프로세스 내부</translation>
    </message>
    <message>
        <source>This process has ended.</source>
        <translation>이 프로세스는 끝났습니다.</translation>
    </message>
    <message>
        <source>What is inside a process can be seen only while it runs.</source>
        <translation>프로세스의 내부는 실행되는 동안에만 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Where its threads are and what it has open was not recorded.</source>
        <translation>스레드의 위치와 열린 것은 기록되지 않았습니다.</translation>
    </message>
    <message>
        <source>Go to Live while the program runs: then it is looked into.</source>
        <translation>프로그램이 실행되는 동안 실시간으로 가면 들여다봅니다.</translation>
    </message>
    <message>
        <source>This process cannot be looked into.</source>
        <translation>이 프로세스는 들여다볼 수 없습니다.</translation>
    </message>
    <message>
        <source>Go to its beginning</source>
        <translation>시작으로 가기</translation>
    </message>
    <message>
        <source>This did not exist yet at this moment.</source>
        <translation>이 시점에는 아직 없었습니다.</translation>
    </message>
    <message>
        <source>It comes later.</source>
        <translation>나중에 생깁니다.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::Interventions</name>
    <message>
        <source>Kill %1? It cannot finish what it has in hand. You are asked once.</source>
        <translation>%1: 죽이시겠습니까? 맡은 일을 끝내지 못합니다. 한 번만 묻습니다.</translation>
    </message>
    <message>
        <source>Terminate %1? You are asked once.</source>
        <translation>%1: 종료시키시겠습니까? 한 번만 묻습니다.</translation>
    </message>
    <message>
        <source>Kill</source>
        <translation>죽이기</translation>
    </message>
    <message>
        <source>Terminate</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>%1 is delayed no longer.</source>
        <translation>%1: 더는 늦추지 않습니다.</translation>
    </message>
    <message>
        <source>%1 now waits %2 s before each of its steps. Choose the same again to undo it.</source>
        <translation>%1: 이제 단계마다 %2초를 기다립니다. 같은 것을 다시 고르면 되돌립니다.</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>버리기</translation>
    </message>
    <message>
        <source>Throw away the next message that %1 sends through a pipe or queue? This cannot be undone: whoever waits for it may wait for ever.</source>
        <translation>다음에 파이프나 큐로 보내는 메시지를 버릴까요? 보내는 프로세스: %1. 되돌릴 수 없으며, 기다리는 쪽은 영원히 기다릴 수 있습니다.</translation>
    </message>
    <message>
        <source>Let a second process write into the same pipe end during the next message of %1? This cannot be undone: if the message is large, the pipe is damaged for good.</source>
        <translation>다음 메시지를 보내는 동안 둘째 프로세스가 파이프의 같은 끝에 쓰게 할까요? 보내는 프로세스: %1. 되돌릴 수 없으며, 메시지가 크면 파이프가 영영 망가집니다.</translation>
    </message>
    <message>
        <source>Let it write</source>
        <translation>쓰게 하기</translation>
    </message>
    <message>
        <source>Cancel %1? It is running: %2 is killed, and the pool starts another worker.</source>
        <translation>작업을 취소할까요? 실행 중인 작업: %1. 워커를 죽이고 풀이 다른 워커를 시작합니다. 죽는 워커: %2.</translation>
    </message>
    <message>
        <source>Cancel the task</source>
        <translation>작업 취소</translation>
    </message>
    <message>
        <source>Send %1 to %2? If it does not expect that, it ends. You are asked once.</source>
        <translation>%1 신호를 보낼까요? 받는 프로세스: %2. 대비하지 않았다면 끝납니다. 한 번만 묻습니다.</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>보내기</translation>
    </message>
    <message>
        <source>U&amp;ndo: %1</source>
        <translation>되돌리기(&amp;N): %1</translation>
    </message>
    <message>
        <source>U&amp;ndo</source>
        <translation>되돌리기(&amp;N)</translation>
    </message>
    <message>
        <source>Re&amp;do: %1</source>
        <translation>다시 하기(&amp;D): %1</translation>
    </message>
    <message>
        <source>Re&amp;do</source>
        <translation>다시 하기(&amp;D)</translation>
    </message>
    <message>
        <source>%1 is stopped. The same menu lets it go on, and so does Undo (Ctrl+Z).</source>
        <translation>%1: 멈췄습니다. 같은 메뉴나 되돌리기(Ctrl+Z)로 계속하게 할 수 있습니다.</translation>
    </message>
    <message>
        <source>%1 goes on.</source>
        <translation>%1: 계속합니다.</translation>
    </message>
    <message>
        <source>stop %1</source>
        <translation>%1 멈추기</translation>
    </message>
    <message>
        <source>let %1 go on</source>
        <translation>%1 계속하게 하기</translation>
    </message>
    <message>
        <source>delay %1 no longer</source>
        <translation>%1 지연 풀기</translation>
    </message>
    <message>
        <source>delay %1</source>
        <translation>%1 지연</translation>
    </message>
    <message numerus="yes">
        <source>%n workers</source>
        <translation>
            <numerusform>워커 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolscope::ui::LatencyModel</name>
    <message>
        <source>Wait in the queue</source>
        <translation>큐에서 기다림</translation>
    </message>
    <message>
        <source>Run time</source>
        <translation>실행 시간</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>전송</translation>
    </message>
    <message>
        <source>from the submission of a task until a worker starts it</source>
        <translation>작업을 맡긴 때부터 워커가 시작할 때까지</translation>
    </message>
    <message>
        <source>of a task, as its worker measured it</source>
        <translation>작업마다 워커가 잰 시간</translation>
    </message>
    <message>
        <source>of a message, from sent to received</source>
        <translation>메시지마다 보낸 때부터 받은 때까지</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>지연 시간</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>개수</translation>
    </message>
    <message>
        <source>Shortest</source>
        <translation>가장 짧음</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>중앙값</translation>
    </message>
    <message>
        <source>90 %</source>
        <translation>90 %</translation>
    </message>
    <message>
        <source>99 %</source>
        <translation>99 %</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>가장 긺</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::LatencyView</name>
    <message>
        <source>Latencies</source>
        <translation>지연 시간</translation>
    </message>
    <message>
        <source>How long tasks wait and run and messages are on the way, as histograms. The table shows the same values.</source>
        <translation>작업이 기다리고 실행된 시간과 메시지가 오간 시간의 히스토그램. 표에 같은 값이 있습니다.</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>아직 없음</translation>
    </message>
    <message>
        <source>%1 to %2: %3 of %4</source>
        <comment>two durations, two counts</comment>
        <translation>%1–%2: %4개 가운데 %3개</translation>
    </message>
    <message>
        <source>%1, half within %2, 99 % within %3</source>
        <comment>a count, two durations</comment>
        <translation>%1개, 절반은 %2 안, 99 %는 %3 안</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::LessonPanel</name>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>Previous lesson</source>
        <translation>이전 학습</translation>
    </message>
    <message>
        <source>read the lesson before this one</source>
        <translation>이 앞의 학습 읽기</translation>
    </message>
    <message>
        <source>Next lesson</source>
        <translation>다음 학습</translation>
    </message>
    <message>
        <source>read the lesson after this one</source>
        <translation>이 다음 학습 읽기</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>글</translation>
    </message>
    <message>
        <source>Show or hide this part</source>
        <translation>이 부분 보이기/숨기기</translation>
    </message>
    <message>
        <source>Run Python</source>
        <translation>Python 실행</translation>
    </message>
    <message>
        <source>Run the Python program of this lesson</source>
        <translation>이 학습의 Python 프로그램 실행</translation>
    </message>
    <message>
        <source>Run C++</source>
        <translation>C++ 실행</translation>
    </message>
    <message>
        <source>Run the C++ program of this lesson</source>
        <translation>이 학습의 C++ 프로그램 실행</translation>
    </message>
    <message>
        <source>No lessons are installed. Install Poolscope again, or set POOLSCOPE_DATA to the folder that has them.</source>
        <translation>설치된 학습이 없습니다. Poolscope를 다시 설치하거나 POOLSCOPE_DATA에 학습이 든 폴더를 지정하십시오.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>읽지 못했습니다: %1. %2</translation>
    </message>
    <message>
        <source>Now run it, and see what happens.</source>
        <translation>이제 실행하여 어떻게 되는지 보십시오.</translation>
    </message>
    <message>
        <source>The answer comes when the program has ended.</source>
        <translation>프로그램이 끝나면 답이 나옵니다.</translation>
    </message>
    <message>
        <source>This run does not tell. %1</source>
        <translation>이번 실행으로는 알 수 없습니다. %1</translation>
    </message>
    <message>
        <source>That is what happened. %1</source>
        <translation>그대로 되었습니다. %1</translation>
    </message>
    <message>
        <source>It happened otherwise. %1</source>
        <translation>다르게 되었습니다. %1</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>고장</translation>
    </message>
    <message>
        <source>kill, stop or delay the selected process, lose its message, or damage its pipe</source>
        <translation>고른 프로세스를 죽이거나 멈추거나 늦추고, 메시지를 버리고, 파이프를 망가뜨립니다</translation>
    </message>
    <message>
        <source>Now step forward, and see what happens.</source>
        <translation>이제 한 걸음 앞으로 가서 무슨 일이 일어나는지 보십시오.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::LessonText</name>
    <message>
        <source>Lesson</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>Show the answer</source>
        <translation>답 보기</translation>
    </message>
    <message>
        <source>Your guess first</source>
        <translation>먼저 짐작해 보십시오</translation>
    </message>
    <message>
        <source>And now, what comes next?</source>
        <translation>이제 무엇이 올까요?</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::MainWindow</name>
    <message>
        <source>Poolscope</source>
        <translation>Poolscope</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>%1: 그런 파일은 없습니다.</translation>
    </message>
    <message>
        <source>%1 is a folder. Drop a script, a program or a recording.</source>
        <translation>%1: 폴더입니다. 스크립트, 프로그램 또는 기록을 놓으십시오.</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>계속(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>일시 정지(&amp;P)</translation>
    </message>
    <message>
        <source>%1 – Poolscope</source>
        <translation>%1 – Poolscope</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>실행(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Moment</source>
        <translation>시점(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>색(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>언어(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>도움말(&amp;H)</translation>
    </message>
    <message>
        <source>Open a script or program</source>
        <translation>스크립트나 프로그램 열기</translation>
    </message>
    <message>
        <source>Python scripts (*.py)</source>
        <translation>Python 스크립트 (*.py)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>기록 열기</translation>
    </message>
    <message>
        <source>Poolscope recordings (*.poolscope)</source>
        <translation>Poolscope 기록 (*.poolscope)</translation>
    </message>
    <message>
        <source>About Poolscope</source>
        <translation>Poolscope 정보</translation>
    </message>
    <message>
        <source>&lt;b&gt;Poolscope %1&lt;/b&gt;&lt;p&gt;Visualizes and manages process pools.&lt;/p&gt;&lt;p&gt;The window is under GPL-3.0-or-later, the engine under Apache-2.0.&lt;/p&gt;</source>
        <translation>&lt;b&gt;Poolscope %1&lt;/b&gt;&lt;p&gt;프로세스 풀을 눈으로 보고 다룹니다.&lt;/p&gt;&lt;p&gt;창은 GPL-3.0-or-later, 엔진은 Apache-2.0을 따릅니다.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Save the recording</source>
        <translation>기록 저장</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>저장했습니다: %1.</translation>
    </message>
    <message>
        <source>The language changes with the next start of Poolscope.</source>
        <translation>언어는 Poolscope를 다시 시작하면 바뀝니다.</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>X-ray</source>
        <translation>엑스레이</translation>
    </message>
    <message>
        <source>S&amp;top observing</source>
        <translation>관찰 그만두기(&amp;T)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>중지(&amp;T)</translation>
    </message>
    <message>
        <source>Stop observing: the program goes on as it was</source>
        <translation>관찰 그만두기: 프로그램은 그대로 계속됩니다</translation>
    </message>
    <message>
        <source>Stop (%1)</source>
        <translation>중지 (%1)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation>내보냈습니다: %1.</translation>
    </message>
    <message>
        <source>B&amp;ookmarks</source>
        <translation>책갈피 목록(&amp;O)</translation>
    </message>
    <message>
        <source>Bookmark this moment</source>
        <translation>이 순간에 책갈피</translation>
    </message>
    <message>
        <source>What is to be remembered about it</source>
        <translation>이 순간에 대해 적어 둘 내용</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>책갈피</translation>
    </message>
    <message>
        <source>%1 s: %2</source>
        <translation>%1초: %2</translation>
    </message>
    <message>
        <source>No moment is bookmarked yet</source>
        <translation>아직 책갈피가 없습니다</translation>
    </message>
    <message>
        <source>Exporting to %1: %2 %</source>
        <translation>내보내는 중: %1, %2 %</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>The export was cancelled; nothing was written.</source>
        <translation>내보내기를 취소했습니다. 아무것도 쓰지 않았습니다.</translation>
    </message>
    <message>
        <source>Save the recording without contents</source>
        <translation>내용 없이 기록 저장</translation>
    </message>
    <message>
        <source>Something was found: what led to it is saved as %1.</source>
        <translation>문제가 발견되었습니다. 거기에 이른 과정을 저장했습니다: %1.</translation>
    </message>
    <message>
        <source>Where the flight recorder saves</source>
        <translation>비행 기록을 저장할 곳</translation>
    </message>
    <message>
        <source>The first finding ends the recording: the last %1 MB before it are then saved as %2.</source>
        <translation>처음으로 문제가 발견되면 기록이 끝나고 그 앞의 마지막 %1 MB를 저장합니다: %2.</translation>
    </message>
    <message>
        <source>How many items Pool.map puts into one task. 0: as many as the program says, or four tasks a worker.</source>
        <translation>Pool.map이 작업 하나에 넣을 항목 수. 0: 프로그램이 정한 만큼, 또는 워커마다 작업 네 개가 되도록.</translation>
    </message>
    <message>
        <source>Flight recorder size</source>
        <translation>비행 기록 크기</translation>
    </message>
    <message>
        <source>How many megabytes before a finding are saved.</source>
        <translation>문제가 발견되기 전의 몇 메가바이트를 저장할지 정합니다.</translation>
    </message>
    <message>
        <source>Saving %1: %2 %</source>
        <translation>저장하는 중: %1, %2 %</translation>
    </message>
    <message>
        <source>The saving was cancelled; nothing was written.</source>
        <translation>저장을 취소했습니다. 아무것도 쓰지 않았습니다.</translation>
    </message>
    <message>
        <source>%1 (Python)</source>
        <translation>%1 (Python)</translation>
    </message>
    <message>
        <source>%1: what was recorded stays as it was</source>
        <translation>%1: 기록된 것은 그대로 남습니다</translation>
    </message>
    <message>
        <source>A recording is shown. Choose a program to run one.</source>
        <translation>기록을 보고 있습니다. 실행하려면 프로그램을 고르십시오.</translation>
    </message>
    <message>
        <source>%1 was started by someone else, and is left as it is.</source>
        <translation>%1: 다른 곳에서 시작한 프로그램이므로 그대로 둡니다.</translation>
    </message>
    <message>
        <source>Let go of %1 and run %2 (%3)</source>
        <translation>%1에서 떨어지고 실행: %2 (%3)</translation>
    </message>
    <message>
        <source>Run %1 (%2)</source>
        <translation>실행: %1 (%2)</translation>
    </message>
    <message>
        <source>Open rece&amp;nt</source>
        <translation>최근 항목 열기(&amp;N)</translation>
    </message>
    <message>
        <source>Nothing was opened or saved yet</source>
        <translation>아직 열거나 저장한 것이 없습니다</translation>
    </message>
    <message>
        <source>&amp;Panels shown</source>
        <translation>보이는 패널(&amp;P)</translation>
    </message>
    <message>
        <source>You paused it: go on</source>
        <translation>직접 일시 정지했습니다: 계속하기</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 정지</translation>
    </message>
    <message>
        <source>%1 is no script (.py), no program that can be run, and no recording (.poolscope).</source>
        <translation>%1: 스크립트(.py)도, 실행할 수 있는 프로그램도, 기록(.poolscope)도 아닙니다.</translation>
    </message>
    <message>
        <source>%1 is not a file of this machine. Copy it here first.</source>
        <translation>%1: 이 컴퓨터의 파일이 아닙니다. 먼저 이 컴퓨터로 복사하십시오.</translation>
    </message>
    <message numerus="yes">
        <source>%n files were dropped at once: drop one to run or open it, or two recordings to compare them.</source>
        <translation>
            <numerusform>파일 %n개를 한꺼번에 놓았습니다. 실행하거나 열려면 하나를, 비교하려면 기록 두 개를 놓으십시오.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 still runs. It is stopped when something else is opened.</source>
        <translation>%1: 아직 실행 중입니다. 다른 것을 열면 멈춥니다.</translation>
    </message>
    <message>
        <source>Stop it and open %1</source>
        <translation>멈추고 %1 열기</translation>
    </message>
    <message>
        <source>This moment is bookmarked. Save the recording (Ctrl+S) to keep it.</source>
        <translation>이 순간에 책갈피를 꽂았습니다. 남겨 두려면 기록을 저장하십시오(Ctrl+S).</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::MessageBar</name>
    <message>
        <source>Dismiss this message (Escape)</source>
        <translation>이 알림 닫기 (Escape)</translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation>이 알림 닫기</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::MessageModel</name>
    <message>
        <source>%1, dropped</source>
        <translation>%1, 버려짐</translation>
    </message>
    <message>
        <source>%1, in flight</source>
        <translation>%1, 전달 중</translation>
    </message>
    <message>
        <source>From sent to received</source>
        <translation>보내고 받기까지</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>From → to</source>
        <translation>보낸 쪽 → 받는 쪽</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>동작</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>내용</translation>
    </message>
    <message>
        <source>On the way</source>
        <translation>전달 시간</translation>
    </message>
    <message>
        <source>From %1 to %2</source>
        <translation>%1부터 %2까지</translation>
    </message>
    <message>
        <source>%1, corrupted</source>
        <translation>%1, 손상됨</translation>
    </message>
    <message>
        <source>The pipe was damaged: two wrote into it at the same time, or a writer ended in the midst of a message. What is behind that place cannot be read any more.</source>
        <translation>파이프가 망가졌습니다. 둘이 동시에 썼거나 쓰던 프로세스가 메시지 도중에 끝났습니다. 그 뒤의 것은 이제 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>Seconds since the run began; at a moment of the past, how long before it</source>
        <translation>실행이 시작된 뒤의 초. 지난 순간에서는 그보다 얼마나 앞인지</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::MessagesPanel</name>
    <message>
        <source>Keep the newest message in view</source>
        <translation>가장 새로운 메시지를 계속 보이기</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>Every message between processes appears here, decoded.</source>
        <translation>프로세스 사이의 모든 메시지가 해독되어 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Run a program that sends something through a queue or a pipe.</source>
        <translation>큐나 파이프로 무언가를 보내는 프로그램을 실행하십시오.</translation>
    </message>
    <message>
        <source>%1 messages</source>
        <translation>메시지 %1개</translation>
    </message>
    <message>
        <source>%1 of %2 messages</source>
        <translation>메시지 %2개 중 %1개</translation>
    </message>
    <message>
        <source>Go to the moment it was sent</source>
        <translation>보낸 시점으로 가기</translation>
    </message>
    <message>
        <source>Select the sender</source>
        <translation>보낸 쪽 선택</translation>
    </message>
    <message>
        <source>Select the receiver</source>
        <translation>받는 쪽 선택</translation>
    </message>
    <message>
        <source>Select the channel</source>
        <translation>채널 선택</translation>
    </message>
    <message>
        <source>Apply as filter</source>
        <translation>필터로 쓰기</translation>
    </message>
    <message>
        <source>And not</source>
        <translation>그리고 아님</translation>
    </message>
    <message>
        <source>Passport of the message</source>
        <translation>메시지의 여권</translation>
    </message>
    <message>
        <source>Every station of the selected message appears here.</source>
        <translation>고른 메시지가 지난 곳이 모두 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Select a message above.</source>
        <translation>위에서 메시지를 고르십시오.</translation>
    </message>
    <message>
        <source>Passport: the way of the selected message, from station to station</source>
        <translation>여권: 고른 메시지가 지나온 길</translation>
    </message>
    <message>
        <source>Follow this stream</source>
        <translation>이 흐름 따라가기</translation>
    </message>
    <message>
        <source>Show its passport</source>
        <translation>여권 보기</translation>
    </message>
    <message>
        <source>Messages of a program that was attached to are not seen at this level.</source>
        <translation>붙은 프로그램의 메시지는 이 수준에서 보이지 않습니다.</translation>
    </message>
    <message>
        <source>Tracing stops it at each of its system calls for a moment: it goes on, slower, and is left as it was.</source>
        <translation>추적하면 시스템 호출마다 잠깐 멈춥니다. 프로그램은 느리게 계속되고, 끝나면 원래대로 돌아갑니다.</translation>
    </message>
    <message>
        <source>The program is traced: its next message appears here, decoded.</source>
        <translation>프로그램을 추적하고 있습니다. 다음 메시지가 풀이되어 여기 나타납니다.</translation>
    </message>
    <message>
        <source>Nothing has been sent or received since.</source>
        <translation>그 뒤로 보내거나 받은 것이 없습니다.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::MethodControl</name>
    <message>
        <source>Start method</source>
        <translation>시작 방법</translation>
    </message>
    <message>
        <source>spawn: every worker is a fresh start of the program</source>
        <translation>spawn: 워커마다 프로그램을 새로 시작합니다</translation>
    </message>
    <message>
        <source>fork: every worker is a copy of the running program</source>
        <translation>fork: 워커는 실행 중인 프로그램의 복사본입니다</translation>
    </message>
    <message>
        <source>forkserver: a small server process forks every worker</source>
        <translation>forkserver: 작은 서버 프로세스가 워커를 fork합니다</translation>
    </message>
    <message>
        <source>This program sets its start method itself: %1.</source>
        <translation>이 프로그램은 시작 방법을 스스로 정합니다: %1.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::MethodTableModel</name>
    <message>
        <source>not run yet</source>
        <translation>아직 실행하지 않음</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>비교 항목</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::OtherSession</name>
    <message>
        <source>%1 was cut short or is damaged: what could be read of it is compared.</source>
        <translation>파일이 잘렸거나 손상되었습니다: %1. 읽을 수 있었던 부분만 비교합니다.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::PanelBar</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::PassportModel</name>
    <message>
        <source>%1, into %2</source>
        <comment>a process, a channel</comment>
        <translation>%1, 채널: %2</translation>
    </message>
    <message>
        <source>pickled and sent: %1</source>
        <translation>피클로 만들어 보냄: %1</translation>
    </message>
    <message>
        <source>received</source>
        <translation>받음</translation>
    </message>
    <message>
        <source>task started</source>
        <translation>작업 시작</translation>
    </message>
    <message>
        <source>result made</source>
        <translation>결과 만듦</translation>
    </message>
    <message>
        <source>error raised</source>
        <translation>오류 발생</translation>
    </message>
    <message>
        <source>lost with its worker</source>
        <translation>워커와 함께 잃음</translation>
    </message>
    <message>
        <source>task submitted</source>
        <translation>작업 맡김</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>지난 곳</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>어디서</translation>
    </message>
    <message>
        <source>Time (s)</source>
        <translation>시간(초)</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>걸린 시간</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::PlotTableModel</name>
    <message>
        <source>Plot</source>
        <translation>그래프</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>선</translation>
    </message>
    <message>
        <source>At the cursor</source>
        <translation>커서에서</translation>
    </message>
    <message>
        <source>Highest</source>
        <translation>최대</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>평균</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::PlotsPanel</name>
    <message>
        <source>Plotted values</source>
        <translation>그래프의 값</translation>
    </message>
    <message>
        <source>Show or hide this plot</source>
        <translation>이 그래프 보이기/숨기기</translation>
    </message>
    <message>
        <source>Interval of rates</source>
        <translation>비율의 구간</translation>
    </message>
    <message>
        <source>Over which time messages, bytes and tasks are counted. Zooming does not change it.</source>
        <translation>메시지, 바이트, 작업을 세는 시간 구간입니다. 확대해도 바뀌지 않습니다.</translation>
    </message>
    <message>
        <source>Interval: automatic</source>
        <translation>구간: 자동</translation>
    </message>
    <message>
        <source>Interval: %1</source>
        <translation>구간: %1</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>따라가기</translation>
    </message>
    <message>
        <source>Keep the newest moment in sight</source>
        <translation>가장 새로운 시점을 계속 보이기</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>맞추기</translation>
    </message>
    <message>
        <source>show all of the session (F)</source>
        <translation>세션 전체 보기 (F)</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>표</translation>
    </message>
    <message>
        <source>the same values as a table</source>
        <translation>같은 값을 표로</translation>
    </message>
    <message>
        <source>PNG picture</source>
        <translation>PNG 그림</translation>
    </message>
    <message>
        <source>SVG drawing</source>
        <translation>SVG 그림</translation>
    </message>
    <message>
        <source>Plots</source>
        <translation>그래프</translation>
    </message>
    <message>
        <source>CSV table</source>
        <translation>CSV 표</translation>
    </message>
    <message>
        <source>Latencies as a table</source>
        <translation>지연 시간 표</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>지연 시간</translation>
    </message>
    <message>
        <source>Latencies of a part</source>
        <translation>일부의 지연 시간</translation>
    </message>
    <message>
        <source>Count the latencies of all of the session again</source>
        <translation>세션 전체의 지연 시간을 다시 셉니다</translation>
    </message>
    <message>
        <source>Latencies from %1 s to %2 s</source>
        <translation>%1초부터 %2초까지의 지연 시간</translation>
    </message>
    <message>
        <source>CSV table of latencies</source>
        <translation>지연 시간 CSV 표</translation>
    </message>
    <message>
        <source>Copy as CSV</source>
        <translation>CSV로 복사</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::PlotsView</name>
    <message>
        <source>Plots</source>
        <translation>그래프</translation>
    </message>
    <message>
        <source>Queue depth, messages, tasks and worker utilisation over time. The table shows the same values.</source>
        <translation>시간에 따른 큐 깊이, 메시지, 작업, 워커 가동률입니다. 표에도 같은 값이 있습니다.</translation>
    </message>
    <message>
        <source>%1, mean over %2</source>
        <translation>%1, %2 동안의 평균</translation>
    </message>
    <message>
        <source>Every plot is switched off. Switch one on in the bar above.</source>
        <translation>모든 그래프가 꺼져 있습니다. 위 막대에서 하나를 켜십시오.</translation>
    </message>
    <message>
        <source>Queue depth, traffic and tasks are plotted here while a program runs.
Run a lesson or a program, or open a recorded session.</source>
        <translation>프로그램이 실행되는 동안 큐 깊이, 전송량, 작업이 여기에 그려집니다.
학습이나 프로그램을 실행하거나 기록된 세션을 여십시오.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ProcessTreeModel</name>
    <message>
        <source>%1 (%2 inherited)</source>
        <translation>%1 (물려받음 %2)</translation>
    </message>
    <message>
        <source>Its first parent ended before it; process %1 adopted it.</source>
        <translation>첫 부모가 먼저 끝나 입양되었습니다. 입양한 프로세스: %1.</translation>
    </message>
    <message>
        <source>%1, process %2, %3</source>
        <translation>%1, 프로세스 %2, %3</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>프로세스</translation>
    </message>
    <message>
        <source>PID</source>
        <translation>PID</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>방식</translation>
    </message>
    <message>
        <source>Task in hand</source>
        <translation>처리 중인 작업</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>작업</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>보냄</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>받음</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>Descriptors</source>
        <translation>디스크립터</translation>
    </message>
    <message>
        <source>PPID</source>
        <translation>PPID</translation>
    </message>
    <message>
        <source>Start took</source>
        <translation>시작에 걸린 시간</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>역할</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>재지 않음</translation>
    </message>
    <message>
        <source>Proportional share %1, resident %2</source>
        <translation>비례 몫 %1, 상주 %2</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ProcessTreePanel</name>
    <message>
        <source>Group by who asked for the process instead of the kernel&apos;s parent (they differ under forkserver)</source>
        <translation>커널의 부모 대신 요청한 프로세스로 묶기 (forkserver에서는 서로 다릅니다)</translation>
    </message>
    <message>
        <source>Group by who asked for the process</source>
        <translation>요청한 프로세스로 묶기</translation>
    </message>
    <message>
        <source>Process tree</source>
        <translation>프로세스 트리</translation>
    </message>
    <message>
        <source>Processes appear here, each below its parent.</source>
        <translation>프로세스가 부모 아래에 나타납니다.</translation>
    </message>
    <message>
        <source>Choose a lesson and press Run.</source>
        <translation>학습을 고르고 실행을 누르십시오.</translation>
    </message>
    <message>
        <source>Pause (SIGSTOP)</source>
        <translation>일시 정지 (SIGSTOP)</translation>
    </message>
    <message>
        <source>Continue (SIGCONT)</source>
        <translation>계속 (SIGCONT)</translation>
    </message>
    <message>
        <source>Terminate (SIGTERM)</source>
        <translation>종료 (SIGTERM)</translation>
    </message>
    <message>
        <source>Kill (SIGKILL)</source>
        <translation>죽이기 (SIGKILL)</translation>
    </message>
    <message>
        <source>Show its messages</source>
        <translation>이 프로세스의 메시지 보기</translation>
    </message>
    <message>
        <source>Copy PID</source>
        <translation>PID 복사</translation>
    </message>
    <message>
        <source>Delay each of its steps</source>
        <translation>단계마다 늦추기</translation>
    </message>
    <message>
        <source>Drop the next message it sends</source>
        <translation>다음에 보내는 메시지 버리기</translation>
    </message>
    <message>
        <source>Let a second process write into its pipe</source>
        <translation>둘째 프로세스가 그 파이프에 쓰게 하기</translation>
    </message>
    <message>
        <source>Send another signal</source>
        <translation>다른 신호 보내기</translation>
    </message>
    <message>
        <source>SIGINT, as Ctrl+C does</source>
        <translation>SIGINT: Ctrl+C와 같음</translation>
    </message>
    <message>
        <source>SIGHUP, as a closed terminal does</source>
        <translation>SIGHUP: 터미널이 닫힐 때와 같음</translation>
    </message>
    <message>
        <source>SIGQUIT, which leaves a core</source>
        <translation>SIGQUIT: 코어를 남김</translation>
    </message>
    <message>
        <source>SIGABRT, as abort() does</source>
        <translation>SIGABRT: abort()와 같음</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ProgramModel</name>
    <message>
        <source>program</source>
        <translation>프로그램</translation>
    </message>
    <message>
        <source>Poolscope engine</source>
        <translation>Poolscope 엔진</translation>
    </message>
    <message>
        <source>pipeline</source>
        <translation>파이프라인</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 ?</source>
        <translation>%1 ?</translation>
    </message>
    <message>
        <source>belongs to %1; run Poolscope as that user or as root</source>
        <translation>다른 사용자의 것: %1. 그 사용자나 root로 Poolscope를 실행하십시오</translation>
    </message>
    <message>
        <source>does not let itself be looked into</source>
        <translation>들여다보지 못하게 합니다</translation>
    </message>
    <message>
        <source>has ended</source>
        <translation>끝났습니다</translation>
    </message>
    <message>
        <source>without system calls and locks: kernel.yama.ptrace_scope hides them</source>
        <translation>시스템 호출과 락은 빠짐: kernel.yama.ptrace_scope가 가립니다</translation>
    </message>
    <message>
        <source>traced by process %1 already</source>
        <translation>이미 추적되고 있음, 추적하는 프로세스: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>프로그램</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>프로세스</translation>
    </message>
    <message>
        <source>CPU time</source>
        <translation>CPU 시간</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>PID</source>
        <translation>PID</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>명령</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::RecordingLoader</name>
    <message>
        <source>The recording is whole, but nothing was recorded in it.</source>
        <translation>기록은 온전하지만 아무것도 기록되지 않았습니다.</translation>
    </message>
    <message numerus="yes">
        <source>The recording is damaged: about %n bytes could not be read. The gaps are marked.</source>
        <translation>
            <numerusform>기록이 손상되었습니다. 약 %n바이트를 읽지 못했습니다. 빈틈이 표시되어 있습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>The recording was cut short, as when its program was killed. Everything before that is here.</source>
        <translation>프로그램이 죽었을 때처럼 기록이 중간에 끊겼습니다. 그 앞의 것은 모두 있습니다.</translation>
    </message>
    <message>
        <source>The recording was cut short or damaged before its first events: nothing in it can be read. Record the program again.</source>
        <translation>기록이 첫 사건보다 앞에서 잘렸거나 손상되어 아무것도 읽을 수 없습니다. 프로그램을 다시 기록하십시오.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::RunBar</name>
    <message>
        <source>Program</source>
        <translation>프로그램</translation>
    </message>
    <message>
        <source>What to run: a lesson, a script or any command</source>
        <translation>실행할 것: 학습, 스크립트 또는 아무 명령</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>워커</translation>
    </message>
    <message>
        <source>Speed: below 1×, every step of the program is followed by a wait</source>
        <translation>속도: 1×보다 낮으면 프로그램의 단계마다 기다립니다</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>속도</translation>
    </message>
    <message>
        <source>Script or program…</source>
        <translation>스크립트나 프로그램…</translation>
    </message>
    <message>
        <source>Command line…</source>
        <translation>명령줄…</translation>
    </message>
    <message>
        <source>This program sets its start method itself: %1.</source>
        <translation>이 프로그램은 시작 방법을 스스로 정합니다: %1.</translation>
    </message>
    <message>
        <source>This program has no pool.</source>
        <translation>이 프로그램에는 풀이 없습니다.</translation>
    </message>
    <message>
        <source>%1×</source>
        <translation>%1×</translation>
    </message>
    <message>
        <source>No findings</source>
        <translation>발견 사항 없음</translation>
    </message>
    <message numerus="yes">
        <source>%n findings</source>
        <translation>
            <numerusform>발견 사항 %n건</numerusform>
        </translation>
    </message>
    <message>
        <source>Tracing</source>
        <translation>추적 중</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>추적</translation>
    </message>
    <message>
        <source>Every message is told; the program&apos;s system calls are slower meanwhile</source>
        <translation>모든 메시지가 보입니다. 그동안 프로그램의 시스템 호출이 느려집니다</translation>
    </message>
    <message>
        <source>See the messages of this program: it goes on, slower, and is left as it was</source>
        <translation>이 프로그램의 메시지를 봅니다. 느리게 계속되고, 끝나면 원래대로 돌아갑니다</translation>
    </message>
    <message>
        <source>Fault: kill, stop or delay the selected process, lose its message, or damage its pipe</source>
        <translation>고장: 고른 프로세스를 죽이거나 멈추거나 늦추고, 메시지를 버리고, 파이프를 망가뜨립니다</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>고장</translation>
    </message>
    <message>
        <source>How many workers the pool has: while it runs more are started, or some end after their task</source>
        <translation>풀의 워커 수. 실행 중에는 더 시작하거나 일부가 작업을 마친 뒤 끝납니다</translation>
    </message>
    <message>
        <source>Chunk</source>
        <translation>묶음</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>Chunk size</source>
        <translation>묶음 크기</translation>
    </message>
    <message>
        <source>Chunk size: how many items Pool.map puts into one task, from the next run on, where the program gives none. Auto makes four tasks a worker</source>
        <translation>묶음 크기: 프로그램이 정하지 않은 곳에서 Pool.map이 작업 하나에 넣을 항목 수로, 다음 실행부터 적용됩니다. 자동이면 워커마다 작업 네 개가 됩니다</translation>
    </message>
    <message>
        <source>This program gives its chunk sizes itself.</source>
        <translation>이 프로그램은 묶음 크기를 스스로 정합니다.</translation>
    </message>
    <message numerus="yes">
        <source>Nothing is wrong, %n worth knowing</source>
        <translation>
            <numerusform>문제는 없고, 알아 둘 것이 %n개 있습니다</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolscope::ui::Screenshot</name>
    <message>
        <source>The picture could not be written to %1.</source>
        <translation>그림을 저장하지 못했습니다: %1.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::Scrubber</name>
    <message>
        <source>Time line of the run</source>
        <translation>실행의 시간선</translation>
    </message>
    <message>
        <source>%1 s after the start</source>
        <translation>시작 뒤 %1초</translation>
    </message>
    <message>
        <source>live</source>
        <translation>실시간</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ScrubberBar</name>
    <message>
        <source>One event back</source>
        <translation>이벤트 하나 뒤로</translation>
    </message>
    <message>
        <source>One event back (Alt+Left)</source>
        <translation>이벤트 하나 뒤로 (Alt+Left)</translation>
    </message>
    <message>
        <source>One event forward</source>
        <translation>이벤트 하나 앞으로</translation>
    </message>
    <message>
        <source>One event forward (Alt+Right)</source>
        <translation>이벤트 하나 앞으로 (Alt+Right)</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1초</translation>
    </message>
    <message>
        <source>Time since the run began, at the moment that is shown</source>
        <translation>보이는 시점까지 실행을 시작한 뒤 지난 시간</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>실시간</translation>
    </message>
    <message>
        <source>Follow what happens now (Alt+End)</source>
        <translation>지금 일어나는 일 따라가기 (Alt+End)</translation>
    </message>
    <message>
        <source>%1 events</source>
        <translation>이벤트 %1개</translation>
    </message>
    <message>
        <source>%1 lost</source>
        <translation>잃음 %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>nothing new for %1</source>
        <translation>%1 동안 새 일 없음</translation>
    </message>
    <message>
        <source>Nothing that is shown has changed since: who waited then waits still.</source>
        <translation>그 뒤로 보이는 것이 바뀌지 않았습니다. 그때 기다리던 프로세스는 지금도 기다립니다.</translation>
    </message>
    <message>
        <source>you paused it · F6 goes on</source>
        <translation>직접 일시 정지함 · F6: 계속</translation>
    </message>
    <message>
        <source>End</source>
        <translation>끝</translation>
    </message>
    <message>
        <source>The end of the run (Alt+End)</source>
        <translation>실행의 끝 (Alt+End)</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::SessionFactsModel</name>
    <message>
        <source>%1: %2 here, %3 there.</source>
        <translation>%1: 이쪽 %2, 저쪽 %3.</translation>
    </message>
    <message>
        <source>The two sessions do not differ by more than a fifth in anything that is compared.</source>
        <translation>비교한 모든 항목에서 두 세션의 차이가 5분의 1을 넘지 않습니다.</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>비교 항목</translation>
    </message>
    <message>
        <source>This session</source>
        <translation>이 세션</translation>
    </message>
    <message>
        <source>This session against the other</source>
        <translation>다른 세션과의 차이</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ShortcutList</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>키보드 단축키</translation>
    </message>
    <message>
        <source>What</source>
        <translation>무엇</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Time line: event by event</source>
        <translation>시간선: 이벤트 하나씩</translation>
    </message>
    <message>
        <source>Time line: a twentieth of the run</source>
        <translation>시간선: 실행의 20분의 1씩</translation>
    </message>
    <message>
        <source>Page Up, Page Down</source>
        <translation>Page Up, Page Down</translation>
    </message>
    <message>
        <source>Lists: copy the row</source>
        <translation>목록: 행 복사</translation>
    </message>
    <message>
        <source>Lists: what can be done with the row</source>
        <translation>목록: 행에 할 수 있는 일</translation>
    </message>
    <message>
        <source>Menu key</source>
        <translation>메뉴 키</translation>
    </message>
    <message>
        <source>Timeline: zoom in, zoom out, earlier, later, everything</source>
        <translation>시간 그림: 확대, 축소, 앞으로, 뒤로, 모두</translation>
    </message>
    <message>
        <source>Timeline: event by event</source>
        <translation>시간 그림: 이벤트 하나씩</translation>
    </message>
    <message>
        <source>Timeline: choose a lane, forget the measured stretch</source>
        <translation>시간 그림: 줄 고르기, 잰 구간 지우기</translation>
    </message>
    <message>
        <source>Timeline: the wait before or after, and who held it up</source>
        <translation>시간 그림: 앞이나 뒤의 기다림, 붙든 프로세스</translation>
    </message>
    <message>
        <source>Latencies: from bar to bar, to the next histogram</source>
        <translation>지연 시간: 막대에서 막대로, 다음 히스토그램으로</translation>
    </message>
    <message>
        <source>Topology: from card to card, nearer, farther, everything, select nothing</source>
        <translation>토폴로지: 카드에서 카드로, 가까이, 멀리, 모두, 선택 없음</translation>
    </message>
    <message>
        <source>Plots: zoom in, zoom out, earlier, later, everything</source>
        <translation>그래프: 확대, 축소, 앞으로, 뒤로, 모두</translation>
    </message>
    <message>
        <source>Tasks: cancel the task, try it again</source>
        <translation>작업: 작업 취소, 다시 시도</translation>
    </message>
    <message>
        <source>Filters: what can be written here, take the first of it, keep what is written</source>
        <translation>필터: 여기에 쓸 수 있는 것, 그중 첫째 고르기, 쓴 것을 남기기</translation>
    </message>
    <message>
        <source>↓ Tab Enter</source>
        <translation>↓ Tab Enter</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ShownRecording</name>
    <message>
        <source>%1 is shown by another window, which comes to the front.</source>
        <translation>다른 창에서 %1 파일을 보고 있으므로, 그 창을 앞으로 가져옵니다.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ShownTreeModel</name>
    <message>
        <source>%1 (+%2)</source>
        <comment>a process, how many are below it</comment>
        <translation>%1 (+%2)</translation>
    </message>
    <message>
        <source>%1: this process and all below it</source>
        <translation>%1: 이 프로세스와 그 아래 모두</translation>
    </message>
    <message>
        <source>%1, not of the filter</source>
        <translation>%1, 필터 밖</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::StepStrip</name>
    <message>
        <source>Step back</source>
        <translation>한 단계 뒤로</translation>
    </message>
    <message>
        <source>Step back: all views show the moment of the step before</source>
        <translation>한 단계 뒤로: 모든 보기가 앞 단계의 순간을 보여 줍니다</translation>
    </message>
    <message>
        <source>Step forward</source>
        <translation>한 단계 앞으로</translation>
    </message>
    <message>
        <source>Step forward: all views show the moment of the next step</source>
        <translation>한 단계 앞으로: 모든 보기가 다음 단계의 순간을 보여 줍니다</translation>
    </message>
    <message>
        <source>%1 of %2: %3</source>
        <comment>step number, number of steps, what happens</comment>
        <translation>%2단계 중 %1: %3</translation>
    </message>
    <message numerus="yes">
        <source>Before the first of %n step(s).</source>
        <translation>
            <numerusform>%n단계 가운데 첫 단계 앞입니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Run it, then go through its %n step(s), forward and back.</source>
        <translation>
            <numerusform>실행한 다음 %n단계를 앞뒤로 거닐어 보십시오.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The window shows another program now. Run this lesson to go through its %n step(s), forward and back.</source>
        <translation>
            <numerusform>지금 창에는 다른 프로그램이 보입니다. 이 학습을 실행하면 %n단계를 앞뒤로 거닐 수 있습니다.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolscope::ui::TaskModel</name>
    <message>
        <source>From submitted to started</source>
        <translation>제출하고 시작하기까지</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>작업</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>워커</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>줄 섬</translation>
    </message>
    <message>
        <source>Ran</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>시도</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>From the pool&apos;s hand until the worker started it: pickled, sent, received</source>
        <translation>풀이 내준 때부터 워커가 시작할 때까지: 피클로 만들기, 보내기, 받기</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>전송</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::TasksPanel</name>
    <message>
        <source>Tasks</source>
        <translation>작업</translation>
    </message>
    <message>
        <source>Every task of a pool appears here: who has it, how long it took, what came of it.</source>
        <translation>풀의 모든 작업이 여기에 나타납니다. 누가 맡았고 얼마나 걸렸으며 무엇이 나왔는지 보입니다.</translation>
    </message>
    <message>
        <source>Run a Python script that has a Pool or an executor, or the lesson on the square pool.</source>
        <translation>Pool이나 executor가 있는 Python 스크립트, 또는 제곱 풀 학습을 실행하십시오.</translation>
    </message>
    <message>
        <source>%1 tasks</source>
        <translation>작업 %1개</translation>
    </message>
    <message>
        <source>%1 of %2 tasks</source>
        <translation>작업 %1 / %2개</translation>
    </message>
    <message>
        <source>Tasks by function</source>
        <translation>함수별 작업</translation>
    </message>
    <message>
        <source>Slowest</source>
        <translation>가장 느림</translation>
    </message>
    <message>
        <source>The tasks that ran longest on top</source>
        <translation>가장 오래 걸린 작업을 맨 위에 표시합니다</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>Only tasks that raised an error or lost their worker</source>
        <translation>오류를 일으켰거나 워커를 잃은 작업만 표시합니다</translation>
    </message>
    <message>
        <source>By function</source>
        <translation>함수별</translation>
    </message>
    <message>
        <source>How many tasks each function had, and how long they took</source>
        <translation>함수마다 작업이 몇 개였고 얼마나 걸렸는지 표시합니다</translation>
    </message>
    <message>
        <source>Show it in the timeline</source>
        <translation>시간 그림에서 보기</translation>
    </message>
    <message>
        <source>Show its worker&apos;s messages</source>
        <translation>워커의 메시지 보기</translation>
    </message>
    <message>
        <source>Go to the moment it was started</source>
        <translation>시작된 순간으로 가기</translation>
    </message>
    <message>
        <source>Only tasks of %1</source>
        <translation>이 함수의 작업만: %1</translation>
    </message>
    <message>
        <source>Copy the call and its result</source>
        <translation>호출과 결과 복사</translation>
    </message>
    <message>
        <source>%1 – not now: %2</source>
        <translation>%1 – 지금은 안 됩니다: %2</translation>
    </message>
    <message>
        <source>Cancel the task</source>
        <translation>작업 취소</translation>
    </message>
    <message>
        <source>Try it again</source>
        <translation>다시 해 보기</translation>
    </message>
    <message>
        <source>the program does not run here.</source>
        <translation>프로그램이 여기서 실행되고 있지 않습니다.</translation>
    </message>
    <message>
        <source>this is a moment of the past; go to the live one.</source>
        <translation>지난 순간입니다. 지금으로 가십시오.</translation>
    </message>
    <message>
        <source>its pool is not one of the engine&apos;s.</source>
        <translation>그 풀은 엔진의 것이 아닙니다.</translation>
    </message>
    <message>
        <source>its pool has ended.</source>
        <translation>그 풀이 끝났습니다.</translation>
    </message>
    <message>
        <source>it has ended.</source>
        <translation>이미 끝났습니다.</translation>
    </message>
    <message>
        <source>it has not ended.</source>
        <translation>아직 끝나지 않았습니다.</translation>
    </message>
    <message>
        <source>it has its result.</source>
        <translation>결과가 이미 있습니다.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::TimelineModel</name>
    <message>
        <source>Part of its life in this stretch that went into tasks</source>
        <translation>이 구간에서 살아 있던 시간 가운데 작업에 쓴 몫</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>프로세스</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>작업</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>일함</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>몫</translation>
    </message>
    <message>
        <source>Waited</source>
        <translation>기다림</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>보냄</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>받음</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::TimelinePanel</name>
    <message>
        <source>Timeline as a table</source>
        <translation>표로 본 시간 그림</translation>
    </message>
    <message>
        <source>What each process did appears here.</source>
        <translation>프로세스마다 한 일이 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Run the lesson on the square pool.</source>
        <translation>제곱 풀 학습을 실행해 보십시오.</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>Show messages as arrows; more than 200 as a table of senders and receivers</source>
        <translation>메시지를 화살표로, 200개가 넘으면 보낸 쪽과 받은 쪽의 표로 보여 줍니다</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>표</translation>
    </message>
    <message>
        <source>the same as numbers</source>
        <translation>같은 것을 수로</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>축소</translation>
    </message>
    <message>
        <source>a longer stretch (S, Ctrl+wheel)</source>
        <translation>더 긴 구간 (S, Ctrl+휠)</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>확대</translation>
    </message>
    <message>
        <source>a shorter stretch (W, Ctrl+wheel)</source>
        <translation>더 짧은 구간 (W, Ctrl+휠)</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>맞춤</translation>
    </message>
    <message>
        <source>show all of the session and keep it in sight (F)</source>
        <translation>세션 전체를 보여 주고 계속 보이게 합니다 (F)</translation>
    </message>
    <message>
        <source>%1 from %2 s to %3 s: %4 tasks begun, %5 busy, %6 waited, %7 messages sent</source>
        <comment>a duration, two moments, four sums</comment>
        <translation>%1, %2초부터 %3초까지: 시작한 작업 %4개, 일한 시간 %5, 기다린 시간 %6, 보낸 메시지 %7개</translation>
    </message>
    <message>
        <source>PNG picture</source>
        <translation>PNG 그림</translation>
    </message>
    <message>
        <source>SVG drawing</source>
        <translation>SVG 그림</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>시간 그림</translation>
    </message>
    <message>
        <source>W S zoom · A D pan · drag measures · click a hatched bar, or [ ]: who held it up</source>
        <translation>W S 확대·축소 · A D 이동 · 끌면 재기 · 빗금 막대 클릭 또는 [ ]: 누가 붙들었는지</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::TimelineView</name>
    <message>
        <source>%1 messages, from ↓ to →</source>
        <translation>메시지 %1개, 보낸 쪽 ↓ 받은 쪽 →</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>시간 그림</translation>
    </message>
    <message>
        <source>A lane for each process with its tasks and waits. The table shows the same as numbers.</source>
        <translation>프로세스마다 한 줄에 작업과 기다림을 그립니다. 표에서 같은 것을 수로 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
    </message>
    <message>
        <source>a task</source>
        <translation>작업</translation>
    </message>
    <message>
        <source>%1 for %2</source>
        <translation>%1, %2 동안</translation>
    </message>
    <message>
        <source>%1 tasks, busy for %2, waited for %3</source>
        <translation>작업 %1개, 일한 시간 %2, 기다린 시간 %3</translation>
    </message>
    <message>
        <source>A lane for each process appears here, with its tasks, its waits and its messages.
Run a lesson or a program, or open a recorded session.</source>
        <translation>프로세스마다 한 줄이 여기에 나타나 작업과 기다림과 메시지를 보여 줍니다.
학습이나 프로그램을 실행하거나 기록한 세션을 여십시오.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::TopologyPanel</name>
    <message>
        <source>Parents</source>
        <translation>부모 관계</translation>
    </message>
    <message>
        <source>Show who started whom, as dotted lines</source>
        <translation>누가 누구를 시작했는지 점선으로 보이기</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>축소</translation>
    </message>
    <message>
        <source>smaller (−, wheel)</source>
        <translation>작게 (−, 휠)</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>확대</translation>
    </message>
    <message>
        <source>larger (+, wheel)</source>
        <translation>크게 (+, 휠)</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>맞추기</translation>
    </message>
    <message>
        <source>show everything and keep it in sight (F)</source>
        <translation>모두 보이게 하고 유지 (F)</translation>
    </message>
    <message>
        <source>PNG picture</source>
        <translation>PNG 그림</translation>
    </message>
    <message>
        <source>SVG drawing</source>
        <translation>SVG 그림</translation>
    </message>
    <message>
        <source>Topology</source>
        <translation>토폴로지</translation>
    </message>
    <message>
        <source>Graphviz document</source>
        <translation>Graphviz 문서</translation>
    </message>
    <message>
        <source>Topology as a table</source>
        <translation>토폴로지 표</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>표</translation>
    </message>
    <message>
        <source>the same as rows: who writes, reads, holds and waits</source>
        <translation>같은 내용을 행으로: 누가 쓰고 읽고 쥐고 기다리는지</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::TopologyView</name>
    <message>
        <source>ended processes not shown: %1</source>
        <translation>보이지 않는 끝난 프로세스: %1</translation>
    </message>
    <message>
        <source>Processes, queues, pipes and locks are drawn here, with the messages between them.
Run a lesson or a program, or attach to a running one.</source>
        <translation>프로세스, 큐, 파이프, 락과 그 사이의 메시지가 여기에 그려집니다.
학습이나 프로그램을 실행하거나 실행 중인 것에 붙으십시오.</translation>
    </message>
    <message>
        <source>Topology</source>
        <translation>토폴로지</translation>
    </message>
    <message>
        <source>Processes, queues, pipes and locks, and what goes between them.</source>
        <translation>프로세스, 큐, 파이프, 락과 그 사이에 오가는 것.</translation>
    </message>
    <message>
        <source>%1, %2, PID %3</source>
        <translation>%1, %2, PID %3</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>요청: %1</translation>
    </message>
    <message>
        <source>started by %1</source>
        <translation>시작한 쪽: %1</translation>
    </message>
    <message>
        <source>lost %1</source>
        <translation>잃음 %1</translation>
    </message>
    <message>
        <source>runs %1</source>
        <translation>실행: %1</translation>
    </message>
    <message>
        <source>%1 in</source>
        <translation>들어 있음: %1</translation>
    </message>
    <message>
        <source>%1/s in</source>
        <translation>들어옴: 초당 %1</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::WaitingModel</name>
    <message>
        <source>%1 [its end is not there yet]</source>
        <translation>%1 [끝이 아직 오지 않음]</translation>
    </message>
    <message>
        <source>%1 [its beginning was read already]</source>
        <translation>%1 [앞부분은 이미 읽힘]</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>내용</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::WelcomePage</name>
    <message>
        <source>Process pools, seen from inside</source>
        <translation>속이 들여다보이는 프로세스 풀</translation>
    </message>
    <message>
        <source>Watch who starts whom, what flows between them, and who waits for whom.</source>
        <translation>누가 누구를 시작하고, 무엇이 오가며, 누가 누구를 기다리는지 지켜보십시오.</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>최근</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>배우기</translation>
    </message>
    <message>
        <source>Small programs, each under three minutes. A click runs one.</source>
        <translation>3분이 안 걸리는 작은 프로그램들입니다. 누르면 실행됩니다.</translation>
    </message>
    <message>
        <source>No lessons are installed. They belong into share/poolscope/lessons beside the program.</source>
        <translation>설치된 학습이 없습니다. 프로그램 옆 share/poolscope/lessons에 있어야 합니다.</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>A Python script, a C++ program on the engine, any command.</source>
        <translation>Python 스크립트, 엔진으로 만든 C++ 프로그램, 아무 명령.</translation>
    </message>
    <message>
        <source>python3 my_pool.py</source>
        <translation>python3 my_pool.py</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>명령줄</translation>
    </message>
    <message>
        <source>Open a script or program…</source>
        <translation>스크립트나 프로그램 열기…</translation>
    </message>
    <message>
        <source>Or drop it anywhere on this window.</source>
        <translation>또는 이 창 아무 데나 놓으십시오.</translation>
    </message>
    <message>
        <source>Open a recording…</source>
        <translation>기록 열기…</translation>
    </message>
    <message>
        <source>A session that was recorded, here or on another machine.</source>
        <translation>여기나 다른 기계에서 기록한 세션.</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>붙기</translation>
    </message>
    <message>
        <source>Any program of several processes that runs already, unchanged.</source>
        <translation>이미 실행 중인, 프로세스가 여럿인 아무 프로그램이나 고치지 않고.</translation>
    </message>
    <message>
        <source>Attach to a running program…</source>
        <translation>실행 중인 프로그램에 붙기…</translation>
    </message>
    <message>
        <source>Python, gunicorn, nginx, PostgreSQL, make, a pipeline.</source>
        <translation>Python, gunicorn, nginx, PostgreSQL, make, 파이프라인.</translation>
    </message>
    <message>
        <source>Looking takes nothing out of its queues and does not stop it; when you leave, it goes on as it was.</source>
        <translation>들여다보아도 큐에서 아무것도 꺼내지 않고 멈추지도 않습니다. 떠나면 그대로 계속됩니다.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Empty this list; the files stay</source>
        <translation>이 목록을 비웁니다. 파일은 그대로 남습니다</translation>
    </message>
    <message>
        <source>Clear the list of recent files</source>
        <translation>최근 파일 목록 지우기</translation>
    </message>
    <message>
        <source>Running now</source>
        <translation>실행 중인 프로그램</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n processes, PID %2</source>
        <translation>
            <numerusform>%1, 프로세스 %n개, PID %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolscope::ui::Workbench</name>
    <message>
        <source>Messages</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>작업</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>Plots</source>
        <translation>그래프</translation>
    </message>
    <message>
        <source>Process tree</source>
        <translation>프로세스 트리</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>검사기</translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation>진단</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>콘솔</translation>
    </message>
    <message>
        <source>Topology</source>
        <translation>토폴로지</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>시간 그림</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::XrayPanel</name>
    <message>
        <source>Channel</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>Messages that wait</source>
        <translation>기다리는 메시지</translation>
    </message>
    <message>
        <source>Decoded value</source>
        <translation>해독한 값</translation>
    </message>
    <message>
        <source>These bytes are no pickle; see Bytes.</source>
        <translation>이 바이트는 pickle이 아닙니다. 바이트를 보십시오.</translation>
    </message>
    <message>
        <source>Decoded</source>
        <translation>해독</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>바이트</translation>
    </message>
    <message>
        <source>The messages that wait in a queue or pipe appear here.</source>
        <translation>큐나 파이프에서 기다리는 메시지가 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Run a program or attach to one, and select a channel.</source>
        <translation>프로그램을 실행하거나 실행 중인 것에 붙고 채널을 선택하십시오.</translation>
    </message>
    <message>
        <source>What waited in this channel at that moment was not recorded.</source>
        <translation>그 시점에 이 채널에서 기다리던 것은 기록되지 않았습니다.</translation>
    </message>
    <message>
        <source>Go to Live while the program runs: then it is looked into.</source>
        <translation>프로그램이 실행되는 동안 실시간으로 가면 들여다봅니다.</translation>
    </message>
    <message>
        <source>Nothing waits in this channel.</source>
        <translation>이 채널에서 기다리는 것이 없습니다.</translation>
    </message>
    <message>
        <source>Everything that was put into it has been taken out.</source>
        <translation>넣은 것을 모두 꺼냈습니다.</translation>
    </message>
    <message>
        <source>What is put into it appears here at once, and stays in it.</source>
        <translation>넣는 것이 곧바로 여기에 나타나고, 안에 그대로 남습니다.</translation>
    </message>
    <message>
        <source>This channel cannot be looked into.</source>
        <translation>이 채널은 들여다볼 수 없습니다.</translation>
    </message>
    <message>
        <source>%1 of %2 wait</source>
        <translation>%2 중 %1 기다림</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>메시지 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1; more than could be seen</source>
        <translation>%1. 볼 수 있는 것보다 많음</translation>
    </message>
    <message>
        <source>message</source>
        <translation>메시지</translation>
    </message>
</context>
</TS>
