// SPDX-License-Identifier: GPL-3.0-or-later
// Whom the kernel ended for want of memory: records as the kernel writes them, files as cgroups have them, and a real cgroup.
#include "engine/scope/observe/kernel/memory_kills.h"

#include "engine/core/posix/process_identity.h"
#include "tests/scope/observe/running_program.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace poolscope;
using namespace poolscope::observe;

namespace {

void write(const std::filesystem::path &path, const std::string &text) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text;
}

// A folder of version 1 that ends with the value; empty where none can be made.
class MemoryCgroup {
public:
    explicit MemoryCgroup(const std::string &limit) {
        std::ifstream own("/proc/self/cgroup");
        for (std::string line; std::getline(own, line);)
            if (const std::size_t at = line.find(":memory:"); at != line.npos)
                path_ = "/sys/fs/cgroup/memory" + line.substr(at + 8) + "/poolscope-test-" + std::to_string(::getpid());
        std::error_code error;
        if (path_.empty() || !std::filesystem::create_directory(path_, error)) {
            path_.clear();
            return;
        }
        std::ofstream file(path_ / "memory.limit_in_bytes");
        if (!(file << limit).flush() || !std::filesystem::exists(path_ / "memory.oom_control"))
            path_.clear();
    }
    ~MemoryCgroup() {
        if (!path_.empty())
            ::rmdir(path_.c_str());
    }
    const std::filesystem::path &path() const { return path_; }

private:
    std::filesystem::path path_;
};

} // namespace

class MemoryKillsTest : public QObject {
    Q_OBJECT
private slots:
    void only_the_kernels_own_words_count() {
        QCOMPARE(killed_in("3,339,5140900,-;Out of memory: Killed process 1234 (python3) total-vm:91284kB"), std::optional<pid_t>(1234));
        QCOMPARE(killed_in("3,340,5140901,-;Memory cgroup out of memory: Killed process 77 (a b) x"), std::optional<pid_t>(77));
        QVERIFY(!killed_in("12,341,5140902,-;Out of memory: Killed process 77 (a)")); // written by a program
        QVERIFY(!killed_in("6,342,5140903,-;python3[12]: segfault at 0"));
        QVERIFY(!killed_in("3,343,5140904,-;Out of memory: Killed process x"));
        QVERIFY(!killed_in(""));
    }

    void a_counter_that_rose_is_a_sign_for_one_death_data() {
        QTest::addColumn<QByteArray>("cgroup");
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("version 2") << QByteArray("0::/job\n") << QByteArray("job/memory.events") << QByteArray("low 0\noom 7\noom_kill ");
        QTest::newRow("version 1") << QByteArray("9:pids:/\n4:memory:/job\n0::/\n") << QByteArray("memory/job/memory.oom_control")
                                   << QByteArray("oom_kill_disable 0\nunder_oom 0\noom_kill ");
    }
    void a_counter_that_rose_is_a_sign_for_one_death() {
        QFETCH(QByteArray, cgroup);
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, text);
        const QTemporaryDir folder;
        const std::filesystem::path at = folder.path().toStdString();
        const auto set = [&](int count) { write(at / "cgroups" / file.toStdString(), text.toStdString() + std::to_string(count) + "\n"); };
        write(at / "proc/10/cgroup", cgroup.toStdString());
        set(5);
        MemoryKills kills({10, 1}, {at / "proc", at / "cgroups", at / "none"});
        QVERIFY(!kills.sign_of({11, 2})); // those of earlier programs
        set(6);
        QCOMPARE(kills.sign_of({12, 3}), std::optional(Certainty::inferred));
        QVERIFY(!kills.sign_of({13, 4}));
    }

    void without_anything_to_read_nothing_is_claimed() {
        const QTemporaryDir folder;
        const std::filesystem::path at = folder.path().toStdString();
        MemoryKills kills({10, 1}, {at, at, at / "none"});
        QVERIFY(!kills.sign_of({10, 1}));
        QVERIFY(!kills.event_of({10, 1}, 5));
    }

    void one_that_outgrows_its_cgroup_is_told_of() {
        MemoryCgroup cgroup("16777216");
        if (cgroup.path().empty())
            QSKIP("no memory cgroup can be made here");
        // It joins the cgroup before it is watched, and grows when it is told to.
        RunningProgram program({"/bin/sh", "-c", "echo $$ > " + (cgroup.path() / "cgroup.procs").string() +
                                                     " && echo ready && read go && exec /usr/bin/python3 -c 'b = bytearray(200 << 20); print(len(b))'"});
        if (program.next_line() != "ready")
            QSKIP("no process can be put into a memory cgroup here");
        MemoryKills kills(program.key());
        QVERIFY(!kills.sign_of(posix::own_process_key()));
        program.say("now\n");
        QCOMPARE(program.wait().value_or(0), -SIGKILL);
        QVERIFY(kills.sign_of(program.key()).has_value());
        QVERIFY(!kills.sign_of(posix::own_process_key()));
    }
};

QTEST_GUILESS_MAIN(MemoryKillsTest)
#include "memory_kills_test.moc"
