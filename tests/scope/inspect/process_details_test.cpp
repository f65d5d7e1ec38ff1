// SPDX-License-Identifier: GPL-3.0-or-later
// Everything about one process of a real program.
#include "engine/scope/inspect/process_details.h"

#include "engine/core/base/command_line.h"
#include "engine/scope/observe/kernel/proc_process_source.h"
#include "tests/scope/observe/running_program.h"

#include <QtTest>
#include <algorithm>

using namespace poolscope;
using namespace poolscope::inspect;
using observe::RunningProgram;

namespace {

constexpr const char *program_text = R"(
import os, sys
os.environ['SEEN'] = 'too late' # the kernel shows what the process began with
os.chdir('/tmp')
reading, writing = os.pipe()
child = os.fork()
if child == 0:
    os.read(reading, 1)
    os._exit(0)
print(child, reading, writing, flush=True)
sys.stdin.readline()
os.write(writing, b'x')
os.waitpid(child, 0)
)";

const DescriptorDetails *descriptor(const ProcessDetails &details, int number) {
    const auto found = std::find_if(details.descriptors.begin(), details.descriptors.end(), [&](const auto &each) { return each.descriptor.number == number; });
    return found != details.descriptors.end() ? &*found : nullptr;
}

bool has_function(const std::vector<StackFrame> &frames, std::string_view part) {
    return std::any_of(frames.begin(), frames.end(), [&](const StackFrame &frame) { return frame.function.find(part) != std::string::npos; });
}

} // namespace

class ProcessDetailsTest : public QObject {
    Q_OBJECT

private slots:
    void a_forked_child_is_known_inside_out() {
        qputenv("POOLSCOPE_SEEN", "한국 = yes");
        RunningProgram program({"/usr/bin/python3", "-c", program_text});
        const QStringList words = QString::fromStdString(program.next_line().value_or("")).split(' ');
        QCOMPARE(words.size(), 3);
        observe::ProcProcessSource source;
        const auto child = source.stat(words[0].toInt());
        QVERIFY(child);
        const int reading = words[1].toInt(), writing = words[2].toInt();
        ProcessDetails details;
        QVERIFY(observe::comes_true([&] { // that it waits is so a moment later
            auto seen = inspect::inspect(source, child->key);
            if (!seen || seen->threads.threads.size() != 1 || !seen->threads.threads[0].state.call)
                return false;
            details = *std::move(seen);
            return true;
        }));

        QCOMPARE(details.access.insight, observe::Insight::full);
        QVERIFY(details.program.ends_with("python3.11"));
        QCOMPARE(details.folder, "/tmp");
        QCOMPARE(words_of(details.command_line).size(), std::size_t{3});
        const auto variable = std::find_if(details.environment.begin(), details.environment.end(), [](const auto &each) { return each.first == "POOLSCOPE_SEEN"; });
        QVERIFY(variable != details.environment.end());
        QCOMPARE(variable->second, "한국 = yes");

        const ThreadDetails &thread = details.threads.threads[0];
        QCOMPARE(thread.state.id, child->key.pid);
        QVERIFY(thread.python && thread.python->is_whole);
        QCOMPARE(thread.python->frames.size(), std::size_t{1});
        QCOMPARE(thread.python->frames[0].line, 8);
        QVERIFY(thread.native && has_function(thread.native->frames, "read"));
        QVERIFY(has_function(thread.native->frames, "_PyEval_EvalFrameDefault"));

        const DescriptorDetails *ours = descriptor(details, reading), *ghost = descriptor(details, writing);
        QVERIFY(ours != nullptr && ghost != nullptr);
        QVERIFY(ours->is_inherited && ghost->is_inherited);
        QCOMPARE(ghost->also_held_by, std::vector{program.key()});
        QCOMPARE(ours->descriptor.direction, Direction::read);

        QVERIFY(!details.mappings.empty());
        QVERIFY(std::is_sorted(details.mappings.begin(), details.mappings.end(), [](const MappedFile &a, const MappedFile &b) { return a.size > b.size; }));
        QVERIFY(std::any_of(details.mappings.begin(), details.mappings.end(), [](const MappedFile &each) { return each.path.find("libc.so.6") != std::string::npos; }));
        const auto limit = std::find_if(details.limits.begin(), details.limits.end(), [](const Limit &each) { return each.kind == LimitKind::descriptors; });
        QVERIFY(limit != details.limits.end());
        QCOMPARE(limit->used, std::optional<std::int64_t>(static_cast<std::int64_t>(details.descriptors.size())));

        program.say("go on\n"); // it was not stopped and goes on
        QCOMPARE(program.wait(), std::optional(0));
        const auto gone = inspect::inspect(source, child->key);
        QVERIFY(!gone);
        QCOMPARE(gone.error().code, ErrorCode::not_found);
    }
};

QTEST_GUILESS_MAIN(ProcessDetailsTest)
#include "process_details_test.moc"
