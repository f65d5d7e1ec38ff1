// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/observed_program.h"

#include "tests/support/session_end.h"

#include <QElapsedTimer>
#include <QFile>
#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

namespace poolscope::test {

const QByteArray queueAndPool = R"(
import multiprocessing as mp, os, sys
def square(x): return x * x
def consume(queue, gate):
    gate.recv()
    while (item := queue.get()) is not None:
        print('got', item['number'], flush=True)
if __name__ == '__main__':
    ctx = mp.get_context(sys.argv[1])
    queue = ctx.Queue()
    ours, theirs = ctx.Pipe()
    consumer = ctx.Process(target=consume, args=(queue, theirs))
    consumer.start()
    pool = ctx.Pool(2)
    assert pool.map(square, range(4)) == [0, 1, 4, 9]
    for number in range(3):
        queue.put({'number': number, 'text': '한국'})
    print('ready', flush=True)
    sys.stdin.readline()
    ours.send('go')
    queue.put(None)
    consumer.join()
    pool.close()
    pool.join()
    print('done', consumer.exitcode, flush=True)
)";

ObservedProgram::ObservedProgram(const QByteArray &text, const QStringList &arguments) {
    QFile file(folder_.filePath("program.py"));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        return;
    file.close();
    process_.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    // In a session of its own, so that all of it can be ended; and ended with the test.
    process_.setChildProcessModifier([] {
        ::setsid();
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    });
    process_.start("/usr/bin/python3", QStringList{file.fileName()} + arguments);
    process_.waitForStarted();
}

ObservedProgram::~ObservedProgram() {
    if (process_.state() == QProcess::NotRunning)
        return;
    end_session(static_cast<pid_t>(process_.processId()));
    process_.waitForFinished();
}

QByteArray ObservedProgram::nextLine() {
    QElapsedTimer timer;
    for (timer.start(); !process_.canReadLine();)
        if (timer.elapsed() > 30'000 || (!process_.waitForReadyRead(1000) && process_.state() == QProcess::NotRunning))
            return {};
    return process_.readLine().trimmed();
}

bool ObservedProgram::isReady() {
    return nextLine() == "ready";
}

void ObservedProgram::say(const QByteArray &line) {
    process_.write(line + '\n');
    process_.waitForBytesWritten(); // also where no event loop runs
}

QByteArray ObservedProgram::goOn() {
    say({});
    if (!process_.waitForFinished() || process_.exitStatus() != QProcess::NormalExit || process_.exitCode() != 0)
        return {};
    return process_.readAllStandardOutput();
}

const QByteArray tracedByItsParent = R"(
import ctypes, os, sys
r, w = os.pipe()
pid = os.fork()
if pid == 0:
    os.read(r, 1)
    os._exit(0)
libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = [ctypes.c_long] * 4
assert libc.ptrace(0x4206, pid, 0, 0) == 0, os.strerror(ctypes.get_errno())  # PTRACE_SEIZE: it runs on
print('ready', flush=True); print(pid, flush=True)
sys.stdin.readline()
os.write(w, b'x')
)";

} // namespace poolscope::test
