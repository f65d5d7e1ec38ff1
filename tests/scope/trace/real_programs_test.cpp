// SPDX-License-Identifier: GPL-3.0-or-later
// Programs that people really run, at full work: nothing bad is said of them, they are traced and let go, and not one of their
// requests, tasks or transactions goes wrong. Each prints "ready", works until a line comes on its input, and says how it went.
#include "engine/core/base/clock.h"
#include "engine/core/telemetry/collector.h"
#include "engine/scope/observe/kernel/proc_process_source.h"
#include "engine/scope/observe/program/process_tree.h"
#include "engine/scope/trace/stream_matcher.h"
#include "engine/scope/trace/thread_status.h"
#include "engine/scope/trace/trace_session.h"
#include "tests/scope/observe/running_program.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>
#include <atomic>
#include <limits>
#include <map>
#include <memory>
#include <thread>

using namespace poolscope;
using namespace poolscope::trace;
using observe::RunningProgram;

namespace {

// Asks a server behind a socket in the file system again and again.
constexpr const char *client = R"(
import select, socket, sys, time
def ask():
    with socket.socket(socket.AF_UNIX) as s:
        s.settimeout(60)
        s.connect(sys.argv[1])
        s.sendall(b'GET / HTTP/1.0\r\n\r\n')
        answer = b''
        while part := s.recv(4096):
            answer += part
    return b' 200 ' in answer.split(b'\r\n')[0] + b' '
while True:
    try:
        if ask(): break
    except OSError:
        time.sleep(0.02) # until it listens
print('ready', flush=True)
asked = failed = 0
while not select.select([sys.stdin], [], [], 0)[0]:
    asked += 1
    failed += not ask()
print('right' if asked and not failed else f'wrong: {failed} of {asked}', flush=True)
)";

// What the pools of Python do: `start` makes `squares`, a function from a list to the list of its squares.
QByteArray pool_script(const QByteArray &start) {
    return R"(
import select, sys
def square(x): return x * x
if __name__ == '__main__':
)" + start + R"(
    rounds = wrong = 0
    wrong += list(squares(range(8))) != [x * x for x in range(8)]
    print('ready', flush=True)
    while not select.select([sys.stdin], [], [], 0)[0]:
        rounds += 1
        wrong += list(squares(range(8))) != [x * x for x in range(8)]
    print('right' if rounds and not wrong else f'wrong: {wrong} of {rounds}', flush=True)
)";
}

std::vector<pid_t> traced_of(ProcessKey root) {
    observe::ProcProcessSource source;
    std::vector<pid_t> traced;
    if (const auto tree = observe::scan_tree(source, root))
        for (const observe::ProcessStat &stat : tree->processes)
            if (number_in_status(stat.key.pid, "TracerPid:") > 0)
                traced.push_back(stat.key.pid);
    return traced;
}

} // namespace

