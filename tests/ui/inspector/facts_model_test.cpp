// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/made_event.h"
#include "tests/support/synthetic_session.h"
#include "ui/bridge/follow.h"
#include "ui/inspector/facts_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

namespace {

struct Fixture {
    Session session;
    FactsModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    explicit Fixture(const SyntheticPlan &plan) {
        session.append(synthetic_session(plan));
        session.flush();
        follow(session, model);
    }
    const Fact *fact(const QString &label) {
        for (int row = 0; row < model.rowCount(); ++row)
            if (model.factAt(row).label == label)
                return &model.factAt(row);
        return nullptr;
    }
    QString value(const QString &label) { return fact(label) ? fact(label)->value : QStringLiteral("(missing)"); }
};

} // namespace

class FactsModelTest : public QObject {
    Q_OBJECT
private slots:
    void a_process_shows_its_parent_and_leads_to_it() {
        Fixture f({.start_method = StartMethod::spawn});
        f.model.setSubject(Selected::process(synthetic_worker(1)));
        QCOMPARE(f.model.title(), "worker-1 (4204)");
        QCOMPARE(f.value("PID"), "4204");
        QCOMPARE(f.value("Parent"), "main (4201)");
        QCOMPARE(f.value("Start method"), "spawn");
        QVERIFY(f.fact("Parent")->leadsTo.isProcess(synthetic_main));
    }

    // The flag of an Event, the sleepers of a Condition.
    void what_counts_without_a_limit_has_a_value_alone() {
        Fixture f({});
        constexpr ObjectId counting = 0x90, limited = 0x91;
        const std::uint64_t sequence = f.session.state().sequence();
        const std::int64_t now = f.session.state().time_ns();
        f.session.append({made_event(sequence + 1, now, synthetic_main, EventKind::lock_created, counting, std::int64_t(LockKind::semaphore), 0, "flag"),
                          made_event(sequence + 2, now, synthetic_main, EventKind::lock_released, counting, 1, 0, {}),
                          made_event(sequence + 3, now, synthetic_main, EventKind::lock_created, limited, std::int64_t(LockKind::semaphore), 2, "two")});
        f.session.flush();
        f.model.setSubject(Selected::lock(counting));
        QCOMPARE(f.value("Value"), "1");
        f.model.setSubject(Selected::lock(limited));
        QCOMPARE(f.value("Value"), "2 of 2");
    }

    void a_lost_task_says_why() {
        Fixture f({.killed_worker = 1, .killed_in_task = 1});
        for (const auto &[id, task] : f.session.state().tasks())
            if (task.outcome == TaskOutcome::lost)
                f.model.setSubject(Selected::task(id));
        QVERIFY(f.value("Why").contains("SIGKILL"));
        QVERIFY(f.value("Why").contains("worker-1 (4204)"));
    }

    // The tasks of a Python program name a pool of which nobody tells.
    void a_task_leads_to_its_pool_even_if_that_has_no_name() {
        Fixture f({});
        f.model.setSubject(Selected::task(synthetic_first_task));
        QCOMPARE(f.value("Pool"), "pool");
        auto events = synthetic_session({});
        std::erase_if(events, [](const Event &event) { return event.kind == EventKind::pool_created; });
        f.session.clear();
        f.session.append(std::move(events));
        f.session.flush();
        f.model.setSubject(Selected::task(synthetic_first_task));
        QCOMPARE(f.value("Pool"), "without a name");
    }

    void what_does_not_exist_at_the_moment_has_no_facts() {
        Fixture f({});
        f.model.setSubject(Selected::channel(synthetic_tasks));
        QVERIFY(f.model.rowCount() > 3);
        f.session.setCursor(0);
        QCOMPARE(f.model.rowCount(), 0);
        f.session.goLive();
        QVERIFY(f.model.rowCount() > 3);
        f.model.setSubject(Selected::process({1, 1}));
        QCOMPARE(f.model.rowCount(), 0);
        QCOMPARE(f.model.title(), "1");
    }

    void every_kind_of_thing_has_facts_at_every_moment_it_exists() {
        Fixture f({.killed_worker = 2});
        const Selected subjects[] = {Selected::process(synthetic_main), Selected::channel(synthetic_pipe), Selected::task(synthetic_first_task),
                                     Selected::message(0), Selected::pool(synthetic_pool), Selected::lock(synthetic_lock)};
        for (const Selected &subject : subjects) {
            f.model.setSubject(subject);
            QVERIFY(f.model.rowCount() > 1);
            for (std::size_t count = 0; count < f.session.history().size(); count += 53)
                f.session.setCursor(count);
            f.session.goLive();
        }
    }
};

QTEST_GUILESS_MAIN(FactsModelTest)
#include "facts_model_test.moc"
