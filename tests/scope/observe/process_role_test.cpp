// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/base/command_line.h"
#include "engine/scope/observe/program/process_role.h"

#include <QtTest>

using namespace poolscope;
using namespace poolscope::observe;

namespace {

std::string command_line(std::initializer_list<std::string_view> words) {
    std::string joined;
    for (const std::string_view word : words)
        (joined += word) += '\0';
    return joined;
}

ProcessStat with_image(std::uint64_t image) {
    ProcessStat stat;
    stat.image = image;
    return stat;
}

} // namespace

class ProcessRoleTest : public QObject {
    Q_OBJECT
private slots:
    void the_root_is_the_main_process() {
        QCOMPARE(recognise_role(command_line({"python3", "a.py"}), with_image(1), nullptr).role, Role::main);
    }

    void a_command_line_tells_the_role_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<Role>("role");
        QTest::addColumn<StartMethod>("method");
        const auto row = [](const char *name, const std::string &line, Role role, StartMethod method) {
            QTest::newRow(name) << QByteArray::fromStdString(line) << role << method;
        };
        row("spawn", command_line({"python3", "-c", "from multiprocessing.spawn import spawn_main; spawn_main(tracker_fd=5, pipe_handle=7)",
                                   "--multiprocessing-fork"}), Role::process, StartMethod::spawn);
        row("forkserver", command_line({"python3", "-c", "from multiprocessing.forkserver import main; main(5, 6, ['__main__'], **{})"}),
            Role::forkserver, StartMethod::none);
        row("tracker", command_line({"python3", "-s", "-c", "from multiprocessing.resource_tracker import main;main(4)"}),
            Role::resource_tracker, StartMethod::none);
        row("tracker of 3.7", command_line({"python3", "-c", "from multiprocessing.semaphore_tracker import main;main(4)"}),
            Role::resource_tracker, StartMethod::none);
        row("engine, child", command_line({"./square-pool", "--multiprocessing-fork", "tracker_fd=3", "pipe_handle=4"}),
            Role::process, StartMethod::spawn);
        row("engine, forkserver", command_line({"./square-pool", "--multiprocessing-forkserver", "listener_fd=3"}),
            Role::forkserver, StartMethod::none);
        row("engine, tracker", command_line({"./square-pool", "--multiprocessing-resource-tracker", "fd=3"}),
            Role::resource_tracker, StartMethod::none);
        row("loky", command_line({"python3", "-m", "joblib.externals.loky.backend.popen_loky_posix", "--process-name", "LokyProcess-1"}),
            Role::worker, StartMethod::spawn);
        row("another program", command_line({"ls", "-l"}), Role::process, StartMethod::none);
        row("a program that only talks of it", command_line({"grep", "from multiprocessing.spawn import spawn_main", "a.py"}),
            Role::process, StartMethod::none);
        row("nothing", {}, Role::process, StartMethod::none);
    }
    void a_command_line_tells_the_role() {
        QFETCH(QByteArray, line);
        const ProcessStat parent = with_image(1);
        const ProcessRole parents_role{Role::main, StartMethod::none, Certainty::inferred};
        const KnownParent known{parent, parents_role};
        const ProcessRole role = recognise_role(line.toStdString(), with_image(2), &known);
        QTEST(role.role, "role");
        QTEST(role.start_method, "method");
        QCOMPARE(role.certainty, Certainty::inferred);
    }

    void a_copy_of_its_parent_was_forked() {
        const ProcessStat parent = with_image(7);
        const ProcessRole parents_role{Role::main, StartMethod::none, Certainty::inferred};
        const KnownParent known{parent, parents_role};
        const ProcessRole role = recognise_role(command_line({"python3", "a.py"}), with_image(7), &known);
        QCOMPARE(role, (ProcessRole{Role::process, StartMethod::fork, Certainty::inferred}));
    }

    void a_copy_of_a_forkserver_is_not_a_forkserver() {
        const std::string line = command_line({"python3", "-c", "from multiprocessing.forkserver import main; main(5, 6)"});
        const ProcessRole server{Role::forkserver, StartMethod::none, Certainty::inferred};
        const ProcessStat seen = with_image(7), unseen = with_image(0);
        QCOMPARE(recognise_role(line, seen, std::array{KnownParent{seen, server}}.data()),
                 (ProcessRole{Role::process, StartMethod::forkserver, Certainty::inferred}));
        // Another user's processes show no image: a guess, and marked as one.
        QCOMPARE(recognise_role(line, unseen, std::array{KnownParent{unseen, server}}.data()),
                 (ProcessRole{Role::process, StartMethod::forkserver, Certainty::heuristic}));
    }

    void programs_have_the_names_that_people_call_them_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("name");
        const auto row = [](const char *name, const std::string &line) { QTest::newRow(name) << QByteArray::fromStdString(line) << QString(name); };
        row("a.py", command_line({"/usr/bin/python3.11", "-X", "dev", "-u", "/home/x/a.py", "--flag"}));
        row("python3", command_line({"python3", "-c", "print(1)"}));
        row("http.server", command_line({"python3", "-m", "http.server"}));
        row("ls", command_line({"/bin/ls", "-l"}));
        row("bash", command_line({"-bash"}));
        row("nginx: worker process", std::string("nginx: worker process") + std::string(20, '\0'));
        row("dash", command_line({"dash", "/dev/fd/3", "argument"}));
        row("postgres: checkpointer", std::string("postgres: checkpointer ") + std::string(8, '\0'));
        row("kthreadd", {});
        row("my program", command_line({"/opt/my program"}));
    }
    void programs_have_the_names_that_people_call_them() {
        QFETCH(QByteArray, line);
        QFETCH(QString, name);
        QCOMPARE(QString::fromStdString(program_name(line.toStdString(), "kthreadd")), name);
    }

    void a_command_is_shown_as_a_shell_would_take_it() {
        QCOMPARE(shown_command(command_line({"python3", "-c", "print('a b')", ""})), std::string("python3 -c 'print('\\''a b'\\'')'"));
        QCOMPARE(shown_command(std::string("nginx: worker process\0\0\0", 24)), std::string("nginx: worker process"));
        QCOMPARE(shown_command(""), std::string());
    }
};

QTEST_GUILESS_MAIN(ProcessRoleTest)
#include "process_role_test.moc"
