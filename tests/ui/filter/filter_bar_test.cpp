// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/synthetic_session.h"
#include "ui/filter/filter_help.h"
#include "ui/messages/messages_panel.h"
#include "ui/tasks/tasks_panel.h"
#include "ui/theme/metrics.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QContextMenuEvent>
#include <QMenu>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

class FilterBarTest : public QObject {
    Q_OBJECT

    QTemporaryDir settings_;
    Session session_;
    ThemeProvider themes_{SchemeChoice::light};

    template <class Panel> static void show(Panel &panel) {
        panel.resize(1000, 500);
        panel.show();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
        panel.filterBar().line().setFocus();
    }
    static QWidget *popup() { return QApplication::activePopupWidget(); }
    static QStringList offered() {
        QStringList choices;
        if (auto *view = qobject_cast<QAbstractItemView *>(popup()))
            for (int row = 0; row < view->model()->rowCount(); ++row)
                choices << view->model()->index(row, 0).data().toString();
        return choices;
    }
    static bool choose(QMenu *menu, const QString &text) {
        for (QAction *action : menu->actions())
            if (action->text() == text) {
                QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
                return true;
            }
        return false;
    }
    template <class Panel> static QList<QToolButton *> chips(Panel &panel, const char *name) {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        return panel.filterBar().template findChildren<QToolButton *>(QLatin1String(name));
    }

private slots:
    void initTestCase() {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings_.path());
    }
    void init() {
        QSettings().clear();
        session_.clear();
        session_.append(synthetic_session({.workers = 3, .tasks = 40}));
        session_.flush();
    }

    void a_valid_filter_is_green_and_narrows_the_list_while_it_is_typed() {
        MessagesPanel panel(session_, themes_);
        show(panel);
        QLineEdit &line = panel.filterBar().line();
        const int all = panel.model().rowCount();
        QTest::keyClicks(&line, "channel == \"tasks\"");
        QCOMPARE(line.property("verdict").toString(), "valid");
        QTRY_VERIFY_WITH_TIMEOUT(panel.model().rowCount() < all && panel.model().rowCount() > 0, 30'000);
        for (int row = 0; row < panel.model().rowCount(); ++row)
            QCOMPARE(panel.model().messageAt(row).channel, synthetic_tasks);
        line.clear();
        QTRY_COMPARE_WITH_TIMEOUT(panel.model().rowCount(), all, 30'000);
    }
    void a_mistake_is_told_in_a_sentence_and_changes_nothing() {
        MessagesPanel panel(session_, themes_);
        show(panel);
        QLineEdit &line = panel.filterBar().line();
        const int all = panel.model().rowCount();
        QTest::keyClicks(&line, "chanel == 3");
        auto *sentence = panel.findChild<QLabel *>("filter-sentence");
        QCOMPARE(line.property("verdict").toString(), "invalid");
        QVERIFY(sentence->isVisible());
        QCOMPARE(sentence->text(), "There is no field “chanel”. Did you mean channel?");
        QTest::keyClick(&line, Qt::Key_Return);
        QCOMPARE(panel.filterBar().chips().size(), 0);
        QCOMPARE(panel.model().rowCount(), all);
        line.clear();
        QVERIFY(!sentence->isVisible());
    }
    void a_field_of_something_else_says_what_has_it() {
        TasksPanel panel(session_, themes_);
        show(panel);
        QTest::keyClicks(&panel.filterBar().line(), "channel == \"tasks\"");
        QCOMPARE(panel.findChild<QLabel *>("filter-sentence")->text(), "The field “channel” belongs to messages, events; here tasks are filtered.");
    }
    void what_completion_offers_stands_in_rows_as_high_as_those_of_other_lists() {
        themes_.applyTo(*qApp);
        MessagesPanel panel(session_, themes_);
        show(panel);
        QTest::keyClicks(&panel.filterBar().line(), "chan");
        QTRY_VERIFY_WITH_TIMEOUT(offered().size() > 1, 30'000);
        QVERIFY(qobject_cast<QAbstractItemView *>(popup())->sizeHintForRow(0) >= rowHeight);
        qApp->setStyleSheet({});
    }
    void tab_takes_what_is_offered_first_and_leaves_a_line_without_text() {
        MessagesPanel panel(session_, themes_);
        show(panel);
        QLineEdit &line = panel.filterBar().line();
        QTest::keyClicks(&line, "byt");
        QTRY_COMPARE_WITH_TIMEOUT(offered(), QStringList{"bytes"}, 30'000);
        QTest::keyClick(popup(), Qt::Key_Tab);
        QCOMPARE(line.text(), "bytes ");
        QVERIFY(line.hasFocus() && !popup());
        line.clear();
        QTest::keyClick(&line, Qt::Key_Down);
        QTRY_VERIFY_WITH_TIMEOUT(offered().size() > 5, 30'000);
        QTest::keyClick(popup(), Qt::Key_Tab);
        QCOMPARE(line.text(), QString());
    }
    void completion_offers_fields_then_comparisons_then_values_of_the_session() {
        MessagesPanel panel(session_, themes_);
        show(panel);
        QLineEdit &line = panel.filterBar().line();
        QTest::keyClicks(&line, "chan");
        QTRY_COMPARE_WITH_TIMEOUT(offered(), (QStringList{"channel", "channel.kind"}), 30'000);
        QTest::keyClick(popup(), Qt::Key_Down);
        QTest::keyClick(popup(), Qt::Key_Return);
        QCOMPARE(line.text(), "channel ");
        QCOMPARE(panel.filterBar().chips().size(), 0);
        QTest::keyClick(&line, Qt::Key_Down);
        QTRY_VERIFY_WITH_TIMEOUT(offered().contains("contains"), 30'000);
        QTest::keyClicks(popup(), "== \"ta");
        QTRY_COMPARE_WITH_TIMEOUT(offered(), QStringList{"\"tasks\""}, 30'000);
        QTest::keyClick(popup(), Qt::Key_Down);
        QTest::keyClick(popup(), Qt::Key_Return);
        QCOMPARE(line.text(), "channel == \"tasks\" ");
    }
    void enter_keeps_a_chip_that_can_be_clicked_away_or_edited_and_is_offered_again() {
        MessagesPanel panel(session_, themes_);
        show(panel);
        QLineEdit &line = panel.filterBar().line();
        const int all = panel.model().rowCount();
        QTest::keyClicks(&line, "bytes > 1");
        QTest::keyClick(&line, Qt::Key_Return);
        QTest::keyClicks(&line, "channel == \"tasks\"");
        QTest::keyClick(&line, Qt::Key_Return);
        QCOMPARE(panel.filterBar().chips(), (QStringList{"bytes > 1", "channel == \"tasks\""}));
        QCOMPARE(line.text(), "");
        QCOMPARE(QString::fromStdString(panel.model().filter().text()), "bytes > 1 && channel == \"tasks\"");
        QTest::mouseClick(chips(panel, "filter-chip").at(0), Qt::LeftButton);
        QCOMPARE(line.text(), "bytes > 1");
        line.clear();
        QTest::mouseClick(chips(panel, "filter-chip-remove").at(0), Qt::LeftButton);
        QCOMPARE(chips(panel, "filter-chip").size(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(panel.model().rowCount(), all, 30'000);
        QTest::keyClick(&line, Qt::Key_Down);
        QTRY_COMPARE_WITH_TIMEOUT(offered().value(0), "channel == \"tasks\"", 30'000);
        popup()->close();
    }
    void a_cell_can_be_applied_as_filter_and_taken_out() {
        MessagesPanel panel(session_, themes_);
        show(panel);
        const int all = panel.model().rowCount();
        const auto openMenu = [&panel](int column) {
            const QPoint where = panel.view().visualRect(panel.model().index(0, column)).center();
            QContextMenuEvent event(QContextMenuEvent::Mouse, where, panel.view().viewport()->mapToGlobal(where));
            QApplication::sendEvent(panel.view().viewport(), &event);
            return qobject_cast<QMenu *>(popup());
        };
        QMenu *menu = openMenu(MessageModel::Channel);
        QVERIFY(menu && choose(menu, "And not"));
        auto *below = menu->actions().at(1)->menu();
        QTRY_VERIFY_WITH_TIMEOUT(below->isVisible(), 30'000);
        const QString condition = below->actions().first()->text();
        QVERIFY(choose(below, condition));
        QCOMPARE(panel.filterBar().chips().first(), "!(" + condition + ")");
        const int without = panel.model().rowCount();
        QVERIFY(without < all);
        QTest::mouseClick(chips(panel, "filter-chip-remove").at(0), Qt::LeftButton);
        menu = openMenu(MessageModel::Channel);
        QVERIFY(menu && choose(menu, "Apply as filter"));
        below = menu->actions().at(0)->menu();
        QTRY_VERIFY_WITH_TIMEOUT(below->isVisible(), 30'000);
        QVERIFY(choose(below, condition));
        QCOMPARE(panel.model().rowCount(), all - without);
    }
    void tasks_have_the_same_bar() {
        TasksPanel panel(session_, themes_);
        show(panel);
        const int all = panel.view().model()->rowCount();
        QTest::keyClicks(&panel.filterBar().line(), QStringLiteral("process.pid == %1").arg(synthetic_worker(1).pid));
        QTRY_VERIFY_WITH_TIMEOUT(panel.view().model()->rowCount() < all && panel.view().model()->rowCount() > 0, 30'000);
        QTest::keyClick(&panel.filterBar().line(), Qt::Key_Return);
        QCOMPARE(panel.filterBar().chips().size(), 1);
    }
    void the_help_page_has_every_field() {
        const QString page = filterHelpPage();
        for (const query::FieldRow &row : query::all_fields())
            QVERIFY2(page.contains("<code>" + QString::fromUtf8(row.name.data(), qsizetype(row.name.size())) + "</code>"), row.name.data());
        MessagesPanel panel(session_, themes_);
        show(panel);
        QTest::mouseClick(panel.findChild<QToolButton *>("filter-help"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(QApplication::activeWindow() && QApplication::activeWindow()->objectName() == "filter-help-page", 30'000);
        QTest::keyClick(QApplication::activeWindow(), Qt::Key_Escape);
    }
};

QTEST_MAIN(FilterBarTest)
#include "filter_bar_test.moc"
