// SPDX-License-Identifier: GPL-3.0-or-later
// What a person does to a running program: tasks are cancelled and tried again, messages are lost, and a second process writes
// into a pipe.
#include "tests/scope/host/host_session.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <set>

using namespace poolscope;
using namespace poolscope::host;
using namespace poolscope::test;

class TroubleTest : public QObject {
    Q_OBJECT

    static Launch troubled(const char *what) {
        Launch launch;
        launch.command = {POOLSCOPE_PROBES "/troubled", what};
        launch.start_method = StartMethod::fork;
        return launch;
    }
    static bool has(const HostSession &session, EventKind kind, ObjectId task) {
        const auto events = session.of(kind);
        return std::any_of(events.begin(), events.end(), [task](const Event &event) { return event.object == task; });
    }
    // Runs it until a child of main has said that it is ready, puts the fault into that child, and lets it go on to the end.
    static ProcessKey run_with(HostSession &session, const char *what, Fault fault) {
        QTemporaryDir folder;
        const QString marker = folder.filePath("marker");
        Launch launch = troubled(what);
        launch.environment["MARKER"] = marker.toStdString();
        if (!session.call(launch) || !session.receive_until([&] { return session.last(EventKind::message_sent) != nullptr; }))
            return {};
        fault.process = session.last(EventKind::message_sent)->process;
        // That the child is the engine's may be told later than what it sends.
        if (!session.receive_until([&] { return session.call(fault).has_value(); }) || !QFile(marker).open(QIODevice::WriteOnly))
            return {};
        return session.receive_until_end() ? fault.process : ProcessKey{};
    }

private slots:
    void a_task_is_tried_again_and_others_are_cancelled_while_they_wait_and_while_they_run() {
        QTemporaryDir folder;
        HostSession session;
        Launch launch = troubled("tasks");
        launch.environment["MARKER"] = folder.filePath("marker").toStdString();
        QVERIFY(session.call(launch).has_value());
        const auto submitted = [&] { return session.of(EventKind::task_submitted); };
        QVERIFY(session.receive_until([&] { return submitted().size() == 3 && has(session, EventKind::task_started, submitted()[1].object); }));
        const ObjectId failed = submitted()[0].object, running = submitted()[1].object, waiting = submitted()[2].object;

        QVERIFY(session.call(RetryTask{failed}).has_value());
        QVERIFY(session.receive_until([&] { return has(session, EventKind::task_retried, failed); }));
        QCOMPARE(session.last(EventKind::task_retried)->a, std::int64_t(2));
        QVERIFY(session.call(CancelTask{waiting}).has_value());
        QVERIFY(session.receive_until([&] { return has(session, EventKind::task_cancelled, waiting); }));
        QVERIFY(!has(session, EventKind::task_cancelled, running));
        QVERIFY(session.call(CancelTask{running}).has_value());
        QVERIFY(session.receive_until_end());
        QVERIFY(has(session, EventKind::task_cancelled, running));
        QVERIFY(!has(session, EventKind::task_started, waiting));
        QVERIFY2(session.console() == "failed cancelled cancelled 0\n", session.console().c_str());
        const auto finished = session.of(EventKind::task_finished);
        const auto again = std::find_if(finished.rbegin(), finished.rend(), [failed](const Event &event) { return event.object == failed; });
        QVERIFY(again != finished.rend());
        QCOMPARE(again->a, std::int64_t(TaskOutcome::value));
    }

    void what_no_pool_can_do_is_refused_or_left_undone() {
        HostSession session;
        QCOMPARE(session.call(CancelTask{2}).error().code, ErrorCode::wrong_state);
        Launch foreign;
        foreign.command = {"sleep", "600"};
        QVERIFY(session.call(foreign).has_value());
        QCOMPARE(session.call(RetryTask{2}).error().code, ErrorCode::unsupported);
        QVERIFY(session.call(Stop{}).has_value());
        QVERIFY(session.receive_until_end());
    }

    void a_message_put_into_a_queue_is_lost() {
        HostSession session;
        const ProcessKey child = run_with(session, "queue", {.process = {}, .drops = 1});
        QVERIFY(child);
        QCOMPARE(session.of(EventKind::message_dropped).size(), std::size_t(1));
        QVERIFY(session.last(EventKind::message_dropped)->process == child);
        QVERIFY2(session.console() == "ready two three end ", session.console().c_str());
    }

    void a_second_writer_damages_a_pipe() {
        HostSession session;
        QVERIFY(run_with(session, "pipe", {.process = {}, .second_writers = 20}));
        std::set<ProcessKey> senders;
        for (const Event &sent : session.of(EventKind::message_sent))
            senders.insert(sent.process);
        QVERIFY(senders.size() >= 2);
        QVERIFY2(session.console().find("damaged") != std::string::npos, session.console().c_str());
    }
};

QTEST_GUILESS_MAIN(TroubleTest)
#include "trouble_test.moc"
