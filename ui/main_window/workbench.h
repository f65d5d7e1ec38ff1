// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The panels of a session: tabs in the middle, docks around them. A main window inside the main window, so that the docks'
// layout is not disturbed by the welcome page. GUI thread.

#include "ui/bridge/run_control.h"
#include "ui/bridge/session.h"
#include "ui/theme/theme_provider.h"

#include <QAction>
#include <QDockWidget>
#include <QMainWindow>
#include <QTabWidget>

namespace poolscope::ui {

class ChannelsPanel;
class ConsolePanel;
class DiagnosisPanel;
class InspectorPanel;
class MessagesPanel;
class ProcessTreePanel;
class TasksPanel;

class Workbench : public QMainWindow {
    Q_OBJECT
public:
    Workbench(Session &session, RunControl &runControl, const ThemeProvider &themes, QWidget *parent = nullptr);

    ProcessTreePanel &processTree() { return *processTree_; }
    MessagesPanel &messages() { return *messages_; }
    TasksPanel &tasks() { return *tasks_; }
    DiagnosisPanel &diagnosis() { return *diagnosis_; }
    QTabWidget &tabs() { return *tabs_; }

    // A panel of another feature, before the layout is restored.
    void addTab(QWidget *panel, const QString &icon, const QString &title);
    // Alt and the key lead to it.
    void addDock(QWidget *panel, const QString &name, const QString &icon, const QString &title, Qt::Key key, Qt::DockWidgetArea area);
    // Brings a tab or dock to the front and gives it the keyboard.
    void bring(QWidget *panel);
    // The line that narrows the view at the keyboard, or else the nearest one.
    void goToFilter();
    // In a dock whose tab is not the chosen one.
    bool isBehind(const QWidget &widget) const;
    // Before those that share its place, where it is shown at all.
    void raise(QWidget *docked);
    // One for each tab, and then one for each dock: brings it.
    QList<QAction *> viewActions() const { return tabActions_ + dockActions_; }
    // One for each dock: shows or hides it.
    QList<QAction *> dockToggles() const;

    // Of a window with room for everything, also when it is small now.
    QByteArray layoutState();
    // The layout of layoutState(); the usual one when it is empty or cannot be used.
    void restore(const QByteArray &layout);
    void resetLayout();

signals:
    // A view is about to be brought: what hides the workbench has to give way.
    void wanted();

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QAction *makeAction(QWidget *panel, const QString &icon, const QString &title, Qt::Key key);
    QDockWidget *dock(const char *name) const;
    void arrange();
    void shareOut();
    void makeRoom();
    void shareLeft(bool shared);
    void trimTitles();

    QTabWidget *tabs_;
    ProcessTreePanel *processTree_;
    MessagesPanel *messages_;
    TasksPanel *tasks_;
    ChannelsPanel *channels_;
    InspectorPanel *inspector_;
    ConsolePanel *console_;
    DiagnosisPanel *diagnosis_;
    QList<QDockWidget *> docks_;
    QList<QAction *> tabActions_, dockActions_;
    QWidget *brought_ = nullptr; // before the docks had their places
    QWidget *front_ = nullptr; // what was raised last
    bool isArranged_ = false;
    bool sharesLeft_ = false; // the inspector stands behind the process tree for want of room
};

} // namespace poolscope::ui
