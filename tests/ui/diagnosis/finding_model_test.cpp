// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/event_script.h"
#include "tests/support/synthetic_session.h"
#include "ui/bridge/follow.h"
#include "ui/diagnosis/finding_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

class FindingModelTest : public QObject {
    Q_OBJECT
private slots:
    void a_run_without_trouble_has_no_findings() {
        Session session;
        FindingModel model;
        follow(session, model);
        session.append(synthetic_session({}));
        session.flush();
        QCOMPARE(model.rowCount(), 0);
    }

    void a_killed_worker_is_found_by_its_lost_task() {
        Session session;
        FindingModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        follow(session, model);
        session.append(synthetic_session({.killed_worker = 1, .killed_in_task = 1}));
        session.flush();
        QVERIFY(model.rowCount() > 0);
        const Finding &first = model.findingAt(0);
        QVERIFY(first.words.what.contains("worker-1 (4204) was killed by SIGKILL"));
        QCOMPARE(first.culprits.at(0).kind, Selected::Kind::task);
        QVERIFY(model.markdown().contains(first.words.what));
        session.setCursor(0); // all of it comes later
        QCOMPARE(model.troubleCount(), 0);
        QVERIFY(model.rowCount() > 0 && model.findingAt(0).elsewhen);
    }

    void two_that_wait_for_each_other_are_named_until_one_is_gone() {
        Session session;
        FindingModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        follow(session, model);
        const ProcessKey a{100, 1}, b{101, 2};
        const auto keys = [](ProcessKey key) {
            const std::uint64_t packed = key.packed();
            return std::string(reinterpret_cast<const char *>(&packed), sizeof packed);
        };
        EventScript script;
        script.starts(a, {}, "a").starts(b, a, "b").channel(a, 0x30, ChannelKind::pipe, "pipe-1");
        script.tell(a, EventKind::thread_blocked, 0, std::int64_t(WaitKind::child), 0, keys(b)).tell(a, EventKind::free_threads);
        script.tell(b, EventKind::thread_blocked, 0x30, std::int64_t(WaitKind::send), 0, keys(a)).tell(b, EventKind::free_threads);
        session.append(script.take());
        session.flush();
        QCOMPARE(model.rowCount(), 0);
        session.append(script.tell({}, EventKind::sample_end, 0, 1, 1).take());
        session.flush();
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.findingAt(0).words.what, "a (100) waits for b (101) to end, and b (101) cannot end: it has more to write into pipe-1, which is full.");
        QCOMPARE(model.findingAt(0).culprits, (std::vector{Selected::process(a), Selected::process(b), Selected::channel(0x30)}));
        QCOMPARE(model.troubleCount(), 1);
        session.append(script.exits(b, -9).take());
        session.flush();
        QCOMPARE(model.rowCount(), 2); // its obituary, and what is over
        QCOMPARE(model.findingAt(0).kind, diagnose::FindingKind::obituary);
        QCOMPARE(model.troubleCount(), 1);
        QVERIFY(model.findingAt(1).elsewhen);
        const QString sentence = model.index(1, 0).data().toString();
        QVERIFY2(sentence.startsWith("From 0.0 s to 0.0 s: a (100) waits for b (101)"), qPrintable(sentence));
        QVERIFY(model.markdown().contains(sentence));
        session.setCursor(model.findingAt(1).elsewhen->seen_after);
        QCOMPARE(model.rowCount(), 2); // there it is not over, and somebody dies later
        QVERIFY(!model.findingAt(0).elsewhen);
        QCOMPARE(model.index(1, 0).data().toString(), "From 0.0 s on: b (101) has ended: killed by SIGKILL.");
        session.goLive();
        QCOMPARE(model.rowCount(), 2);
    }

    void lost_events_are_told_with_their_number() {
        Session session;
        FindingModel model;
        follow(session, model);
        session.append(EventScript().tell({}, EventKind::gap, 0, 17).take());
        session.flush();
        QCOMPARE(model.rowCount(), 1);
        QVERIFY(model.findingAt(0).words.what.contains("17"));
    }

    void the_owner_that_died_with_a_lock_is_named() {
        Session session;
        FindingModel model;
        follow(session, model);
        EventScript script;
        const ProcessKey owner{100, 1};
        script.starts(owner, {}, "owner").tell(owner, EventKind::lock_created, 0x20, std::int64_t(LockKind::lock), 1, "log lock");
        script.tell(owner, EventKind::lock_acquired, 0x20, 0, 1).exits(owner, -9).tell({}, EventKind::lock_broken, 0x20, std::int64_t(owner.packed()));
        session.append(script.take());
        session.flush();
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.findingAt(0).words.what, "owner (100) ended while it held log lock.");
        QCOMPARE(model.findingAt(0).culprits, (std::vector{Selected::lock(0x20), Selected::process(owner)}));
    }

    void a_dead_worker_has_an_obituary_with_its_last_words() {
        Session session;
        FindingModel model;
        follow(session, model);
        EventScript script;
        const ProcessKey worker{100, 1};
        script.starts(worker, {}, "worker").channel(worker, 0x30, ChannelKind::pipe, "pipe-1");
        script.tell(worker, EventKind::message_sent, 0x30, 1, 9, "half done").tell(worker, EventKind::lock_created, 0x20, std::int64_t(LockKind::lock), 1, "log lock");
        script.tell(worker, EventKind::lock_acquired, 0x20, 0, 1).exits(worker, -9);
        script.tell(worker, EventKind::out_of_memory);
        session.append(script.take());
        session.flush();
        QCOMPARE(model.rowCount(), 2);
        const Finding &obituary = model.findingAt(1);
        QCOMPARE(obituary.words.what, "worker (100) has ended: killed by SIGKILL.");
        QVERIFY2(obituary.words.why.contains("its log says so") && obituary.words.why.contains("half done") && obituary.words.why.contains("log lock"),
                 qPrintable(obituary.words.why));
        QVERIFY(obituary.words.advice.contains("more memory"));
        QCOMPARE(obituary.culprits, (std::vector{Selected::process(worker), Selected::lock(0x20)}));
        QCOMPARE(obituary.tone, Tone::warning);
    }
};

QTEST_GUILESS_MAIN(FindingModelTest)
#include "finding_model_test.moc"
