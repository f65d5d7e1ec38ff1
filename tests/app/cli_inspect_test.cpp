// SPDX-License-Identifier: GPL-3.0-or-later
// stack, inspect and the places that why names, on real programs that know nothing of us.
#include "tests/app/cli_run.h"
#include "tests/support/observed_program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace poolscope::test;

namespace {

const QByteArray joinBeforeDrain = R"(
import multiprocessing, sys
def produce(queue):
    queue.put('x' * 1000000)
def wait_for(process):
    process.join()
if __name__ == '__main__':
    queue = multiprocessing.Queue()
    process = multiprocessing.Process(target=produce, args=(queue,))
    process.start()
    print('ready', flush=True)
    wait_for(process)
)";

const QByteArray slowPool = R"(
import multiprocessing, socket
def fetch(address):
    return socket.create_connection(address).recv(1) if address else b''
if __name__ == '__main__':
    server = socket.create_server(('127.0.0.1', 0))
    with multiprocessing.Pool(3) as pool:
        results = pool.map_async(fetch, [None, server.getsockname(), None], chunksize=1)
        print('ready', flush=True)
        print(results.get())
)";

const QByteArray equalWorkers = R"(
import multiprocessing, os, socket, sys
def turn(address):
    parent = os.getppid()
    while os.getppid() == parent:
        pass
def fetch(address):
    return socket.create_connection(address).recv(1)
if __name__ == '__main__':
    server = socket.create_server(('127.0.0.1', 0))
    with multiprocessing.Pool(3) as pool:
        results = pool.map_async(globals()[sys.argv[1]], [server.getsockname()] * 3, chunksize=1)
        print('ready', flush=True)
        print(server.getsockname()[1], flush=True)
        print(results.get())
)";

const QByteArray nobodyReads = R"(
import multiprocessing, time
def produce(writer):
    while True:
        writer.send('x' * 1000)
if __name__ == '__main__':
    reader, writer = multiprocessing.Pipe(duplex=False)
    multiprocessing.Process(target=produce, args=(writer,)).start()
    writer.close()
    print('ready', flush=True)
    time.sleep(600)
)";

} // namespace

class InspectTest : public QObject {
    Q_OBJECT

private slots:
    void the_line_of_every_thread_is_shown() {
        ObservedProgram program(queueAndPool, {"fork"});
        QVERIFY(program.isReady());
        const QString pid = QString::number(program.pid());
        QVERIFY(eventually([&] { // each worker comes to rest by itself
            const QByteArray page = runCli({"stack", pid}).output;
            return page.contains("consume (") && page.contains("program.py:5)") && page.contains("<module> (") && page.contains("program.py:19)") &&
                   page.contains("worker (/usr/lib/python3.11/multiprocessing/pool.py:114)") && !page.contains("_PyEval");
        }));
        const QByteArray native = runCli({"stack", pid, "--native"}).output;
        QVERIFY2(native.contains("_PyEval_EvalFrameDefault (") && native.contains("    native\n"), native);
        const CliResult json = runCli({"stack", pid, "--json"});
        const QJsonArray processes = QJsonDocument::fromJson(json.output).array();
        QVERIFY(processes.size() >= 4);
        for (const QJsonValue &process : processes)
            for (const QJsonValue &thread : process["threads"].toArray())
                QVERIFY2(thread["python"]["frames"].toArray().size() > 0, json.output);
        QVERIFY(runCli({"stack", pid, "--lang", "ko"}).output.contains("스레드 " + pid.toUtf8()));
        QCOMPARE(program.goOn(), QByteArray("got 0\ngot 1\ngot 2\ndone 0\n")); // it did not notice
    }

