// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/synthetic_session.h"
#include "ui/bridge/session.h"
#include "ui/shared/roles.h"
#include "ui/tasks/tasks_panel.h"
#include "ui/theme/theme_provider.h"

#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

class TasksPanelTest : public QObject {
    Q_OBJECT

    Session session_;
    ThemeProvider themes_{SchemeChoice::light};

    static void click(TasksPanel &panel, const char *button) { QTest::mouseClick(panel.findChild<QToolButton *>(QLatin1String(button)), Qt::LeftButton); }
    void show(TasksPanel &panel) {
        session_.append(synthetic_session({.workers = 3, .tasks = 40, .killed_worker = 2}));
        session_.flush();
        panel.resize(1000, 600);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel, 30'000));
    }
    static QMenu *menuAt(QTableView &view, const QModelIndex &index) {
        const QPoint where = view.visualRect(index).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, where, view.viewport()->mapToGlobal(where));
        QApplication::sendEvent(view.viewport(), &event);
        return qobject_cast<QMenu *>(QApplication::activePopupWidget());
    }

private slots:
    void cleanup() { session_.clear(); }

    void the_slowest_task_is_one_click_away() {
        TasksPanel panel(session_, themes_);
        show(panel);
        click(panel, "slowest-tasks");
        std::int64_t slowest = 0;
        for (const auto &[id, task] : session_.state().tasks())
            slowest = std::max(slowest, task.ran_ns);
        const auto top = panel.view().model()->index(0, 0).data(IdRole).toULongLong();
        QCOMPARE(session_.state().task(top)->ran_ns, slowest);
    }

    void the_cell_with_the_focus_shows_what_the_others_show() {
        TasksPanel panel(session_, themes_);
        show(panel);
        QTableView &view = panel.view();
        const QRect cell = view.visualRect(view.model()->index(0, TaskModel::Call));
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, cell.center());
        QCOMPARE(view.currentIndex(), view.model()->index(0, TaskModel::Call));
        const QImage picture = view.viewport()->grab(cell).toImage();
        const QRgb ground = themes_.theme().color(Token::selection).rgb();
        int plain = 0;
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < picture.width(); ++x)
                plain += picture.pixel(x, y) == ground;
        QVERIFY2(plain > picture.width() * picture.height() / 2, qPrintable(QString::number(plain)));
    }

    void what_failed_is_one_click_away_and_a_chip_takes_it_back() {
        TasksPanel panel(session_, themes_);
        show(panel);
        click(panel, "failed-tasks");
        QCOMPARE(panel.view().model()->rowCount(), 1);
        QCOMPARE(session_.state().task(panel.view().model()->index(0, 0).data(IdRole).toULongLong())->outcome, TaskOutcome::lost);
        QCOMPARE(panel.filterBar().chips().size(), 1);
        click(panel, "filter-chip-remove");
        QCOMPARE(panel.view().model()->rowCount(), 40);
    }

    void functions_are_counted_and_a_click_shows_their_tasks() {
        TasksPanel panel(session_, themes_);
        show(panel);
        click(panel, "by-function");
        auto *functions = panel.findChild<QTableView *>("functions");
        QVERIFY(functions->isVisible());
        QCOMPARE(functions->model()->rowCount(), 2);
        int tasks = 0, failed = 0;
        for (int row = 0; row < 2; ++row) {
            tasks += functions->model()->index(row, FunctionModel::Tasks).data().toInt();
            failed += functions->model()->index(row, FunctionModel::Failed).data().toInt();
        }
        QCOMPARE(tasks, 40);
        QCOMPARE(failed, 1);
        const QModelIndex first = functions->model()->index(0, 0);
        QTest::mouseClick(functions->viewport(), Qt::LeftButton, {}, functions->visualRect(first).center());
        QCOMPARE(panel.view().model()->rowCount(), functions->model()->index(0, FunctionModel::Tasks).data().toInt());
    }

    void the_menu_leads_to_the_timeline_and_the_messages() {
        TasksPanel panel(session_, themes_);
        show(panel);
        QSignalSpy timeline(&panel, &TasksPanel::timelineRequested);
        const QModelIndex first = panel.view().model()->index(0, 0);
        QMenu *menu = menuAt(panel.view(), first);
        QVERIFY(menu);
        QCOMPARE(menu->actions().first()->text(), "Show it in the timeline");
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(menu->actions().first()).center());
        QCOMPARE(timeline.count(), 1);
        QCOMPARE(session_.selection().current(), Selected::task(first.data(IdRole).toULongLong()));
    }
};

QTEST_MAIN(TasksPanelTest)
#include "tasks_panel_test.moc"
