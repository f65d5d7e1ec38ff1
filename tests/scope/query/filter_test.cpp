// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/query/filter.h"

#include "tests/scope/state/fold.h"

#include <QTest>

using namespace poolscope;
using namespace std::literals;
using namespace poolscope::query;

namespace {

const ProcessKey boss{4201, 10}, worker{4242, 11};
constexpr ObjectId tasks = 0x100, results = 0x200, pool = 0x300;
// (7, 0, square, (3,), {}) as multiprocessing.pool sends it, protocol 4.
constexpr std::string_view call = "\x80\x04(K\x07K\x00\x8c\x08__main__\x8c\x06square\x93K\x03\x85}t."sv;

} // namespace

class FilterTest : public QObject {
    Q_OBJECT

    state::Fold fold;

    Context context() const { return {&fold.state, 1000}; }
    static Filter filter(const char *text, Subject subject) {
        auto parsed = Filter::parse(text, subject);
        if (!parsed)
            qFatal("%s: problem %d at %zu, '%s'", text, int(parsed.error().kind), parsed.error().position, parsed.error().word.c_str());
        return *parsed;
    }
    bool message(const char *text, std::size_t index = 0) const {
        return filter(text, Subject::message).accepts(MessageRecord(fold.log.messages()[index], context()));
    }
    bool task(const char *text) const { return filter(text, Subject::task).accepts(TaskRecord(*fold.state.task(1), context())); }
    bool process(const char *text, ProcessKey key) const {
        return filter(text, Subject::process).accepts(ProcessRecord(*fold.state.process(key), context()));
    }
    bool event(const char *text) const { return filter(text, Subject::event).accepts(EventRecord(fold.last, context())); }

private slots:
    void init() {
        fold = {};
        fold.tell({.process = boss, .kind = EventKind::process_started, .payload = "main"});
        fold.tell({.process = boss, .kind = EventKind::process_role, .a = std::int64_t(Role::main)});
        fold.tell({.process = worker, .kind = EventKind::process_started, .a = state::packed(boss), .payload = "worker-1"});
        fold.tell({.process = worker, .kind = EventKind::process_role, .a = std::int64_t(Role::worker), .b = std::int64_t(StartMethod::fork)});
        fold.tell({.process = boss, .kind = EventKind::channel_created, .object = tasks, .a = std::int64_t(ChannelKind::tasks), .payload = "tasks"});
        fold.tell({.process = boss, .kind = EventKind::pool_created, .object = pool, .a = 1, .payload = "squares"});
        fold.tell({.process = boss, .kind = EventKind::task_submitted, .object = 1, .a = pool, .b = 1, .payload = std::string(call)});
        fold.tell({.time_ns = 1'000'000, .process = boss, .kind = EventKind::message_sent, .object = tasks, .a = 1, .b = 2000, .payload = std::string(call)});
        fold.tell({.time_ns = 7'000'000, .process = worker, .kind = EventKind::message_received, .object = tasks, .a = 1, .b = 2000});
        fold.tell({.time_ns = 8'000'000, .process = worker, .kind = EventKind::task_started, .object = 1, .b = pool});
        fold.tell({.time_ns = 10'000'000, .process = boss, .kind = EventKind::message_sent, .object = tasks, .a = 2, .b = 64});
    }
    void the_example_of_the_help_page_holds() {
        QVERIFY(message("channel == \"tasks\" && bytes > 1000 && to.pid == 4242"));
        QVERIFY(!message("channel == \"tasks\" && bytes > 1000 && from.pid == 4242"));
        QVERIFY(!message("channel == \"tasks\" && bytes > 1000", 1));
    }
    void and_binds_more_than_or_and_parentheses_more_than_both() {
        QVERIFY(message("bytes == 2000 || bytes == 1 && bytes == 2"));
        QVERIFY(!message("(bytes == 2000 || bytes == 1) && bytes == 2"));
        QVERIFY(message("!(bytes == 1) and not dropped"));
        QVERIFY(message("!!(bytes == 2000)"));
    }
    void numbers_have_units() {
        QVERIFY(message("wait == 6ms && wait < 0.1s && wait >= 6000us && wait > 5999999ns && wait < 1min && wait < 1h"));
        QVERIFY(message("bytes < 2KiB && bytes == 2kB && bytes <= 2000B && bytes == 2000 && bytes < 1.5MiB"));
        QVERIFY(message("time < 1ms && time > 0"));
        QVERIFY(!message("wait > 6ms"));
    }
    void texts_are_compared_searched_and_matched() {
        QVERIFY(message("from.name == \"main\" && from.name != \"worker-1\""));
        QVERIFY(message("preview contains \"square\""));
        QVERIFY(message("to.name matches \"^worker-\\d+$\""));
        QVERIFY(!message("to.name matches \"^\\d+$\""));
        QVERIFY(message("to.name matches \"(?i)WORKER\""));
        QVERIFY(message("preview contains \"a\\\"b\" || preview contains \"square\""));
    }
    void a_hostile_pattern_takes_linear_time() {
        state::MessageRow row = fold.log.messages()[0];
        row.payload = std::string(400, 'a');
        // Backtracking would take 2^400 steps.
        QVERIFY(!filter("preview matches \"^(a|a)*(a|a)*(a*)*b$\"", Subject::message).accepts(MessageRecord(row, context())));
    }
    void lists_hold_any_of_their_values() {
        QVERIFY(message("from.pid in {1, 4201} && channel in {\"results\", \"tasks\"} && channel.kind in {tasks, results}"));
        QVERIFY(!message("from.pid in {1, 2}"));
        QVERIFY(message("bytes in {1KiB, 2kB}"));
    }
    void either_end_of_a_message_is_its_process() {
        QVERIFY(message("process.pid == 4201") && message("process.pid == 4242"));
        QVERIFY(!message("process.pid != 4201") && message("process.pid != 5"));
        QVERIFY(message("process.role == worker && process.name == \"main\""));
    }
    void what_a_record_does_not_have_is_not_equal_to_anything() {
        QVERIFY(message("in_flight", 1) && !message("in_flight") && message("!wait", 1) && message("to.pid != 4242", 1) && !message("wait < 1h", 1));
        QVERIFY(message("kind == message_sent", 1) && message("kind == message_received"));
    }
    void tasks_processes_and_events_have_the_same_fields() {
        QVERIFY(task("task.function == \"square\" && preview == \"square(3)\" && task.outcome == running && process.pid == 4242"));
        QVERIFY(task("pool == \"squares\" && wait > 7ms && task.items == 1 && kind == task_started"));
        QVERIFY(message("task.function == \"square\""));
        fold.tell({.time_ns = 20'000'000, .process = worker, .thread = 5, .kind = EventKind::wait_begin, .object = tasks, .a = std::int64_t(WaitKind::get)});
        QVERIFY(event("kind == wait_begin && wait.kind == get && thread == 5 && process.role == worker"));
        fold.tell({.time_ns = 30'000'000, .process = boss, .kind = EventKind::note});
        QVERIFY(process("wait == 10ms && wait.kind == get && process.state == waiting && process.method == fork", worker));
        QVERIFY(!process("wait", boss));
        fold.tell({.process = boss, .kind = EventKind::message_sent, .object = tasks, .a = 3, .b = 10});
        QVERIFY(event("channel == \"tasks\" && bytes == 10 && from.name == \"main\" && !to.pid"));
        fold.tell({.process = worker, .kind = EventKind::task_finished, .object = 1, .a = std::int64_t(TaskOutcome::value), .b = 5'000'000});
        QVERIFY(event("task.function == \"square\" && task.outcome == value && task.ran == 5ms"));
        fold.tell({.process = worker, .kind = EventKind::process_exited, .a = -9});
        QVERIFY(event("exit_code == -9") && process("exit_code < 0", worker));
    }
    void every_field_can_be_asked_of_every_subject_that_has_it() {
        for (const FieldRow &row : all_fields()) {
            const std::string name(row.name);
            for (const Subject subject : {Subject::message, Subject::task, Subject::process, Subject::event}) {
                const auto parsed = Filter::parse(name, subject);
                QCOMPARE(parsed.has_value(), row.belongs_to(subject));
                if (!parsed)
                    continue;
                if (subject == Subject::message)
                    parsed->accepts(MessageRecord(fold.log.messages()[0], context()));
                else if (subject == Subject::task)
                    parsed->accepts(TaskRecord(*fold.state.task(1), context()));
                else if (subject == Subject::process)
                    parsed->accepts(ProcessRecord(*fold.state.process(boss), context()));
                else
                    parsed->accepts(EventRecord(fold.last, context()));
            }
        }
    }
    void blank_text_accepts_everything() {
        QVERIFY(message("") && message("  \t"));
        QVERIFY(Filter().accepts(MessageRecord(fold.log.messages()[0], context())));
    }
    void two_filters_are_joined_so_that_both_hold() {
        QCOMPARE(joined("bytes > 1", ""), std::string("bytes > 1"));
        QCOMPARE(joined("bytes > 1 || dropped", "in_flight"), std::string("(bytes > 1 || dropped) && in_flight"));
    }
    void a_million_rows_are_asked_quickly() {
        const Filter parsed = filter("channel == \"tasks\" && bytes > 1000 && from.pid == 4201", Subject::message);
        const state::MessageRow &row = fold.log.messages()[0];
        QBENCHMARK {
            int accepted = 0;
            for (int count = 0; count < 100'000; ++count)
                accepted += parsed.accepts(MessageRecord(row, context()));
            QCOMPARE(accepted, 100'000);
        }
    }
};

QTEST_APPLESS_MAIN(FilterTest)
#include "filter_test.moc"
