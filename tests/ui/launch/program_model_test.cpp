// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/launch/program_model.h"
#include "ui/shared/roles.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace poolscope;
using namespace poolscope::ui;

namespace {

RunningProgram program(pid_t pid, const char *name) {
    RunningProgram made;
    made.processes = {{pid, 100}};
    made.kind = QStringLiteral("multiprocessing");
    made.name = QString::fromLatin1(name);
    made.command = QStringLiteral("python3 ") + made.name;
    made.count = 4;
    made.reach = RunningProgram::Reach::everything;
    return made;
}

QStringList names(const ProgramModel &model) {
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
        all << model.index(row, ProgramModel::Name).data().toString();
    return all;
}

} // namespace

class ProgramModelTest : public QObject {
    Q_OBJECT
private slots:
    void the_list_follows_without_moving_what_stays() {
        ProgramModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.show({program(1, "a"), program(2, "b"), program(3, "c")});
        QCOMPARE(names(model), (QStringList{"a", "b", "c"}));
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset), changes(&model, &QAbstractItemModel::dataChanged);
        RunningProgram grown = program(3, "c");
        grown.count = 9;
        model.show({grown, program(4, "d"), program(1, "a")});
        QCOMPARE(names(model), (QStringList{"a", "c", "d"}));
        QCOMPARE(model.index(1, ProgramModel::Processes).data().toString(), QStringLiteral("9"));
        QCOMPARE(resets.count(), 0);
        QCOMPARE(changes.count(), 1);
        model.show({});
        QCOMPARE(model.rowCount(), 0);
    }
    void a_reused_pid_is_another_program() {
        ProgramModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.show({program(1, "a")});
        RunningProgram later = program(1, "later");
        later.processes.front().start_ticks = 200;
        model.show({later});
        QCOMPARE(names(model), QStringList{"later"});
    }
    void what_cannot_be_attached_to_is_disabled_and_says_why_data() {
        QTest::addColumn<int>("obstacle");
        QTest::addColumn<QString>("reason");
        using Obstacle = RunningProgram::Obstacle;
        QTest::newRow("other user") << int(Obstacle::otherUser) << QStringLiteral("belongs to anna");
        QTest::newRow("refused") << int(Obstacle::refused) << QStringLiteral("does not let itself");
        QTest::newRow("ended") << int(Obstacle::ended) << QStringLiteral("has ended");
    }
    void what_cannot_be_attached_to_is_disabled_and_says_why() {
        QFETCH(int, obstacle);
        QFETCH(QString, reason);
        RunningProgram closed = program(1, "a");
        closed.reach = RunningProgram::Reach::nothing;
        closed.obstacle = RunningProgram::Obstacle(obstacle);
        closed.owner = QStringLiteral("anna");
        ProgramModel model;
        model.show({closed, program(2, "b")});
        QVERIFY(!(model.flags(model.index(0, 0)) & (Qt::ItemIsEnabled | Qt::ItemIsSelectable)));
        QVERIFY(model.flags(model.index(1, 0)) & Qt::ItemIsEnabled);
        QVERIFY(model.index(0, ProgramModel::Note).data().toString().contains(reason));
        QVERIFY(model.index(0, 0).data(Qt::ToolTipRole).toString().contains(reason));
        QCOMPARE(model.index(0, 0).data(ToneRole).toInt(), int(Tone::dim));
    }
    void guesses_are_marked() {
        RunningProgram guess = program(1, "a");
        guess.startMethod = StartMethod::fork;
        guess.isGuess = true;
        ProgramModel model;
        model.show({guess});
        QCOMPARE(model.index(0, ProgramModel::Kind).data().toString(), QStringLiteral("multiprocessing, fork ?"));
    }
};

QTEST_GUILESS_MAIN(ProgramModelTest)
#include "program_model_test.moc"
