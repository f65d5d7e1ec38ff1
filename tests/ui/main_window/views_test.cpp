// SPDX-License-Identifier: GPL-3.0-or-later
// What several views have to do with each other, in the real window: by clicks, drags and keys.
#include "tests/ui/main_window/opened_window.h"

#include "ui/messages/message_model.h"
#include "ui/plots/latency_view.h"
#include "ui/plots/plots_panel.h"
#include "ui/timeline/timeline_panel.h"
#include "ui/timeline/timeline_view.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDockWidget>
#include <QFileDialog>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

class ViewsTest : public QObject {
    Q_OBJECT

    static constexpr int longest = 60'000;

private slots:
    void init() { QSettings().clear(); }

    void a_pipe_that_was_damaged_is_seen_in_the_messages() {
        OpenedWindow opened;
        opened.click("lesson-two-writers");
        QVERIFY(opened.waitForEnd());
        opened.clickTab("Messages");
        auto *view = opened.find<QTableView>("messages");
        const auto corrupted = [view] {
            int count = 0;
            for (int row = 0; row < view->model()->rowCount(); ++row)
                count += view->model()->index(row, MessageModel::Operation).data().toString() == QLatin1String("send, corrupted");
            return count;
        };
        QTRY_VERIFY_WITH_TIMEOUT(corrupted() > 0, longest);
        int sent = 0, received = 0;
        for (const state::MessageRow &row : opened.session().log().messages()) {
            sent += row.sent_sequence != 0;
            received += row.received_sequence != 0;
        }
        QCOMPARE(corrupted(), sent - received);
    }

    void what_is_measured_in_the_timeline_is_counted_in_the_latencies() {
        OpenedWindow opened;
        opened.click("lesson-square-pool");
        QVERIFY(opened.waitForEnd());
        opened.clickTab("Timeline");
        auto *timeline = opened.window().findChild<TimelineView *>();
        auto *plots = opened.window().findChild<PlotsPanel *>();
        QTRY_VERIFY_WITH_TIMEOUT(timeline->isVisible() && timeline->itemCount() > 0, longest);
        const int y = int(timeline->laneRect(0).center().y()), left = timeline->lanesRect().left();
        const QPoint from(left + 5, y), to(left + timeline->lanesRect().width() / 4, y);
        QTest::mousePress(timeline, Qt::LeftButton, {}, from);
        QTest::mouseMove(timeline, (from + to) / 2);
        QTest::mouseMove(timeline, to);
        QTest::mouseRelease(timeline, Qt::LeftButton, {}, to);
        QVERIFY(timeline->range());
        opened.clickTab("Plots");
        auto *chip = opened.find<QToolButton>("latency-range");
        QTRY_VERIFY_WITH_TIMEOUT(chip->isVisible(), longest);
        const auto all = [plots] { return plots->latencies().of(Latency::onTheWay).count(); };
        const qint64 part = all();
        opened.click(chip);
        QTRY_VERIFY_WITH_TIMEOUT(!chip->isVisible() && !timeline->range(), longest);
        QTRY_VERIFY_WITH_TIMEOUT(all() > part, longest);
        QTRY_COMPARE_WITH_TIMEOUT(plots->latencies().of(Latency::ran).count(), 3, longest);
        QVERIFY(plots->latencyView()->isVisible());
    }

    void a_session_is_shared_without_its_contents() {
        OpenedWindow opened;
        opened.click("lesson-square-pool");
        QVERIFY(opened.waitForEnd());
        QTemporaryDir folder;
        const QString path = folder.filePath("shared.csv");
        QTest::keyClick(&opened.window(), Qt::Key_E, Qt::ControlModifier);
        const QPointer<QFileDialog> dialog = opened.window().findChild<QFileDialog *>();
        QVERIFY(dialog);
        QTRY_VERIFY_WITH_TIMEOUT(dialog->isVisible(), longest);
        auto *contents = dialog->findChild<QComboBox *>("export-contents");
        QVERIFY(contents->isVisible());
        contents->setFocus();
        QTest::keyClick(contents, Qt::Key_Down);
        dialog->selectNameFilter(dialog->nameFilters().filter("csv").first());
        auto *name = dialog->findChild<QLineEdit *>("fileNameEdit");
        auto *save = dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save);
        static const QRegularExpression suggested(QStringLiteral("^Square-pool-\\d{4}-\\d\\d-\\d\\d-\\d{4}$"));
        QVERIFY2(suggested.match(name->text()).hasMatch(), qPrintable(name->text()));
        // Until the dialog has read its folder, Qt takes back what is typed.
        QVERIFY(QTest::qWaitFor([&] {
            name->clear();
            QTest::keyClicks(name, path);
            QTest::mouseClick(save, Qt::LeftButton);
            return !dialog || !dialog->isVisible();
        }, longest));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), longest);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY2(text.contains("square(0)") && !text.contains("square(3)"), text.left(2000));
    }

    void a_dock_that_was_hidden_stays_hidden_after_the_next_start() {
        const auto console = [](OpenedWindow &opened) { return opened.find<QDockWidget>("console"); };
        {
            OpenedWindow opened;
            opened.click("lesson-square-pool");
            QTRY_VERIFY_WITH_TIMEOUT(console(opened)->isVisible(), longest);
            QVERIFY(opened.waitForEnd());
            console(opened)->toggleViewAction()->trigger();
            QVERIFY(!console(opened)->isVisible());
            opened.clickTab("Tasks");
            opened.window().close();
        }
        OpenedWindow opened;
        opened.click("lesson-square-pool");
        QVERIFY(opened.waitForEnd());
        QVERIFY(!console(opened)->isVisible());
        QVERIFY(opened.find<QDockWidget>("diagnosis")->isVisibleTo(&opened.window()) || opened.find<QDockWidget>("lesson")->isVisible());
        auto *tabs = opened.find<QTabWidget>("views");
        QCOMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("Tasks"));
    }
};

QTEST_MAIN(ViewsTest)
#include "views_test.moc"
