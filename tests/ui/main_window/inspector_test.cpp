// SPDX-License-Identifier: GPL-3.0-or-later
// A person kills a worker and asks the inspector about it, and about who shared memory with whom: what it was doing, what it heard last,
// what it had and left, from a real program's own words.
#include "engine/core/recording/recording.h"
#include "tests/support/event_script.h"
#include "tests/support/observed_program.h"
#include "tests/ui/main_window/attached_window.h"

#include "ui/controls/empty_state.h"
#include "ui/inspector/inspector_panel.h"
#include "ui/main_window/workbench.h"
#include "ui/process_tree/process_tree_panel.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QTemporaryDir>
#include <QTreeView>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

namespace {

constexpr int longest = 60'000;

// The lines under a label.
QStringList lines(OpenedWindow &opened, const QString &label) {
    const auto *panel = opened.window().findChild<InspectorPanel *>();
    auto &facts = const_cast<InspectorPanel *>(panel)->facts();
    QStringList found;
    for (int row = 0; row < facts.rowCount(); ++row)
        if (facts.index(row, FactsModel::Label).data().toString() == label)
            found << facts.index(row, FactsModel::Text).data().toString();
    return found;
}

// The row below `parent` that begins with this label.
QModelIndex below(const QAbstractItemModel &model, const QModelIndex &parent, const QString &label) {
    for (int row = 0; row < model.rowCount(parent); ++row)
        if (model.index(row, 0, parent).data().toString().startsWith(label))
            return model.index(row, 0, parent);
    return {};
}

} // namespace

class InspectorTest : public QObject {
    Q_OBJECT

    QTemporaryDir settings_;

    void select(OpenedWindow &opened, ProcessKey process) {
        auto *view = opened.find<QTreeView>("process-tree");
        auto *proxy = qobject_cast<QSortFilterProxyModel *>(view->model());
        opened.clickRow(view, proxy->mapFromSource(opened.window().workbench().processTree().model().indexOf(process)));
    }

private slots:
    void initTestCase() { keepSettingsIn(settings_); }
    void init() { QSettings().clear(); }

    void a_long_name_is_cut_rather_than_widens_the_window() {
        constexpr ProcessKey process{100, 1};
        const QString path = settings_.filePath("long-name.poolscope");
        auto writer = telemetry::RecordingWriter::create(path.toStdString());
        QVERIFY(writer && writer->append(EventScript().starts(process, {}, std::string(300, 'x')).take()) && writer->close());
        OpenedWindow opened;
        opened.window().openPath(path);
        QTRY_COMPARE_WITH_TIMEOUT(opened.session().history().size(), std::size_t(1), longest);
        auto *title = opened.find<QLabel>("inspector-title");
        const int before = opened.window().minimumSizeHint().width();
        opened.session().selection().select(Selected::process(process));
        QTRY_VERIFY_WITH_TIMEOUT(title->text().endsWith(QChar(0x2026)), longest);
        QCOMPARE(opened.window().minimumSizeHint().width(), before);
        QVERIFY(title->toolTip().contains(QString(300, QLatin1Char('x'))));
    }

    void the_title_is_of_what_has_that_number_at_the_moment() {
        constexpr ProcessKey process{100, 1};
        constexpr ObjectId number = 7;
        const QString path = settings_.filePath("reused.poolscope");
        auto writer = telemetry::RecordingWriter::create(path.toStdString());
        const auto events = EventScript().starts(process, {}, "main").channel(process, number, ChannelKind::pipe, "early").channel(process, number, ChannelKind::pipe, "late").take();
        QVERIFY(writer && writer->append(events) && writer->close());
        OpenedWindow opened;
        opened.window().openPath(path);
        QTRY_COMPARE_WITH_TIMEOUT(opened.session().history().size(), events.size(), longest);
        opened.session().selection().select(Selected::channel(number));
        auto *title = opened.find<QLabel>("inspector-title");
        QTRY_COMPARE_WITH_TIMEOUT(title->text(), QStringLiteral("late"), longest);
        QTest::keyClick(&opened.window(), Qt::Key_Left, Qt::AltModifier);
        QTRY_COMPARE_WITH_TIMEOUT(title->text(), QStringLiteral("early"), longest);
    }

