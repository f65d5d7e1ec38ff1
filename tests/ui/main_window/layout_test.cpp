// SPDX-License-Identifier: GPL-3.0-or-later
// Where the docks stand in a small window and in a large one, what of that is remembered, and that nothing moves for those who want it so.
#include "engine/core/recording/recording.h"
#include "tests/support/synthetic_session.h"
#include "tests/ui/main_window/opened_window.h"
#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/filter/filter_bar.h"
#include "ui/launch/run_bar.h"
#include "ui/lessons/lesson_panel.h"
#include "ui/main_window/dock_title.h"
#include "ui/main_window/workbench.h"
#include "ui/process_tree/process_tree_model.h"

#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QMenuBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

namespace {

constexpr int longest = 60'000;

// Dock widgets that share a place with others, as the workbench tells it.
QStringList besides(OpenedWindow &opened, const char *name) {
    QStringList names;
    for (const QDockWidget *each : opened.window().workbench().tabifiedDockWidgets(opened.find<QDockWidget>(name)))
        names << each->objectName();
    names.sort();
    return names;
}

Qt::DockWidgetArea areaOf(OpenedWindow &opened, const char *name) {
    return opened.window().workbench().dockWidgetArea(opened.find<QDockWidget>(name));
}

int titleHeight(OpenedWindow &opened, const char *name) {
    return opened.find<QDockWidget>(name)->titleBarWidget()->height();
}

} // namespace

class LayoutTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    // A window of that size with a recording in it, arranged.
    void open(OpenedWindow &opened, const QSize &size) {
        const QString path = folder_.filePath("layout.poolscope");
        const auto events = synthetic_session({.workers = 4, .tasks = 60});
        auto writer = telemetry::RecordingWriter::create(path.toStdString());
        QVERIFY(writer && writer->append(events) && writer->close());
        resize(opened, size);
        opened.window().openPath(path);
        QTRY_COMPARE_WITH_TIMEOUT(opened.session().history().size(), events.size(), longest);
        QTRY_VERIFY_WITH_TIMEOUT(opened.find<QDockWidget>("process-tree")->isVisible(), longest);
    }
    static void resize(OpenedWindow &opened, const QSize &size) {
        opened.window().resize(size);
        QTRY_COMPARE_WITH_TIMEOUT(opened.window().size(), size, longest);
    }

