// SPDX-License-Identifier: GPL-3.0-or-later
// A question that is open holds nothing up: what the program does meanwhile goes on to be drawn, and can be looked into.
#include "tests/ui/main_window/opened_window.h"
#include "ui/main_window/workbench.h"

#include <QDialog>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QPointer>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

// How often a widget was painted.
class Paintings : public QObject {
public:
    explicit Paintings(QWidget *widget) { widget->installEventFilter(this); }
    int count() const { return count_; }
    bool eventFilter(QObject *, QEvent *event) override {
        count_ += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }

private:
    int count_ = 0;
};

class DialogsTest : public QObject {
    Q_OBJECT

    QTemporaryDir settings_;

private slots:
    void initTestCase() { keepSettingsIn(settings_); }

    void a_small_window_is_not_covered() {
        OpenedWindow opened;
        opened.window().resize(640, 480);
        for (const char *name : {"shortcuts", "filter-language", "attach-program"}) {
            opened.find<QAction>(name)->trigger();
            QTRY_VERIFY_WITH_TIMEOUT(opened.window().findChildren<QDialog *>().size() == 1, 20'000);
            QDialog *dialog = opened.window().findChildren<QDialog *>().first();
            QTRY_VERIFY_WITH_TIMEOUT(dialog->isVisible(), 20'000);
            QVERIFY2(dialog->width() < 640 && dialog->height() < 480, name);
            QTest::keyClick(dialog, Qt::Key_Escape);
            QTRY_VERIFY_WITH_TIMEOUT(opened.window().findChildren<QDialog *>().empty(), 20'000);
        }
    }

    void the_program_is_drawn_while_a_question_is_open_data() {
        QTest::addColumn<QKeySequence>("keys");
        QTest::newRow("attach") << QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A);
        QTest::newRow("open a script") << QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O);
        QTest::newRow("open a recording") << QKeySequence(Qt::CTRL | Qt::Key_O);
        QTest::newRow("save the recording") << QKeySequence(Qt::CTRL | Qt::Key_S);
        QTest::newRow("export") << QKeySequence(Qt::CTRL | Qt::Key_E);
        QTest::newRow("bookmark") << QKeySequence(Qt::CTRL | Qt::Key_B);
        QTest::newRow("flight recorder") << QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F);
    }
    void the_program_is_drawn_while_a_question_is_open() {
        QFETCH(QKeySequence, keys);
        OpenedWindow opened;
        RunRequest request;
        request.command = {"sh", "-c", "while :; do echo line; sleep 0.05; done"};
        opened.window().run(request);
        const auto lines = [&] { return opened.session().log().console().size(); };
        QTRY_VERIFY_WITH_TIMEOUT(lines() > 0, 20'000);
        QTest::keySequence(&opened.window(), keys);
        const auto questions = [&] {
            QList<QDialog *> open;
            for (QDialog *each : opened.window().findChildren<QDialog *>())
                if (each->isVisible())
                    open << each;
            return open;
        };
        QTRY_COMPARE(questions().size(), 1);
        QDialog *question = questions().first();
        const auto before = lines();
        const Paintings counted(opened.find("event-count"));
        QTRY_VERIFY_WITH_TIMEOUT(lines() > before + 5 && counted.count() > 5, 20'000);
        QVERIFY(QApplication::activeModalWidget() == nullptr); // and can be looked into
        opened.clickTab("Timeline");
        QCOMPARE(opened.window().workbench().tabs().currentIndex(), 1);
        QTest::keySequence(&opened.window(), keys); // asked again, it is asked once
        QCOMPARE(questions(), QList<QDialog *>{question});
        QTest::keyClick(question, Qt::Key_Escape);
        QTRY_VERIFY(questions().isEmpty());
    }

    void the_next_dialog_begins_where_a_file_was_chosen_last() {
        QTemporaryDir folder;
        const QString path = folder.filePath("chosen.poolscope");
        const auto question = [](OpenedWindow &opened, const QKeySequence &keys) {
            QApplication::setActiveWindow(&opened.window());
            QTest::keySequence(&opened.window(), keys);
            auto *dialog = opened.window().findChild<QFileDialog *>();
            return dialog && QTest::qWaitForWindowExposed(dialog, 20'000) ? dialog : nullptr;
        };
        {
            OpenedWindow opened;
            RunRequest request;
            request.command = {"sh", "-c", "echo line"};
            opened.window().run(request);
            QVERIFY(opened.waitForEnd());
            QPointer<QFileDialog> saving = question(opened, Qt::CTRL | Qt::Key_S);
            QVERIFY(saving);
            auto *name = saving->findChild<QLineEdit *>("fileNameEdit");
            QVERIFY(name->text().endsWith(".poolscope"));
            // Until the dialog has read its folder, Qt takes back what is typed.
            QVERIFY(QTest::qWaitFor([&] {
                if (!saving || !saving->isVisible())
                    return true;
                name->clear();
                QTest::keyClicks(name, path);
                QTest::keyClick(name, Qt::Key_Return);
                return !saving || !saving->isVisible();
            }, 20'000));
            QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), 20'000);
            QTRY_VERIFY(!saving);
            QFileDialog *opening = question(opened, Qt::CTRL | Qt::Key_O);
            QVERIFY(opening);
            QCOMPARE(opening->directory().absolutePath(), folder.path());
        }
        OpenedWindow later;
        QFileDialog *opening = question(later, Qt::CTRL | Qt::Key_O);
        QVERIFY(opening);
        QCOMPARE(opening->directory().absolutePath(), folder.path());
    }
};

QTEST_MAIN(DialogsTest)
#include "dialogs_test.moc"