    void what_comes_later_is_said_to_and_is_a_click_away() {
        constexpr ProcessKey first{100, 1}, second{101, 2};
        constexpr ObjectId channel = 7, guard = 8;
        const QString path = settings_.filePath("later.poolscope");
        auto writer = telemetry::RecordingWriter::create(path.toStdString());
        EventScript script;
        script.starts(first, {}, "main").starts(second, first, "late").channel(second, channel, ChannelKind::pipe, "late pipe");
        script.tell(second, EventKind::lock_created, guard, std::int64_t(LockKind::lock), 1, "late lock");
        const auto events = script.take();
        QVERIFY(writer && writer->append(events) && writer->close());
        OpenedWindow opened;
        opened.window().openPath(path);
        QTRY_COMPARE_WITH_TIMEOUT(opened.session().history().size(), events.size(), longest);
        auto *facts = opened.find<QTableView>("facts");
        for (const Selected &late : {Selected::process(second), Selected::channel(channel), Selected::lock(guard)}) {
            opened.session().setCursor(1);
            opened.session().selection().select(late);
            QCOMPARE(facts->model()->rowCount(), 0);
            auto *absence = facts->findChild<EmptyState *>();
            QVERIFY2(absence->accessibleName().contains("did not exist yet"), qPrintable(absence->accessibleName()));
            QVERIFY(opened.find<QLabel>("inspector-title")->text().startsWith("late"));
            QVERIFY(!opened.find("process-details")->isVisible());
            opened.click("offer-go-to-beginning");
            QVERIFY(facts->model()->rowCount() > 0);
            QVERIFY(!absence->isVisible());
        }
        opened.session().selection().clear();
        QVERIFY(facts->findChild<EmptyState *>()->accessibleName().startsWith("Everything known"));
        QVERIFY(!opened.find("offer-go-to-beginning")->isVisible());
    }

