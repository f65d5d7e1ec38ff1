// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/workbench/opened_workbench.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTabWidget>
#include <QTimer>

namespace poolscope::bench {

OpenedWorkbench::OpenedWorkbench()
    : installation_(*host::Installation::find()), lessons_(host::LessonCatalog::load(installation_)), themes_(ui::SchemeChoice::light),
      window_({lessons_, QString::fromStdString(installation_.cli.string()), QStringLiteral("en")}, themes_) {
    themes_.applyTo(*qApp);
    window_.resize(1280, 800);
    window_.show();
}

void OpenedWorkbench::showView(const char *panelClass) {
    for (QWidget *page = &window_.workbench(); page->parentWidget(); page = page->parentWidget())
        if (auto *pages = qobject_cast<QStackedWidget *>(page->parentWidget()); pages && pages->indexOf(page) >= 0)
            pages->setCurrentWidget(page);
    QTabWidget &tabs = window_.workbench().tabs();
    for (int tab = 0; tab < tabs.count(); ++tab)
        if (tabs.widget(tab)->inherits(panelClass))
            tabs.setCurrentIndex(tab);
    runFor(200);
}

bool runUntil(const std::function<bool()> &isDone) {
    QElapsedTimer timer;
    timer.start();
    QTimer look; // with a time limit, processEvents would not wait but spin, and what is measured has other threads
    look.start(5);
    while (!isDone()) {
        if (timer.elapsed() > 600'000)
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

void runFor(int milliseconds) {
    QEventLoop loop;
    QTimer::singleShot(milliseconds, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace poolscope::bench
