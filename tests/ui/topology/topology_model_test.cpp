// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/made_event.h"
#include "tests/support/synthetic_session.h"
#include "ui/topology/block_words.h"
#include "ui/topology/topology_model.h"

#include <QTest>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

namespace {

// A model that follows events one by one.
class Feed {
public:
    void take(const Event &event) {
        history.append(event, &changes);
        traffic.apply(event);
    }
    void take(const std::vector<Event> &events) {
        for (const Event &event : events)
            take(event);
    }
    void update() {
        model.update({&history.newest(), &history.log(), history.first_time_ns(), true}, {traffic, traffic}, &changes);
        changes.clear();
    }
    const TopologyNode *node(NodeKind kind, std::uint64_t id) const {
        const int place = model.placeOf({kind, id});
        return place < 0 ? nullptr : &model.nodes()[std::size_t(place)];
    }
    const TopologyNode *process(ProcessKey key) const { return node(NodeKind::process, key.packed()); }
    int edges(EdgeKind kind) const {
        return int(std::count_if(model.edges().begin(), model.edges().end(), [kind](const auto &edge) { return edge.kind == kind; }));
    }

    state::History history;
    state::Changes changes;
    TrafficSeries traffic;
    TopologyModel model;
};

Event event_of(std::uint64_t sequence, ProcessKey process, EventKind kind, ObjectId object = 0, std::int64_t a = 0, std::int64_t b = 0,
               std::string payload = {}) {
    return made_event(sequence, std::int64_t(sequence) * 1'000'000, process, kind, object, a, b, std::move(payload));
}

} // namespace

class TopologyModelTest : public QObject {
    Q_OBJECT
private slots:
    void a_pool_is_main_workers_two_queues_a_pipe_and_a_lock() {
        Feed feed;
        feed.take(synthetic_session({.workers = 3, .tasks = 30, .ends = false}));
        feed.update();
        QCOMPARE(feed.model.nodes().size(), std::size_t(4 + 3 + 1));
        QCOMPARE(feed.edges(EdgeKind::parent), 3);
        QCOMPARE(feed.edges(EdgeKind::write), 1 + 3 + 1);
        QCOMPARE(feed.edges(EdgeKind::read), 3 + 1 + 1);
        QCOMPARE(feed.process(synthetic_main)->level, 0);
        QCOMPARE(feed.process(synthetic_worker(2))->level, 1);
        QCOMPARE(feed.process(synthetic_worker(2))->name, "worker-2");
    }

    void a_worker_that_waits_says_on_what_and_since_when() {
        Feed feed;
        feed.take(synthetic_session({.workers = 2, .tasks = 10, .ends = false}));
        feed.update();
        const TopologyNode *worker = feed.process(synthetic_worker(1));
        QCOMPARE(worker->wait, WaitKind::get);
        QCOMPARE(worker->waitedOn, "tasks");
        QCOMPARE(worker->state, ProcessState::waiting);
        QVERIFY(worker->waitingSinceNs > 0);
        QVERIFY(!worker->isBlocked);
        const auto waiting = std::count_if(feed.model.edges().begin(), feed.model.edges().end(), [](const auto &edge) { return edge.isWaiting; });
        QCOMPARE(waiting, 2);
    }

    void structure_changes_only_when_something_comes_or_goes() {
        Feed feed;
        const auto events = synthetic_session({.workers = 3, .tasks = 60, .pipe_and_lock = false, .ends = false});
        feed.take({events.begin(), events.begin() + long(events.size() / 2)});
        feed.update();
        const int structure = feed.model.structure();
        QVERIFY(structure > 0);
        feed.take({events.begin() + long(events.size() / 2), events.end()});
        feed.update();
        QCOMPARE(feed.model.structure(), structure);
    }

    void a_killed_worker_stays_with_its_exit_and_the_task_it_lost() {
        Feed feed;
        feed.take(synthetic_session({.workers = 3, .tasks = 40, .killed_worker = 2, .ends = false}));
        feed.update();
        const TopologyNode *killed = feed.process(synthetic_worker(2));
        QVERIFY(killed && killed->isDead());
        QCOMPARE(killed->exitCode, std::optional<int>(-9));
        QVERIFY2(killed->task.startsWith("square(") || killed->task.startsWith("cube("), qPrintable(killed->task));
        QCOMPARE(killed->wait, WaitKind::none);
    }

    void of_many_ended_processes_the_program_and_the_killed_ones_stay() {
        Feed feed;
        std::uint64_t sequence = 0;
        const ProcessKey main{10, 1};
        feed.take(event_of(++sequence, main, EventKind::process_started));
        feed.take(event_of(++sequence, main, EventKind::process_role, 0, int(Role::main)));
        for (int i = 0; i < 100; ++i) {
            const ProcessKey child{100 + i, 1};
            feed.take(event_of(++sequence, child, EventKind::process_started, 0, std::int64_t(main.packed())));
            feed.take(event_of(++sequence, child, EventKind::process_exited, 0, i == 3 ? -11 : 0));
        }
        feed.take(event_of(++sequence, main, EventKind::process_exited));
        feed.update();
        QCOMPARE(feed.model.nodes().size(), TopologyModel::shownDead);
        QCOMPARE(feed.model.hiddenDead(), std::size_t(101) - TopologyModel::shownDead);
        QVERIFY(feed.process(main));
        QVERIFY(feed.process({103, 1}));
        QVERIFY(feed.process({199, 1}));
    }

