// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/posix/process_identity.h"
#include "engine/core/telemetry/collector.h"
#include "engine/core/telemetry/control_block.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTest>
#include <csignal>
#include <memory>
#include <set>
#include <thread>

using namespace poolscope;
using namespace poolscope::telemetry;

namespace {

constexpr int watchdog_ms = 30'000;

std::string payload_of(std::int64_t number) {
    std::string text(static_cast<std::size_t>(number % 300), '\0');
    for (std::size_t index = 0; index < text.size(); ++index)
        text[index] = static_cast<char>(number + static_cast<std::int64_t>(index));
    return text;
}

bool is_whole(const Event &event) {
    return event.kind == EventKind::message_sent && event.b == ~event.a && event.payload == payload_of(event.a);
}

struct Probe {
    QProcess process;
    explicit Probe(const QStringList &arguments, const std::string &address = {}) {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        if (!address.empty())
            environment.insert(QStringLiteral("POOLSCOPE_WATCH"), QString::fromStdString(address));
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QStringLiteral(TELEMETRY_PROBE), arguments);
        process.waitForStarted();
        pid_ = static_cast<pid_t>(process.processId());
    }
    ~Probe() {
        process.kill();
        process.waitForFinished();
    }
    // The test writes nothing more to it.
    void end_input() { process.closeWriteChannel(); }
    bool ends() { return process.state() == QProcess::NotRunning || process.waitForFinished(watchdog_ms); }
    pid_t pid() const { return pid_; } // also when it has ended
    QByteArray line() {
        while (!process.canReadLine())
            if (!process.waitForReadyRead(watchdog_ms))
                return "nothing came";
        return process.readLine().trimmed();
    }

private:
    pid_t pid_ = 0;
};

} // namespace

class WatchSessionTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Collector> collector_;
    std::vector<Event> events_;

    void watch(WatchOptions options = {}) {
        auto made = Collector::create(options);
        QVERIFY(made);
        collector_ = std::move(*made);
        events_.clear();
    }
    std::string address() { return collector_->segment().address(); }
    // Drains until that holds or the watchdog barks.
    template <class Condition> bool drain_until(Condition condition) {
        QElapsedTimer watchdog;
        watchdog.start();
        for (;;) {
            collector_->drain(events_);
            if (condition())
                return true;
            if (watchdog.elapsed() > watchdog_ms)
                return false;
            collector_->wait_for_events(Deadline::after(Seconds(0.05)));
        }
    }
    std::int64_t count(EventKind kind) const {
        return std::count_if(events_.begin(), events_.end(), [kind](const Event &event) { return event.kind == kind; });
    }
    std::int64_t lost() const {
        std::int64_t sum = 0;
        for (const Event &event : events_)
            if (event.kind == EventKind::gap)
                sum += event.a;
        return sum;
    }

