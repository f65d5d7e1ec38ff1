// SPDX-License-Identifier: GPL-3.0-or-later
// The flight recorder by keys and clicks: it waits for the first finding, and saves what led there.
#include "engine/core/telemetry/recording.h"
#include "tests/ui/main_window/opened_window.h"

#include "ui/controls/message_bar.h"
#include "ui/main_window/workbench.h"
#include "ui/process_tree/process_tree_panel.h"

#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSettings>
#include <QSortFilterProxyModel>
#include <QTemporaryDir>
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

private slots:
    void initTestCase() {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder_.path());
        QSettings().clear();
    }

    void what_led_to_the_first_finding_is_saved() {
        const QString path = folder_.filePath("flight.poolscope");
        OpenedWindow opened;
        auto *bar = opened.window().findChild<MessageBar *>();
        QTest::keyClick(&opened.window(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        const QPointer<QFileDialog> dialog = opened.window().findChild<QFileDialog *>();
        QVERIFY(dialog);
        QTRY_VERIFY_WITH_TIMEOUT(dialog->isVisible(), 30'000);
        auto *name = dialog->findChild<QLineEdit *>("fileNameEdit");
        auto *save = dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save);
        QVERIFY(name && save);
        // Until the dialog has read its folder, Qt takes back what is typed.
        QVERIFY(QTest::qWaitFor([&] {
            name->clear();
            QTest::keyClicks(name, path);
            QTest::mouseClick(save, Qt::LeftButton);
            return !dialog || !dialog->isVisible();
        }, 30'000));
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
};

QTEST_MAIN(FlightRecorderTest)
#include "flight_recorder_test.moc"
