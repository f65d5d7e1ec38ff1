// SPDX-License-Identifier: GPL-3.0-or-later
// What poolscope says to its command line, where there is a display and where there is none.

#include <QFile>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

struct Outcome {
    int exitCode = -1;
    QString output, errors;
};

Outcome runWindow(const QStringList &arguments, const QString &platform = {}) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *variable : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        environment.remove(QLatin1String(variable));
    if (!platform.isEmpty())
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), platform);
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(POOLSCOPE_PROGRAM), arguments);
    Outcome outcome;
    if (process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit)
        outcome.exitCode = process.exitCode();
    outcome.output = QString::fromUtf8(process.readAllStandardOutput());
    outcome.errors = QString::fromUtf8(process.readAllStandardError());
    return outcome;
}

} // namespace

class WindowOptionsTest : public QObject {
    Q_OBJECT
private slots:
    void help_and_version_need_no_display() {
        const Outcome help = runWindow({QStringLiteral("--help")});
        QCOMPARE(help.exitCode, 0);
        QVERIFY2(help.output.contains("--start-method"), qPrintable(help.output));
        QCOMPARE(runWindow({QStringLiteral("--version")}).exitCode, 0);
    }

    void without_a_display_a_sentence_says_what_to_do() {
        const Outcome outcome = runWindow({});
        QCOMPARE(outcome.exitCode, 3);
        QVERIFY2(outcome.errors.contains("no display") && outcome.errors.contains("poolscope-cli"), qPrintable(outcome.errors));
    }

    void a_picture_needs_no_display() {
        QTemporaryDir folder;
        const QString picture = folder.filePath(QStringLiteral("window.png"));
        QCOMPARE(runWindow({QStringLiteral("--screenshot"), picture}).exitCode, 0);
        QVERIFY(QFile(picture).size() > 1000);
    }

    void what_is_named_is_shown_at_once_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("process") << QStringList{QStringLiteral("--attach"), QString::number(QCoreApplication::applicationPid())};
        QTest::newRow("command") << QStringList{QStringLiteral("--"), QStringLiteral("echo"), QStringLiteral("--version")};
    }
    void what_is_named_is_shown_at_once() {
        QFETCH(QStringList, arguments);
        QTemporaryDir folder;
        const QString picture = folder.filePath(QStringLiteral("window.png")), doors = folder.filePath(QStringLiteral("doors.png"));
        QCOMPARE(runWindow(QStringList{QStringLiteral("--screenshot"), picture} + arguments).exitCode, 0);
        QCOMPARE(runWindow({QStringLiteral("--screenshot"), doors}).exitCode, 0);
        QVERIFY2(QImage(picture).size() == QImage(doors).size() && QImage(picture) != QImage(doors), "no session is shown");
    }

    void what_makes_no_sense_is_refused_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const QStringList &arguments, const char *words) {
            QTest::newRow(name) << arguments << QString::fromLatin1(words);
        };
        row("lesson", {"--lesson", "square-pol"}, "square-pool");
        row("method", {"--lesson", "square-pool", "--start-method", "spwan"}, "spawn");
        row("workers", {"--lesson", "square-pool", "--workers", "100000"}, "1000");
        row("language", {"--lang", "de"}, "ko");
        row("two sessions", {"--lesson", "square-pool", "file.py"}, "not two");
        row("two programs", {"--attach", "1", "--", "true"}, "not two");
        row("two files", {"a.py", "b.py"}, "after --");
        row("no process", {"--attach", "4194305"}, "4194305");
        row("no number", {"--attach", "python3"}, "poolscope-cli ps");
        row("option", {"--colour"}, "colour");
    }
    void what_makes_no_sense_is_refused() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, words);
        const Outcome outcome = runWindow(arguments, QStringLiteral("offscreen"));
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.errors.contains(words), qPrintable(outcome.errors));
    }

    void a_thread_of_the_kernel_is_no_program() {
        QFile flags(QStringLiteral("/proc/2/stat"));
        if (!flags.open(QIODevice::ReadOnly) || !flags.readAll().contains("(kthreadd)"))
            QSKIP("no thread of the kernel is seen here");
        const Outcome outcome = runWindow({QStringLiteral("--attach"), QStringLiteral("2")}, QStringLiteral("offscreen"));
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.errors.contains("kernel"), qPrintable(outcome.errors));
    }
};

QTEST_GUILESS_MAIN(WindowOptionsTest)
#include "window_options_test.moc"
