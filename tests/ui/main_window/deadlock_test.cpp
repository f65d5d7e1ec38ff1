// SPDX-License-Identifier: GPL-3.0-or-later
// The lesson on the deadlock of three, as a person meets it: the ring is found while it lasts, stays in the list when it is over,
// and a click goes back into it.
#include "tests/ui/main_window/opened_window.h"

#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/launch/door.h"
#include "ui/main_window/workbench.h"

#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

namespace {

constexpr int longest = 60'000;

// The row of the ring; −1 while there is none.
int ringOf(const FindingModel &findings) {
    for (int row = 0; row < findings.rowCount(); ++row)
        if (findings.findingAt(row).kind == diagnose::FindingKind::timed_ring)
            return row;
    return -1;
}

} // namespace

class DeadlockTest : public QObject {
    Q_OBJECT

    QTemporaryDir settings_;

private slots:
    void initTestCase() { keepSettingsIn(settings_); }

    void the_ring_is_found_and_can_be_gone_back_to_data() {
        QTest::addColumn<QString>("method");
        QTest::newRow("fork") << QStringLiteral("method-fork");
        QTest::newRow("spawn") << QStringLiteral("method-spawn");
    }
    void the_ring_is_found_and_can_be_gone_back_to() {
        QFETCH(QString, method);
        QSettings().clear();
        OpenedWindow opened;
        const FindingModel &findings = opened.window().workbench().diagnosis().model();
        bool wasWrong = false; // it lasts 2 s: what was seen meanwhile
        connect(&findings, &QAbstractItemModel::rowsInserted, this, [&] {
            const int row = ringOf(findings);
            wasWrong = wasWrong || (row >= 0 && !findings.findingAt(row).elsewhen && findings.troubleCount() > 0);
        });
        for (DoorRow *row : opened.window().findChildren<DoorRow *>())
            if (row->text() == QLatin1String("Deadlock of three"))
                opened.click(row);
        if (method != QLatin1String("method-fork"))
            opened.click(method.toLatin1().constData());
        QVERIFY(opened.waitForEnd());
        opened.session().flush();
        QVERIFY(wasWrong);
        const int row = ringOf(findings);
        QVERIFY(row >= 0 && findings.findingAt(row).elsewhen);
        QCOMPARE(findings.findingAt(row).culprits.size(), std::size_t(6)); // three processes and three locks
        QVERIFY(findings.index(row, 0).data().toString().startsWith("From "));

        opened.click("findings"); // the button of the run bar
        auto *view = opened.window().workbench().diagnosis().findChild<QTableView *>("findings");
        QTRY_VERIFY_WITH_TIMEOUT(view->isVisible() && !view->visibleRegion().isEmpty(), longest);
        opened.clickRow(view, findings.index(row, 0));
        QVERIFY(!opened.session().isLive());
        const int then = ringOf(findings);
        QVERIFY(then >= 0 && !findings.findingAt(then).elsewhen);
        QVERIFY(findings.index(then, 0).data().toString().contains("which"));
        QCOMPARE(opened.session().selection().all().size(), std::size_t(6));
    }
};

QTEST_MAIN(DeadlockTest)
#include "deadlock_test.moc"
