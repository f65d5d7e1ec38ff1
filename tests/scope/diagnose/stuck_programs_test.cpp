// SPDX-License-Identifier: GPL-3.0-or-later
// Every program in programs/stuck, and every mode of the probe, is found to be stuck, and is called by its name.
#include "tests/scope/diagnose/asked_program.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QTest>
#include <algorithm>
#include <list>

using namespace poolscope;
using namespace poolscope::diagnose;

class StuckProgramsTest : public QObject {
    Q_OBJECT
private slots:
    void every_deadlock_is_found_and_named() {
        struct Case {
            Case(const QString &name, std::vector<std::string> command, QStringList kinds, std::string itself)
                : program(name, std::move(command)), expected(std::move(kinds)), code(QString::fromStdString(itself)) {}
            AskedProgram program;
            QStringList expected, files; // in which it waits
            QString code;                // its own
        };
        std::list<Case> cases;
        for (const QString &file : programs_in("stuck")) {
            QFile source(file);
            QVERIFY(source.open(QIODevice::ReadOnly));
            source.readLine();
            const QString expects = QString::fromUtf8(source.readLine()).trimmed();
            QVERIFY2(expects.startsWith("# expects: "), qPrintable(file));
            cases.emplace_back(file, std::vector<std::string>{"/usr/bin/python3", file.toStdString()}, expects.mid(11).split('|'), file.toStdString());
        }
        const std::string probe = QFileInfo(QCoreApplication::applicationDirPath() + "/probes/stuck_probe").canonicalFilePath().toStdString();
        for (const auto &[mode, expected] : {std::pair("mutex", "stuck"), std::pair("mutex of a child", "stuck"),
                                             std::pair("ring", "cross_read"), std::pair("writers", "cross_write"),
                                             std::pair("child", "join_before_drain")})
            cases.emplace_back(QString("stuck_probe ") + mode, std::vector<std::string>{probe, mode}, QStringList{expected}, probe);

        int found = 0;
        QStringList missed;
        for (Case &each : cases) {
            Answer answer;
            const bool is_found = each.program.is_ready() && observe::comes_true([&] { // it says so a moment before it is stuck
                answer = each.program.ask();
                return answer.exit_code == 1 && std::any_of(answer.stuck.begin(), answer.stuck.end(), [&](const QString &kind) { return each.expected.contains(kind); });
            });
            each.files = answer.files;
            found += is_found ? 1 : 0;
            if (!is_found)
                missed.append(each.program.name() + ": " + answer.words);
        }
        // And where: in its own code, whatever language that is.
        for (const Case &each : cases)
            QVERIFY2(std::ranges::any_of(each.files, [&](const QString &file) { return file == each.code; }), qPrintable(each.program.name() + ": " + each.files.join(' ')));
        qInfo("found %d of %d, missed %d", found, int(cases.size()), int(missed.size()));
        QVERIFY2(missed.isEmpty(), qPrintable(missed.join('\n')));
        QVERIFY(found >= 12);
    }
};

QTEST_GUILESS_MAIN(StuckProgramsTest)
#include "stuck_programs_test.moc"
