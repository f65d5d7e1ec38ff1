// SPDX-License-Identifier: GPL-3.0-or-later
// Pools whose tasks are too small, and their healthy twins: told from their tasks, and of foreign ones from what can be counted.
#include "engine/scope/diagnose/diagnose.h"
#include "engine/scope/diagnose/small_tasks.h"
#include "tests/scope/observe/running_program.h"
#include "tests/scope/state/fold.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace poolscope;
using namespace poolscope::diagnose;

namespace {

constexpr std::int64_t us = 1'000, ms = 1'000'000, s = 1'000'000'000;
constexpr ObjectId pool = 7;
const ProcessKey owner{10, 1}, worker{11, 2};

class Worked : public state::Fold {
public:
    Worked() {
        tell({.process = owner, .kind = EventKind::pool_created, .object = pool, .a = 1});
        tell({.process = worker, .kind = EventKind::worker_joined, .object = pool, .a = 1});
    }
    // One after the other.
    void does(int tasks, std::int64_t run_ns, std::int64_t transfer_ns, std::int64_t until_next_ns = 0) {
        for (int task = 0; task < tasks; ++task) {
            ++task_;
            tell({.time_ns = now_ += until_next_ns, .process = owner, .kind = EventKind::task_submitted, .object = task_, .a = pool, .b = 1});
            tell({.time_ns = now_ += transfer_ns, .process = worker, .kind = EventKind::task_started, .object = task_, .b = pool});
            tell({.time_ns = now_ += run_ns, .process = worker, .kind = EventKind::task_finished, .object = task_, .a = std::int64_t(TaskOutcome::value), .b = run_ns});
        }
    }
    void is_measured(std::int64_t run_ns, std::int64_t transfer_ns) {
        tell({.time_ns = now_ += s, .process = owner, .kind = EventKind::pool_pace, .certainty = Certainty::inferred, .object = pool, .a = run_ns, .b = transfer_ns});
    }
    void rests(std::int64_t ns) { tell({.time_ns = now_ += ns, .kind = EventKind::sample_begin}); }
    std::vector<Finding> findings() const { return diagnose::diagnose(state); }

private:
    std::int64_t now_ = s;
    ObjectId task_ = 100;
};

QJsonArray findings_in(const QStringList &arguments) {
    QProcess why;
    why.start(QCoreApplication::applicationDirPath() + "/../bin/poolscope-cli", QStringList{"why", "--json"} + arguments);
    if (!why.waitForFinished(90'000))
        return {};
    return QJsonDocument::fromJson(why.readAllStandardOutput()).object()["findings"].toArray();
}

std::optional<QJsonObject> small_tasks_in(const QJsonArray &findings) {
    for (const QJsonValue each : findings)
        if (each["kind"] == "small_tasks")
            return each.toObject();
    return std::nullopt;
}

} // namespace

class SmallTasksTest : public QObject {
    Q_OBJECT
private slots:
    void tasks_are_too_small_when_their_transfer_takes_longer_than_they_run() {
        Worked worked;
        worked.does(20'000, 5 * us, 20 * us);
        const auto findings = worked.findings();
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings[0].kind, FindingKind::small_tasks);
        QCOMPARE(findings[0].severity, Severity::information);
        QCOMPARE(findings[0].certainty, Certainty::observed);
        QCOMPARE(findings[0].processes, (std::vector{owner, worker}));
        QCOMPARE(findings[0].pool, pool);
        QCOMPARE(findings[0].cost, (state::TaskCost{5 * us, 20 * us}));
        QCOMPARE(findings[0].count, 50);
        QVERIFY(findings[0].since_ns != 0);
    }

    void a_few_slow_or_quick_ones_among_them_make_no_difference() {
        Worked worked;
        for (int round = 0; round < 1000; ++round) {
            worked.does(19, 5 * us, 20 * us);
            worked.does(1, 2 * ms, 20 * us);
        }
        QCOMPARE(worked.findings().size(), std::size_t{1});
        Worked large;
        for (int round = 0; round < 1000; ++round) {
            large.does(19, 2 * ms, 20 * us);
            large.does(1, 5 * us, 2 * ms);
        }
        QVERIFY(large.findings().empty());
    }

    void large_tasks_are_not() {
        Worked worked;
        worked.does(20'000, 50 * us, 20 * us);
        QVERIFY(worked.findings().empty());
    }

    void those_that_carry_much_are_not_made_quicker_by_larger_ones() {
        Worked worked;
        worked.does(1'000, 1 * ms, 5 * ms);
        QVERIFY(worked.findings().empty());
    }

    void of_a_pool_that_waits_for_tasks_nothing_is_said() {
        Worked worked;
        worked.does(1'000, 5 * us, 20 * us, 20 * ms);
        QVERIFY(worked.findings().empty());
    }

    void neither_of_one_that_is_done_at_once_nor_of_one_that_has_rested() {
        Worked worked;
        worked.does(1'000, 5 * us, 20 * us);
        QVERIFY(worked.findings().empty());
        worked.does(20'000, 5 * us, 20 * us);
        QVERIFY(!worked.findings().empty());
        worked.rests(10 * s);
        QVERIFY(worked.findings().empty());
    }

    void what_is_nearly_as_much_does_not_come_and_go() {
        Worked worked;
        worked.does(20'000, 25 * us, 20 * us);
        QVERIFY(worked.findings().empty());
        worked.does(20'000, 15 * us, 20 * us);
        QCOMPARE(worked.findings().size(), std::size_t{1});
        const std::int64_t since_ns = worked.findings()[0].since_ns;
        worked.does(20'000, 25 * us, 20 * us);
        QCOMPARE(worked.findings().size(), std::size_t{1});
        QCOMPARE(worked.findings()[0].since_ns, since_ns);
        worked.does(20'000, 45 * us, 20 * us);
        QVERIFY(worked.findings().empty());
    }

    void while_a_tracer_stops_every_message_transfer_is_not_measured() {
        Worked worked;
        worked.does(20'000, 5 * us, 20 * us);
        worked.tell({.time_ns = worked.state.time_ns(), .process = owner, .kind = EventKind::program_started});
        QCOMPARE(worked.findings().size(), std::size_t{1});
        worked.tell({.time_ns = worked.state.time_ns(), .kind = EventKind::insight, .object = ObjectId(Aspect::locks), .a = std::int64_t(Sight::partly), .b = std::int64_t(Hindrance::no_call)});
        QVERIFY(worked.state.program()->is_traced());
        QVERIFY(worked.findings().empty());
    }

    void of_a_foreign_pool_bounds_are_told() {
        Worked worked;
        worked.is_measured(5 * us, 20 * us);
        QCOMPARE(worked.findings().size(), std::size_t{1});
        QCOMPARE(worked.findings()[0].certainty, Certainty::inferred);
        QCOMPARE(worked.findings()[0].cost, (state::TaskCost{5 * us, 20 * us}));
        worked.is_measured(0, 0);
        QVERIFY(worked.findings().empty());
    }

    void so_many_times_as_much_makes_the_transfer_a_tenth() {
        QCOMPARE(larger_by({20 * us, 20 * us}), 10);
        QCOMPARE(larger_by({5 * us, 20 * us}), 50);
        QCOMPARE(larger_by({10, 20 * us}), 1000);
    }

    void python_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("microseconds");
        QTest::addColumn<int>("chunk");
        QTest::addColumn<bool>("is_small");
        QTest::newRow("small") << "computes" << 0 << 1 << true;
        QTest::newRow("small in chunks") << "computes" << 0 << 1000 << false;
        QTest::newRow("large") << "computes" << 2000 << 1 << false;
        QTest::newRow("large, though they only wait") << "waits" << 2000 << 1 << false;
        QTest::newRow("small, and rare") << "rarely" << 0 << 1 << false;
    }
    void python() {
        QFETCH(QString, kind);
        QFETCH(int, microseconds);
        QFETCH(int, chunk);
        QFETCH(bool, is_small);
        observe::RunningProgram program({"/usr/bin/python3", PROGRAM_FOLDER "/conditions/small_tasks.py", kind.toStdString(), std::to_string(microseconds), std::to_string(chunk)});
        QCOMPARE(program.next_line(), std::string("ready"));
        const auto found = small_tasks_in(findings_in({QString::number(program.key().pid)}));
        QCOMPARE(found.has_value(), is_small);
        if (!found)
            return;
        QCOMPARE((*found)["certainty"].toString(), QString("inferred"));
        QCOMPARE((*found)["processes"].toArray().size(), 3);
        QCOMPARE((*found)["processes"][0]["pid"].toInt(), program.key().pid);
        QVERIFY((*found)["transfer_ns"].toInt() > (*found)["run_ns"].toInt());
        QVERIFY((*found)["run_ns"].toInt() > 0);
        QVERIFY((*found)["what"].toString().contains(QString::fromUtf8("≤ ")));
    }

    void engine_data() {
        QTest::addColumn<QString>("microseconds");
        QTest::addColumn<bool>("is_small");
        QTest::newRow("small") << "0" << true;
        QTest::newRow("large") << "2000" << false;
    }
    void engine() {
        QFETCH(QString, microseconds);
        QFETCH(bool, is_small);
        const QTemporaryDir folder;
        const QString file = folder.filePath("run.poolscope"), bin = QCoreApplication::applicationDirPath() + "/../bin/";
        QProcess run;
        run.start(bin + "poolscope-cli", {"run", "--record", file, "--", QCoreApplication::applicationDirPath() + "/probes/small_tasks_probe", microseconds});
        QVERIFY(run.waitForFinished(90'000));
        const auto found = small_tasks_in(findings_in({file}));
        QCOMPARE(found.has_value(), is_small);
        if (found)
            QVERIFY((*found)["transfer_ns"].toInt() > (*found)["run_ns"].toInt());
    }
};

QTEST_GUILESS_MAIN(SmallTasksTest)
#include "small_tasks_test.moc"
