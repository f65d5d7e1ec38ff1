// SPDX-License-Identifier: GPL-3.0-or-later
// A second look reads only what may have changed, and shows all the same what did; without the rights of ptrace it shows less
// and claims nothing.
#include "engine/scope/observe/kernel/proc_process_source.h"
#include "engine/scope/observe/recognition/recognition.h"
#include "engine/scope/observe/snapshot/snapshot.h"
#include "tests/scope/observe/running_program.h"
#include "tests/support/script_file.h"

#include <QtTest>
#include <csignal>
#include <optional>

using namespace poolscope;
using namespace poolscope::observe;

namespace {

// The kernel's source, which counts what it is asked and may be without what needs PTRACE_MODE_ATTACH, as under yama.
class CountingSource final : public ProcessSource {
public:
    bool may_attach = true;
    int descriptor_lists = 0, fills = 0;

    Result<std::vector<pid_t>> pids() override { return real_.pids(); }
    using ProcessSource::stat;
    Result<ProcessStat> stat(pid_t pid) override { return real_.stat(pid); }
    Result<std::string> command_line(ProcessKey process) override { return real_.command_line(process); }
    Result<uid_t> owner(ProcessKey process) override { return real_.owner(process); }
    Result<Access> access(ProcessKey process) override { return real_.access(process); }
    Result<std::uint64_t> activity(ProcessKey process, int threads) override { return real_.activity(process, threads); }
    Result<std::vector<Descriptor>> descriptors(ProcessKey process) override {
        ++descriptor_lists;
        return real_.descriptors(process);
    }
    Result<std::vector<ThreadState>> threads(ProcessKey process) override {
        auto threads = real_.threads(process);
        if (threads && !may_attach)
            for (ThreadState &thread : *threads) {
                thread.call.reset();
                thread.is_call_visible = false;
            }
        return threads;
    }
    Result<std::vector<Mapping>> mappings(ProcessKey process) override { return real_.mappings(process); }
    Result<std::size_t> read_memory(ProcessKey process, std::uint64_t address, void *into, std::size_t size) override {
        if (!may_attach)
            return failure(ErrorCode::permission, "read memory", "yama");
        return real_.read_memory(process, address, into, size);
    }
    Result<PipeFill> fill(ProcessKey process, int descriptor) override {
        ++fills;
        return real_.fill(process, descriptor);
    }
    Result<Peeked> peek(ProcessKey process, int descriptor) override { return real_.peek(process, descriptor); }
    Result<std::vector<UnixSocket>> unix_sockets() override { return real_.unix_sockets(); }

private:
    ProcProcessSource real_;
};

constexpr const char *pool_text = R"(
import multiprocessing as mp, sys
def nothing(x): return x
if __name__ == '__main__':
    ctx = mp.get_context('fork')
    queue = ctx.Queue()
    pool = ctx.Pool(2)
    pool.map(nothing, range(4))
    print('ready', flush=True)
    for line in sys.stdin:
        queue.put(line)
        while queue._reader.poll() is False: pass
        print('put', flush=True)
)";

const RecognisedChannel *queue_in(const Recognition &found) {
    for (const RecognisedChannel &channel : found.channels)
        if (channel.kind == ChannelKind::queue)
            return &channel;
    return nullptr;
}

} // namespace

class SnapshotReuseTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QVERIFY(!script_.write(pool_text).empty());
    }

    void what_sleeps_is_not_read_again_and_what_runs_is() {
        RunningProgram program({"/usr/bin/python3", script_.path()});
        QCOMPARE(program.next_line().value_or("nothing"), std::string("ready"));
        CountingSource source;
        SnapshotTaker taker(source);
        const auto take = [&] { return taker.take(program.key(), {}, Extent::tree, 1).value(); };
        Snapshot before;
        // Of the pool's own threads one wakes every 0.1 s; the workers sleep for good.
        QVERIFY(comes_true([&] {
            source.descriptor_lists = 0;
            before = take();
            return source.descriptor_lists <= 1 && before.processes.size() == 3;
        }));
        const Snapshot again = take();
        QCOMPARE(again.processes.size(), before.processes.size());
        for (std::size_t index = 1; index < again.processes.size(); ++index) {
            QCOMPARE(again.processes[index].descriptors.size(), before.processes[index].descriptors.size());
            QCOMPARE(again.processes[index].threads.front().block.kind, before.processes[index].threads.front().block.kind);
        }
        QCOMPARE(again.pipes.size(), before.pipes.size());
        for (const auto &[key, pipe] : again.pipes)
            QVERIFY(pipe.fill.has_value());

        program.say("hello\n");
        QCOMPARE(program.next_line().value_or("nothing"), std::string("put"));
        QVERIFY(comes_true([&] {
            const Snapshot now = take();
            const Recognition found = recognise(now);
            const RecognisedChannel *queue = queue_in(found);
            return queue != nullptr && queue->items == 1 && now.pipes.at(queue->pipe).fill->bytes > 0;
        }));
    }

    // Most of a list is not read again; what others do to a sleeper is in it all the same.
    void a_list_knows_who_was_adopted_stopped_and_killed() {
        RunningProgram program({"/bin/sh", "-c", "sh -c 'sleep 1000 & echo $!; wait' & wait"});
        const auto sleeper = static_cast<pid_t>(std::stol(program.next_line().value_or("0")));
        QVERIFY(sleeper > 0);
        ProcProcessSource source;
        const auto now = [&]() -> std::optional<ProcessStat> {
            for (const ProcessStat &stat : source.all().value_or(std::vector<ProcessStat>()))
                if (stat.key.pid == sleeper)
                    return stat;
            return std::nullopt;
        };
        QVERIFY(comes_true([&] { return now() && now()->name == "sleep" && now()->state == ProcessState::sleeping; }));
        const pid_t parent = now()->parent;
        for (int look = 0; look < 40; ++look)
            QCOMPARE(now()->parent, parent);
        QVERIFY(now()->activity.has_value());
        ::kill(parent, SIGKILL);
        QVERIFY(comes_true([&] { return now() && now()->parent != parent; }));
        ::kill(sleeper, SIGSTOP);
        QVERIFY(comes_true([&] { return now() && now()->state == ProcessState::stopped; }));
        ::kill(sleeper, SIGKILL);
        QVERIFY(comes_true([&] { return !now() || now()->has_ended(); }));
    }

    void without_the_right_to_attach_less_is_seen_and_nothing_wrong_is_said() {
        RunningProgram program({"/usr/bin/python3", script_.path()});
        QCOMPARE(program.next_line().value_or("nothing"), std::string("ready"));
        CountingSource source;
        source.may_attach = false;
        SnapshotTaker taker(source);
        const Snapshot snapshot = taker.take(program.key(), {}, Extent::tree, 1).value();
        QCOMPARE(snapshot.insight(), Insight::descriptors);
        QCOMPARE(snapshot.processes.size(), std::size_t{3});
        for (const ProcessView &process : snapshot.processes) {
            QVERIFY(!process.descriptors.empty());
            QVERIFY(process.locks.empty());
            for (const ThreadView &thread : process.threads)
                QVERIFY(thread.block.kind == BlockKind::unseen || thread.block.kind == BlockKind::none);
        }
        const Recognition found = recognise(snapshot);
        QVERIFY(found.locks.empty()); // nothing is known of kinds and owners
        QVERIFY(!found.channels.empty());
        for (const RecognisedChannel &channel : found.channels)
            QVERIFY(channel.kind == ChannelKind::pipe || channel.kind == ChannelKind::duplex_pipe || channel.kind == ChannelKind::socket);
    }

private:
    ScriptFile script_;
};

QTEST_GUILESS_MAIN(SnapshotReuseTest)
#include "snapshot_reuse_test.moc"
