// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/diagnose/diagnose.h"
#include "engine/scope/diagnose/recorded_findings.h"

#include "tests/support/made_event.h"

#include <QTemporaryDir>
#include <QTest>

using namespace poolscope;
using namespace poolscope::diagnose;
using tests::made_event;

namespace {

constexpr std::int64_t milliseconds = 1'000'000, seconds = 1000 * milliseconds;
const ProcessKey a{10, 1}, b{11, 2}, c{12, 3};
constexpr ObjectId first_lock = 0x20, second_lock = 0x22;

std::string keys(ProcessKey key) {
    const std::uint64_t packed = key.packed();
    return std::string(reinterpret_cast<const char *>(&packed), sizeof packed);
}

// A program that is looked at whenever somebody moves, and at no other time.
class Story {
public:
    Story() {
        for (const ProcessKey key : {a, b, c})
            tell(1 * seconds, key, EventKind::process_started);
    }
    void tell(std::int64_t time_ns, ProcessKey who, EventKind kind, ObjectId object = 0, std::int64_t first = 0, std::int64_t second = 0, std::string payload = {}) {
        events.push_back(made_event(events.size() + 1, time_ns, who, kind, object, first, second, std::move(payload)));
    }
    // Two that wait for each other's lock, and a third one from the middle on.
    void hang(std::int64_t from_ns, std::int64_t to_ns) {
        wait(from_ns, a, second_lock, b);
        wait(from_ns, b, first_lock, a);
        tell(from_ns + 1 * milliseconds, {}, EventKind::sample_end, 0, 0, 1);
        tell(to_ns, b, EventKind::thread_unblocked, first_lock);
        tell(to_ns, b, EventKind::free_threads, 0, 1);
        tell(to_ns, {}, EventKind::sample_end, 0, 0, 1);
    }
    void wait(std::int64_t time_ns, ProcessKey who, ObjectId lock, ProcessKey holder) {
        tell(time_ns, who, EventKind::thread_blocked, lock, std::int64_t(WaitKind::acquire), 0, keys(holder));
        events.back().certainty = Certainty::inferred;
        tell(time_ns, who, EventKind::free_threads);
    }
    // As a live session folds them, one by one.
    FindingHistory followed() const {
        FindingHistory history;
        state::State state;
        for (const Event &event : events) {
            history.before(event, state);
            state.apply(event);
        }
        history.look(state);
        return history;
    }

    std::vector<Event> events;
};

std::vector<const Episode *> of(const FindingHistory &history, FindingKind kind) {
    std::vector<const Episode *> found;
    for (const Episode &episode : history.episodes())
        if (episode.finding.kind == kind)
            found.push_back(&episode);
    return found;
}

} // namespace

class FindingHistoryTest : public QObject {
    Q_OBJECT
private slots:
    void what_held_for_a_while_in_the_middle_is_kept_with_its_time() {
        Story story;
        story.tell(2 * seconds, a, EventKind::process_state);
        story.hang(10 * seconds, 50 * seconds);
        story.tell(60 * seconds, a, EventKind::process_state);
        const FindingHistory history = story.followed();
        QVERIFY(history.now().empty());
        const auto hangs = of(history, FindingKind::lock_cycle);
        QCOMPARE(hangs.size(), std::size_t{1});
        const Period &period = hangs[0]->period;
        QCOMPARE(hangs[0]->finding.processes, (std::vector{a, b}));
        QCOMPARE(period.from_ns, 10 * seconds);
        QCOMPARE(period.to_ns, 50 * seconds);
        QCOMPARE(period.times, 1);
        // Where it is said to have been seen, the diagnosis shows it.
        state::State state;
        for (std::uint64_t index = 0; index < period.seen_after; ++index)
            state.apply(story.events[index]);
        QVERIFY(std::ranges::any_of(diagnose::diagnose(state), [](const Finding &finding) { return finding.kind == FindingKind::lock_cycle; }));
    }

    // However the events fall: it may begin and end right before and after a look.
    void nothing_that_lasts_for_the_stated_time_is_missed() {
        for (std::int64_t shift = 0; shift < FindingHistory::longest_unseen_ns; shift += 7 * milliseconds) {
            Story story;
            for (std::int64_t at = 0; at < 10; ++at)
                story.tell(2 * seconds + at * 40 * milliseconds, c, EventKind::process_state);
            const std::int64_t from = 2 * seconds + 400 * milliseconds + shift;
            story.hang(from, from + FindingHistory::longest_unseen_ns + 1 * milliseconds);
            story.tell(9 * seconds, a, EventKind::process_state);
            QCOMPARE(of(story.followed(), FindingKind::lock_cycle).size(), std::size_t{1});
        }
    }