    void inherited_ends_that_nobody_of_that_role_uses_are_left_out() {
        Feed feed;
        std::uint64_t sequence = 0;
        const ProcessKey main{10, 1};
        feed.take(event_of(++sequence, main, EventKind::process_started));
        feed.take(event_of(++sequence, main, EventKind::process_role, 0, int(Role::main)));
        feed.take(event_of(++sequence, main, EventKind::channel_created, 8, int(ChannelKind::tasks), 0, "tasks"));
        feed.take(event_of(++sequence, main, EventKind::channel_opened, 8, int(Direction::both)));
        for (int i = 0; i < 3; ++i) {
            const ProcessKey worker{20 + i, 1};
            feed.take(event_of(++sequence, worker, EventKind::process_started, 0, std::int64_t(main.packed())));
            feed.take(event_of(++sequence, worker, EventKind::process_role, 0, int(Role::worker)));
            feed.take(event_of(++sequence, worker, EventKind::channel_opened, 8, int(Direction::both)));
        }
        feed.update();
        QCOMPARE(feed.edges(EdgeKind::write), 4); // nothing was used yet, so all ends are shown
        feed.take(event_of(++sequence, main, EventKind::message_sent, 8, 1, 10));
        feed.take(event_of(++sequence, {20, 1}, EventKind::message_received, 8, 1, 10));
        feed.update();
        QCOMPARE(feed.edges(EdgeKind::write), 1); // main
        QCOMPARE(feed.edges(EdgeKind::read), 3);  // every worker could
    }

    void a_block_says_what_stands_in_it() {
        const auto counted = [](std::initializer_list<TopologyNode> nodes) {
            BlockCount count;
            for (const TopologyNode &node : nodes)
                count.add(node);
            return blockText(count);
        };
        TopologyNode process, ended, channel, lock;
        ended.exitCode = 0;
        channel.id.kind = NodeKind::channel;
        lock.id.kind = NodeKind::lock;
        QCOMPARE(counted({process, process}), "processes: 2");
        QCOMPARE(counted({ended, ended, ended}), "ended processes: 3");
        QCOMPARE(counted({process, ended, ended}), QStringLiteral("processes: 1 · ended processes: 2"));
        QCOMPARE(counted({lock, channel, lock}), QStringLiteral("channels: 1 · locks: 2"));
    }

    void waiting_for_a_lock_that_somebody_holds_is_being_blocked() {
        Feed feed;
        const ProcessKey holder{10, 1}, waiter{11, 1};
        feed.take(event_of(1, holder, EventKind::process_started, 0, 0, 0, "a"));
        feed.take(event_of(2, waiter, EventKind::process_started, 0, 0, 0, "b"));
        feed.take(event_of(3, holder, EventKind::lock_created, 40, int(LockKind::lock), 1, "log"));
        feed.take(event_of(4, holder, EventKind::lock_acquired, 40, 0, 1));
        feed.take(event_of(5, waiter, EventKind::wait_begin, 40, int(WaitKind::acquire)));
        feed.update();
        QVERIFY(feed.process(waiter)->isBlocked);
        QCOMPARE(feed.node(NodeKind::lock, 40)->holder, "a");
        QCOMPARE(feed.edges(EdgeKind::lock), 2);
        feed.take(event_of(6, holder, EventKind::lock_released, 40, 1, 0));
        feed.update();
        QVERIFY(!feed.process(waiter)->isBlocked);
    }

    void rates_are_those_of_the_last_second() {
        TrafficSeries traffic;
        for (int i = 0; i < 100; ++i)
            traffic.apply(event_of(std::uint64_t(i) * 20, {10, 1}, EventKind::message_sent, 8, i, 50)); // one in 20 ms
        const UseKey key{ProcessKey{10, 1}.packed(), 8, Use::write};
        QCOMPARE(traffic.rateOf(key, 1'980'000'000).messages, 50.0);
        QCOMPARE(traffic.rateOf(key, 1'980'000'000).bytes, 2500.0);
        QCOMPARE(traffic.rateOf(key, 9'000'000'000).messages, 0.0);
        QVERIFY(traffic.wasEver(key));
        QVERIFY(!traffic.wasEver({ProcessKey{10, 1}.packed(), 8, Use::read}));
    }

    void parents_that_contradict_each_other_do_not_hang_it() {
        Feed feed;
        const ProcessKey a{10, 1}, b{11, 1};
        feed.take(event_of(1, a, EventKind::process_started, 0, std::int64_t(b.packed())));
        feed.take(event_of(2, b, EventKind::process_started, 0, std::int64_t(a.packed())));
        feed.update();
        QCOMPARE(feed.model.nodes().size(), std::size_t(2));
    }
};

QTEST_GUILESS_MAIN(TopologyModelTest)
#include "topology_model_test.moc"
