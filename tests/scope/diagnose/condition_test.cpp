// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong without anybody being stuck: a real program in each such state, and a twin of it that is healthy.
#include "engine/core/posix/process_identity.h"
#include "engine/core/recording/recording.h"
#include "engine/scope/diagnose/diagnose.h"
#include "engine/scope/observe/kernel/proc_process_source.h"
#include "engine/scope/observe/sampling/tree_watch.h"
#include "engine/scope/state/obituary.h"
#include "tests/scope/observe/running_program.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <unistd.h>

using namespace poolscope;
using namespace poolscope::diagnose;
using namespace poolscope::observe;

namespace {

// A program that is looked at until something is found, on a clock that the test may put forward.
class Watched {
public:
    Watched(const std::string &name, bool is_healthy) : Watched(name, std::string(is_healthy ? "healthy" : "wrong")) {}
    Watched(const std::string &name, const std::string &mode)
        : program({"/usr/bin/python3", PROGRAM_FOLDER "/conditions/" + name, mode}),
          watch_(source_, program.key(), posix::own_process_key()) {}

    bool says(const std::string &word) { return program.next_line() == word; }
    void look(Seconds later = Seconds(0)) {
        ahead_ += std::chrono::duration_cast<Nanoseconds>(later);
        apply(watch_.look(now()));
        if (!is_over())
            apply(watch_.look_at_objects(now()));
    }
    bool is_over() const { return watch_.sampler().is_over(); }
    std::vector<Finding> findings() const { return diagnose::diagnose(state); }
    const Finding *find(FindingKind kind) {
        found_ = findings();
        const auto found = std::find_if(found_.begin(), found_.end(), [kind](const Finding &each) { return each.kind == kind; });
        return found != found_.end() ? &*found : nullptr;
    }
    bool comes_to(FindingKind kind) {
        return comes_true([&] {
            look();
            return find(kind) != nullptr;
        });
    }
    std::size_t processes() const { return watch_.sampler().tree().processes.size(); }

    RunningProgram program;
    state::State state;

private:
    std::int64_t now() const { return monotonic_ns() + ahead_.count(); }
    void apply(const Result<std::vector<Event>> &events) {
        if (events)
            for (const Event &event : *events)
                state.apply(event);
    }

