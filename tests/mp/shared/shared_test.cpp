// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/mp/probe_run.h"

#include <QFile>
#include <QTemporaryDir>

namespace {
// As a Python user attaches; it does not destroy at its end what it only attached (fixed in 3.13 by track=False).
constexpr auto python_side = R"(
import sys
from multiprocessing import resource_tracker
from multiprocessing.shared_memory import SharedMemory, ShareableList
def attached(memory):
    resource_tracker.unregister(memory._name, 'shared_memory')
    return memory
if sys.argv[1] == 'attach':
    memory = attached(SharedMemory(sys.argv[2]))
    print(bytes(memory.buf[:15]).decode())
    memory.buf[32:43] = b'from python'
    items = ShareableList(name=sys.argv[3])
    attached(items.shm)
    print(list(items), items.format)
    items[0] = -5
    items[2] = 'TEXT'
    items[6] = 'xy'
else:
    memory = SharedMemory(create=True, size=64)
    memory.buf[:11] = b'from python'
    items = ShareableList([7, 0.5, 'text', b'raw', None, True])
    print(memory.name, items.shm.name, flush=True)
    sys.stdin.readline()
    print(bytes(memory.buf[32:43]).decode())
    print(list(items))
    memory.unlink()
    items.shm.unlink()
)";
} // namespace

class SharedTest : public QObject {
    Q_OBJECT

    static void prepare(QProcess &process) {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("POOLSCOPE_START_METHOD", QTest::currentDataTag() != nullptr ? QTest::currentDataTag() : "spawn");
        process.setProcessEnvironment(environment);
    }

    static QStringList run_case(const QString &name) {
        QProcess process;
        prepare(process);
        process.setStandardErrorFile(QProcess::nullDevice());
        process.start(SHARED_PROBE, {name});
        return finish(process);
    }

    static QString first_line(QProcess &process) {
        while (!process.canReadLine())
            if (!process.waitForReadyRead(watchdog_ms))
                return {};
        return QString::fromUtf8(process.readLine()).trimmed();
    }

    static bool exists(const QString &name) { return QFile::exists("/dev/shm/" + name); }

    static bool survives_a_strict_stranger(const QString &way) {
        QProcess maker;
        prepare(maker);
        maker.start(SHARED_PROBE, {"make_for_python"});
        const QString name = first_line(maker).split(' ').value(0);
        QProcess stranger;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("POOLSCOPE_STRICT", "1");
        stranger.setProcessEnvironment(environment);
        stranger.start("sh", {"-c", "\"$0\" " + way + " 2>&1 | cat", SHARED_PROBE}); // cat ends with the tracker
        stranger.write(name.toUtf8() + "\n");
        stranger.closeWriteChannel();
        const bool has_attached = finish(stranger).value(0) == "attached";
        const bool survives = exists(name);
        maker.write("\n");
        finish(maker);
        return has_attached && survives;
    }

private slots:
    void structs_and_arrays_of_structs_are_shared_data() { methods(); }
    void structs_and_arrays_of_structs_are_shared() {
        const QStringList lines = run_case("structs");
        QCOMPARE(lines.value(0), "4 2 2.5");
    }

    void an_object_made_for_fork_refuses_other_children() {
        const QStringList lines = run_case("made_for_fork");
        QCOMPARE(lines.value(0), "true");
        QVERIFY2(lines.value(1).contains("through inheritance"), qPrintable(lines.value(1)));
    }

    void a_killed_owner_of_a_value_is_told_data() { methods(); }
    void a_killed_owner_of_a_value_is_told() { QCOMPARE(run_case("owner_killed"), QStringList("told, then 1")); }

    void who_has_it_is_told_data() { methods(); }
    void who_has_it_is_told() {
        QCOMPARE(run_case("who_has_it"), QStringList({"made 1", "child 2", "joined 1", "again 1 unlinked", "closed 0 unlinked"}));
    }

    void thousands_come_and_go() { QCOMPARE(run_case("come_and_go"), QStringList("descriptors true memory true")); }

