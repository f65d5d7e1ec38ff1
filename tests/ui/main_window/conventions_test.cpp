// SPDX-License-Identifier: GPL-3.0-or-later
// What every window owes its people, checked on the real one: a name for whoever cannot see it, a way by keyboard alone, room
// in a small window and at any scale, a sentence for a file that cannot be read. Run in English, in Korean, and at 200 %.
#include "engine/core/recording/recording.h"
#include "tests/support/synthetic_session.h"
#include "tests/ui/main_window/opened_window.h"
#include "ui/controls/flow_layout.h"
#include "ui/controls/message_bar.h"
#include "ui/filter/filter_bar.h"
#include "ui/main_window/workbench.h"
#include "ui/plots/plots_view.h"
#include "ui/process_tree/process_tree_panel.h"
#include "ui/timeline/timeline_view.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAccessible>
#include <QBoxLayout>
#include <QComboBox>
#include <QDockWidget>
#include <QInputMethodEvent>
#include <QLabel>
#include <QSettings>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTranslator>

#include <random>
#include <sys/stat.h>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

class ConventionsTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    QTranslator words_;

    QString write(const QString &name, const std::vector<Event> &events) {
        const QString path = folder_.filePath(name);
        auto writer = telemetry::RecordingWriter::create(path.toStdString());
        return writer && writer->append(events) && writer->close() ? path : QString();
    }
    // Opened and read to its end.
    static void open(OpenedWindow &opened, const QString &path, std::size_t events) {
        opened.window().openPath(path);
        QTRY_COMPARE_WITH_TIMEOUT(opened.session().history().size(), events, 60'000);
        QCoreApplication::processEvents();
    }
    static QString describe(const QWidget *widget) {
        QString text;
        for (; widget; widget = widget->parentWidget())
            text += QStringLiteral("%1#%2 < ").arg(QLatin1String(widget->metaObject()->className()), widget->objectName());
        return text;
    }
    static QStringList nameless(QWidget &window) {
        QStringList found;
        for (QWidget *widget : window.findChildren<QWidget *>()) {
            const bool isControl = qobject_cast<QAbstractButton *>(widget) || qobject_cast<QLineEdit *>(widget) || qobject_cast<QComboBox *>(widget) ||
                                   qobject_cast<QAbstractItemView *>(widget) || qobject_cast<QAbstractSpinBox *>(widget) || qobject_cast<QAbstractSlider *>(widget);
            // What belongs to a control of Qt's own is named with it.
            const QString name = widget->objectName();
            if (!isControl || name.startsWith(QLatin1String("qt_")) || widget->inherits("QHeaderView") || widget->inherits("QScrollBar") ||
                widget->inherits("QListView") || !widget->isVisible() || widget->focusPolicy() == Qt::NoFocus)
                continue;
            const QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
            if (!interface || interface->role() == QAccessible::NoRole || interface->text(QAccessible::Name).isEmpty())
                found << describe(widget);
        }
        return found;
    }
    // Buttons and labels of one line whose words do not fit.
    static QStringList clipped(QWidget &window) {
        QStringList found;
        for (QWidget *widget : window.findChildren<QWidget *>()) {
            if (!widget->isVisible())
                continue;
            QString text;
            if (const auto *button = qobject_cast<QToolButton *>(widget); button && button->toolButtonStyle() != Qt::ToolButtonIconOnly)
                text = button->text();
            else if (const auto *push = qobject_cast<QPushButton *>(widget))
                text = push->text();
            else if (const auto *label = qobject_cast<QLabel *>(widget); label && !label->wordWrap() && label->textFormat() != Qt::RichText)
                text = label->text();
            // Of a bar that goes on in a second line, that line has to be there; where docks leave the views no height, people move them.
            if (const QWidget *bar = widget->parentWidget(); window.width() >= 900 && bar && bar->layout() && dynamic_cast<FlowLayout *>(bar->layout()) && !bar->rect().contains(widget->geometry()))
                found << QStringLiteral("beyond its bar: %1").arg(describe(widget));
            if (!text.isEmpty() && widget->fontMetrics().horizontalAdvance(text.remove(QLatin1Char('&'))) > widget->width() + 1)
                found << QStringLiteral("%1 in %2 px: %3").arg(text).arg(widget->width()).arg(describe(widget));
        }
        return found;
    }
    // Side by side in a layout, and one over the other.
    static QStringList covered(QWidget &window) {
        QStringList found;
        for (const QWidget *widget : window.findChildren<QWidget *>()) {
            const auto *layout = qobject_cast<const QBoxLayout *>(widget->layout());
            const QWidget *before = nullptr;
            for (int place = 0; widget->isVisible() && layout && place < layout->count(); ++place) {
                const QWidget *here = layout->itemAt(place)->widget();
                if (!here || !here->isVisible())
                    continue;
                if (before && before->geometry().intersects(here->geometry()))
                    found << QStringLiteral("%1 is over %2").arg(describe(here), describe(before));
                before = here;
            }
        }
        return found;
    }
    void walkTabs(OpenedWindow &opened, const std::function<void(const QString &)> &visit) {
        auto *tabs = opened.find<QTabWidget>("views");
        for (int tab = 0; tab < tabs->count(); ++tab) {
            QTest::keyClick(&opened.window(), Qt::Key(Qt::Key_1 + tab), Qt::AltModifier);
            QCOMPARE(tabs->currentIndex(), tab);
            QCoreApplication::processEvents();
            visit(tabs->tabText(tab));
        }
    }

private slots:
    void initTestCase() {
        QCoreApplication::setOrganizationName(QStringLiteral("poolscope-test"));
        keepSettingsIn(folder_);
        if (const QString words = qEnvironmentVariable("POOLSCOPE_TEST_WORDS"); !words.isEmpty()) {
            QVERIFY(words_.load(words));
            QApplication::installTranslator(&words_);
        }
    }
    void cleanup() { QSettings().clear(); }

    void every_control_has_a_name_and_a_role() {
        OpenedWindow opened;
        QCOMPARE(nameless(opened.window()), QStringList());
        const auto events = synthetic_session({.workers = 4, .tasks = 60, .killed_worker = 2});
        open(opened, write("names.poolscope", events), events.size());
        walkTabs(opened, [&](const QString &) { QCOMPARE(nameless(opened.window()), QStringList()); });
    }

    void every_view_is_reached_and_left_by_keys_alone() {
        OpenedWindow opened;
        const auto events = synthetic_session({.workers = 4, .tasks = 60});
        open(opened, write("keys.poolscope", events), events.size());
        walkTabs(opened, [&](const QString &title) {
            // Without a window manager the server gives nobody the keyboard.
            QApplication::setActiveWindow(&opened.window());
            QWidget *view = opened.find<QTabWidget>("views")->currentWidget();
            const auto isInside = [view] { return QApplication::focusWidget() && (QApplication::focusWidget() == view || view->isAncestorOf(QApplication::focusWidget())); };
            QVERIFY2(isInside(), qPrintable(title));
            // Tab leads through it and out of it again: nobody is caught.
            int steps = 0;
            while (isInside() && ++steps < 200)
                QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            QVERIFY2(steps < 200, qPrintable(title));
        });
    }

    void a_small_window_clips_nothing() {
        OpenedWindow opened;
        const auto events = synthetic_session({.workers = 4, .tasks = 60});
        open(opened, write("small.poolscope", events), events.size());
        for (const QSize &size : {QSize(1280, 800), QSize(640, 480)}) {
            opened.window().resize(size);
            QTRY_COMPARE_WITH_TIMEOUT(opened.window().size(), size, 30'000);
            walkTabs(opened, [&](const QString &title) {
                QCoreApplication::processEvents();
                QVERIFY2(clipped(opened.window()).isEmpty(), qPrintable(title + QLatin1String(": ") + clipped(opened.window()).join(QLatin1Char('\n'))));
            });
        }
        // The run bar has most to say of a program that Run starts.
        QTest::keyClick(&opened.window(), Qt::Key_W, Qt::ControlModifier);
        QCoreApplication::processEvents();
        QCOMPARE(covered(opened.window()).join(QLatin1Char('\n')), QString());
    }

    void names_of_any_script_are_shown() {
        auto events = synthetic_session({.workers = 3, .tasks = 20});
        const char *names[] = {"عامل ١", "👩‍🔬 лаборатория", "작업자\u202e3"};
        int next = 0;
        for (Event &event : events)
            if (event.kind == EventKind::process_started && event.process.pid > synthetic_main.pid)
                event.payload = names[next++ % 3];
        OpenedWindow opened;
        open(opened, write("names-of-any-script.poolscope", events), events.size());
        walkTabs(opened, [&](const QString &title) { QVERIFY2(!opened.window().grab().isNull(), qPrintable(title)); });
        QStringList shown;
        auto *tree = opened.find<QAbstractItemView>("process-tree");
        const std::function<void(const QModelIndex &)> collect = [&](const QModelIndex &above) {
            for (int row = 0; row < tree->model()->rowCount(above); ++row) {
                shown << tree->model()->index(row, 0, above).data().toString();
                collect(tree->model()->index(row, 0, above));
            }
        };
        collect({});
        for (const char *name : names)
            QVERIFY2(shown.join(QLatin1Char('\n')).contains(QString::fromUtf8(name).replace(QChar(0x202e), QChar::ReplacementCharacter)), qPrintable(shown.join(QLatin1Char('\n'))));
    }

    // As an input method writes it: a syllable grows under the cursor, and is taken when it is whole.
    void hangul_is_written_in_every_field() {
        const auto composed = [](QLineEdit *line) {
            line->clear();
            for (const auto &[parts, whole] : {std::pair("ㅎ하", "한"), std::pair("ㄱ그", "글")}) {
                for (const QChar part : QString::fromUtf8(parts)) {
                    QInputMethodEvent growing(QString(part), {});
                    QApplication::sendEvent(line, &growing);
                }
                QInputMethodEvent taken;
                taken.setCommitString(QString::fromUtf8(whole));
                QApplication::sendEvent(line, &taken);
            }
            return line->testAttribute(Qt::WA_InputMethodEnabled) ? line->text() : QString();
        };
        OpenedWindow opened;
        const auto events = synthetic_session({.workers = 3, .tasks = 20});
        open(opened, write("hangul.poolscope", events), events.size());
        QTest::keyClick(&opened.window(), Qt::Key_B, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(opened.find("bookmark-note"), 30'000);
        int fields = 0;
        for (QLineEdit *line : opened.window().findChildren<QLineEdit *>())
            if (!line->isReadOnly() && !qobject_cast<QAbstractSpinBox *>(line->parentWidget())) {
                QVERIFY2(composed(line) == QString::fromUtf8("한글"), qPrintable(describe(line)));
                ++fields;
            }
        QVERIFY2(fields >= 8, qPrintable(QString::number(fields)));
    }

    void ten_thousand_processes_are_usable() {
        std::vector<Event> events = synthetic_session({.workers = 2, .tasks = 4, .ends = false});
        for (int number = 0; number < 10'000; ++number) {
            Event event;
            event.sequence = events.back().sequence + 1;
            event.time_ns = events.back().time_ns + 1000;
            event.process = {10'000 + number, 99'000};
            event.kind = EventKind::process_started;
            event.a = event.b = std::int64_t(synthetic_main.packed());
            event.payload = "worker-" + std::to_string(number);
            events.push_back(event);
        }
        OpenedWindow opened;
        open(opened, write("crowd.poolscope", events), events.size());
        auto &tree = opened.window().workbench().processTree();
        tree.filterBar().add(QStringLiteral("process.name == \"worker-7777\""));
        QTRY_VERIFY_WITH_TIMEOUT(tree.view().model()->rowCount(tree.view().model()->index(0, 0)) == 1, 60'000);
        const QModelIndex found = tree.view().model()->index(0, 0, tree.view().model()->index(0, 0));
        opened.clickRow(&tree.view(), found);
        QCOMPARE(opened.session().selection().current(), Selected::process({17'777, 99'000}));
    }

    void a_file_that_cannot_be_read_is_a_sentence() {
        const auto events = synthetic_session({.workers = 4, .tasks = 60});
        QFile whole(write("whole.poolscope", events));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        const QByteArray bytes = whole.readAll();
        QByteArray newer = bytes;
        newer[8] = 99; // its version
        std::mt19937 random(3);
        QByteArray noise(20'000, '\0');
        for (char &byte : noise)
            byte = char(random());
        const std::pair<const char *, QByteArray> files[] = {{"newer", newer}, {"empty", {}}, {"header", bytes.left(20)}, {"noise", noise}};
        for (const auto &[name, content] : files) {
            OpenedWindow opened;
            QFile file(folder_.filePath(QStringLiteral("%1.poolscope").arg(QLatin1String(name))));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
            file.close();
            opened.window().openPath(file.fileName());
            auto *bar = opened.window().findChild<MessageBar *>();
            QTRY_VERIFY2_WITH_TIMEOUT(bar->text().contains(QLatin1String(name)), name, 30'000);
            QVERIFY(opened.find("command-line")->isVisible()); // the first page again, ready for another
        }
    }

    void what_is_no_recording_takes_nothing_away_from_what_is_shown() {
        OpenedWindow opened;
        const auto events = synthetic_session({.workers = 3, .tasks = 20});
        open(opened, write("shown.poolscope", events), events.size());
        const QString title = opened.window().windowTitle();
        QFile notes(folder_.filePath("notes.txt"));
        QVERIFY(notes.open(QIODevice::WriteOnly) && notes.write("no recording") > 0);
        notes.close();
        const QString pipe = folder_.filePath("pipe.poolscope");
        QVERIFY(mkfifo(pipe.toLocal8Bit(), 0600) == 0); // nobody will ever write into it
        auto *bar = opened.window().findChild<MessageBar *>();
        for (const QString &path : {notes.fileName(), pipe}) {
            opened.window().openPath(path);
            QTRY_VERIFY2_WITH_TIMEOUT(bar->text().contains(path), qPrintable(path), 30'000);
            QVERIFY(!opened.find("command-line")->isVisible());
            QCOMPARE(opened.session().history().size(), events.size());
            QCOMPARE(opened.window().windowTitle(), title);
        }
    }

    void a_recording_that_was_cut_short_shows_what_there_is() {
        const auto events = synthetic_session({.workers = 4, .tasks = 3000});
        QFile whole(write("long.poolscope", events));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        const QByteArray bytes = whole.readAll();
        QFile cut(folder_.filePath("cut.poolscope"));
        QVERIFY(cut.open(QIODevice::WriteOnly) && cut.write(bytes.left(bytes.size() * 2 / 3)) > 0);
        cut.close();
        OpenedWindow opened;
        opened.window().openPath(cut.fileName());
        auto *bar = opened.window().findChild<MessageBar *>();
        QTRY_VERIFY_WITH_TIMEOUT(!bar->text().isEmpty(), 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(opened.session().history().size() > 4000, 30'000);
    }

    void a_recording_without_one_whole_block_is_not_called_whole_data() {
        QTest::addColumn<bool>("hasIndex");
        QTest::newRow("cut short") << false;
        QTest::newRow("overwritten") << true;
    }
    void a_recording_without_one_whole_block_is_not_called_whole() {
        QFETCH(bool, hasIndex);
        const QString path = write("no-block.poolscope", synthetic_session({.workers = 3, .tasks = 20}));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        if (hasIndex)
            QVERIFY(file.seek(file.size() / 4) && file.write(QByteArray(50, '\0')) == 50);
        else
            QVERIFY(file.resize(100));
        file.close();
        OpenedWindow opened;
        opened.window().openPath(path);
        auto *bar = opened.window().findChild<MessageBar *>();
        QTRY_VERIFY_WITH_TIMEOUT(bar->isVisible(), 30'000);
        QVERIFY2(bar->accessibleName().contains(QLatin1String("nothing in it can be read")) || !words_.isEmpty(), qPrintable(bar->accessibleName()));
        QVERIFY(QTest::qWaitForWindowExposed(&opened.window(), 30'000));
        QApplication::setActiveWindow(&opened.window());
        QVERIFY(QApplication::focusWidget());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_W, Qt::ControlModifier);
        QVERIFY2(!bar->isVisible(), qPrintable(bar->accessibleName())); // it was about a session that is closed
    }

    void ctrl_f_leads_to_the_filter_of_the_view_at_the_keyboard() {
        OpenedWindow opened;
        const auto events = synthetic_session({.workers = 3, .tasks = 20});
        open(opened, write("find.poolscope", events), events.size());
        const auto leadsFrom = [&](QWidget *view, const QWidget *line) {
            QApplication::setActiveWindow(&opened.window());
            view->setFocus(Qt::TabFocusReason);
            QTest::keyClick(view, Qt::Key_F, Qt::ControlModifier);
            return line->hasFocus();
        };
        const auto lineOf = [&](const char *bar) { return &opened.find<FilterBar>(bar)->line(); };
        QTest::keyClick(&opened.window(), Qt::Key_3, Qt::AltModifier);
        QVERIFY(leadsFrom(opened.find("messages"), lineOf("message-filter")));
        QVERIFY(leadsFrom(opened.find("process-tree"), lineOf("process-filter")));
        QTest::keyClick(&opened.window(), Qt::Key_4, Qt::AltModifier);
        QVERIFY(leadsFrom(opened.find("tasks"), lineOf("task-filter")));
        QTest::keyClicks(lineOf("task-filter"), "done");
        QVERIFY(leadsFrom(opened.find("tasks"), lineOf("task-filter")));
        QCOMPARE(lineOf("task-filter")->selectedText(), "done"); // to be written over
        opened.find<QDockWidget>("console")->raise();
        QTRY_VERIFY_WITH_TIMEOUT(opened.find("console-filter")->isVisible(), 30'000);
        QVERIFY(leadsFrom(opened.window().workbench().findChild<QTableView *>("console"), opened.find("console-filter")));
    }

    void timeline_and_plots_show_the_same_stretch() {
        OpenedWindow opened;
        const auto events = synthetic_session({.workers = 4, .tasks = 200});
        open(opened, write("stretch.poolscope", events), events.size());
        auto *timeline = opened.window().findChild<TimelineView *>();
        auto *plots = opened.window().findChild<PlotsView *>();
        QTest::keyClick(&opened.window(), Qt::Key_2, Qt::AltModifier);
        QTRY_VERIFY_WITH_TIMEOUT(timeline->isVisible(), 30'000);
        for (int times = 0; times < 4; ++times)
            QTest::keyClick(timeline, Qt::Key_W);
        const TimeRange shown = timeline->shownRange();
        QVERIFY(std::abs(plots->rangeNs().first - shown.fromNs) <= 1 && std::abs(plots->rangeNs().second - shown.toNs) <= 1);
        plots->setFocus();
        QTest::keyClick(plots, Qt::Key_D);
        QVERIFY(std::abs(timeline->shownRange().fromNs - plots->rangeNs().first) <= 1'000);
        QVERIFY(timeline->shownRange().fromNs > shown.fromNs);
    }

    void filters_are_there_again_after_the_next_start() {
        {
            OpenedWindow opened;
            auto *bar = opened.find<FilterBar>("message-filter");
            bar->add(QStringLiteral("bytes > 100"));
            opened.window().close();
        }
        OpenedWindow opened;
        QCOMPARE(opened.find<FilterBar>("message-filter")->chips(), QStringList{QStringLiteral("bytes > 100")});
        QVERIFY(!opened.find<FilterBar>("message-filter")->filter().is_empty());
        QCOMPARE(opened.find<FilterBar>("task-filter")->chips(), QStringList());
    }
};

QTEST_MAIN(ConventionsTest)
#include "conventions_test.moc"