    ProcProcessSource source_;
    TreeWatch watch_;
    Nanoseconds ahead_{0};
    std::vector<Finding> found_;
};

// What a program of the engine told while the command line ran it.
state::State recorded(const QString &argument) {
    const QTemporaryDir folder;
    const QString file = folder.filePath("run.poolscope");
    const QString bin = QCoreApplication::applicationDirPath() + "/../bin/", probe = QCoreApplication::applicationDirPath() + "/probes/lost_task_probe";
    state::State state;
    QProcess run;
    run.start(bin + "poolscope-cli", {"run", "--record", file, "--", probe, argument});
    if (!run.waitForFinished(90'000))
        return state;
    if (auto reader = telemetry::RecordingReader::open(file.toStdString()))
        for (std::size_t block = 0; block < reader->blocks(); ++block)
            for (const Event &event : reader->read(block).value_or(std::vector<Event>()))
                state.apply(event);
    return state;
}

} // namespace

class ConditionTest : public QObject {
    Q_OBJECT

    void cases() {
        QTest::addColumn<bool>("is_healthy");
        QTest::newRow("wrong") << false;
        QTest::newRow("healthy") << true;
    }

private slots:
    void zombie_data() { cases(); }
    void zombie() {
        QFETCH(bool, is_healthy);
        Watched watched("zombie.py", is_healthy);
        QVERIFY(watched.says("ready"));
        watched.look();
        watched.program.say("\n");
        QVERIFY(watched.says("done"));
        watched.look();
        QVERIFY(watched.find(FindingKind::zombie) == nullptr); // its parent may still ask
        watched.look(Seconds(11));
        const Finding *const found = watched.find(FindingKind::zombie);
        QCOMPARE(found == nullptr, is_healthy);
        if (is_healthy)
            return;
        QCOMPARE(found->processes.at(1), watched.program.key());
        const auto dead = state::obituary(watched.state, found->processes.at(0));
        QCOMPARE(dead->exit_code, std::optional(3)); // a zombie's own record has it
    }

    void orphan_data() { cases(); }
    void orphan() {
        QFETCH(bool, is_healthy);
        Watched watched("orphan.py", is_healthy);
        QVERIFY(watched.says("ready"));
        QVERIFY(comes_true([&] { return watched.look(), watched.processes() == 2; }));
        QVERIFY(watched.find(FindingKind::orphan) == nullptr);
        watched.program.say("\n");
        QVERIFY(watched.says("done"));
        QCOMPARE(watched.program.wait().value_or(-1), 0);
        if (!is_healthy)
            QVERIFY(watched.comes_to(FindingKind::orphan));
        else
            QVERIFY(comes_true([&] { return watched.look(), watched.is_over(); }));
        const Finding *const found = watched.find(FindingKind::orphan);
        QCOMPARE(found == nullptr, is_healthy);
        if (!is_healthy)
            QCOMPARE(found->processes.at(1), watched.program.key());
    }

    void stopped_data() { cases(); }
    void stopped() {
        QFETCH(bool, is_healthy);
        Watched watched("stopped.py", is_healthy);
        QVERIFY(watched.says("ready"));
        if (!is_healthy)
            QVERIFY(watched.comes_to(FindingKind::stopped));
        for (int looks = 0; looks < 4; ++looks)
            watched.look();
        const Finding *const found = watched.find(FindingKind::stopped);
        QCOMPARE(found == nullptr, is_healthy);
        if (is_healthy)
            return;
        QCOMPARE(found->processes.size(), std::size_t(1));
        QVERIFY(std::ranges::find(found->waiting, watched.program.key()) != found->waiting.end());
        QCOMPARE(found->severity, Severity::error);
        QVERIFY(found->is_dead_end());
        ::kill(found->processes[0].pid, SIGCONT);
        QCOMPARE(watched.program.wait().value_or(-1), 0);
    }

    void unread_results_data() {
        QTest::addColumn<bool>("is_found");
        QTest::addColumn<bool>("is_dead_end");
        QTest::newRow("lost") << true << true;
        QTest::newRow("one lost") << true << true;
        QTest::newRow("busy") << true << false;
        QTest::newRow("healthy") << false << false;
    }
    void unread_results() {
        QFETCH(bool, is_found);
        QFETCH(bool, is_dead_end);
        Watched watched("unread_results.py", std::string(QTest::currentDataTag()));
        QVERIFY(watched.says("ready"));
        if (is_found)
            QVERIFY(watched.comes_to(FindingKind::results_unread));
        for (int looks = 0; looks < 4; ++looks)
            watched.look();
        const Finding *const found = watched.find(FindingKind::results_unread);
        QCOMPARE(found != nullptr, is_found);
        if (!is_found)
            return;
        QCOMPARE(found->processes, std::vector{watched.program.key()});
        QCOMPARE(found->waiting.size(), std::size_t(2));
        QCOMPARE(found->is_dead_end(), is_dead_end);
        QCOMPARE(std::ranges::count(watched.findings(), FindingKind::results_unread, &Finding::kind), 1);
    }

    void leaked_segment_data() { cases(); }
    void leaked_segment() {
        QFETCH(bool, is_healthy);
        Watched watched("leaked_segment.py", is_healthy);
        QVERIFY(watched.says("ready"));
        const std::string name = "/" + watched.program.next_line().value_or("nothing");
        watched.look();
        const state::ResourceRow *row = watched.state.resources().look(name);
        QVERIFY(row != nullptr);
        QCOMPARE(row->kind, ResourceKind::shared_memory);
        QCOMPARE(row->holders, std::vector{watched.program.key()});
        QVERIFY(watched.find(FindingKind::resource_leaked) == nullptr);
        watched.program.say("\n");
        QVERIFY(watched.says("done"));
        QVERIFY(watched.program.wait().has_value());
        QVERIFY(comes_true([&] { return watched.look(), watched.is_over(); })); // its resource tracker ends after it
        const Finding *const found = watched.find(FindingKind::resource_leaked);
        ::unlink(("/dev/shm" + name).c_str());
        QCOMPARE(found == nullptr, is_healthy);
        QCOMPARE(watched.state.resources().at(name).holders.size(), std::size_t{0});
        QCOMPARE(watched.state.resources().at(name).registered, !is_healthy);
        if (!is_healthy)
            QCOMPARE(found->name, name);
    }

    void fork_beside_thread_data() { cases(); }
    void fork_beside_thread() {
        QFETCH(bool, is_healthy);
        Watched watched("fork_beside_thread.py", is_healthy);
        QVERIFY(watched.says("ready"));
        watched.look();
        watched.program.say("\n");
        QVERIFY(watched.says("done"));
        QVERIFY(comes_true([&] { return watched.look(), watched.processes() == 2; }));
        const Finding *const found = watched.find(FindingKind::fork_with_threads);
        QCOMPARE(found == nullptr, is_healthy);
        if (!is_healthy) {
            QCOMPARE(found->processes.size(), std::size_t{2});
            QCOMPARE(found->processes.front(), watched.program.key());
            QCOMPARE(found->count, std::int64_t{2});
        }
    }

    void crash_loop_data() { cases(); }
    void crash_loop() {
        QFETCH(bool, is_healthy);
        Watched watched("crash_loop.py", is_healthy);
        QVERIFY(watched.says("ready"));
        watched.look();
        watched.program.say("\n");
        if (is_healthy) {
            QVERIFY(watched.says("done"));
            watched.look();
            QVERIFY(watched.find(FindingKind::crash_loop) == nullptr);
            return;
        }
        QVERIFY(watched.comes_to(FindingKind::crash_loop));
        const Finding found = *watched.find(FindingKind::crash_loop);
        QCOMPARE(found.processes.front(), watched.program.key());
        QVERIFY(found.count >= 6 && found.is_dead_end());
        QCOMPARE(watched.find(FindingKind::obituary)->processes, std::vector{found.processes[1]}); // speaks for all
        QCOMPARE(std::ranges::count(watched.findings(), FindingKind::obituary, &Finding::kind), 1);
    }

    void partial_frame_data() { cases(); }
    void partial_frame() {
        QFETCH(bool, is_healthy);
        Watched watched("torn_message.py", is_healthy);
        QVERIFY(watched.says("ready"));
        if (!is_healthy)
            QVERIFY(watched.comes_to(FindingKind::partial_frame));
        for (int looks = 0; looks < 4; ++looks)
            watched.look();
        const Finding *const found = watched.find(FindingKind::partial_frame);
        QCOMPARE(found == nullptr, is_healthy);
        if (!is_healthy)
            QCOMPARE(found->processes, std::vector{watched.program.key()});
    }

    // Its reader takes bytes of a message for a length, and waits.
    void two_writers_data() { cases(); }
    void two_writers() {
        QFETCH(bool, is_healthy);
        Watched watched("two_writers.py", is_healthy);
        QVERIFY(watched.says("ready"));
        if (!is_healthy)
            QVERIFY(watched.comes_to(FindingKind::partial_frame));
        for (int looks = 0; looks < 4; ++looks)
            watched.look();
        QCOMPARE(watched.find(FindingKind::partial_frame) == nullptr, is_healthy);
        const QString pid = QString::number(watched.program.key().pid);
        QProcess peek;
        peek.start(QCoreApplication::applicationDirPath() + "/../bin/poolscope-cli", {"peek", pid});
        QVERIFY(peek.waitForFinished(90'000));
        const QByteArray seen = peek.readAllStandardOutput();
        QVERIFY2(seen.contains("corrupted ?: process") != is_healthy, seen);
        watched.program.say("\n"); // it ends its reader itself
        QCOMPARE(watched.program.wait().value_or(-1), 0);
    }

    void ghost_write_end_data() { cases(); }
    void ghost_write_end() {
        QFETCH(bool, is_healthy);
        Watched watched("ghost_end.py", is_healthy);
        QVERIFY(watched.says("ready"));
        if (!is_healthy)
            QVERIFY(watched.comes_to(FindingKind::missing_eof));
        for (int looks = 0; looks < 4; ++looks)
            watched.look();
        QCOMPARE(watched.find(FindingKind::missing_eof) == nullptr, is_healthy);
        QCOMPARE(watched.findings().empty(), is_healthy);
    }

    void ring_of_those_who_give_up_data() {
        QTest::addColumn<int>("give_up"); // 0: no ring
        QTest::newRow("locks") << 2;
        QTest::newRow("one of two") << 1;
        QTest::newRow("end") << 1;
        QTest::newRow("full") << 1;
        QTest::newRow("short") << 0;
        QTest::newRow("idle") << 0;
    }
    void ring_of_those_who_give_up() {
        QFETCH(int, give_up);
        Watched watched("timed_ring.py", std::string(QTest::currentDataTag()));
        QVERIFY(watched.says("ready"));
        QVERIFY(comes_true([&] { return watched.look(), watched.processes() >= 2; }));
        if (give_up != 0)
            QVERIFY(watched.comes_to(FindingKind::timed_ring));
        for (int looks = 0; looks < 4; ++looks)
            watched.look();
        const Finding *const found = watched.find(FindingKind::timed_ring);
        QCOMPARE(found != nullptr, give_up != 0);
        QCOMPARE(watched.findings().size(), std::size_t(give_up != 0));
        if (found == nullptr)
            return;
        QCOMPARE(found->count, std::int64_t(give_up));
        QCOMPARE(found->processes.size(), std::size_t(2));
        QCOMPARE(found->severity, Severity::warning);
        QVERIFY(found->limit_ns > 30'000'000'000 && found->limit_ns <= 60'000'000'000);
        QVERIFY(!found->is_dead_end());
        if (QTest::currentDataTag() == QByteArray("locks")) {
            const state::ProcessRow *row = watched.state.process(found->processes[0]);
            QVERIFY(row->longest_wait()->kind == WaitKind::acquire && row->longest_wait()->limit_ns > 30'000'000'000);
        }
    }

    void ghost_write_end_of_a_sibling_data() {
        QTest::addColumn<QString>("mode");
        for (const char *mode : {"wrong", "healthy", "busy"})
            QTest::newRow(mode) << QString::fromLatin1(mode);
    }
    void ghost_write_end_of_a_sibling() {
        QFETCH(QString, mode);
        Watched watched("ghost_of_a_sibling.py", mode.toStdString());
        const QStringList words = QString::fromStdString(watched.program.next_line().value_or("")).split(' ');
        QVERIFY(words.size() == 3 && words[0] == "ready");
        QVERIFY(comes_true([&] { return watched.look(), watched.processes() == 3; }));
        watched.program.say("\n");
        if (mode == "healthy")
            QVERIFY(watched.says("done 12"));
        for (int looks = 0; looks < 3; ++looks)
            watched.look();
        for (int looks = 0; looks < 4; ++looks)
            watched.look(Seconds(2));
        if (mode == "wrong")
            QVERIFY(watched.comes_to(FindingKind::ghost_end));
        const Finding *const found = watched.find(FindingKind::ghost_end);
        QCOMPARE(found != nullptr, mode == "wrong");
        if (found == nullptr) {
            for (const Finding &finding : watched.findings())
                QVERIFY2(!finding.is_stuck(), to_string(finding.kind).data());
            return;
        }
        QCOMPARE(found->processes.at(0), watched.program.key());
        QCOMPARE(found->processes.at(1).pid, words[1].toInt());
        QCOMPARE(found->count, words[2].toInt());
    }

    void lost_task_of_the_engine_data() { cases(); }
    void lost_task_of_the_engine() {
        QFETCH(bool, is_healthy);
        const state::State state = recorded(is_healthy ? "healthy" : "wrong");
        QVERIFY(state.program() && state.program()->exit_code == 0);
        const auto findings = diagnose::diagnose(state);
        if (is_healthy) {
            for (const Finding &finding : findings) // how its workers were asked to end
                QVERIFY2(finding.severity == Severity::information, to_string(finding.kind).data());
            return;
        }
        QCOMPARE(findings.at(0).kind, FindingKind::task_lost);
        const auto dead = state::obituary(state, findings.at(0).processes.at(0));
        QCOMPARE(dead->exit_code, std::optional(-SIGKILL));
        QCOMPARE(dead->task, findings.at(0).task);
        QVERIFY(!dead->out_of_memory);
        QVERIFY(std::any_of(findings.begin(), findings.end(), [&](const Finding &each) {
            return each.kind == FindingKind::obituary && each.processes.at(0) == dead->process && each.severity == Severity::warning;
        }));
    }
};

QTEST_GUILESS_MAIN(ConditionTest)
#include "condition_test.moc"
