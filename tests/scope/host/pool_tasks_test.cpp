// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/host/pool_tasks.h"

#include "engine/core/wire/preview/call_text.h"
#include "engine/scope/observe/recognition/recognition.h"
#include "tests/core/wire/hex.h"

#include <QTest>
#include <csignal>

using namespace poolscope;
using namespace poolscope::host;

namespace {

constexpr ProcessKey owner{10, 1}, worker{11, 5};
constexpr ObjectId tasks = 0x100, results = 0x200;

// As CPython 3.11 pickles them.
const std::string map_of_two = hex("8004954d00000000000000284b004b038c146d756c746970726f63657373696e672e706f6f6c948c076d6170737461729493948c085f5f6d61696e5f5f948c067371756172659493944b014b028694869485947d9474942e");
const std::string stop = hex("80044e2e");
const std::string good = hex("80049512000000000000004b004b03885d94284b014b0465869487942e");
const std::string bad = hex("8004952a000000000000004b004b03898c086275696c74696e73948c0a56616c75654572726f729493944b0385945294869487942e");
const std::string call = hex("800495c7000000000000008c1a636f6e63757272656e742e667574757265732e70726f63657373948c095f43616c6c4974656d9493942981947d94288c07776f726b5f6964944b078c02666e948c196d756c746970726f63657373696e672e726564756374696f6e948c105f72656275696c645f7061727469616c94939468008c0e5f70726f636573735f6368756e6b9493948c085f5f6d61696e5f5f948c0673717561726594939485947d94879452948c0461726773944b0185944b028594869485948c066b7761726773947d9475622e");
const std::string call_result = hex("8004956c000000000000008c1a636f6e63757272656e742e667574757265732e70726f63657373948c0b5f526573756c744974656d9493942981947d94288c07776f726b5f6964944b078c09657863657074696f6e944e8c06726573756c74945d94284b014b04658c08657869745f706964944e75622e");
const std::string call_error = hex("80049584000000000000008c1a636f6e63757272656e742e667574757265732e70726f63657373948c0b5f526573756c744974656d9493942981947d94288c07776f726b5f6964944b078c09657863657074696f6e948c086275696c74696e73948c0a56616c75654572726f729493944b03859452948c06726573756c74944e8c08657869745f706964944e75622e");

Event made(EventKind kind, ProcessKey process, ObjectId channel, std::int64_t number, std::int64_t at, std::string payload = {}) {
    Event event;
    event.time_ns = at;
    event.process = process;
    event.kind = kind;
    event.object = channel;
    event.a = number;
    event.payload = std::move(payload);
    return event;
}
Event sent(ProcessKey by, ObjectId channel, std::int64_t number, const std::string &payload, std::int64_t at = 1000) {
    return made(EventKind::message_sent, by, channel, number, at, payload);
}
Event received(std::int64_t number, std::int64_t at = 2000) {
    return made(EventKind::message_received, worker, tasks, number, at);
}
Event exited(std::int64_t code) {
    return made(EventKind::process_exited, worker, 0, code, 9000);
}

struct Run {
    explicit Run(std::vector<Event> events, PoolTasks::Tasks wanted = PoolTasks::Tasks::wanted) : told(std::move(events)) {
        for (std::size_t i = 0; i < told.size(); ++i)
            told[i].sequence = i + 1;
        PoolTasks pool;
        pool.tell(told, wanted, told.back().time_ns);
        std::vector<Event> later;
        pool.tell(later, wanted, told.back().time_ns + 1'000'000'000);
        told.insert(told.end(), later.begin(), later.end());
        for (const Event &event : told)
            if (to_string(event.kind).starts_with("task_"))
                of_tasks.push_back(event);
    }
    std::vector<Event> told, of_tasks;
};

} // namespace

class PoolTasksTest : public QObject {
    Q_OBJECT
private slots:
    void a_task_is_told_from_its_message_to_its_result_data() {
        QTest::addColumn<std::string>("task");
        QTest::addColumn<std::string>("result");
        QTest::addColumn<bool>("fails");
        QTest::addColumn<bool>("isOfPool");
        QTest::newRow("of a pool") << map_of_two << good << false << true;
        QTest::newRow("that fails") << map_of_two << bad << true << true;
        QTest::newRow("of an executor") << call << call_result << false << false;
        QTest::newRow("of an executor, that fails") << call << call_error << true << false;
    }
    void a_task_is_told_from_its_message_to_its_result() {
        QFETCH(std::string, task);
        QFETCH(std::string, result);
        QFETCH(bool, fails);
        QFETCH(bool, isOfPool);
        const Run run({sent(owner, tasks, 77, task), received(77), sent(worker, results, 88, result, 5000)});
        const auto pool = static_cast<std::int64_t>(isOfPool ? observe::pool_on(tasks) : 0);
        QCOMPARE(run.of_tasks.size(), std::size_t{3});
        const Event &submitted = run.of_tasks[0], &started = run.of_tasks[1], &finished = run.of_tasks[2];
        QVERIFY(submitted.kind == EventKind::task_submitted && submitted.process == owner && submitted.a == pool && submitted.b == 2);
        QCOMPARE(submitted.payload, task);
        QVERIFY(started.kind == EventKind::task_started && started.process == worker && started.b == pool && started.time_ns == 2000);
        QVERIFY(finished.kind == EventKind::task_finished && finished.process == worker && finished.b == 3000);
        QCOMPARE(finished.a, static_cast<std::int64_t>(fails ? TaskOutcome::error : TaskOutcome::value));
        QVERIFY(submitted.object != 0 && submitted.object == started.object && started.object == finished.object);
        for (std::size_t i = 1; i < run.told.size(); ++i)
            QVERIFY(run.told[i].sequence == run.told[i - 1].sequence + 1);
    }

