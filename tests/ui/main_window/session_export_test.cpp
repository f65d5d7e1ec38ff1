// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/synthetic_session.h"
#include "ui/main_window/export_dialog.h"
#include "ui/main_window/session_export.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

class SessionExportTest : public QObject {
    Q_OBJECT

    Session session_;
    QTemporaryDir folder_;

    static QByteArray contentOf(const QString &path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void initTestCase() {
        session_.append(synthetic_session({.workers = 4, .tasks = 3000}));
        session_.flush();
    }

    void every_format_is_written_and_its_progress_told() {
        for (const exporting::FormatRow &row : exporting::all_formats()) {
            const QString path = folder_.filePath(QStringLiteral("whole.%1").arg(int(row.format)));
            auto *exporting = new SessionExport(session_);
            QSignalSpy finished(exporting, &SessionExport::finished), progressed(exporting, &SessionExport::progressed);
            exporting->write(path, row.format);
            QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
            QCOMPARE(finished.first().first().toString(), QString());
            QVERIFY(contentOf(path).size() > 300);
            QVERIFY(progressed.count() > 3);
            // The same as when it is written at once.
            const QString atOnce = folder_.filePath(QStringLiteral("at-once"));
            QVERIFY(exporting::write(session_.history(), row.format, atOnce.toStdString()));
            if (row.format != exporting::Format::sqlite && row.format != exporting::Format::pcapng && row.format != exporting::Format::session) // they hold times of their own
                QVERIFY2(contentOf(path) == contentOf(atOnce), row.name.data());
        }
    }

    void a_cancelled_one_leaves_what_was_there() {
        const QString path = folder_.filePath("kept.csv");
        QFile old(path);
        QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
        old.close();
        const QPointer<SessionExport> exporting = new SessionExport(session_);
        QSignalSpy finished(exporting, &SessionExport::finished);
        connect(exporting, &SessionExport::progressed, this, [exporting](int percent) {
            if (percent >= 20)
                exporting->cancel();
        });
        exporting->write(path, exporting::Format::csv);
        QTRY_VERIFY_WITH_TIMEOUT(!exporting, 60'000);
        QCOMPARE(finished.count(), 0);
        QCOMPARE(contentOf(path), "old");
        QCOMPARE(QDir(folder_.path()).entryList({"kept*"}, QDir::Files), {"kept.csv"});
    }

    void the_dialog_asks_what_is_to_become_of_contents() {
        ExportDialog dialog(nullptr);
        QSignalSpy chosen(&dialog, &ExportDialog::chosen);
        dialog.open();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog, 30'000));
        auto *contents = dialog.findChild<QComboBox *>("export-contents");
        QVERIFY(contents && contents->isVisible());
        contents->setFocus();
        QCOMPARE(contents->currentIndex(), 0); // kept, until somebody says otherwise
        QTest::keyClick(contents, Qt::Key_Down);
        auto *name = dialog.findChild<QLineEdit *>("fileNameEdit");
        auto *save = dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save);
        // Until the dialog has read its folder, Qt takes back what is typed.
        QVERIFY(QTest::qWaitFor([&] {
            name->clear();
            QTest::keyClicks(name, folder_.filePath("asked.trace.json"));
            QTest::mouseClick(save, Qt::LeftButton);
            return !dialog.isVisible();
        }, 30'000));
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first().at(2).value<Contents>(), Contents::masked);
        QCOMPARE(chosen.first().at(1).value<exporting::Format>(), exporting::Format::perfetto);

        auto *exporting = new SessionExport(session_);
        QSignalSpy finished(exporting, &SessionExport::finished);
        exporting->write(chosen.first().at(0).toString(), chosen.first().at(1).value<exporting::Format>(), Contents::masked);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
        const QByteArray written = contentOf(folder_.filePath("asked.trace.json"));
        const QString atOnce = folder_.filePath(QStringLiteral("kept.trace.json"));
        QVERIFY(exporting::write(session_.history(), exporting::Format::perfetto, atOnce.toStdString()));
        QVERIFY(!written.isEmpty() && written != contentOf(atOnce));
    }

    void a_name_with_the_ending_of_another_format_means_that_format() {
        const std::pair<const char *, exporting::Format> names[] = {
            {"table.csv", exporting::Format::csv}, {"TABLE.CSV", exporting::Format::csv}, {"trace.json", exporting::Format::perfetto},
            {"x.trace.json", exporting::Format::perfetto}, {"x.sqlite", exporting::Format::sqlite}, {"x", exporting::Format::perfetto}, {"x.txt", exporting::Format::perfetto}};
        for (const auto &[name, format] : names) {
            ExportDialog dialog(nullptr);
            QSignalSpy chosen(&dialog, &ExportDialog::chosen);
            dialog.open();
            QVERIFY(QTest::qWaitForWindowExposed(&dialog, 30'000));
            auto *line = dialog.findChild<QLineEdit *>("fileNameEdit");
            QVERIFY(QTest::qWaitFor([&, name = name] {
                line->clear();
                QTest::keyClicks(line, folder_.filePath(QLatin1String(name)));
                QTest::keyClick(line, Qt::Key_Return);
                return !dialog.isVisible();
            }, 30'000));
            QCOMPARE(chosen.count(), 1);
            QVERIFY2(chosen.first().at(1).value<exporting::Format>() == format, name);
        }
    }

    void a_folder_that_is_not_there_is_told() {
        auto *exporting = new SessionExport(session_);
        QSignalSpy finished(exporting, &SessionExport::finished);
        exporting->write("/no/such/folder/x.csv", exporting::Format::csv);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
        QVERIFY2(finished.first().first().toString().contains("/no/such/folder"), qPrintable(finished.first().first().toString()));
    }
};

QTEST_MAIN(SessionExportTest)
#include "session_export_test.moc"