private slots:
    void every_event_of_four_threads_arrives_in_its_threads_order() {
        watch();
        Probe probe({"threads", "4", "20000"}, address());
        QVERIFY(drain_until([&] { return events_.size() >= 80'000; }));
        std::map<std::int32_t, std::int64_t> last, time; // of each: one that loses its CPU before its record is whole may be told late
        std::uint64_t sequence = 0;
        for (const Event &event : events_) {
            QCOMPARE(event.sequence, ++sequence);
            QVERIFY(is_whole(event));
            QCOMPARE(event.process.pid, probe.pid());
            QCOMPARE(event.a, ++last[event.thread]);
            QVERIFY(event.time_ns >= time[event.thread]);
            time[event.thread] = event.time_ns;
        }
        QCOMPARE(last.size(), std::size_t{4});
    }
    void what_a_process_told_outlives_its_kill_whole() {
        watch();
        std::int64_t records = 0;
        for (int round = 0; round < 200; ++round) {
            events_.clear();
            Probe probe({"flood"}, address());
            QVERIFY(drain_until([&] { return events_.size() > static_cast<std::size_t>(round * 37); }));
            ::kill(probe.pid(), SIGKILL);
            QVERIFY(probe.ends());
            while (collector_->drain(events_) != 0) {
            }
            std::int64_t number = 0;
            for (const Event &event : events_) {
                QCOMPARE(event.process.pid, probe.pid());
                if (event.kind == EventKind::gap) {
                    number += event.a;
                    continue;
                }
                QVERIFY(is_whole(event));
                QCOMPARE(event.a, ++number);
                ++records;
            }
        }
        QVERIFY(records > 200'000);
        qInfo("%lld records of 200 killed processes, each whole", static_cast<long long>(records));
    }
    void a_forked_child_tells_under_its_own_name_and_numbers_its_own_objects() {
        watch();
        Probe probe({"forks"}, address());
        QVERIFY(drain_until([&] { return events_.size() >= 5; }));
        QCOMPARE(events_.size(), std::size_t{5});
        const std::int64_t order[] = {1, 2, 3, 103, 102};
        for (std::size_t index = 0; index < 5; ++index)
            QCOMPARE(events_[index].a, order[index]);
        std::set<ProcessKey> keys;
        for (std::size_t index = 0; index < 3; ++index)
            keys.insert(events_[index].process);
        QCOMPARE(keys.size(), std::size_t{3});
        QVERIFY(events_[1].process == events_[3].process && events_[0].process == events_[4].process);
        std::set<QByteArray> ids{probe.line(), probe.line(), probe.line()};
        QCOMPARE(ids.size(), std::size_t{3});
        for (const QByteArray &id : ids)
            QVERIFY(id.toULongLong() != 0 && id.toULongLong() % 2 == 0);
    }
    void an_effect_never_comes_before_its_cause() {
        watch();
        constexpr std::int64_t trips = 5000;
        Probe probe({"relay", QString::number(trips)}, address());
        QVERIFY(drain_until([&] { return events_.size() >= 4 * trips; }));
        std::map<ObjectId, std::int64_t> sent;
        for (const Event &event : events_) {
            if (event.kind == EventKind::message_sent)
                sent[event.object] = event.a;
            else
                QVERIFY(sent[event.object] >= event.a);
        }
    }
    void events_that_find_no_slot_are_a_gap_and_slots_are_used_again() {
        watch({.ring_count = 2, .ring_bytes = 64 * 1024});
        Probe many({"threads", "6", "1000"}, address());
        QVERIFY(drain_until([&] { return static_cast<std::int64_t>(events_.size()) - count(EventKind::gap) + lost() >= 6000; }));
        QCOMPARE(static_cast<std::int64_t>(events_.size()) - count(EventKind::gap) + lost(), 6000);
        QVERIFY(lost() > 0);
        QVERIFY(many.ends());
        // Once the collector has seen that they ended.
        QVERIFY(drain_until([&] {
            const WatchMapping &mapping = collector_->segment().mapping();
            return mapping.slot(0).owner == 0 && mapping.slot(1).owner == 0;
        }));
        events_.clear();
        Probe one({"threads", "1", "100"}, address());
        QVERIFY(drain_until([&] { return events_.size() >= 100; }));
        QCOMPARE(lost(), 0);
    }
    void threads_that_come_and_go_share_few_slots() {
        watch({.ring_count = 8, .ring_bytes = 4096});
        Probe probe({"churn", "300"}, address());
        QVERIFY(drain_until([&] { return static_cast<std::int64_t>(events_.size()) - count(EventKind::gap) + lost() >= 900; }));
        QCOMPARE(static_cast<std::int64_t>(events_.size()) - count(EventKind::gap) + lost(), 900);
    }
    void an_exec_goes_on_under_the_same_name() {
        watch();
        Probe probe({"exec", "4"}, address());
        QVERIFY(drain_until([&] { return events_.size() >= 4; }));
        for (std::size_t index = 0; index < 4; ++index) {
            QCOMPARE(events_[index].a, static_cast<std::int64_t>(4 - index));
            QVERIFY(events_[index].process == events_[0].process);
        }
    }
    void a_running_process_is_watched_from_when_somebody_attaches() {
        watch();
        Probe probe({"loop"});
        const pid_t pid = probe.line().toInt();
        QCOMPARE(pid, probe.pid());
        QVERIFY(collector_->drain(events_) == 0);
        QVERIFY(attach_watch(pid, address()));
        QVERIFY(drain_until([&] { return events_.size() >= 20; }));
        QVERIFY(attach_watch(pid, ""));
        while (collector_->drain(events_) != 0) {
        }
        const std::int64_t last = events_.back().a;
        const auto other = Collector::create().value(); // a second watcher in between
        QVERIFY(attach_watch(pid, other->segment().address()));
        QVERIFY(other->wait_for_events(Deadline::after(Seconds(20))));
        QVERIFY(attach_watch(pid, address()));
        QVERIFY(drain_until([&] { return events_.back().a > last + 20; }));
        QCOMPARE(lost(), 0); // not told is not lost
        probe.end_input();
        QVERIFY(probe.ends());
        QCOMPARE(probe.process.exitCode(), 0);
    }
    void a_forked_child_has_a_control_block_of_its_own() {
        watch();
        Probe probe({"loop-in-child"});
        const pid_t child = probe.line().toInt();
        QVERIFY(child > 0 && child != probe.pid());
        QVERIFY(attach_watch(child, address()));
        QVERIFY(drain_until([&] { return events_.size() >= 5; }));
        for (const Event &event : events_)
            QCOMPARE(event.process.pid, child);
        probe.end_input();
        QVERIFY(probe.ends());
    }
    void who_cannot_be_watched_is_an_error_that_says_why() {
        watch();
        QVERIFY(attach_watch(::getpid(), address()).error().code == ErrorCode::not_found);
        QVERIFY(attach_watch(::getpid(), "nonsense").error().code == ErrorCode::invalid_argument);
        Probe probe({"threads", "0"});
        const pid_t gone = probe.pid();
        QVERIFY(probe.ends());
        QVERIFY(attach_watch(gone, address()).error().code == ErrorCode::not_found);
        for (const char *text : {"", "1", "1:2", "1:2:", "1:2:3:4", "x:2:3", "-1:2:3", "1:2:-3", "1:2:3 "})
            QVERIFY(!WatchAddress::parse(text));
        QVERIFY(WatchAddress::parse("12:34:5")->text() == "12:34:5");
    }
    void a_watcher_that_is_gone_leaves_the_program_unwatched() {
        watch();
        const std::string old = address();
        collector_.reset();
        Probe probe({"threads", "1", "1000"}, old);
        QVERIFY(probe.ends());
        QCOMPARE(probe.process.exitCode(), 0);
        Probe stranger({"threads", "1", "1000"}, "1:1:1");
        QVERIFY(stranger.ends());
        QCOMPARE(stranger.process.exitCode(), 0);
    }
    void a_step_lets_exactly_one_waiter_through() {
        watch();
        collector_->segment().pause();
        Probe first({"steps", "4"}, address());
        Probe second({"steps", "4"}, address());
        QVERIFY(drain_until([&] { return count(EventKind::wait_begin) == 2; }));
        QCOMPARE(count(EventKind::message_sent), 0);
        for (int step = 1; step <= 3; ++step) {
            collector_->segment().step();
            QVERIFY(drain_until([&] { return count(EventKind::wait_begin) == 2 + step || count(EventKind::message_sent) > step; }));
            QCOMPARE(count(EventKind::message_sent), step);
        }
        collector_->segment().resume();
        QVERIFY(first.ends() && second.ends());
        QVERIFY(drain_until([&] { return count(EventKind::message_sent) == 8; }));
        QCOMPARE(count(EventKind::wait_begin), count(EventKind::wait_end));
    }
    void a_slow_program_can_be_hurried() {
        watch();
        collector_->segment().set_speed(0.1); // 18 ms a step
        Probe probe({"steps", "8"}, address());
        QVERIFY(drain_until([&] { return events_.size() == 8; }));
        for (std::size_t index = 1; index < 8; ++index)
            QVERIFY(events_[index].time_ns - events_[index - 1].time_ns >= 18'000'000);
        events_.clear();
        collector_->segment().set_speed(0.001); // 2 s a step
        QElapsedTimer timer;
        timer.start();
        Probe slow({"steps", "100"}, address());
        collector_->segment().set_speed(1);
        QVERIFY(drain_until([&] { return events_.size() == 100; }));
        QVERIFY(timer.elapsed() < 100'000);
    }
    void a_watcher_that_is_killed_or_closes_lets_go_of_those_it_paused() {
        for (const bool is_killed : {true, false}) {
            Probe watcher({"watcher"});
            const std::string its_address = watcher.line().toStdString();
            Probe probe({"steps", "3"}, its_address);
            QCOMPARE(watcher.line(), QByteArray("waits"));
            if (is_killed)
                ::kill(watcher.pid(), SIGKILL);
            else
                watcher.end_input();
            QVERIFY(watcher.ends());
            QVERIFY(probe.ends());
            QCOMPARE(probe.process.exitCode(), 0);
            QCOMPARE(probe.process.readAllStandardOutput(), QByteArray("1\n2\n3\n"));
        }
    }
    void what_the_watcher_adds_comes_in_its_place_by_time() {
        watch();
        Probe probe({"threads", "1", "10"}, address());
        QVERIFY(probe.ends());
        const std::int64_t now = monotonic_ns();
        const auto fact = [](std::int64_t time_ns) {
            Event event;
            event.time_ns = time_ns;
            event.kind = EventKind::note;
            return event;
        };
        collector_->add(fact(now));
        collector_->add(fact(1));
        collector_->add(fact(now + 100'000'000));
        QVERIFY(collector_->wait_for_events(Deadline::after(Seconds(10))));
        QVERIFY(drain_until([&] { return events_.size() == 13; }));
        QCOMPARE(events_.front().time_ns, 1);
        QCOMPARE(events_[11].time_ns, now);
        QCOMPARE(events_[12].time_ns, now + 100'000'000);
    }
    void waiting_ends_with_its_deadline_or_a_wake_up() {
        watch();
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!collector_->wait_for_events(Deadline::after(Seconds(0.12))));
        QVERIFY(timer.elapsed() >= 119);
        std::thread waker([this] { collector_->wake(); });
        QVERIFY(collector_->wait_for_events(Deadline::after(Seconds(20))));
        waker.join();
    }
    void a_segment_that_is_none_is_refused() {
        QVERIFY(!WatchSegment::create({.ring_count = 0}));
        QVERIFY(!WatchSegment::create({.ring_count = 4, .ring_bytes = 5000}));
        const auto file = posix::make_memory_file("short", 100);
        QVERIFY(WatchMapping::map(file->get(), posix::own_process_key()).error().code == ErrorCode::malformed);
        const auto zeros = posix::make_memory_file("zeros", 1 << 20);
        QVERIFY(WatchMapping::map(zeros->get(), posix::own_process_key()).error().code == ErrorCode::not_found);
    }
};

QTEST_GUILESS_MAIN(WatchSessionTest)
#include "watch_session_test.moc"
