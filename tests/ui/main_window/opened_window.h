// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The real main window with the installed lessons and a real host, and the clicks that a person makes on it.

#include "engine/scope/lesson/lesson_catalog.h"
#include "ui/main_window/main_window.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QMenu>
#include <QSettings>
#include <QTabBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

namespace poolscope::tests {

// What a person has set is neither read nor changed.
inline void keepSettingsIn(const QTemporaryDir &folder) {
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
}

class OpenedWindow {
public:
    OpenedWindow()
        : installation_(*host::Installation::find_from(POOLSCOPE_BIN_FOLDER)), lessons_(host::LessonCatalog::load(installation_)),
          themes_(ui::SchemeChoice::light), window_({lessons_, QString::fromStdString(installation_.cli.string()), QStringLiteral("en")}, themes_) {
        themes_.applyTo(*qApp);
        window_.resize(1280, 800);
        window_.show();
        QApplication::setActiveWindow(&window_);
    }

    ui::MainWindow &window() { return window_; }
    ui::Session &session() { return window_.session(); }
    const state::State &state() { return window_.session().state(); }

    template <class Widget = QWidget> Widget *find(const char *name) { return window_.findChild<Widget *>(QLatin1String(name)); }
    void click(QWidget *widget) { QTest::mouseClick(widget, Qt::LeftButton); }
    void click(const char *name) { click(find(name)); }
    void clickTab(const QString &title) {
        auto *tabs = find<QTabWidget>("views");
        for (int tab = 0; tab < tabs->count(); ++tab)
            if (tabs->tabText(tab) == title)
                QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(tab).center());
    }
    void clickRow(QAbstractItemView *view, const QModelIndex &index) {
        view->scrollTo(index);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(index).center());
    }
    // The entry that begins with `text` in the context menu of that row.
    bool chooseFromMenu(QAbstractItemView *view, const QModelIndex &index, const QString &text) {
        view->scrollTo(index);
        const QPoint where = view->visualRect(index).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, where, view->viewport()->mapToGlobal(where));
        QApplication::sendEvent(view->viewport(), &event);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        for (QAction *action : menu ? menu->actions() : QList<QAction *>())
            if (action->text().startsWith(text) && action->isEnabled()) {
                QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
                return true;
            }
        return false;
    }
    bool waitForEnd(int milliseconds = 90'000) {
        return QTest::qWaitFor([this] { return window_.runControl().state() == ui::RunControl::State::over; }, milliseconds);
    }

private:
    host::Installation installation_;
    host::LessonCatalog lessons_;
    ui::ThemeProvider themes_;
    ui::MainWindow window_;
};

} // namespace poolscope::tests
