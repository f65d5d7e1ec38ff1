// SPDX-License-Identifier: GPL-3.0-or-later
// The stacks of real CPythons of every version at hand, compared with what the programs say of themselves.
#include "engine/scope/inspect/python_stack.h"

#include "engine/scope/inspect/python_lines.h"
#include "engine/scope/observe/kernel/proc_process_source.h"
#include "tests/scope/observe/running_program.h"
#include "tests/support/pythons.h"

#include <QtTest>
#include <algorithm>
#include <random>

using namespace poolscope;
using namespace poolscope::inspect;
using observe::RunningProgram;

namespace {

// Functions whose lines are hard to tell: a call over several lines, a generator, a comprehension, a loop that jumps back, a long
// function, names beyond Latin-1, another thread that never waits.
constexpr const char *program_text = R"(
import sys, threading, time, traceback

def told():
    for frame in reversed(traceback.extract_stack()):
        print(frame.name, frame.lineno, flush=True)
    print('ready', flush=True)
    sys.stdin.readline()

def generator(depth):
    for number in range(
            3):
        if number == 2:
            yield called(
                depth,
                other=[number for number in range(3)])
        else:
            yield number

def called(depth, *, other):
    if depth:
        return list(generator(depth - 1))
    try:
        raise ValueError
    except ValueError:
        return 함수(
            lambda: (
                told()))

def 함수(λ):
    x = 0
)" /* 400 lines within one function need long steps */;

std::string whole_program() {
    std::string text = program_text;
    for (int line = 0; line < 400; ++line)
        text += "    x += " + std::to_string(line) + "\n";
    return text + R"(    for _ in range(2):
        x -= 1
    return λ()

def spin():
    while True:
        spin_once()

def spin_once():
    return sum(number * number for number in range(100))

if len(sys.argv) > 1:
    threading.Thread(target=spin, daemon=True).start()
called(3, other=None)
)";
}

std::string last_part(const std::string &name) {
    return name.substr(name.rfind('.') + 1);
}

const PythonThread *thread_of(const std::vector<PythonThread> &threads, pid_t id) {
    const auto found = std::find_if(threads.begin(), threads.end(), [&](const PythonThread &each) { return each.id == id; });
    return found != threads.end() ? &*found : nullptr;
}

} // namespace

class PythonStackTest : public QObject {
    Q_OBJECT

    void versions() {
        QTest::addColumn<QString>("python");
        for (const auto &[version, program] : test::pythons())
            QTest::newRow(version.c_str()) << QString::fromStdString(program);
    }

private slots:
    void a_stack_is_as_the_program_itself_tells_it_data() { versions(); }
    void a_stack_is_as_the_program_itself_tells_it() {
        QFETCH(QString, python);
        RunningProgram program({python.toStdString(), "-c", whole_program()});
        QVERIFY(program.has_started());
        std::vector<std::pair<std::string, int>> told;
        for (auto line = program.next_line(); line && *line != "ready"; line = program.next_line())
            told.emplace_back(line->substr(0, line->find(' ')), std::stoi(line->substr(line->find(' '))));
        QVERIFY(told.size() > 8);
        told.front().second += 3; // it tells the line where it asks, and waits further down

        observe::ProcProcessSource source;
        std::vector<PythonThread> threads;
        QVERIFY(observe::comes_true([&] { // it comes to the line in which it waits a moment after it said so
            threads = python_stacks(source, program.key()).value_or(std::vector<PythonThread>());
            return threads.size() == 1 && !threads[0].frames.empty() && threads[0].frames[0].line == told[0].second;
        }));
        QCOMPARE(threads[0].id, program.key().pid);
        QVERIFY(threads[0].is_settled && threads[0].is_whole && !threads[0].has_gil);
        QCOMPARE(threads[0].frames.size(), told.size());
        for (std::size_t index = 0; index < told.size(); ++index) {
            QCOMPARE(QString::fromStdString(last_part(threads[0].frames[index].function)), QString::fromStdString(told[index].first));
            QCOMPARE(threads[0].frames[index].line, told[index].second);
            QCOMPARE(threads[0].frames[index].file, "<string>");
        }
    }

    void a_thread_that_runs_is_read_all_the_same_data() { versions(); }
    void a_thread_that_runs_is_read_all_the_same() {
        QFETCH(QString, python);
        RunningProgram program({python.toStdString(), "-c", whole_program(), "spin"});
        while (program.next_line().value_or("ready") != "ready") {
        }
        observe::ProcProcessSource source;
        bool was_seen_with_gil = false, was_seen_inside = false;
        QVERIFY(observe::comes_true([&] {
            const auto threads = python_stacks(source, program.key()).value_or(std::vector<PythonThread>());
            for (const PythonThread &thread : threads) {
                if (thread.id == program.key().pid || thread.frames.empty())
                    continue;
                was_seen_with_gil = was_seen_with_gil || thread.has_gil;
                was_seen_inside = was_seen_inside || std::any_of(thread.frames.begin(), thread.frames.end(), [](const StackFrame &frame) { return frame.function == "spin_once"; });
                for (const StackFrame &frame : thread.frames) // never anything that is not there
                    if (frame.file != "<string>" && frame.file.find("threading.py") == std::string::npos)
                        qFatal("%s (%s:%d)", frame.function.c_str(), frame.file.c_str(), frame.line);
            }
            const PythonThread *main = thread_of(threads, program.key().pid);
            return was_seen_with_gil && was_seen_inside && main != nullptr && last_part(main->frames.back().function) == "<module>";
        }));
    }

    void what_runs_no_python_says_so() {
        RunningProgram program({"sleep", "100"});
        observe::ProcProcessSource source;
        QVERIFY(observe::comes_true([&] {
            const auto stacks = python_stacks(source, program.key());
            return !stacks && stacks.error().code == ErrorCode::not_found;
        }));
    }

    void a_process_that_is_gone_is_not_found() {
        RunningProgram program({"/usr/bin/python3", "-c", "pass"});
        QCOMPARE(program.wait(), std::optional(0));
        observe::ProcProcessSource source;
        const auto stacks = python_stacks(source, program.key());
        QVERIFY(!stacks && stacks.error().code == ErrorCode::not_found);
    }

    void no_table_of_lines_is_believed_to_be_whole() {
        std::mt19937 random(42);
        for (int round = 0; round < 20000; ++round) {
            std::string table(random() % 40, '\0');
            for (char &byte : table)
                byte = static_cast<char>(random());
            for (const LineTable form : {LineTable::deltas, LineTable::ranges, LineTable::locations})
                line_at(form, table, 1, random() % 200); // reads within the table: the sanitizers see it
        }
        QCOMPARE(line_at(LineTable::locations, "", 7, 0), 0);
        QCOMPARE(line_at(LineTable::ranges, "", 7, 0), 0);
        QCOMPARE(line_at(LineTable::deltas, "", 7, 0), 7);
    }
};

QTEST_GUILESS_MAIN(PythonStackTest)
#include "python_stack_test.moc"