    void a_dead_worker_and_its_memory() {
        OpenedWindow opened;
        auto *line = opened.find<QLineEdit>("command-line");
        opened.click(line);
        QTest::keyClicks(line, QStringLiteral(POOLSCOPE_PROBES "/pool_with_memory"));
        opened.click("run-command");
        ProcessKey victim;
        std::string name;
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                for (const auto &[id, task] : opened.state().tasks())
                    if (task.outcome == TaskOutcome::running && task.worker)
                        victim = task.worker;
                for (const auto &[key, resource] : opened.state().resources())
                    if (resource.holders.size() >= 2 && std::ranges::count(resource.holders, victim) == 1)
                        name = key;
                return victim && !name.empty();
            }(),
            longest);
        const ProcessKey owner = opened.state().resources().find(name)->second.creator;
        const QString resource = QString::fromStdString(name);
        select(opened, victim);
        QTRY_COMPARE_WITH_TIMEOUT(lines(opened, QStringLiteral("Has mapped")).size(), 1, longest);
        QVERIFY(lines(opened, QStringLiteral("Has mapped")).first().startsWith(resource + " (its name is still there"));
        select(opened, owner);
        QTRY_COMPARE_WITH_TIMEOUT(lines(opened, QStringLiteral("Made")).size(), 1, longest);
        QVERIFY2(lines(opened, QStringLiteral("Made")).first().contains(QString::number(victim.pid)), qPrintable(lines(opened, QStringLiteral("Made")).first()));

        auto *view = opened.find<QTreeView>("process-tree");
        auto *proxy = qobject_cast<QSortFilterProxyModel *>(view->model());
        ProcessTreeModel &tree = opened.window().workbench().processTree().model();
        QVERIFY(opened.chooseFromMenu(view, proxy->mapFromSource(tree.indexOf(victim)), QStringLiteral("Kill")));
        opened.click("accept");
        QTRY_COMPARE_WITH_TIMEOUT(tree.indexOf(victim, ProcessTreeModel::State).data().toString(), QStringLiteral("killed by SIGKILL"), longest);
        select(opened, victim);
        QTRY_COMPARE_WITH_TIMEOUT(lines(opened, QStringLiteral("Task at its end")).size(), 1, longest);
        QVERIFY2(lines(opened, QStringLiteral("Task at its end")).first().contains("hold"), qPrintable(lines(opened, QStringLiteral("Task at its end")).first()));
        QVERIFY(lines(opened, QStringLiteral("Ended at")).size() == 1);
        QVERIFY(lines(opened, QStringLiteral("Has mapped")).isEmpty()); // the kernel took it
        select(opened, owner);
        QTRY_VERIFY_WITH_TIMEOUT(!lines(opened, QStringLiteral("Made")).value(0).contains(QString::number(victim.pid)), longest);
        if (opened.window().runControl().isActive())
            opened.click("stop");
        QVERIFY(opened.waitForEnd());
    }

    // From the list of running programs to the line of the script in which its consumer waits, by clicks.
    void inside_a_python_process() {
        test::ObservedProgram program(test::queueAndPool, {QStringLiteral("fork")});
        QVERIFY(program.isReady());
        OpenedWindow opened;
        DetailsModel &details = opened.window().findChild<InspectorPanel *>()->details();
        QAbstractItemModelTester tester(&details, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(attachTo(opened, program.pid()));
        ProcessKey consumer;
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                for (const auto &[key, row] : opened.state().processes())
                    if (row.parent.pid == program.pid() && row.role == Role::process)
                        consumer = key;
                return bool(consumer);
            }(),
            longest);
        select(opened, consumer);

        const auto thread = [&] { return below(details, below(details, {}, QStringLiteral("Threads")), QStringLiteral("python3")); };
        QTRY_VERIFY_WITH_TIMEOUT(below(details, thread(), QStringLiteral("consume")).isValid(), longest);
        const QModelIndex waits = below(details, thread(), QStringLiteral("consume")).siblingAtColumn(DetailsModel::Text);
        QCOMPARE(waits.data().toString(), QStringLiteral("program.py:5"));
        QVERIFY(waits.data(Qt::ToolTipRole).toString().endsWith(QStringLiteral("/program.py:5")));
        auto *view = opened.find<QTreeView>("process-details");
        QVERIFY(view->isVisible() && view->isExpanded(thread()));
        picture(opened.window(), QStringLiteral("inside"));

        // A descriptor that the parent holds as well: Enter there selects the parent.
        const QModelIndex descriptors = below(details, {}, QStringLiteral("Descriptors"));
        QModelIndex shared;
        for (int row = 0; row < details.rowCount(descriptors) && !shared.isValid(); ++row)
            for (int other = 0; other < details.rowCount(details.index(row, 0, descriptors)) && !shared.isValid(); ++other)
                if (details.leadsTo(details.index(other, 0, details.index(row, 0, descriptors))).processKey().pid == program.pid())
                    shared = details.index(other, 0, details.index(row, 0, descriptors));
        QVERIFY(shared.isValid());
        QVERIFY(shared.parent().siblingAtColumn(DetailsModel::Text).data().toString().contains(QStringLiteral("inherited")));
        view->expand(descriptors);
        view->expand(shared.parent());
        opened.clickRow(view, shared);
        QTest::keyClick(view, Qt::Key_Return);
        QCOMPARE(opened.window().session().selection().current().processKey().pid, pid_t(program.pid()));
        QTRY_VERIFY_WITH_TIMEOUT(below(details, thread(), QStringLiteral("<module>")).isValid(), longest);

        // One of its threads writes what was put into the queue.
        const auto isFeederShown = [&] {
            const QModelIndex threads = below(details, {}, QStringLiteral("Threads"));
            for (int row = 0; row < details.rowCount(threads); ++row)
                if (details.index(row, DetailsModel::Text, threads).data().toString().contains(QStringLiteral("feeder of Queue-1 ?")))
                    return true;
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isFeederShown(), longest);

        // Of a moment of the past nothing is claimed.
        opened.click("stop");
        QVERIFY(opened.waitForEnd());
        QTRY_COMPARE_WITH_TIMEOUT(details.rowCount(), 0, longest);
        QCOMPARE(program.goOn(), QByteArray("got 0\ngot 1\ngot 2\ndone 0\n"));
    }
};

QTEST_MAIN(InspectorTest)
#include "inspector_test.moc"