    void the_task_that_was_read_is_the_one_in_hand() {
        const Run run({sent(owner, tasks, 1, map_of_two), sent(owner, tasks, 2, map_of_two), received(2), sent(worker, results, 3, good)});
        QCOMPARE(run.of_tasks.size(), std::size_t{4});
        QCOMPARE(run.of_tasks[2].object, run.of_tasks[1].object);
        QCOMPARE(run.of_tasks[3].object, run.of_tasks[1].object);
    }

    void a_task_ends_with_its_worker_data() {
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("poolEnds");
        QTest::addColumn<int>("kind");
        QTest::newRow("killed") << -SIGKILL << false << int(EventKind::task_lost);
        QTest::newRow("killed by somebody") << -SIGTERM << false << int(EventKind::task_lost);
        QTest::newRow("ended by its pool") << -SIGTERM << true << int(EventKind::task_cancelled);
    }
    void a_task_ends_with_its_worker() {
        QFETCH(int, code);
        QFETCH(bool, poolEnds);
        QFETCH(int, kind);
        std::vector<Event> events{sent(owner, tasks, 1, map_of_two), received(1)};
        if (poolEnds)
            events.push_back(sent(owner, tasks, 2, stop));
        events.push_back(exited(code));
        const Run run(std::move(events));
        QCOMPARE(run.of_tasks.size(), std::size_t{3});
        QCOMPARE(int(run.of_tasks[2].kind), kind);
        if (kind == int(EventKind::task_lost))
            QVERIFY(ProcessKey::unpack(std::uint64_t(run.of_tasks[2].a)) == worker && run.of_tasks[2].b == code);
    }

    void what_its_pool_takes_back_was_never_started() {
        const Run run({sent(owner, tasks, 0, map_of_two), made(EventKind::message_received, owner, tasks, 0, 2000), made(EventKind::program_exited, owner, 0, 0, 9000)});
        QCOMPARE(run.of_tasks.size(), std::size_t{2});
        QVERIFY(run.of_tasks.back().kind == EventKind::task_cancelled);
    }

