// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/synthetic_session.h"
#include "ui/main_window/session_export.h"

#include <QFile>
#include <QPointer>
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
            if (row.format != exporting::Format::sqlite && row.format != exporting::Format::pcapng) // they hold times of their own
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
        QVERIFY(!QFile::exists(path + ".part"));
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
