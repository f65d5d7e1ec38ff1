// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/workbench.h"

#include "ui/main_window/actions.h"
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

#include <QApplication>
#include <QLineEdit>
#include <QTimer>

#include <algorithm>

namespace poolscope::ui {
namespace {

// Docks of another version would be put anywhere.
constexpr int layoutVersion = 1;

constexpr int leastWidthForTwoSides = 900;
constexpr int leastWidthForConsole = 1500;

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
    addDock(processTree_, QStringLiteral("process-tree"), QStringLiteral("tree"), tr("Process tree"), Qt::Key_T, Qt::LeftDockWidgetArea);
    addDock(inspector_, QStringLiteral("inspector"), QStringLiteral("information"), tr("Inspector"), Qt::Key_I, Qt::RightDockWidgetArea);
    addDock(diagnosis_, QStringLiteral("diagnosis"), QStringLiteral("finding"), tr("Diagnosis"), Qt::Key_D, Qt::BottomDockWidgetArea);
    addDock(console_, QStringLiteral("console"), QStringLiteral("console"), tr("Console"), Qt::Key_C, Qt::BottomDockWidgetArea);
}

void Workbench::addTab(QWidget *panel, const QString &icon, const QString &title) {
    tabs_->addTab(panel, title);
    QAction *action = makeAction(panel, icon, title, Qt::Key(Qt::Key_1 + int(tabs_->count()) - 1));
    tabs_->setTabToolTip(tabs_->count() - 1, withKey(title, *action));
    tabActions_ << action;
}

QAction *Workbench::makeAction(QWidget *panel, const QString &icon, const QString &title, Qt::Key key) {
    auto *action = new QAction(symbolicIcon(icon), title, this);
    action->setShortcut(QKeySequence(Qt::ALT | key));
    connect(action, &QAction::triggered, this, [this, panel] { bring(panel); });
    return action;
}

QList<QAction *> Workbench::dockToggles() const {
    QList<QAction *> toggles;
    for (const QDockWidget *each : docks_)
        toggles << each->toggleViewAction();
    return toggles;
}

void Workbench::addDock(QWidget *panel, const QString &name, const QString &icon, const QString &title, Qt::Key key, Qt::DockWidgetArea area) {
    auto *dock = new QDockWidget(title);
    dock->setObjectName(name);
    dock->setTitleBarWidget(new DockTitle(dock));
    dock->setWidget(panel);
    addDockWidget(area, dock);
    docks_ << dock;
    // Told before the tabs are what they will be.
    for (const auto signal : {&QDockWidget::visibilityChanged, &QDockWidget::topLevelChanged})
        connect(dock, signal, this, &Workbench::trimTitles, Qt::QueuedConnection);
    connect(dock, &QDockWidget::dockLocationChanged, this, &Workbench::trimTitles, Qt::QueuedConnection);
    dockActions_ << makeAction(panel, icon, title, key);
}

void Workbench::goToFilter() {
    if (!isVisible())
        return;
    QWidget *focused = QApplication::focusWidget();
    for (QWidget *around = focused && isAncestorOf(focused) ? focused : tabs_->currentWidget(); around && around != parentWidget(); around = around->parentWidget())
        for (QLineEdit *line : around->findChildren<QLineEdit *>())
            if (line->isVisible() && line->property("narrows").toBool()) {
                line->setFocus(Qt::ShortcutFocusReason);
                line->selectAll();
                return;
            }
}

QDockWidget *Workbench::dock(const char *name) const {
    return findChild<QDockWidget *>(QLatin1String(name));
}

// Where the docks stand before anyone moved them.
void Workbench::arrange() {
    QDockWidget *lesson = dock("lesson"), *diagnosis = dock("diagnosis");
    for (QDockWidget *each : std::as_const(docks_)) {
        each->setFloating(false);
        each->show();
    }
    sharesLeft_ = false;
    addDockWidget(Qt::LeftDockWidgetArea, dock("process-tree"));
    addDockWidget(Qt::RightDockWidgetArea, dock("inspector"));
    QDockWidget *first = lesson ? lesson : diagnosis;
    addDockWidget(Qt::BottomDockWidgetArea, first);
    // What the program prints is read beside its lesson where there is room. What shares its place already cannot be split.
    if (width() >= leastWidthForConsole)
        splitDockWidget(first, dock("console"), Qt::Horizontal);
    if (lesson)
        tabifyDockWidget(lesson, diagnosis);
    if (width() < leastWidthForConsole)
        tabifyDockWidget(first, dock("console"));
    first->raise();
    isArranged_ = true;
    if (front_)
        raise(front_);
    makeRoom();
    shareOut();
}

// The middle keeps the most.
void Workbench::shareOut() {
    resizeDocks({dock("process-tree"), dock("inspector")}, {std::clamp(width() * 33 / 100, 180, width() < leastWidthForConsole ? 424 : 480), std::clamp(width() * 23 / 100, 180, 320)}, Qt::Horizontal);
    resizeDocks({dock("diagnosis")}, {std::clamp(height() * 28 / 100, 120, 260)}, Qt::Vertical);
}

// Two docks beside the middle leave it nothing in a small window.
void Workbench::makeRoom() {
    const QDockWidget *tree = dock("process-tree"), *inspector = dock("inspector");
    const bool isSmall = width() < leastWidthForTwoSides;
    if (!isArranged_ || isSmall == sharesLeft_)
        return;
    const auto stands = [](const QDockWidget *each) { return !each->isFloating() && !each->isHidden(); };
    const bool areBeside = stands(tree) && stands(inspector) && dockWidgetArea(const_cast<QDockWidget *>(tree)) == Qt::LeftDockWidgetArea &&
                           dockWidgetArea(const_cast<QDockWidget *>(inspector)) == Qt::RightDockWidgetArea;
    if (isSmall ? areBeside : sharesLeft_)
        shareLeft(isSmall);
}

void Workbench::shareLeft(bool shared) {
    QDockWidget *tree = dock("process-tree"), *inspector = dock("inspector");
    sharesLeft_ = shared;
    if (shared)
        tabifyDockWidget(tree, inspector);
    else
        addDockWidget(Qt::RightDockWidgetArea, inspector);
    tree->raise();
    shareOut();
}

void Workbench::trimTitles() {
    for (QDockWidget *each : std::as_const(docks_))
        static_cast<DockTitle *>(each->titleBarWidget())->setTabbed(!each->isFloating() && !tabifiedDockWidgets(each).isEmpty());
}

void Workbench::bring(QWidget *panel) {
    emit wanted();
    if (const int tab = tabs_->indexOf(panel); tab >= 0)
        tabs_->setCurrentIndex(tab);
    for (QDockWidget *dock : std::as_const(docks_))
        if (dock->widget() == panel) {
            dock->show();
            raise(panel);
        }
    panel->setFocus(Qt::ShortcutFocusReason);
    brought_ = isArranged_ ? nullptr : panel;
}

bool Workbench::isBehind(const QWidget &widget) const {
    return std::any_of(docks_.begin(), docks_.end(), [&](const QDockWidget *dock) { return dock->isAncestorOf(&widget) && dock->visibleRegion().isEmpty(); });
}

void Workbench::raise(QWidget *docked) {
    front_ = docked;
    for (QDockWidget *dock : std::as_const(docks_))
        if (dock->widget() == docked)
            dock->raise();
}

QByteArray Workbench::layoutState() {
    if (sharesLeft_)
        shareLeft(false);
    return saveState(layoutVersion);
}

void Workbench::restore(const QByteArray &layout) {
    isArranged_ = !layout.isEmpty() && restoreState(layout, layoutVersion);
}

// Sizes can be given to docks only once there is room to share.
void Workbench::showEvent(QShowEvent *event) {
    QMainWindow::showEvent(event);
    QTimer::singleShot(0, this, [this] {
        isArranged_ ? makeRoom() : arrange();
        if (QWidget *panel = std::exchange(brought_, nullptr)) // it lost the keyboard while it was moved
            panel->setFocus(Qt::ShortcutFocusReason);
    });
}

void Workbench::resizeEvent(QResizeEvent *event) {
    QMainWindow::resizeEvent(event);
    makeRoom();
}

void Workbench::resetLayout() {
    arrange();
    tabs_->setCurrentIndex(0);
}

} // namespace poolscope::ui