class RealProgramsTest : public QObject {
    Q_OBJECT
private slots:
    void goes_on_while_it_is_traced_data() { programs(); }
    void goes_on_while_it_is_traced() {
        QFETCH(QByteArray, script);
        QFETCH(QString, missing);
        if (!missing.isEmpty())
            QSKIP(qPrintable(missing));
        RunningProgram program(shell(script));
        QCOMPARE(program.next_line(), std::optional<std::string>("ready"));
        QFETCH(QStringList, facts);
        QVERIFY2(observe::comes_true([&] { return missing_facts(program.key().pid, facts).isEmpty(); }),
                 qPrintable(missing_facts(program.key().pid, facts).join(", ")));

        QProcess why;
        why.start(CLI, {"why", QString::number(program.key().pid)});
        QVERIFY(why.waitForFinished(90'000));
        QVERIFY2(why.exitCode() == 0, why.readAllStandardOutput().constData());

        auto session = TraceSession::attach(program.key());
        QVERIFY2(session, session ? "" : session.error().describe().c_str());
        QCOMPARE((*session)->outlook().level, Level::tracer);
        int sent = 0, received = 0;
        QVERIFY(observe::comes_true([&] {
            for (const Event &event : (*session)->turn(Seconds(0.05))) {
                sent += event.kind == EventKind::message_sent;
                received += event.kind == EventKind::message_received;
            }
            return sent >= 20 && received >= 20;
        }));
        (*session)->stop();
        QVERIFY(traced_of(program.key()).empty());
        program.say("end\n");
        QCOMPARE(program.next_line(), std::optional<std::string>("right"));
    }

    // As poolscope-cli launch does it: the library tells from within, in every process, from the first message on.
    void goes_on_with_the_library_in_it_data() { programs(); }
    void goes_on_with_the_library_in_it() {
        QFETCH(QByteArray, script);
        QFETCH(QString, missing);
        if (!missing.isEmpty())
            QSKIP(qPrintable(missing));
        auto collector = telemetry::Collector::create();
        QVERIFY(collector);
        std::vector<std::string> command = shell(script);
        command.insert(command.begin(), {"/usr/bin/env", "LD_PRELOAD=" SHIM, "POOLSCOPE_WATCH=" + collector.value()->segment().address()});
        RunningProgram program(std::move(command));
        StreamMatcher matcher;
        std::map<ProcessKey, int> sent, received;
        std::atomic<bool> is_over{false}, are_several{false}; // of its processes tell
        std::atomic<int> all_sent{0}, all_received{0}; // since it said that it is ready: a round of its work has begun then
        std::atomic<std::int64_t> ready_ns{std::numeric_limits<std::int64_t>::max()};
        std::thread reader([&] { // all the time, because a full ring loses what comes
            std::vector<Event> events;
            for (bool is_last = false; !is_last;) {
                is_last = is_over;
                static_cast<void>((*collector)->wait_for_events(Deadline::after(Seconds(0.02))));
                events.clear();
                (*collector)->drain(events);
                matcher.pass(events);
                for (const Event &event : events) {
                    if (event.time_ns < ready_ns)
                        continue;
                    all_sent += event.kind == EventKind::message_sent ? ++sent[event.process], 1 : 0;
                    all_received += event.kind == EventKind::message_received ? ++received[event.process], 1 : 0;
                }
                are_several = sent.size() >= 2 && received.size() >= 2;
            }
        });
        const auto ready = program.next_line();
        ready_ns = monotonic_ns();
        const bool is_seen = ready == "ready" && observe::comes_true([&] { return all_sent >= 20 && all_received >= 20 && are_several; });
        program.say("end\n");
        const auto outcome = program.next_line();
        const auto exit_code = program.wait();
        is_over = true;
        reader.join();
        QCOMPARE(ready, std::optional<std::string>("ready"));
        QVERIFY2(is_seen, qPrintable(QString("sent %1 by %2, received %3 by %4").arg(all_sent).arg(sent.size()).arg(all_received).arg(received.size())));
        QCOMPARE(outcome, std::optional<std::string>("right"));
        QCOMPARE(exit_code.value_or(-1), 0);
    }

private:
    void programs() {
        QTest::addColumn<QByteArray>("script"); // of a shell, in the test's folder
        QTest::addColumn<QString>("missing");
        QTest::addColumn<QStringList>("facts"); // "KEY BEGINNING COUNT": at least so many processes of `tree --json` say so
        const auto row = [](const char *name, const QByteArray &script, const QStringList &facts, const QString &missing = {}) {
            QTest::newRow(name) << script << missing << facts;
        };
        folder_ = std::make_unique<QTemporaryDir>();
        QVERIFY(folder_->isValid());
        write("client.py", client);

        write("nginx.conf", "daemon off;\nworker_processes 2;\npid nginx.pid;\nerror_log stderr crit;\nevents {}\n"
                            "http { access_log off; server { listen unix:nginx.socket; location / { return 200 'hello'; } } }\n");
        row("nginx", "/usr/sbin/nginx -p . -c nginx.conf & /usr/bin/python3 client.py nginx.socket", {"name nginx: 3", "start_method fork 2"}, without_program("nginx", "/usr/sbin"));
        write("conf.py", "workers = 2\nbind = 'unix:gunicorn.socket'\nloglevel = 'critical'\n"
                         "def app(environ, start_response):\n    start_response('200 OK', [])\n    return [b'hello']\n");
        row("gunicorn", "gunicorn -c conf.py conf:app & /usr/bin/python3 client.py gunicorn.socket", {"name gunicorn 3", "start_method fork 2"}, without_program("gunicorn"));

        for (const char *method : {"fork", "spawn", "forkserver"}) {
            const QByteArray name = method;
            write("pool_" + name + ".py", pool_script("    import multiprocessing as mp\n    pool = mp.get_context('" + name + "').Pool(2)\n    squares = lambda xs: pool.map(square, xs)\n"));
            QStringList facts{QString("role worker 2"), QString("start_method %1 2").arg(method), QString("role main 1")};
            if (name != "fork")
                facts << "role resource_tracker 1";
            if (name == "forkserver")
                facts << "role forkserver 1";
            row(("Pool, " + name).constData(), "exec /usr/bin/python3 pool_" + name + ".py", facts);
        }
        write("executor.py", pool_script("    import concurrent.futures, multiprocessing as mp\n"
                                         "    executor = concurrent.futures.ProcessPoolExecutor(2, mp.get_context('forkserver'))\n"
                                         "    squares = lambda xs: executor.map(square, xs)\n"));
        row("ProcessPoolExecutor", "exec /usr/bin/python3 executor.py", {"role forkserver 1", "role resource_tracker 1", "start_method forkserver 2"});
        write("manager.py", pool_script("    import multiprocessing as mp\n    shared = mp.Manager().list()\n"
                                        "    def squares(xs):\n        shared[:] = [x * x for x in xs]\n        return shared[:]\n"));
        row("Manager", "exec /usr/bin/python3 manager.py", {"role main 1", "start_method fork 1"});
        write("joblib_pool.py", pool_script("    import joblib\n    squares = lambda xs: joblib.Parallel(n_jobs=2)(joblib.delayed(square)(x) for x in xs)\n"));
        row("joblib", "exec /usr/bin/python3 joblib_pool.py", {"role worker 2", "start_method spawn 2", "role resource_tracker 1"}, without_module("joblib"));
        write("billiard_pool.py", pool_script("    import billiard\n    pool = billiard.Pool(2)\n    squares = lambda xs: pool.map(square, xs)\n"));
        row("billiard", "exec /usr/bin/python3 billiard_pool.py", {"role main 1", "start_method fork 2"}, without_module("billiard"));

        write("Makefile", "all: $(addprefix target,$(shell seq 24))\ntarget%:\n\t@echo $* | cat >> made\n");
        row("make -j4", "unset MAKEFLAGS; echo ready; while : > made; make -s -j4 && [ $(wc -l < made) = 24 ]; do read -t 0.01 line && echo right && exit; done; echo wrong", {"name make 1"});
        row("pipeline", "echo ready; while [ $(seq 2000 | grep 7 | wc -l) = 542 ]; do read -t 0.01 line && echo right && exit; done; echo wrong", {"name bash 1"});
        row("PostgreSQL", R"(
bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1) as=
mkdir pg && if [ $(id -u) = 0 ]; then chmod 755 . && chown postgres pg && as='runuser -u postgres --'; fi
$as $bin/initdb -D pg/data -A trust -U bench --no-sync > pg.log 2>&1 && $as $bin/postgres -D pg/data -F -h '' -k $PWD/pg >> pg.log 2>&1 &
until $bin/pg_isready -q -h $PWD/pg -U bench; do sleep 0.05; done
$bin/pgbench -q -i -h $PWD/pg -U bench postgres >> pg.log 2>&1 && echo ready
outcome=right
until read -t 0.01 line; do
    $bin/pgbench -n -c 2 -t 20 -h $PWD/pg -U bench postgres > bench.log 2>&1 && grep -q 'failed transactions: 0 ' bench.log || outcome=wrong
done
echo $outcome
$as $bin/pg_ctl -D pg/data -m immediate stop > /dev/null)",
            {"name postgres 4", "start_method fork 4"}, QDir("/usr/lib/postgresql").exists() ? QString() : QStringLiteral("PostgreSQL is not installed"));
    }