    void one_process_is_shown_inside_out() {
        ObservedProgram program(queueAndPool, {"spawn"});
        QVERIFY(program.isReady());
        const QString pid = QString::number(program.pid());
        const QByteArray page = runCli({"inspect", pid}).output;
        for (const char *part : {"program   /usr/bin/python3.11", "Threads\n", "Limits\n", "descriptors ", "Descriptors\n", "pipe:[", ", also held by ", "Files in memory\n", "see --all"})
            QVERIFY2(page.contains(part), page);
        QVERIFY(!page.contains("PATH=")); // may hold secrets: only when asked for
        QVERIFY(runCli({"inspect", pid, "--all"}).output.contains("  PATH="));
        const QJsonObject json = QJsonDocument::fromJson(runCli({"inspect", pid, "--json"}).output).object();
        QCOMPARE(json["pid"].toInteger(), program.pid());
        QVERIFY(json["descriptors"].toArray().size() > 3 && json["mappings"].toArray().size() > 3 && json["limits"].toArray().size() > 0);
        QVERIFY(!json["environment"]["PATH"].toString().isEmpty());
        program.goOn();
    }

    // The other workers wait for a task, and the program for its results: one of them waits for somebody outside.
    void why_names_for_whom_a_slow_pool_waits() {
        ObservedProgram program(slowPool);
        QVERIFY(program.isReady());
        const QString pid = QString::number(program.pid());
        QByteArray page;
        QVERIFY2(eventually([&] { return (page = runCli({"why", pid}).output).contains("    3 wait for it: "); }), page);
        QCOMPARE(page.count("wait for it"), 1);
        QVERIFY2(page.contains("Nothing is stuck") && page.contains("      in fetch (") && page.contains("program.py:4)"), page);
        const QJsonObject json = QJsonDocument::fromJson(runCli({"why", pid, "--json"}).output).object();
        const QJsonArray heldUp = json["held_up"].toArray();
        QCOMPARE(heldUp.size(), 1);
        QCOMPARE(heldUp[0]["waiting"].toArray().size(), 3);
        QCOMPARE(heldUp[0]["waiting"][0]["pid"].toInteger(), program.pid());
    }

    void why_leaves_out_the_script_that_asks() {
        const CliResult told = runProgram("sh", {"-c", "sleep 1000 & timeout 60 \"$0\" why $! | cat; kill $!", cliPath()});
        QVERIFY2(told.output.startsWith("Nothing is stuck in ") && told.output.contains(" sleep (processes: 1)"), told.output);
        QVERIFY2(!told.output.contains("poolscope-cli"), told.output);
    }

    void why_tells_workers_that_do_the_same_once() {
        ObservedProgram program(equalWorkers, {"fetch"});
        QVERIFY(program.isReady());
        const QByteArray address = "TCP 127.0.0.1:" + program.nextLine().trimmed();
        const QString pid = QString::number(program.pid());
        QByteArray page;
        QVERIFY2(eventually([&] { return (page = runCli({"why", pid}).output).contains("3 processes that do the same: "); }), page);
        QCOMPARE(page.count("      in fetch ("), 1);
        QVERIFY2(page.contains(address), page);
        const QJsonArray doing = QJsonDocument::fromJson(runCli({"why", pid, "--json"}).output).object()["doing"].toArray();
        QCOMPARE(doing.size(), 1);
        QCOMPARE(doing[0]["processes"].toArray().size(), 3);
        QVERIFY(doing[0]["threads"][0]["wait"].toString().contains(QString::fromUtf8(address)));
        QCOMPARE(doing[0]["threads"][0]["function"].toString(), QString("fetch"));
    }

    void why_tells_how_much_of_a_cpu_whoever_runs_gets() {
        ObservedProgram program(equalWorkers, {"turn"});
        QVERIFY(program.isReady());
        const QString pid = QString::number(program.pid());
        QByteArray page;
        QVERIFY2(eventually([&] {
                     page = runCli({"why", pid}).output;
                     return page.contains("3 processes that do the same: ") && page.contains("    runs, ") && page.contains(" % of a CPU") && page.contains("      in turn (");
                 }), page);
        const QJsonObject json = QJsonDocument::fromJson(runCli({"why", pid, "--json"}).output).object();
        const double cpu = json["doing"][0]["threads"][0]["cpu"].toDouble() + json["doing"][0]["threads"][0]["cpu_lacked"].toDouble();
        QVERIFY2(cpu > 0.5 && cpu <= 1.001, QByteArray::number(cpu));
        QVERIFY(json["cpus"]["had"].toDouble() > 0.1);
    }

