// SPDX-License-Identifier: GPL-3.0-or-later
// The flight recorder by keys and clicks: it waits for the first finding, and saves what led there.
#include "engine/core/recording/flight_window.h"
#include "engine/core/recording/recording.h"
#include "tests/support/synthetic_session.h"
#include "tests/ui/main_window/opened_window.h"

#include "ui/controls/message_bar.h"
#include "ui/main_window/workbench.h"
#include "ui/process_tree/process_tree_panel.h"

#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QInputDialog>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSettings>
#include <QSortFilterProxyModel>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTimer>
#include <QTreeView>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

class FlightRecorderTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    static ProcessKey busyWorker(OpenedWindow &opened) {
        for (const auto &[id, task] : opened.state().tasks())
            if (task.outcome == TaskOutcome::running && task.worker)
                return task.worker;
        return {};
    }

    // The answer of the file dialog that is open.
    static bool saveAs(OpenedWindow &opened, const QString &path) {
        const QPointer<QFileDialog> dialog = opened.window().findChild<QFileDialog *>();
        if (!dialog || !QTest::qWaitFor([&] { return dialog->isVisible(); }, 30'000))
            return false;
        auto *name = dialog->findChild<QLineEdit *>("fileNameEdit");
        auto *save = dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save);
        // Until the dialog has read its folder, Qt takes back what is typed.
        return QTest::qWaitFor([&] {
            name->clear();
            QTest::keyClicks(name, path);
            QTest::mouseClick(save, Qt::LeftButton);
            return !dialog || !dialog->isVisible();
        }, 30'000);
    }

private slots:
    void initTestCase() {
        keepSettingsIn(folder_);
        QSettings().clear();
    }

    void what_led_to_the_first_finding_is_saved() {
        const QString path = folder_.filePath("flight.poolscope");
        OpenedWindow opened;
        auto *bar = opened.window().findChild<MessageBar *>();
        QTest::keyClick(&opened.window(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(saveAs(opened, path));
        QVERIFY2(bar->text().contains(path), qPrintable(bar->text()));
        auto *action = opened.window().findChild<QAction *>("flight-recorder");
        QVERIFY(action->isChecked());

        auto *line = opened.find<QLineEdit>("command-line");
        opened.click(line);
        QTest::keyClicks(line, QStringLiteral(POOLSCOPE_PROBES "/pool_of_sleepers"));
        opened.click("run-command");
        QTRY_VERIFY_WITH_TIMEOUT(busyWorker(opened), 60'000);
        QVERIFY(!QFile::exists(path));
        auto *view = opened.find<QTreeView>("process-tree");
        ProcessTreeModel &tree = opened.window().workbench().processTree().model();
        QVERIFY(opened.chooseFromMenu(view, qobject_cast<QSortFilterProxyModel *>(view->model())->mapFromSource(tree.indexOf(busyWorker(opened))), QStringLiteral("Kill")));
        opened.click(opened.find<QPushButton>("accept"));
        QTRY_VERIFY_WITH_TIMEOUT(bar->text().startsWith("Something was found") && bar->text().contains(path), 60'000);
        QVERIFY(!action->isChecked());
        if (opened.window().runControl().isActive())
            opened.click("stop");
        QVERIFY(opened.waitForEnd());

        auto reader = telemetry::RecordingReader::open(path.toStdString());
        QVERIFY(reader.has_value());
        QVERIFY(reader->damage().is_whole());
        bool hasStart = false, hasDeath = false, hasEnd = false;
        for (std::size_t block = 0; block < reader->blocks(); ++block) {
            const auto events = reader->read(block);
            for (const Event &event : *events) {
                hasStart |= event.kind == EventKind::program_started;
                hasDeath |= event.kind == EventKind::process_exited;
                hasEnd |= event.kind == EventKind::program_exited;
            }
        }
        QVERIFY(hasStart && hasDeath && !hasEnd);
    }

    void a_long_saving_tells_how_far_it_is_and_can_be_left() {
        const QString path = folder_.filePath("left.poolscope");
        OpenedWindow opened;
        opened.session().append(synthetic_session({.workers = 4, .tasks = 60'000}));
        opened.session().flush();
        auto *bar = opened.window().findChild<MessageBar *>();
        QStringList told;
        QTimer person;
        connect(&person, &QTimer::timeout, &opened.window(), [&] {
            if (!bar->text().startsWith("Saving") || told.contains(bar->text()))
                return;
            told << bar->text();
            if (told.size() == 3)
                opened.click("accept");
        });
        person.start(0);
        opened.window().findChild<QAction *>("save-without-contents")->trigger();
        QVERIFY(saveAs(opened, path));
        QTRY_VERIFY_WITH_TIMEOUT(bar->text().contains("was cancelled"), 60'000);
        QCOMPARE(told.size(), 3);
        QVERIFY2(told[2].contains(path) && told[2].endsWith("%"), qPrintable(told[2]));
        QCOMPARE(QDir(folder_.path()).entryList({"left*"}), QStringList{});
    }

    void its_size_is_a_preference_that_says_what_it_holds() {
        const QString path = folder_.filePath("small.poolscope");
        const auto events = synthetic_session({.workers = 4, .tasks = 20'000, .killed_worker = 2, .killed_in_task = 4'000});
        {
            OpenedWindow opened;
            const auto ask = [&] {
                opened.window().findChild<QAction *>("flight-recorder-size")->trigger();
                return opened.window().findChild<QInputDialog *>("flight-size-wanted");
            };
            QInputDialog *dialog = ask();
            auto *megabytes = dialog->findChild<QSpinBox *>();
            QCOMPARE(megabytes->value(), 64);
            QVERIFY2(dialog->labelText().contains("64 MB hold about") && !dialog->labelText().contains("session"), qPrintable(dialog->labelText()));
            megabytes->selectAll();
            QTest::keyClicks(megabytes, "1");
            QVERIFY2(dialog->labelText().contains("1 MB hold about"), qPrintable(dialog->labelText()));
            QTest::keyClick(megabytes, Qt::Key_Return);
        }
        OpenedWindow opened; // remembered
        opened.window().findChild<QAction *>("flight-recorder")->trigger();
        QVERIFY(saveAs(opened, path));
        auto *bar = opened.window().findChild<MessageBar *>();
        QVERIFY2(bar->text().contains("the last 1 MB"), qPrintable(bar->text()));
        opened.session().append(events);
        opened.session().flush();
        QTRY_VERIFY_WITH_TIMEOUT(bar->text().startsWith("Something was found"), 60'000);
        opened.window().findChild<QAction *>("flight-recorder-size")->trigger();
        const QString told = opened.window().findChild<QInputDialog *>("flight-size-wanted")->labelText();
        QVERIFY2(told.contains("would be the last"), qPrintable(told));

        auto reader = telemetry::RecordingReader::open(path.toStdString());
        QVERIFY(reader.has_value());
        std::size_t bytes = 0;
        std::int64_t givenUp = 0;
        for (std::size_t block = 0; block < reader->blocks(); ++block) {
            const auto kept = reader->read(block);
            for (const Event &event : *kept) {
                bytes += telemetry::tells_what_there_is(event.kind) ? 0 : sizeof event + event.payload.size();
                givenUp += event.kind == EventKind::gap ? event.a : 0;
            }
        }
        QVERIFY2(bytes > 900'000 && bytes <= 1024 * 1024 + 1000, qPrintable(QString::number(bytes)));
        QVERIFY(givenUp > 10'000);
    }
};

QTEST_MAIN(FlightRecorderTest)
#include "flight_recorder_test.moc"