    void python_attaches_what_the_engine_made() {
        QProcess engine;
        prepare(engine);
        engine.start(SHARED_PROBE, {"make_for_python"});
        const QStringList names = first_line(engine).split(' ');
        QCOMPARE(names.size(), 2);
        QVERIFY(names[0].startsWith("psm_") && names[0].size() == 12);
        QProcess python;
        python.start("/usr/bin/python3", {"-c", python_side, "attach", names[0], names[1]});
        QCOMPARE(finish(python), QStringList({"from the engine", "[1, 2.5, 'text', b'raw', None, True, 'nul'] qd8s8sxxxxxx?xxxxxxxx?8s"}));
        engine.write("\n");
        QCOMPARE(finish(engine), QStringList({"from python", "[-5, 2.5, 'TEXT', b'raw', None, True, 'xy']"}));
        QVERIFY(!exists(names[0]) && !exists(names[1]));
    }

    void the_engine_attaches_what_python_made() {
        QProcess python;
        python.start("/usr/bin/python3", {"-c", python_side, "make"});
        const QString names = first_line(python);
        QProcess engine;
        prepare(engine);
        engine.start(SHARED_PROBE, {"take_from_python"});
        engine.write(names.toUtf8() + "\n");
        engine.closeWriteChannel();
        QCOMPARE(finish(engine), QStringList({"true from python", "[7, 0.5, 'text', b'raw', None, True]"}));
        python.write("\n");
        QCOMPARE(finish(python), QStringList({"from engine", "[42, 0.5, 'changed', b'raw', None, True]"}));
    }

