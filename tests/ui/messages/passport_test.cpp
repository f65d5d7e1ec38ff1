// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/event_script.h"
#include "ui/messages/messages_panel.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QContextMenuEvent>
#include <QMenu>
#include <QTest>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

namespace {

constexpr ProcessKey boss{100, 1}, worker{101, 2}, other{102, 3};
constexpr ObjectId tasks = 0x10, results = 0x20, pool = 0x30;
const std::string call("\x80\x04(K\x07K\x00\x8c\x08__main__\x8c\x06square\x93K\x03\x85}t.", 36);
const std::string outcome("\x80\x04K\x07K\x00\x88K\x09\x86\x87.", 14);

} // namespace

class PassportTest : public QObject {
    Q_OBJECT

    Session session_;
    ThemeProvider themes_{SchemeChoice::light};
    EventScript script_;

    void play() {
        session_.append(script_.take());
        session_.flush();
    }
    static void show(MessagesPanel &panel) {
        panel.resize(1000, 500);
        panel.show();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
    }
    static void chooseFromMenu(MessagesPanel &panel, int row, const QString &text) {
        const QPoint where = panel.view().visualRect(panel.model().index(row, 0)).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, where, panel.view().viewport()->mapToGlobal(where));
        QApplication::sendEvent(panel.view().viewport(), &event);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        for (QAction *action : menu->actions())
            if (action->text() == text)
                return QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
        QFAIL("no such entry");
    }
    static QStringList stations(MessagesPanel &panel) {
        QStringList names;
        for (int row = 0; row < panel.passport().rowCount(); ++row)
            names << panel.passport().index(row, PassportModel::Station).data().toString().section(':', 0, 0);
        return names;
    }

private slots:
    void init() {
        session_.clear();
        script_ = {};
        script_.starts(boss, {}, "main").starts(worker, boss, "worker-1").channel(boss, tasks, ChannelKind::tasks, "tasks").channel(boss, results, ChannelKind::results, "results");
        script_.tell(boss, EventKind::pool_created, pool, 1).tell(boss, EventKind::task_submitted, 1, pool, 1, call);
        script_.sends(boss, tasks, 1, call).receives(worker, tasks, 1, std::int64_t(call.size())).tell(worker, EventKind::task_started, 1, 0, pool);
        play();
    }
    void a_task_is_followed_from_put_to_the_result_at_home() {
        MessagesPanel panel(session_, themes_);
        QAbstractItemModelTester tester(&panel.passport(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        show(panel);
        chooseFromMenu(panel, 0, "Show its passport");
        QCOMPARE(stations(panel), (QStringList{"task submitted", "pickled and sent", "received", "task started"}));
        script_.tell(worker, EventKind::task_finished, 1, std::int64_t(TaskOutcome::value), 500, outcome).sends(worker, results, 1, outcome);
        script_.receives(boss, results, 1, std::int64_t(outcome.size()));
        play();
        const QStringList whole{"task submitted", "pickled and sent", "received", "task started", "result made", "pickled and sent", "received"};
        QCOMPARE(stations(panel), whole);
        QVERIFY(panel.passport().index(2, PassportModel::Took).data().toString().startsWith("+1"));
        QVERIFY(panel.passport().index(1, PassportModel::Where).data().toString().contains("tasks"));
        // The message that brings the result tells the same story.
        session_.selection().select(Selected::message(1));
        QCOMPARE(stations(panel), whole);
        // At an earlier moment less has happened.
        session_.setCursor(session_.history().size() - 3);
        session_.selection().select(Selected::message(0));
        QCOMPARE(stations(panel).size(), qsizetype(4));
    }
    void a_stream_is_followed_while_it_goes_on() {
        script_.starts(other, boss, "worker-2").sends(other, results, 2, outcome).receives(boss, results, 2);
        script_.sends(worker, results, 3, outcome).receives(boss, results, 3);
        play();
        MessagesPanel panel(session_, themes_);
        show(panel);
        QCOMPARE(panel.model().rowCount(), 3);
        chooseFromMenu(panel, 2, "Follow this stream");
        QCOMPARE(panel.model().rowCount(), 1);
        script_.sends(worker, results, 4, outcome).receives(boss, results, 4).sends(other, results, 5, outcome).receives(boss, results, 5);
        play();
        QCOMPARE(panel.model().rowCount(), 2);
        QCOMPARE(panel.filterBar().chips().size(), 1);
    }
};

QTEST_MAIN(PassportTest)
#include "passport_test.moc"