private slots:
    void initTestCase() { keepSettingsIn(folder_); }
    void a_usual_window_shows_in_full_what_every_process_does() {
        OpenedWindow opened;
        open(opened, {1280, 800});
        auto *view = opened.find<QTreeView>("process-tree");
        const int state = ProcessTreeModel::State;
        QTRY_VERIFY_WITH_TIMEOUT(view->columnViewportPosition(state) + view->columnWidth(state) <= view->viewport()->width(), longest);
    }

    void init() { QSettings().clear(); }

    void what_a_key_brings_before_the_docks_are_arranged_stays_in_front() {
        OpenedWindow opened;
        QTest::keyClick(&opened.window(), Qt::Key_D, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(besides(opened, "diagnosis").contains(QStringLiteral("lesson")), longest);
        QVERIFY(!opened.window().workbench().diagnosis().visibleRegion().isEmpty());
    }
    void all_views_can_be_chosen_in_a_window_of_1280_pixels() {
        OpenedWindow opened;
        open(opened, {1280, 800});
        const QTabBar &bar = *opened.window().workbench().tabs().tabBar();
        QTRY_VERIFY_WITH_TIMEOUT(bar.tabRect(bar.count() - 1).right() < bar.width() && bar.tabRect(0).left() == 0, longest);
    }
    void in_a_small_window_the_inspector_stands_behind_the_process_tree() {
        OpenedWindow opened;
        open(opened, {640, 480});
        QTRY_COMPARE_WITH_TIMEOUT(besides(opened, "process-tree"), QStringList{QStringLiteral("inspector")}, longest);
        QTRY_VERIFY_WITH_TIMEOUT(opened.window().workbench().tabs().width() > 360, longest); // the middle keeps the most
        QCOMPARE(opened.find("method-fork")->geometry().intersects(opened.find("method-spawn")->geometry()), false);
        auto *methods = opened.find("method-spawn")->parentWidget();
        QVERIFY2(opened.find("program")->geometry().right() <= methods->geometry().left(), "the program's name is covered");
        QVERIFY(methods->width() >= methods->minimumSizeHint().width());

        resize(opened, {1280, 800});
        QTRY_COMPARE_WITH_TIMEOUT(areaOf(opened, "inspector"), Qt::RightDockWidgetArea, longest);
        QCOMPARE(besides(opened, "process-tree"), QStringList());
        resize(opened, {700, 500});
        QTRY_COMPARE_WITH_TIMEOUT(areaOf(opened, "inspector"), Qt::LeftDockWidgetArea, longest);
        opened.window().close();

        OpenedWindow again; // a small window has taught the next one nothing wrong
        resize(again, {1280, 800});
        open(again, {1280, 800});
        QTRY_COMPARE_WITH_TIMEOUT(areaOf(again, "inspector"), Qt::RightDockWidgetArea, longest);
    }

    void in_a_small_window_the_process_tree_s_filter_is_one_row() {
        OpenedWindow opened;
        open(opened, {640, 480});
        auto *filter = opened.find<FilterBar>("process-filter");
        QTRY_VERIFY_WITH_TIMEOUT(filter->isVisible(), longest);
        const auto rowOf = [filter](const QWidget *widget) { return widget->mapTo(filter, widget->rect().center()).y(); };
        for (const char *name : {"filter-help", "by-starter"}) {
            auto *button = filter->findChild<QToolButton *>(QLatin1String(name));
            QTRY_VERIFY2_WITH_TIMEOUT(qAbs(rowOf(button) - rowOf(&filter->line())) <= 2, name, longest);
            QVERIFY2(filter->rect().contains(QRect(button->mapTo(filter, QPoint()), button->size())), name);
        }
        QVERIFY(filter->line().width() >= 80);
    }

    void an_inspector_that_a_person_has_closed_stays_closed() {
        OpenedWindow opened;
        open(opened, {1200, 780});
        auto *inspector = opened.find<QDockWidget>("inspector");
        QTRY_VERIFY_WITH_TIMEOUT(inspector->isVisible(), longest);
        opened.click(inspector->titleBarWidget()->findChild<QToolButton *>());
        QTRY_VERIFY_WITH_TIMEOUT(!inspector->isVisible(), longest);
        resize(opened, {640, 480});
        resize(opened, {1200, 780});
        QVERIFY(!inspector->isVisible());
        QCOMPARE(areaOf(opened, "inspector"), Qt::RightDockWidgetArea);
    }

    void a_dock_among_tabs_has_its_name_there_only() {
        OpenedWindow opened;
        open(opened, {1200, 780});
        QTRY_COMPARE_WITH_TIMEOUT(titleHeight(opened, "diagnosis"), 0, longest);
        QVERIFY(titleHeight(opened, "inspector") > 0);
        auto *console = opened.find<QDockWidget>("console");
        console->setFloating(true);
        QTRY_VERIFY_WITH_TIMEOUT(titleHeight(opened, "console") > 0, longest); // to be dragged by, and closed
    }

    void in_a_large_window_the_console_stands_beside_the_lesson() {
        OpenedWindow opened;
        open(opened, {1280, 800});
        QTRY_COMPARE_WITH_TIMEOUT(besides(opened, "console"), (QStringList{QStringLiteral("diagnosis"), QStringLiteral("lesson")}), longest);
        opened.window().resize(1700, 780); // wider than the screen, where there is no window manager
        if (opened.window().workbench().width() < 1500)
            QSKIP("this display's windows cannot be as wide");
        opened.find<QAction>("reset-layout")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(besides(opened, "console"), QStringList(), longest);
        QCOMPARE(besides(opened, "lesson"), QStringList{QStringLiteral("diagnosis")});
    }

    void motion_can_be_reduced_and_stays_so() {
        const auto toggle = [](OpenedWindow &opened) {
            auto *action = opened.find<QAction>("reduced-motion");
            for (QAction *menu : opened.window().menuBar()->actions())
                if (menu->menu()->actions().contains(action)) {
                    menu->menu()->popup({10, 10});
                    QVERIFY(QTest::qWaitFor([&] { return menu->menu()->isVisible(); }, longest));
                    QTest::mouseClick(menu->menu(), Qt::LeftButton, {}, menu->menu()->actionGeometry(action).center());
                }
        };
        {
            OpenedWindow opened;
            QVERIFY(opened.window().workbench().isAnimated());
            toggle(opened);
            QVERIFY(!opened.window().workbench().isAnimated());
        }
        OpenedWindow opened;
        QVERIFY(opened.find<QAction>("reduced-motion")->isChecked());
        QVERIFY(!opened.window().workbench().isAnimated());
        toggle(opened);
        QVERIFY(opened.window().workbench().isAnimated());
    }
};

QTEST_MAIN(LayoutTest)
#include "layout_test.moc"
