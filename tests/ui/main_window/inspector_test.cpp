// SPDX-License-Identifier: GPL-3.0-or-later
// A person kills a worker and asks the inspector about it, and about who shared memory with whom: what it was doing, what it heard last,
// what it had and left, from a real program's own words.
#include "tests/ui/main_window/opened_window.h"

#include "ui/inspector/inspector_panel.h"
#include "ui/main_window/workbench.h"
#include "ui/process_tree/process_tree_panel.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSortFilterProxyModel>
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
    void initTestCase() {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings_.path());
    }
    void init() { QSettings().clear(); }

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
};

QTEST_MAIN(InspectorTest)
#include "inspector_test.moc"