    void why_names_who_is_not_read() {
        ObservedProgram program(nobodyReads);
        QVERIFY(program.isReady());
        QByteArray page;
        QVERIFY2(eventually([&] { return (page = runCli({"why", QString::number(program.pid())}).output).contains("waits to write into pipe:["); }), page);
        QVERIFY2(page.contains("      in produce (") && page.contains("sleeps for a time"), page);
    }

    void why_shows_all_threads_when_nobody_waits_for_another_process() {
        ObservedProgram program("import queue, threading, time\ndef look():\n    queue.Queue().get()\nthreading.Thread(target=look, daemon=True).start()\n"
                                "print('ready', flush=True)\ntime.sleep(600)\n");
        QVERIFY(program.isReady());
        QByteArray page;
        QVERIFY2(eventually([&] { return (page = runCli({"why", QString::number(program.pid())}).output).contains("      in look ("); }), page);
        QVERIFY2(page.contains("What they do:") && page.contains("      in <module> ("), page);
    }

    void why_names_the_line_that_waits() {
        ObservedProgram program(joinBeforeDrain);
        QVERIFY(program.isReady());
        const QString pid = QString::number(program.pid());
        QByteArray page;
        QVERIFY2(eventually([&] { return (page = runCli({"why", pid}).output).contains("      in wait_for ("); }), page);
        QVERIFY2(page.contains("program.py:6)"), page);
        QVERIFY2(!page.contains("waits for another thread of its own (could be woken by"), page); // by whom else
        const QJsonObject json = QJsonDocument::fromJson(runCli({"why", pid, "--json"}).output).object();
        const QJsonArray places = json["findings"][0]["places"].toArray();
        QVERIFY(!places.isEmpty());
        QCOMPARE(places[0]["function"].toString(), QString("wait_for"));
        QCOMPARE(places[0]["line"].toInt(), 6);
    }

    // Of the queue into which it cannot write, and of one to which it has nothing to write.
    void the_feeder_of_a_queue_is_told() {
        ObservedProgram stuck(joinBeforeDrain);
        QVERIFY(stuck.isReady());
        const QString pid = QString::number(stuck.pid());
        QByteArray page;
        QVERIFY2(eventually([&] { return (page = runCli({"why", pid}).output).contains(", feeder of Queue-1 ?"); }), page);
        QVERIFY(runCli({"tree", pid}).output.contains(", feeder of Queue-1 ?: waits to put into Queue-1"));
        QVERIFY(runCli({"stack", pid, "--lang", "ko"}).output.contains(", Queue-1 ?에 넣는 스레드"));
        int feeders = 0;
        const QJsonObject tree = QJsonDocument::fromJson(runCli({"tree", pid, "--json"}).output).object();
        for (const QJsonValue &process : tree["processes"].toArray())
            for (const QJsonValue &wait : process["waits"].toArray())
                feeders += wait["feeds"]["queue"] == "Queue-1" && process["pid"].toInteger() != stuck.pid();
        QCOMPARE(feeders, 1);

        ObservedProgram idle(queueAndPool, {"fork"});
        QVERIFY(idle.isReady());
        const QString main = QString::number(idle.pid());
        QVERIFY2(eventually([&] { return (page = runCli({"inspect", main}).output).contains(", feeder of Queue-1 ?"); }), page);
        QCOMPARE(page.count("feeder of"), 1);
        idle.goOn();
    }

    void what_cannot_be_looked_into_says_so() {
        for (const char *command : {"stack", "inspect", "tree", "why", "peek", "trace"}) {
            const CliResult none = runCli({command, "4194303"});
            QCOMPARE(none.exitCode, 2);
            QVERIFY2(none.errors.contains("There is no process 4194303"), none.errors);
            const CliResult bad = runCli({command, "x"});
            QCOMPARE(bad.exitCode, 2);
            const CliResult kernel = runCli({command, "2"}); // in a pid namespace of its own it may be anything, and nothing
            if (QFile::exists("/proc/2/exe") || !QFile("/proc/2/stat").exists())
                continue;
            QCOMPARE(kernel.exitCode, 2);
            QVERIFY2(kernel.errors.contains("Process 2 is a thread of the kernel"), kernel.errors);
        }
    }
};

QTEST_GUILESS_MAIN(InspectTest)
#include "cli_inspect_test.moc"
