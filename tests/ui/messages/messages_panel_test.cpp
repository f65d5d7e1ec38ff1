// SPDX-License-Identifier: GPL-3.0-or-later
// The list of messages under a person's keys.
#include "tests/support/synthetic_session.h"
#include "ui/messages/messages_panel.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QTest>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

class MessagesPanelTest : public QObject {
    Q_OBJECT

    Session session_;
    ThemeProvider themes_{SchemeChoice::light};

    static QString copied() { return QApplication::clipboard()->text(); }

private slots:
    void several_messages_are_copied_a_line_each() {
        session_.append(synthetic_session({.workers = 3, .tasks = 40}));
        session_.flush();
        MessagesPanel panel(session_, themes_);
        panel.resize(1000, 500);
        panel.show();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
        auto *view = panel.findChild<QTableView *>("messages");
        view->setFocus();
        const auto timeIn = [&](int row) { return panel.model().index(row, 0).data().toString() + QLatin1Char('\t'); };
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(panel.model().index(panel.model().rowCount() - 3, 0)).center());
        const int first = view->currentIndex().row();
        QTest::keyClick(view, Qt::Key_C, Qt::ControlModifier);
        QVERIFY2(copied().startsWith(timeIn(first)) && !copied().contains('\n'), qPrintable(copied()));

        QTest::keyClick(view, Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(view, Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(view, Qt::Key_C, Qt::ControlModifier);
        const QStringList lines = copied().split('\n');
        QCOMPARE(lines.size(), 3);
        for (int line = 0; line < 3; ++line)
            QVERIFY2(lines[line].startsWith(timeIn(first + line)), qPrintable(lines[line]));
        QCOMPARE(session_.selection().current(), Selected::message(panel.model().messageAt(first + 2).index));

        // And from the menu.
        QApplication::clipboard()->clear();
        const QPoint where = view->visualRect(view->currentIndex()).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, where, view->viewport()->mapToGlobal(where));
        QApplication::sendEvent(view->viewport(), &event);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QAction *copy = menu->actions().last();
        QCOMPARE(copy->text(), "Copy rows");
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(copy).center());
        QCOMPARE(copied().split('\n'), lines);
    }
};

QTEST_MAIN(MessagesPanelTest)
#include "messages_panel_test.moc"
