// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/workbench.h"

#include "ui/main_window/dock_title.h"

#include "ui/channels/channels_panel.h"
#include "ui/console/console_panel.h"
#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/inspector/inspector_panel.h"
#include "ui/messages/messages_panel.h"
#include "ui/plots/plots_panel.h"
#include "ui/process_tree/process_tree_panel.h"
#include "ui/tasks/tasks_panel.h"
#include "ui/theme/symbolic_icon.h"
#include "ui/timeline/timeline_panel.h"
#include "ui/topology/topology_panel.h"

#include <QTimer>

namespace poolscope::ui {
namespace {

// Docks of another version would be put anywhere.
constexpr int layoutVersion = 1;

} // namespace

Workbench::Workbench(Session &session, RunControl &runControl, const ThemeProvider &themes, QWidget *parent) : QMainWindow(parent) {
    setWindowFlags(Qt::Widget);
    setDockOptions(AnimatedDocks | AllowTabbedDocks | AllowNestedDocks);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);

    tabs_ = new QTabWidget;
    tabs_->setObjectName(QStringLiteral("views"));
    tabs_->setDocumentMode(true);
    tabs_->setMovable(true);
    tabs_->setMinimumSize(160, 120);
    setCentralWidget(tabs_);

    processTree_ = new ProcessTreePanel(session, themes);
    messages_ = new MessagesPanel(session, themes);
    tasks_ = new TasksPanel(session, themes);
    channels_ = new ChannelsPanel(session, themes);
    inspector_ = new InspectorPanel(session, runControl, themes);
    console_ = new ConsolePanel(session, themes);
    diagnosis_ = new DiagnosisPanel(session, themes);

    addTab(new TopologyPanel(session, themes), QStringLiteral("topology"), tr("Topology"));
    addTab(new TimelinePanel(session, themes), QStringLiteral("timeline"), tr("Timeline"));
    addTab(messages_, QStringLiteral("message"), tr("Messages"));
    addTab(tasks_, QStringLiteral("task"), tr("Tasks"));
    addTab(channels_, QStringLiteral("queue"), tr("Channels"));
    addTab(new PlotsPanel(session, themes), QStringLiteral("plots"), tr("Plots"));
    addDock(processTree_, QStringLiteral("process-tree"), tr("Process tree"), Qt::LeftDockWidgetArea);
    addDock(inspector_, QStringLiteral("inspector"), tr("Inspector"), Qt::RightDockWidgetArea);
    addDock(diagnosis_, QStringLiteral("diagnosis"), tr("Diagnosis"), Qt::BottomDockWidgetArea);
    addDock(console_, QStringLiteral("console"), tr("Console"), Qt::BottomDockWidgetArea);
}

void Workbench::addTab(QWidget *panel, const QString &icon, const QString &title) {
    tabs_->addTab(panel, symbolicIcon(icon), title);
    auto *action = new QAction(symbolicIcon(icon), title, this);
    action->setShortcut(QKeySequence(Qt::ALT | Qt::Key(Qt::Key_1 + int(tabs_->count()) - 1)));
    tabs_->setTabToolTip(tabs_->count() - 1, QStringLiteral("%1 (%2)").arg(title, action->shortcut().toString(QKeySequence::NativeText)));
    connect(action, &QAction::triggered, this, [this, panel] { bring(panel); });
    viewActions_ << action;
}

void Workbench::addDock(QWidget *panel, const QString &name, const QString &title, Qt::DockWidgetArea area) {
    auto *dock = new QDockWidget(title);
    dock->setObjectName(name);
    dock->setTitleBarWidget(new DockTitle(dock));
    dock->setWidget(panel);
    addDockWidget(area, dock);
    docks_ << dock;
    QAction *action = dock->toggleViewAction();
    viewActions_ << action;
}

// Where the docks stand before anyone moved them.
void Workbench::arrange() {
    const auto find = [this](const char *name) { return findChild<QDockWidget *>(QLatin1String(name)); };
    QDockWidget *tree = find("process-tree"), *inspector = find("inspector"), *lesson = find("lesson"), *diagnosis = find("diagnosis"),
                *console = find("console");
    for (QDockWidget *dock : std::as_const(docks_)) {
        dock->setFloating(false);
        dock->show();
    }
    addDockWidget(Qt::LeftDockWidgetArea, tree);
    addDockWidget(Qt::RightDockWidgetArea, inspector);
    QDockWidget *first = lesson ? lesson : diagnosis;
    addDockWidget(Qt::BottomDockWidgetArea, first);
    if (lesson)
        tabifyDockWidget(lesson, diagnosis);
    splitDockWidget(first, console, Qt::Horizontal);
    // The middle keeps the most; in a small window the inspector waits in the View menu.
    inspector->setVisible(width() >= 900);
    resizeDocks({tree, inspector}, {std::clamp(width() * 30 / 100, 180, 400), std::clamp(width() * 23 / 100, 180, 320)}, Qt::Horizontal);
    resizeDocks({first, console}, {width() * 2 / 5, width() * 2 / 5}, Qt::Horizontal);
    resizeDocks({first}, {std::clamp(height() * 28 / 100, 90, 260)}, Qt::Vertical);
    first->raise();
    isArranged_ = true;
}

void Workbench::bring(QWidget *panel) {
    if (const int tab = tabs_->indexOf(panel); tab >= 0)
        tabs_->setCurrentIndex(tab);
    for (QDockWidget *dock : std::as_const(docks_))
        if (dock->widget() == panel) {
            dock->show();
            dock->raise();
        }
    panel->setFocus(Qt::ShortcutFocusReason);
}

QByteArray Workbench::layoutState() const {
    return saveState(layoutVersion);
}

void Workbench::restore(const QByteArray &layout) {
    isArranged_ = !layout.isEmpty() && restoreState(layout, layoutVersion);
}

// Sizes can be given to docks only once there is room to share.
void Workbench::showEvent(QShowEvent *event) {
    QMainWindow::showEvent(event);
    if (!isArranged_)
        QTimer::singleShot(0, this, &Workbench::arrange);
}

void Workbench::resetLayout() {
    arrange();
    tabs_->setCurrentIndex(0);
}

} // namespace poolscope::ui
