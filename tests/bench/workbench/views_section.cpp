// SPDX-License-Identifier: GPL-3.0-or-later
// What a frame costs while views that show very much are panned.
#include "tests/bench/workbench/frame_meter.h"
#include "tests/bench/workbench/long_session.h"
#include "tests/bench/workbench/measured.h"
#include "tests/bench/workbench/opened_workbench.h"
#include "tests/bench/workbench/sections.h"
#include "ui/topology/topology_panel.h"
#include "ui/topology/topology_view.h"

#include <QScrollBar>
#include <QTest>
#include <QTreeView>

#include <fmt/format.h>
#include <functional>

namespace poolscope::bench {
namespace {

constexpr int steps = 120;

void measurePanning(const std::string &what, const std::function<void(int)> &pan) {
    runFor(500);
    meter().begin();
    for (int step = 0; step < steps; ++step) {
        pan(step);
        runFor(20);
    }
    print_measured(fmt::format("{}: frames painted short of {}", what, steps), double(std::max(0, steps - int(meter().frames().size()))) + 1, 1, "frames + 1");
    print_measured(fmt::format("{}: frame p99 while panning, CPU", what), percentile(meter().frameCpu(), 0.99), 16, "ms CPU");
    print_measured(fmt::format("{}: frame p99 while panning", what), percentile(meter().frames(), 0.99), 16, "ms");
}

} // namespace

int topologySection(const QString &nodes) {
    OpenedWorkbench opened;
    LongSession source(nodes.toInt() - 3);
    opened.session().append(source.begin());
    opened.session().append(source.tasks(2000));
    opened.session().flush();
    opened.showView("poolscope::ui::TopologyPanel");
    auto *view = opened.panel<ui::TopologyPanel>().view();
    runUntil([&] { return view->isSettled(); });
    view->setFocus();
    measurePanning(fmt::format("topology of {} nodes", nodes.toStdString()), [&](int step) {
        QTest::keyClick(view, step % 40 < 20 ? Qt::Key_Plus : Qt::Key_Minus);
    });
    return 0;
}

int treeSection(const QString &processes) {
    OpenedWorkbench opened;
    LongSession source(processes.toInt());
    opened.session().append(source.begin());
    opened.session().flush();
    opened.showView("poolscope::ui::TopologyPanel");
    opened.showView("poolscope::ui::MessagesPanel");
    auto *tree = opened.find<QTreeView>("process-tree");
    tree->expandAll();
    measurePanning(fmt::format("tree of {} processes", processes.toStdString()), [&](int step) {
        tree->verticalScrollBar()->setValue(tree->verticalScrollBar()->maximum() * (step + 1) / steps);
    });
    return 0;
}

int timelineSection(const QString &tasks) {
    OpenedWorkbench opened;
    LongSession source(64);
    opened.session().append(source.begin());
    for (qlonglong made = 0; made < tasks.toLongLong(); made += 10'000) {
        opened.session().append(source.tasks(10'000));
        opened.session().flush();
    }
    opened.showView("poolscope::ui::TimelinePanel");
    auto *view = opened.find<QWidget>("timeline");
    view->setFocus();
    const std::string what = fmt::format("timeline of 64 lanes, {} tasks", tasks.toStdString());
    measurePanning(what + ", all of it", [&](int step) { QTest::keyClick(view, step % 2 ? Qt::Key_W : Qt::Key_S); });
    for (int zoom = 0; zoom < 8; ++zoom)
        QTest::keyClick(view, Qt::Key_W);
    measurePanning(what + ", a part", [&](int step) { QTest::keyClick(view, step % 40 < 20 ? Qt::Key_D : Qt::Key_A); });
    return 0;
}

} // namespace poolscope::bench
