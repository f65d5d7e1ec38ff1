// SPDX-License-Identifier: GPL-3.0-or-later
// Tracing the messages of an attached program through the host's protocol: for a time, until stopped, until it dies; and the
// program goes on each time as if nobody had been there.
#include "tests/scope/host/host_session.h"
#include "tests/support/observed_program.h"

#include "engine/core/posix/process_identity.h"

#include <QFile>
#include <QTest>

#include <csignal>
#include <fmt/format.h>

using namespace poolscope;
using namespace poolscope::host;
using namespace poolscope::test;

namespace {

// Sends one numbered message a line that it is told, through a queue, to a child that prints it.
const QByteArray echo = R"(
import multiprocessing, sys
context = multiprocessing.get_context(sys.argv[1])
def repeat(queue, answers):
    while (item := queue.get()) is not None:
        answers.put(('answer', item))
if __name__ == '__main__':
    queue, answers = context.SimpleQueue(), context.SimpleQueue()
    child = context.Process(target=repeat, args=(queue, answers))
    child.start()
    queue.put('first')
    answers.get()
    print('ready', flush=True)
    for line in sys.stdin:
        if line.strip() == 'end':
            break
        queue.put({'word': line.strip()})
        print(answers.get()[1]['word'], flush=True)
    queue.put(None)
    child.join()
    print('done', child.exitcode, flush=True)
)";

bool is_traced(qint64 pid) {
    QFile status(QStringLiteral("/proc/%1/status").arg(pid));
    if (!status.open(QIODevice::ReadOnly))
        return false;
    return !status.readAll().contains("TracerPid:\t0\n");
}

ProcessKey key_of(const ObservedProgram &program) {
    return *posix::process_key_of(static_cast<pid_t>(program.pid()));
}

// How the messages of the program are seen, as told last.
std::optional<Sight> sight(const HostSession &host) {
    std::optional<Sight> sight;
    for (const Event &event : host.of(EventKind::insight))
        if (event.object == static_cast<ObjectId>(Aspect::messages))
            sight = static_cast<Sight>(event.a);
    return sight;
}

bool is_sent_and_received(const HostSession &host, std::string_view word) {
    for (const Event &sent : host.of(EventKind::message_sent))
        if (sent.payload.find(word) != std::string::npos)
            for (const Event &received : host.of(EventKind::message_received))
                if (received.object == sent.object && received.a == sent.a && received.process != sent.process)
                    return true;
    return false;
}

} // namespace

class AttachedTraceTest : public QObject {
    Q_OBJECT
private slots:
    void messages_are_told_until_stopped_and_again_data() {
        QTest::addColumn<QString>("method");
        for (const char *method : {"spawn", "fork", "forkserver"})
            QTest::newRow(method) << QString::fromLatin1(method);
    }
    void messages_are_told_until_stopped_and_again() {
        QFETCH(QString, method);
        ObservedProgram program(echo, {method});
        QVERIFY(program.isReady());
        HostSession host;
        QVERIFY(host.call(Attach{{key_of(program)}}));
        QVERIFY(host.receive_until([&] { return sight(host) == Sight::unseen; }, 60));
        for (const QByteArray &word : {QByteArray("once"), QByteArray("again")}) {
            const auto traced = host.call(Trace{});
            QVERIFY2(traced, traced ? "" : traced.error().describe().c_str());
            QVERIFY(is_traced(program.pid()));
            program.say(word);
            QCOMPARE(program.nextLine(), word);
            QVERIFY(host.receive_until([&] { return sight(host) == Sight::seen && is_sent_and_received(host, word.toStdString()); }, 60));
            QVERIFY(host.call(StopTracing{}));
            QVERIFY(!is_traced(program.pid()));
            QVERIFY(host.receive_until([&] { return sight(host) == Sight::unseen; }, 60));
            program.say("unseen");
            QCOMPARE(program.nextLine(), QByteArray("unseen"));
        }
        QVERIFY(!host.call(StopTracing{}));
        QVERIFY(host.call(Detach{}));
        program.say("end");
        QCOMPARE(program.nextLine(), QByteArray("done 0"));
        QVERIFY(!is_sent_and_received(host, "unseen"));
    }
    void tracing_for_a_time_ends_by_itself() {
        ObservedProgram program(echo, {"fork"});
        QVERIFY(program.isReady());
        HostSession host;
        QVERIFY(host.call(Attach{{key_of(program)}}));
        QVERIFY(host.call(Trace{0.3})); // also before the first look
        QVERIFY(host.receive_until([&] { return sight(host) == Sight::seen; }, 60));
        QVERIFY(host.receive_until([&] { return sight(host) == Sight::unseen; }, 60));
        QVERIFY(!is_traced(program.pid()));
        program.say("end");
        QCOMPARE(program.nextLine(), QByteArray("done 0"));
    }
    void the_program_may_die_while_it_is_traced() {
        ObservedProgram program(echo, {"fork"});
        QVERIFY(program.isReady());
        HostSession host;
        QVERIFY(host.call(Attach{{key_of(program)}}));
        QVERIFY(host.call(Trace{}));
        ::kill(-static_cast<pid_t>(program.pid()), SIGKILL); // with its child, which would wait for ever
        QCOMPARE(program.nextLine(), QByteArray()); // it is gone, and no zombie
        QVERIFY(host.receive_until_end(60));
        QCOMPARE(host.last(EventKind::program_exited)->a, std::int64_t(-SIGKILL));
        QVERIFY(!host.call(Trace{})); // nothing is attached any more
    }
    void a_program_that_has_just_ended_is_named() {
        HostSession host;
        ProcessKey gone;
        {
            ObservedProgram program(echo, {"fork"});
            QVERIFY(program.isReady());
            gone = key_of(program);
            program.say("end");
            QCOMPARE(program.nextLine(), QByteArray("done 0"));
            QCOMPARE(program.nextLine(), QByteArray()); // it is gone, and no zombie
        }
        const auto attached = host.call(Attach{{gone}});
        QVERIFY(!attached);
        QCOMPARE(attached.error().operation, std::string("attach"));
        QCOMPARE(attached.error().detail, fmt::format("process {} has ended", gone.pid));
    }
    void letting_go_ends_the_tracing() {
        ObservedProgram program(echo, {"fork"});
        QVERIFY(program.isReady());
        HostSession host;
        QVERIFY(host.call(Attach{{key_of(program)}}));
        QVERIFY(host.call(Trace{}));
        QVERIFY(is_traced(program.pid()));
        QVERIFY(host.call(Detach{}));
        QVERIFY(!is_traced(program.pid()));
        program.say("on");
        QCOMPARE(program.nextLine(), QByteArray("on"));
        program.say("end");
        QCOMPARE(program.nextLine(), QByteArray("done 0"));
    }
    void what_cannot_be_traced_is_said() {
        HostSession host;
        QCOMPARE(host.call(Trace{}).error().code, ErrorCode::wrong_state);
        QVERIFY(host.call(shell("exec sleep 600")));
        QCOMPARE(host.call(Trace{}).error().code, ErrorCode::wrong_state);
        QVERIFY(host.call(Stop{0}));
        QVERIFY(host.receive_until_end(60));
    }
};

QTEST_GUILESS_MAIN(AttachedTraceTest)
#include "attached_trace_test.moc"
