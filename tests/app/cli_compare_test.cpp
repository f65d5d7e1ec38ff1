// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli_run.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace poolscope::test;

namespace {

QJsonObject jsonOf(const CliResult &result) {
    return QJsonDocument::fromJson(result.output).object();
}

} // namespace

// A program under the three start methods, and two recordings, compared in the terminal.
class CliCompareTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder;

private slots:
    void a_program_is_run_under_each_start_method() {
        const CliResult result = runCli({"compare", "square-pool", "--workers", "3", "--json"});
        QCOMPARE(result.exitCode, 0);
        const QJsonObject methods = jsonOf(result)["methods"].toObject();
        QCOMPARE(methods.keys(), QStringList({"fork", "forkserver", "spawn"}));
        for (const QString &method : methods.keys()) {
            const QJsonObject facts = methods[method].toObject();
            QCOMPARE(facts["children"].toInt(), 3);
            QVERIFY2(facts["first_instruction_ns"].toDouble() > 0 && facts["run_ns"].toDouble() > facts["first_instruction_ns"].toDouble(), result.output.constData());
            QCOMPARE(facts["sent_bytes"], methods["fork"].toObject()["sent_bytes"]);
            QVERIFY2(facts["inherited_descriptors"].toInt() > 0, result.output.constData());
            QVERIFY2(facts["child_private_memory_bytes"].toDouble() > 0, result.output.constData());
        }
        QVERIFY(methods["fork"].toObject()["inherited_descriptors"].toInt() > methods["spawn"].toObject()["inherited_descriptors"].toInt());
        QCOMPARE(methods["forkserver"].toObject()["processes"].toInt(), methods["fork"].toObject()["processes"].toInt() + 1); // its server
    }

    void pythons_children_have_a_first_instruction_too() {
        const QJsonObject methods = jsonOf(runCli({"compare", "square-pool", "--python", "--json"}))["methods"].toObject();
        QCOMPARE(methods.keys(), QStringList({"fork", "forkserver", "spawn"}));
        for (const QString &method : methods.keys()) {
            const QJsonObject facts = methods[method].toObject();
            QVERIFY2(facts["first_instruction_ns"].toDouble() > 0 && facts["first_instruction_ns"].toDouble() < facts["run_ns"].toDouble(), qPrintable(method));
        }
    }

    void numbers_stand_beside_each_other_and_differences_are_sentences() {
        const CliResult result = runCli({"compare", "slow-spawn"});
        QCOMPARE(result.exitCode, 0);
        const QList<QByteArray> lines = result.output.split('\n');
        QCOMPARE(lines.front().simplified(), QByteArray("spawn fork forkserver"));
        QVERIFY2(result.output.contains("Time to first instruction") && result.output.contains(" is quickest: "), result.output.constData());
        QVERIFY2(runCli({"compare", "slow-spawn", "--lang", "ko"}).output.contains("가장 빠른 방법: "), "not in Korean");
    }

    void a_program_that_chooses_for_itself_is_not_taken_for_another() {
        const QString program = script(folder, "own.py", "#!/usr/bin/python3\nimport multiprocessing as m\n"
                                                         "p = m.get_context('fork').Process(target=print)\np.start()\np.join()\n");
        const CliResult result = runCli({"compare", "--", program});
        QCOMPARE(result.exitCode, 0);
        QCOMPARE(result.output.split('\n').front().simplified(), QByteArray("fork"));
        QVERIFY2(result.output.contains("Nothing was started by spawn") && result.output.contains("Nothing was started by forkserver"), result.output.constData());
    }

    void a_program_that_fails_is_told_with_what_it_said() {
        const QString program = script(folder, "fails.sh", "#!/bin/sh\necho it went wrong >&2\nexit 4\n");
        const CliResult result = runCli({"compare", "--", program});
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.errors.contains("it went wrong"), result.errors.constData());
    }

    void two_recordings_are_compared() {
        const QString few = folder.filePath("few.poolscope"), many = folder.filePath("many.poolscope");
        QCOMPARE(runCli({"record", few, "chunk-size"}).exitCode, 0);
        QCOMPARE(runCli({"record", many, "square-pool", "--workers", "8"}).exitCode, 0);
        const CliResult told = runCli({"compare", few, many});
        QCOMPARE(told.exitCode, 0);
        QCOMPARE(told.output.split('\n').front().simplified(), QByteArray("few.poolscope many.poolscope"));
        const QJsonObject json = jsonOf(runCli({"compare", few, many, "--json"}));
        const QJsonArray sessions = json["sessions"].toArray();
        QCOMPARE(sessions.size(), 2);
        QVERIFY(sessions[0].toObject()["tasks"].toInt() > 0 && sessions[0].toObject()["tasks"] != sessions[1].toObject()["tasks"]);
        QVERIFY(json["differences"].toArray().contains("tasks"));
        QVERIFY2(told.output.contains("Tasks done: "), told.output.constData());
        const CliResult same = runCli({"compare", few, few});
        QVERIFY2(same.output.contains("do not differ"), same.output.constData());
    }

    void of_a_recording_that_was_cut_short_the_rest_is_compared() {
        const QString whole = folder.filePath("whole.poolscope"), cut = folder.filePath("cut.poolscope");
        QCOMPARE(runCli({"record", whole, "square-pool"}).exitCode, 0);
        QVERIFY(QFile::copy(whole, cut) && QFile::resize(cut, QFile(cut).size() - 40));
        const CliResult result = runCli({"compare", whole, cut});
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.errors.contains("cut.poolscope") && result.output.contains("Duration"), result.errors.constData());
    }
};

QTEST_GUILESS_MAIN(CliCompareTest)
#include "cli_compare_test.moc"