    void two_hangs_are_two_and_what_comes_again_at_once_is_one() {
        Story story;
        story.hang(10 * seconds, 20 * seconds);
        story.hang(40 * seconds, 50 * seconds);
        story.tell(50 * seconds + 300 * milliseconds, c, EventKind::process_state);
        story.hang(50 * seconds + 400 * milliseconds, 60 * seconds);
        story.tell(70 * seconds, c, EventKind::process_state);
        const FindingHistory history = story.followed();
        const auto hangs = of(history, FindingKind::lock_cycle);
        QCOMPARE(hangs.size(), std::size_t{2});
        QCOMPARE(hangs[0]->period.from_ns, 10 * seconds);
        QCOMPARE(hangs[0]->period.times, 1);
        QCOMPARE(hangs[1]->period.from_ns, 40 * seconds);
        QCOMPARE(hangs[1]->period.to_ns, 60 * seconds);
        QCOMPARE(hangs[1]->period.times, 2);
    }

    void what_comes_and_goes_all_the_time_does_not_fill_the_list() {
        Story story;
        for (std::int64_t hang = 0; hang < 100; ++hang)
            story.hang((10 + 10 * hang) * seconds, (12 + 10 * hang) * seconds);
        const auto history = story.followed();
        const auto hangs = of(history, FindingKind::lock_cycle);
        QCOMPARE(std::ptrdiff_t(hangs.size()), FindingHistory::most_episodes);
        QCOMPARE(hangs.back()->period.to_ns, 1002 * seconds);
        QCOMPARE(hangs.back()->period.times, 81);
    }

    void more_who_come_to_have_part_in_it_make_no_other_one() {
        Story story;
        for (const auto &[at, who] : {std::pair(10 * seconds, a), {12 * seconds, b}}) {
            story.wait(at, who, first_lock, {}); // taken, and nobody has it
            story.events[story.events.size() - 2].certainty = Certainty::heuristic;
            story.tell(at + 1 * milliseconds, {}, EventKind::sample_end, 0, 0, 1);
        }
        story.tell(20 * seconds, c, EventKind::process_state);
        const FindingHistory history = story.followed();
        const auto orphans = of(history, FindingKind::orphaned_lock);
        QCOMPARE(orphans.size(), std::size_t{1});
        QCOMPARE(orphans[0]->finding.processes, (std::vector{a, b}));
        QVERIFY(!orphans[0]->period.is_over());
        QVERIFY(orphans[0]->period.covers(story.events.size()));
    }

    void a_recording_is_found_to_have_what_its_live_run_had() {
        Story story;
        story.hang(10 * seconds, 20 * seconds);
        for (int task = 0; task < 40'000; ++task) { // more than are remembered
            story.tell(30 * seconds + task, a, EventKind::task_submitted, 0x1000 + ObjectId(task), 0x10, 1, "call");
            story.tell(30 * seconds + task, b, EventKind::task_finished, 0x1000 + ObjectId(task), std::int64_t(task == 7 ? TaskOutcome::error : TaskOutcome::value));
        }
        story.hang(40 * seconds, 45 * seconds);
        const QTemporaryDir folder;
        const std::string path = folder.filePath("story.poolscope").toStdString();
        auto writer = telemetry::RecordingWriter::create(path);
        QVERIFY(writer && writer->append(story.events) && writer->close());
        auto reader = telemetry::RecordingReader::open(path);
        QVERIFY(reader.has_value());
        const auto found = recorded_findings(*reader, [] { return true; });
        QVERIFY(found.has_value());
        QCOMPARE(of(found->history, FindingKind::lock_cycle).size(), std::size_t{2});
        QCOMPARE(of(found->history, FindingKind::task_failed).size(), std::size_t{1});
        QCOMPARE(found->history.episodes(), story.followed().episodes());
        QCOMPARE(found->start_ns, story.events.front().time_ns);
        QVERIFY(found->end.tasks().size() < 20'000);
        QVERIFY(found->end.task(0x1007) != nullptr);
    }
};

QTEST_APPLESS_MAIN(FindingHistoryTest)
#include "finding_history_test.moc"
