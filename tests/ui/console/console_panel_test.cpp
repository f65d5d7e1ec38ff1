// SPDX-License-Identifier: GPL-3.0-or-later
// The output of all processes as a person uses it: words typed into the filter, and the way from a line to its moment.
#include "tests/support/event_script.h"
#include "ui/console/console_panel.h"
#include "ui/controls/empty_state.h"
#include "ui/theme/terminal_palette.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QTableView>
#include <QTest>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

namespace {

constexpr ProcessKey one{100, 1}, two{101, 2};

} // namespace

class ConsolePanelTest : public QObject {
    Q_OBJECT

    Session session_;
    ThemeProvider themes_{SchemeChoice::light};
    std::unique_ptr<ConsolePanel> panel_;

    QTableView *view() { return panel_->findChild<QTableView *>("console"); }
    QLineEdit *filter() { return panel_->findChild<QLineEdit *>("console-filter"); }
    QStringList lines() {
        QStringList lines;
        for (int row = 0; row < view()->model()->rowCount(); ++row)
            lines << view()->model()->index(row, ConsoleModel::Text).data().toString();
        return lines;
    }
    QModelIndex line(int row) { return view()->model()->index(row, ConsoleModel::Text); }
    QPoint placeOf(const QModelIndex &index) {
        view()->scrollTo(index);
        return view()->visualRect(index).center();
    }
    void print(int lines) {
        EventScript script;
        for (int i = 0; i < lines; ++i)
            script.prints(one, "one more\n");
        session_.append(script.take());
        session_.flush();
    }
    void choose(const QModelIndex &index, const QString &entry) {
        const QPoint where = placeOf(index);
        QContextMenuEvent event(QContextMenuEvent::Mouse, where, view()->viewport()->mapToGlobal(where));
        QApplication::sendEvent(view()->viewport(), &event);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        for (QAction *action : menu->actions())
            if (action->text() == entry)
                return QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
        QFAIL(qPrintable(entry));
    }

