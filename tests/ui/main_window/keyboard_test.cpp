// SPDX-License-Identifier: GPL-3.0-or-later
// The window without a mouse: where the keyboard is can be seen at every stop of Tab, and no key or letter means two things.
#include "engine/core/recording/recording.h"
#include "tests/support/synthetic_session.h"
#include "tests/ui/main_window/opened_window.h"

#include <QAbstractButton>
#include <QDialog>
#include <QDockWidget>
#include <QLabel>
#include <QMenuBar>
#include <QLineEdit>
#include <QSet>
#include <QShortcut>
#include <QTableView>
#include <QToolButton>
#include <QTranslator>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

class KeyboardTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    QTranslator words_;

    static QString describe(const QWidget *widget) {
        QString text;
        for (int depth = 0; widget && depth < 4; widget = widget->parentWidget(), ++depth)
            text += QStringLiteral("%1#%2 < ").arg(QLatin1String(widget->metaObject()->className()), widget->objectName());
        return text;
    }
    static QRect placeIn(const QWidget &window, const QWidget *widget) {
        return QRect(widget->mapTo(&window, QPoint()), widget->size());
    }
    // Every stop of Tab in a window that looks the same with the keyboard there and without.
    static QStringList unseenStops(QWidget &window) {
        QStringList unseen;
        QSet<QWidget *> seen;
        QApplication::setActiveWindow(&window);
        if (!QApplication::focusWidget())
            QTest::keyClick(&window, Qt::Key_Tab);
        for (QWidget *stop = QApplication::focusWidget(); stop && !seen.contains(stop); stop = QApplication::focusWidget()) {
            seen << stop;
            QCoreApplication::processEvents(); // what is about to have its place has it
            const bool isShown = !stop->visibleRegion().isEmpty();
            const QImage with = window.grab().toImage().copy(placeIn(window, stop));
            QTest::keyClick(stop, Qt::Key_Tab);
            if (!isShown || with == window.grab().toImage().copy(placeIn(window, stop)))
                unseen << describe(stop);
        }
        return unseen;
    }
    // What Alt and a letter mean in that window or menu: letter by letter, those who claim it.
    static void claim(QMap<QString, QStringList> &claims, const QKeySequence &keys, const QString &text) {
        if (!keys.isEmpty() && !text.isEmpty() && !claims[keys.toString()].contains(text))
            claims[keys.toString()] << text;
    }
    static QStringList claimedTwice(const QMap<QString, QStringList> &claims) {
        QStringList twice;
        for (auto each = claims.begin(); each != claims.end(); ++each)
            if (each->size() > 1)
                twice << each.key() + QStringLiteral(": ") + each->join(QStringLiteral(" | "));
        return twice;
    }
    static QStringList clashes(QWidget &window) {
        QStringList found;
        QMap<QString, QStringList> ofWindow;
        for (const QWidget *widget : window.findChildren<QWidget *>()) {
            if (const auto *menu = qobject_cast<const QMenu *>(widget)) {
                QMap<QString, QStringList> ofMenu;
                for (const QAction *action : menu->actions())
                    claim(ofMenu, QKeySequence::mnemonic(action->text()), action->text());
                found << claimedTwice(ofMenu);
            } else if (const auto *bar = qobject_cast<const QMenuBar *>(widget)) {
                for (const QAction *action : bar->actions())
                    claim(ofWindow, QKeySequence::mnemonic(action->text()), action->text());
            } else if (widget->window() == &window) {
                // A button with an action shows its text, and has its keys from it.
                const auto *tool = qobject_cast<const QToolButton *>(widget);
                const auto *button = qobject_cast<const QAbstractButton *>(widget);
                const auto *label = qobject_cast<const QLabel *>(widget);
                const QString text = button && !(tool && tool->defaultAction()) ? button->text() : label && label->buddy() ? label->text() : QString();
                claim(ofWindow, QKeySequence::mnemonic(text), text);
            }
        }
        QSet<const QAction *> counted;
        for (const QWidget *widget : QList<QWidget *>{&window} + window.findChildren<QWidget *>())
            for (const QAction *action : widget->actions())
                if (action->shortcutContext() == Qt::WindowShortcut && !counted.contains(action) && widget->window() == &window) {
                    counted << action;
                    for (const QKeySequence &keys : action->shortcuts())
                        claim(ofWindow, keys, action->text());
                }
        return found << claimedTwice(ofWindow);
    }
    static void open(OpenedWindow &opened, const QString &path) {
        const auto events = synthetic_session({.workers = 4, .tasks = 60, .killed_worker = 2});
        auto writer = telemetry::RecordingWriter::create(path.toStdString());
        QVERIFY(writer && writer->append(events) && writer->close());
        opened.window().openPath(path);
        QTRY_COMPARE_WITH_TIMEOUT(opened.session().history().size(), events.size(), 60'000);
        QCoreApplication::processEvents();
    }

private slots:
    void initTestCase() {
        keepSettingsIn(folder_);
        if (const QString words = qEnvironmentVariable("POOLSCOPE_TEST_WORDS"); !words.isEmpty()) {
            QVERIFY(words_.load(words));
            QApplication::installTranslator(&words_);
        }
    }
    void cleanup() { QSettings().clear(); }

    void the_keyboard_is_seen_wherever_tab_leads() {
        OpenedWindow opened;
        QVERIFY(QTest::qWaitForWindowExposed(&opened.window(), 30'000));
        QCOMPARE(unseenStops(opened.window()).join('\n'), QString());
        open(opened, folder_.filePath("keyboard.poolscope"));
        auto *tabs = opened.find<QTabWidget>("views");
        for (int tab = 0; tab < tabs->count(); ++tab) {
            QTest::keyClick(&opened.window(), Qt::Key(Qt::Key_1 + tab), Qt::AltModifier);
            QCOMPARE(tabs->currentIndex(), tab);
            QCOMPARE(tabs->tabText(tab) + unseenStops(opened.window()).join('\n'), tabs->tabText(tab));
        }
    }

    void a_question_mark_lists_the_keys_of_all_views_but_where_text_is_written() {
        OpenedWindow opened;
        open(opened, folder_.filePath("question.poolscope"));
        auto *line = opened.find("message-filter")->findChild<QLineEdit *>();
        QTest::keyClick(&opened.window(), Qt::Key_3, Qt::AltModifier);
        QApplication::setActiveWindow(&opened.window());
        line->setFocus();
        QTest::keyClicks(line, "?");
        QCOMPARE(line->text(), QString("?"));
        QVERIFY(!opened.find("shortcut-list"));
        line->clear();
        opened.find("messages")->setFocus();
        QTest::keyClick(opened.find("messages"), '?');
        QTRY_VERIFY_WITH_TIMEOUT(opened.find("shortcut-list"), 30'000);
        const QAbstractItemModel *list = opened.find("shortcut-list")->findChild<QTableView *>()->model();
        QStringList what, keys;
        for (int row = 0; row < list->rowCount(); ++row) {
            what << list->index(row, 0).data().toString();
            keys << list->index(row, 1).data().toString();
        }
        for (const char *view : {"Topology: ", "Timeline: ", "Tasks: ", "Plots: ", "Latencies: ", "Time line: ", "Filters: ", "Lists: "})
            QVERIFY2(!what.filter(QRegularExpression(QLatin1Char('^') + QLatin1String(view))).isEmpty(), view);
        // Every key that is bound to something.
        const QString all = keys.join(QLatin1Char(' '));
        for (const QShortcut *shortcut : opened.window().findChildren<QShortcut *>())
            QVERIFY2(all.contains(shortcut->key().toString(QKeySequence::NativeText)), qPrintable(shortcut->key().toString()));
        for (const QAction *action : opened.window().findChildren<QAction *>())
            QVERIFY2(all.contains(action->shortcut().toString(QKeySequence::NativeText)), qPrintable(action->text()));
    }

    void no_key_or_letter_means_two_things() {
        OpenedWindow opened;
        QCOMPARE(clashes(opened.window()).join('\n'), QString());
        RunRequest request = RunRequest();
        request.lesson = "square-pool";
        request.startMethod = StartMethod::fork;
        request.paused = true;
        opened.window().run(request);
        QTRY_COMPARE_WITH_TIMEOUT(opened.window().runControl().state(), RunControl::State::paused, 60'000);
        QCOMPARE(clashes(opened.window()).join('\n'), QString());
        for (const char *dialog : {"attach-program", "open-script", "open-recording", "save-recording", "export-session", "bookmark", "flight-recorder", "flight-recorder-size",
                                   "choose-chunk-size", "shortcuts", "filter-language", "about"}) {
            opened.find<QAction>(dialog)->trigger();
            QCoreApplication::processEvents();
        }
        int dialogs = 0;
        for (QDialog *dialog : opened.window().findChildren<QDialog *>()) {
            dialogs += dialog->isVisible();
            QVERIFY2(clashes(*dialog).isEmpty(), qPrintable(dialog->windowTitle() + QLatin1String(": ") + clashes(*dialog).join('\n')));
            dialog->close();
        }
        QVERIFY2(dialogs > 8, qPrintable(QString::number(dialogs)));
        opened.click("stop");
        QVERIFY(opened.waitForEnd());
    }

    void every_panel_has_a_key_also_as_the_first_one_pressed_data() {
        QTest::addColumn<QKeySequence>("keys");
        QTest::addColumn<QString>("panel");
        QTest::newRow("process tree") << QKeySequence(Qt::ALT | Qt::Key_T) << "process-tree";
        QTest::newRow("inspector") << QKeySequence(Qt::ALT | Qt::Key_I) << "inspector";
        QTest::newRow("diagnosis") << QKeySequence(Qt::ALT | Qt::Key_D) << "diagnosis";
        QTest::newRow("findings") << QKeySequence(Qt::CTRL | Qt::Key_D) << "diagnosis";
        QTest::newRow("console") << QKeySequence(Qt::ALT | Qt::Key_C) << "console";
        QTest::newRow("lesson") << QKeySequence(Qt::ALT | Qt::Key_L) << "lesson";
    }
    void every_panel_has_a_key_also_as_the_first_one_pressed() {
        QFETCH(QKeySequence, keys);
        QFETCH(QString, panel);
        OpenedWindow opened;
        QVERIFY(QTest::qWaitForWindowExposed(&opened.window(), 30'000));
        QApplication::setActiveWindow(&opened.window());
        auto *dock = opened.window().findChild<QDockWidget *>(panel);
        const auto hasKeyboard = [dock] { return dock->isAncestorOf(QApplication::focusWidget()) && QApplication::focusWidget()->isVisible(); };
        QTest::keySequence(&opened.window(), keys);
        for (int turn = 0; turn < 20; ++turn) // until everything stands where it will
            QCoreApplication::processEvents();
        QTRY_VERIFY2(hasKeyboard(), qPrintable(describe(QApplication::focusWidget())));
        dock->hide();
        QTest::keySequence(&opened.window(), keys);
        QTRY_VERIFY2(hasKeyboard(), qPrintable(describe(QApplication::focusWidget())));
    }
};

QTEST_MAIN(KeyboardTest)
#include "keyboard_test.moc"
