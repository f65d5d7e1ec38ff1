// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/empty_state.h"

#include <QHeaderView>
#include <QLabel>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>

using namespace poolscope::ui;

class EmptyStateTest : public QObject {
    Q_OBJECT
private slots:
    void in_a_low_place_what_it_is_stands_alone_and_whole_data() {
        QTest::addColumn<int>("height");
        QTest::addColumn<bool>("hasIcon");
        QTest::addColumn<bool>("saysHow");
        QTest::newRow("high") << 240 << true << true;
        QTest::newRow("lower") << 70 << false << true;
        QTest::newRow("low") << 40 << false << false;
    }
    void in_a_low_place_what_it_is_stands_alone_and_whole() {
        QFETCH(int, height);
        QFETCH(bool, hasIcon);
        QFETCH(bool, saysHow);
        QStandardItemModel model;
        QTableView view;
        view.setModel(&model);
        view.setFrameShape(QFrame::NoFrame);
        view.horizontalHeader()->hide();
        EmptyState *state = EmptyState::of(&view, QStringLiteral("finding"), QStringLiteral("What it is"), QStringLiteral("How to fill it"));
        view.resize(400, height);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        const auto labels = state->findChildren<QLabel *>();
        QCOMPARE(labels.size(), 3);
        QCOMPARE(labels[0]->isVisible(), hasIcon);
        QCOMPARE(labels[2]->isVisible(), saysHow);
        QVERIFY(labels[1]->isVisible() && labels[1]->height() >= labels[1]->fontMetrics().height());
    }
};

QTEST_MAIN(EmptyStateTest)
#include "empty_state_test.moc"