    // Whether the row is drawn with that colour in it.
    bool isDrawnWith(int row, const QColor &color) {
        const QImage image = view()->viewport()->grab(view()->visualRect(line(row))).toImage();
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (image.pixelColor(x, y) == color)
                    return true;
        return false;
    }

private slots:
    void init() {
        session_.clear();
        EventScript script;
        script.prints(one, "alpha begins\n").prints(two, "beta begins\n").prints(one, "ALPHA goes on\n").prints(two, "an end\n");
        session_.append(script.take());
        session_.flush();
        panel_ = std::make_unique<ConsolePanel>(session_, themes_);
        panel_->resize(700, 300);
        panel_->show();
        QVERIFY(QTest::qWaitForWindowExposed(panel_.get(), 30'000));
        QApplication::setActiveWindow(panel_.get());
    }
    void what_a_program_colours_is_drawn_in_colour() {
        EventScript script;
        script.prints(one, "\x1b[31m\u2588\u2588\x1b[0m\n").prints(one, "\x1b[44mon blue\x1b[0m\n").prints(one, "plain\n");
        session_.append(script.take());
        session_.flush();
        const TerminalPalette &palette = TerminalPalette::of(Scheme::light);
        const int first = view()->model()->rowCount() - 3;
        view()->scrollToBottom();
        QTRY_VERIFY(isDrawnWith(first, palette.color(1)));
        QVERIFY(isDrawnWith(first + 1, palette.color(4)));
        QVERIFY(!isDrawnWith(first + 2, palette.color(1)) && !isDrawnWith(first + 2, palette.color(4)));
    }
    void cleanup() { panel_.reset(); }

    void words_typed_into_the_filter_leave_their_lines() {
        QTest::mouseClick(filter(), Qt::LeftButton);
        QTest::keyClicks(filter(), "alpha");
        QCOMPARE(lines(), (QStringList{"alpha begins", "ALPHA goes on"}));
        QTest::keyClicks(filter(), " g");
        QCOMPARE(lines(), (QStringList{"ALPHA goes on"}));
        for (int key = 0; key < 7; ++key)
            QTest::keyClick(filter(), Qt::Key_Backspace);
        QCOMPARE(lines().size(), 4);
        QTest::keyClicks(filter(), "[x"); // words, no pattern
        QCOMPARE(lines().size(), 0);
        QTest::keyClick(filter(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(filter(), Qt::Key_Delete);
        QCOMPARE(lines().size(), 4);
    }

    void words_that_no_line_has_are_said_to_be_why_nothing_is_there() {
        auto *empty = view()->findChild<EmptyState *>();
        QTest::keyClicks(filter(), "nowhere");
        QVERIFY(empty->isVisible());
        QCOMPARE(empty->accessibleName(), "Nothing passes the filter.");
        session_.clear();
        QTest::keyClick(filter(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(filter(), Qt::Key_Delete);
        QVERIFY(empty->isVisible());
        QVERIFY2(empty->accessibleName().startsWith("What the processes print"), qPrintable(empty->accessibleName()));
    }

    void only_the_lines_that_are_shown_are_copied() {
        choose(line(0), "Copy all output");
        QCOMPARE(QGuiApplication::clipboard()->text(), "alpha begins\nbeta begins\nALPHA goes on\nan end\n");
        QTest::keyClicks(filter(), "begins");
        choose(line(1), "Copy the lines shown");
        QCOMPARE(QGuiApplication::clipboard()->text(), "alpha begins\nbeta begins\n");
    }

    // What was printed while another view stood before this one.
    void the_newest_line_is_in_sight_when_the_view_is_opened() {
        QScrollBar *bar = view()->verticalScrollBar();
        const auto isAtEnd = [bar] { return bar->maximum() > 0 && bar->value() == bar->maximum(); };
        panel_->hide();
        print(500);
        panel_->show();
        QTRY_VERIFY_WITH_TIMEOUT(isAtEnd(), 30'000);
        panel_->resize(700, 200);
        QTRY_VERIFY_WITH_TIMEOUT(isAtEnd(), 30'000);
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, placeOf(line(20)));
        const int read = bar->value();
        print(500);
        QTRY_COMPARE_WITH_TIMEOUT(bar->maximum() > 900, true, 30'000);
        QCOMPARE(bar->value(), read); // a person reads there
    }

    void only_the_lines_of_a_process_are_two_clicks_away() {
        choose(line(1), "Only lines of this process");
        QCOMPARE(lines(), (QStringList{"beta begins", "an end"}));
        QVERIFY2(filter()->text().contains("101"), qPrintable(filter()->text()));
    }

    void a_line_leads_to_the_moment_when_it_was_printed_data() {
        QTest::addColumn<QString>("way");
        for (const char *way : {"double click", "Enter", "menu"})
            QTest::newRow(way) << QString(way);
    }
    void a_line_leads_to_the_moment_when_it_was_printed() {
        QFETCH(QString, way);
        QTest::keyClicks(filter(), "goes");
        const QModelIndex index = line(0);
        if (way == "menu") {
            choose(index, "Go to the moment it was printed");
        } else {
            QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, placeOf(index));
            if (way == "Enter")
                QTest::keyClick(view(), Qt::Key_Return);
            else
                QTest::mouseDClick(view()->viewport(), Qt::LeftButton, {}, placeOf(index));
        }
        QVERIFY(!session_.isLive());
        QCOMPARE(session_.cursor(), std::size_t(3));
        QTest::keyClick(filter(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(filter(), Qt::Key_Delete);
        QCOMPARE(lines(), (QStringList{"alpha begins", "beta begins", "ALPHA goes on"})); // what came later is not there yet
    }

    void a_line_that_is_chosen_selects_its_process() {
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, placeOf(line(3)));
        QCOMPARE(session_.selection().current().processKey(), two);
        QTest::keyClick(view(), Qt::Key_Up);
        QCOMPARE(session_.selection().current().processKey(), one);
    }
};

QTEST_MAIN(ConsolePanelTest)
#include "console_panel_test.moc"