    void what_a_killed_program_named_is_removed_and_listed() {
        QTemporaryDir folder;
        QProcess engine;
        prepare(engine);
        engine.setStandardErrorFile(folder.filePath("said")); // a file: the tracker writes after the program's end
        engine.start(SHARED_PROBE, {"leave_behind"});
        const QStringList names = first_line(engine).split(' ');
        QCOMPARE(names.size(), 2);
        QVERIFY(engine.waitForFinished(watchdog_ms));
        // The tracker ends by itself, some time after.
        QTRY_VERIFY_WITH_TIMEOUT(!exists(names[0]), watchdog_ms);
        QVERIFY(exists(names[1])); // nobody tracks it
        QFile::remove("/dev/shm/" + names[1]);
        QFile file(folder.filePath("said"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString said = QString::fromUtf8(file.readAll());
        QVERIFY2(said.contains("1 leaked shared_memory objects") && said.contains(names[0]), qPrintable(said));
    }

    void what_a_program_forgot_is_removed_and_listed() {
        const ProbeRun run = run_probe("sh", {"-c", "\"$0\" forget 2>&1 | cat", SHARED_PROBE});
        QCOMPARE(run.lines.size(), 2);
        QCOMPARE(run.lines[1], "resource_tracker: There appear to be 1 leaked shared_memory objects to clean up at shutdown: /" + run.lines[0]);
        QVERIFY(!exists(run.lines[0]));
    }

    void what_a_killed_program_named_stays_while_a_child_of_it_lives() {
        const ProbeRun run = run_probe("sh", {"-c", "\"$0\" leave_to_a_child 2>&1 | cat", SHARED_PROBE}, {"POOLSCOPE_STRICT=1", "POOLSCOPE_START_METHOD=spawn"});
        QCOMPARE(run.lines.size(), 3);
        QCOMPARE(run.lines[1], "still there");
        QVERIFY2(run.lines[2].contains("1 leaked shared_memory objects") && run.lines[2].endsWith(run.lines[0]), qPrintable(run.lines[2]));
        QVERIFY(!exists(run.lines[0]));
    }

    void what_another_has_named_the_same_stays() {
        QProcess engine;
        prepare(engine);
        engine.start("sh", {"-c", "\"$0\" leave_to_another 2>&1 | cat", SHARED_PROBE}); // cat ends with the tracker
        const QStringList lines = finish(engine);
        QCOMPARE(lines.size(), 1);
        QVERIFY2(exists(lines[0]), qPrintable(lines[0]));
        QFile::remove("/dev/shm/" + lines[0]);
    }

    void whenever_its_maker_is_killed_no_name_is_left() {
        for (const char *what : {"memory", "directory"})
            QCOMPARE(run_probe(KILLED_MAKER_PROBE, {what}).lines, QStringList("enough moments, 0 left"));
    }

    void a_stranger_that_is_killed_takes_nothing_with_it() {
        QProcess maker;
        prepare(maker);
        maker.start(SHARED_PROBE, {"make_for_python"});
        const QString name = first_line(maker).split(' ').value(0);
        QProcess stranger;
        prepare(stranger);
        stranger.start(SHARED_PROBE, {"attach_and_die"});
        stranger.write(name.toUtf8() + "\n");
        stranger.closeWriteChannel();
        QCOMPARE(finish(stranger), QStringList("attached"));
        QVERIFY(exists(name));
        maker.write("\n");
        finish(maker);
        QVERIFY(!exists(name));
    }

    void in_strict_mode_a_stranger_destroys_what_it_attached_tracked() {
        QVERIFY(!survives_a_strict_stranger("attach_and_die"));
        QVERIFY(survives_a_strict_stranger("attach_untracked_and_die"));
    }

    void a_child_may_unlink_data() { methods(); }
    void a_child_may_unlink() {
        QTemporaryDir folder;
        QProcess process;
        prepare(process);
        process.setStandardErrorFile(folder.filePath("said"));
        process.start(SHARED_PROBE, {"unlinked_by_a_child"});
        QCOMPARE(finish(process), QStringList("1 true"));
        QFile file(folder.filePath("said"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(file.readAll()), QString()); // the program waited for its tracker: nothing has leaked
    }

    void where_names_cannot_be_had_that_is_said_and_the_rest_works_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("mount");
        QTest::addColumn<QString>("create");
        QTest::addColumn<QString>("attach");
        const struct {
            const char *name, *mount, *create, *attach;
        } places[]{{"full", "mount -t tmpfs -o size=1m none /dev/shm", "ftruncate /dev/shm has no room for 8388608 bytes; make it smaller, or unnamed: No space left on device",
                    "shm_open poolscope-no-such: No such file or directory"},
                   {"missing", "mount -t tmpfs none /dev", "shm_open there is no /dev/shm on this machine, so memory cannot have a name; leave the name out: Function not implemented",
                    "shm_open poolscope-no-such: there is no /dev/shm on this machine, so memory cannot have a name; leave the name out: Function not implemented"},
                   {"read-only", "mount -t tmpfs -o ro none /dev/shm", "shm_open /dev/shm is mounted read-only; remount it (mount -o remount,rw /dev/shm), or leave the name out: Read-only file system",
                    "shm_open poolscope-no-such: No such file or directory"},
                   {"no tmpfs", "mount -t devpts none /dev/shm", "shm_open /dev/shm is no tmpfs; mount one there, or leave the name out: Operation not supported",
                    "shm_open poolscope-no-such: No such file or directory"},
                   {"not ours", "mount -t tmpfs -o mode=555 none /dev/shm", "shm_open /dev/shm may not be written to; chmod 1777 /dev/shm lets everybody, or leave the name out: Permission denied",
                    "shm_open poolscope-no-such: No such file or directory"}};
        for (const auto &place : places)
            for (const char *method : {"spawn", "fork", "forkserver"})
                QTest::addRow("%s, %s", place.name, method) << method << place.mount << place.create << place.attach;
    }
    void where_names_cannot_be_had_that_is_said_and_the_rest_works() {
        QFETCH(QString, method);
        QFETCH(QString, mount);
        QFETCH(QString, create);
        QFETCH(QString, attach);
        const ProbeRun run = run_probe("unshare", {"-rm", "sh", "-c", mount + " || exit 77; exec setpriv --bounding-set=-all \"$0\" without_dev_shm", SHARED_PROBE}, under(method));
        if (run.exit_code == 77 || run.errors.startsWith("unshare:"))
            QSKIP("this machine does not let us mount in a namespace of our own");
        QCOMPARE(run.lines, QStringList({create, attach, "sum 42", "triple 9"}));
    }

    void bad_arguments_get_a_sentence() {
        const QStringList lines = run_case("bad_arguments");
        QCOMPARE(lines.size(), 5);
        QVERIFY2(lines[0].contains("embedded null character"), qPrintable(lines[0]));
        QVERIFY2(lines[1].contains("no memory is that large"), qPrintable(lines[1]));
        QVERIFY2(lines[2].contains("4611686018427387904 bytes"), qPrintable(lines[2]));
        QVERIFY2(lines[3].contains("holds no ShareableList"), qPrintable(lines[3]));
        QVERIFY2(lines[4].contains("closed"), qPrintable(lines[4]));
    }
};

QTEST_GUILESS_MAIN(SharedTest)
#include "shared_test.moc"