    void what_ends_a_worker_is_no_task() {
        const Run run({sent(owner, tasks, 0, map_of_two), sent(owner, tasks, 0, stop), received(0), sent(worker, results, 3, good), received(0), exited(0)});
        QCOMPARE(run.of_tasks.size(), std::size_t{3});
        QVERIFY(run.of_tasks.back().kind == EventKind::task_finished);
    }

    void a_result_that_is_told_behind_the_exit_still_counts() {
        const Run run({sent(owner, tasks, 1, map_of_two), received(1), exited(0), sent(worker, results, 3, good)});
        QCOMPARE(run.of_tasks.size(), std::size_t{3});
        QVERIFY(run.of_tasks.back().kind == EventKind::task_finished);
    }

    // As max_tasks_per_child has it.
    void who_ended_with_success_is_waited_for_longer() {
        PoolTasks pool;
        std::vector<Event> events{sent(owner, tasks, 1, map_of_two), received(1), exited(0)}, later, last{sent(worker, results, 3, good)};
        pool.tell(events, PoolTasks::Tasks::wanted, 9000);
        pool.tell(later, PoolTasks::Tasks::wanted, 1'000'000'000);
        QVERIFY(later.empty());
        PoolTasks lost = pool;
        pool.tell(last, PoolTasks::Tasks::wanted, 1'100'000'000);
        QVERIFY(last.back().kind == EventKind::task_finished);
        later.clear();
        pool.tell(later, PoolTasks::Tasks::wanted, 5'000'000'000);
        QVERIFY(later.empty());
        lost.tell(later, PoolTasks::Tasks::wanted, 5'000'000'000);
        QCOMPARE(later.size(), std::size_t{1});
        QVERIFY(later[0].kind == EventKind::task_lost);
    }

    void at_the_end_of_the_program_no_result_is_awaited() {
        const Run run({sent(owner, tasks, 1, map_of_two), received(1), exited(-SIGKILL), made(EventKind::program_exited, owner, 0, 0, 9000)});
        QCOMPARE(run.of_tasks.size(), std::size_t{3});
        QVERIFY(run.of_tasks.back().kind == EventKind::task_lost);
        QVERIFY(run.told.back().kind == EventKind::program_exited);
    }

    void other_messages_and_programs_that_tell_of_tasks_are_left_as_they_are() {
        QVERIFY(Run({sent(owner, tasks, 1, good), received(1)}).of_tasks.empty());
        const Run run({sent(owner, tasks, 1, map_of_two), received(1)}, PoolTasks::Tasks::told_already);
        QVERIFY(run.of_tasks.empty());
        QCOMPARE(run.told.back().sequence, 2u);
    }

    void calls_of_an_executor_are_shown_as_calls() {
        QCOMPARE(QString::fromStdString(call_text(call, false)), QString("square(1), square(2)"));
        QCOMPARE(QString::fromStdString(function_of(call, false)), QString("square"));
        QCOMPARE(QString::fromStdString(result_text(call_result, false)), QString("[1, 4]"));
        QCOMPARE(QString::fromStdString(result_text(call_error, false)), QString("ValueError(3)"));
        QVERIFY(has_failed(preview(std::string_view(call_error).substr(0, 128), true)));
        QVERIFY(!has_failed(preview(std::string_view(call_result).substr(0, 110), true)));
        // Cut in its traceback.
        QCOMPARE(QString::fromStdString(result_text(hex("800495b7000000000000004b004b00898c146d756c746970726f63657373696e672e706f6f6c948c0b72656275696c645f6578639493948c086275696c74696e73948c0a56616c75654572726f729493944b03859452948c5f0a2222220a54726163656261636b20286d6f737420726563656e742063616c"), true)), QString("ValueError(3)"));
    }
};

QTEST_GUILESS_MAIN(PoolTasksTest)
#include "pool_tasks_test.moc"
