// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The window as the installed program shows it, with its lessons and host.

#include "engine/scope/lesson/lesson_catalog.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/workbench.h"

#include <functional>

namespace poolscope::bench {

class OpenedWorkbench {
public:
    OpenedWorkbench();

    ui::MainWindow &window() { return window_; }
    ui::Session &session() { return window_.session(); }
    // The workbench instead of the welcome page, with this view in front.
    void showView(const char *panelClass);
    template <class Widget> Widget *find(const char *name) { return window_.findChild<Widget *>(QLatin1String(name)); }
    template <class Panel> Panel &panel() { return *window_.findChild<Panel *>(); }

private:
    host::Installation installation_;
    host::LessonCatalog lessons_;
    ui::ThemeProvider themes_;
    ui::MainWindow window_;
};

// Runs the event loop until then; false when it took longer than 10 minutes.
bool runUntil(const std::function<bool()> &isDone);
void runFor(int milliseconds);

} // namespace poolscope::bench