    std::vector<std::string> shell(const QByteArray &script) const {
        return {"/bin/bash", "-c", "cd " + folder_->path().toStdString() + " || exit 1; " + script.toStdString()};
    }
    static QStringList missing_facts(pid_t root, QStringList facts) {
        QProcess tree;
        tree.start(CLI, {"tree", QString::number(root), "--json"});
        tree.waitForFinished(60'000);
        const QJsonArray processes = QJsonDocument::fromJson(tree.readAllStandardOutput()).object()["processes"].toArray();
        facts.removeIf([&](const QString &fact) {
            const QStringList words = fact.split(' ');
            return std::count_if(processes.begin(), processes.end(), [&](const QJsonValue &process) {
                       return process[words[0]].toString().startsWith(words[1]);
                   }) >= words[2].toInt();
        });
        return facts;
    }
    void write(const QByteArray &name, const QByteArray &text) {
        QFile file(folder_->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    static QString without_program(const QString &name, const QString &folder = {}) {
        const bool is_there = !QStandardPaths::findExecutable(name).isEmpty() || !QStandardPaths::findExecutable(name, {folder}).isEmpty();
        return is_there ? QString() : name + " is not installed";
    }
    static QString without_module(const QString &name) {
        return QProcess::execute("/usr/bin/python3", {"-c", "import " + name}) == 0 ? QString() : name + " is not installed";
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

QTEST_GUILESS_MAIN(RealProgramsTest)
#include "real_programs_test.moc"
