// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the panels with made-up sessions into PNG files, to be looked at: preview FOLDER [light|dark] [en|ko] [PANEL…]
#include "tests/support/synthetic_session.h"
#include "ui/bridge/session.h"
#include "ui/compare/compare_panel.h"
#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/lessons/lesson_panel.h"
#include "ui/lessons/lesson_text.h"
#include "ui/plots/plots_panel.h"
#include "ui/theme/metrics.h"
#include "ui/theme/symbolic_icon.h"
#include "ui/theme/theme_provider.h"
#include "ui/timeline/timeline_panel.h"
#include "ui/timeline/timeline_view.h"
#include "ui/topology/topology_panel.h"
#include "ui/topology/topology_view.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QGridLayout>
#include <QLabel>
#include <QTest>
#include <QToolButton>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

int main(int argc, char **argv) {
    QApplication application(argc, argv);
    QStringList words = application.arguments().mid(1);
    const QString folder = words.isEmpty() ? QStringLiteral(".") : words.takeFirst();
    const bool dark = words.contains("dark");
    ThemeProvider themes(dark ? SchemeChoice::dark : SchemeChoice::light);
    themes.applyTo(application);
    const auto shoot = [&](QWidget &widget, const QSize &size, const QString &name) {
        widget.resize(size);
        widget.show();
        for (int i = 0; i < 5; ++i)
            QApplication::processEvents();
        widget.grab().save(folder + '/' + name + (dark ? "-dark" : "-light") + ".png");
    };
    {
        QWidget sheet;
        auto *grid = new QGridLayout(&sheet);
        int place = 0;
        for (const QString &name : symbolicIconNames()) {
            auto *icon = new QLabel(&sheet);
            icon->setPixmap(symbolicIcon(name).pixmap(48, 48));
            auto *small = new QLabel(&sheet);
            small->setPixmap(symbolicIcon(name).pixmap(16, 16));
            auto *text = new QLabel(name, &sheet);
            text->setFont(textFont(TextSize::small));
            grid->addWidget(icon, place / 6, place % 6 * 3);
            grid->addWidget(small, place / 6, place % 6 * 3 + 1);
            grid->addWidget(text, place / 6, place % 6 * 3 + 2);
            ++place;
        }
        shoot(sheet, {1100, 900}, "icons");
    }
    Session session;
    session.append(synthetic_session({.workers = 4, .tasks = 120, .killed_worker = 2, .killed_in_task = 9}));
    session.flush();
    {
        DiagnosisPanel panel(session, themes);
        shoot(panel, {760, 260}, "diagnosis");
    }
    {
        PlotsPanel panel(session, themes);
        shoot(panel, {900, 620}, "plots");
        session.setCursor(session.history().size() / 3);
        session.selection().select(Selected::process(synthetic_worker(1)));
        for (QToolButton *button : panel.findChildren<QToolButton *>())
            if (button->text() == "Table")
                button->click();
        shoot(panel, {900, 820}, "plots-cursor");
        session.goLive();
        session.selection().clear();
    }
    {
        const host::LessonCatalog lessons = host::LessonCatalog::load({POOLSCOPE_DATA_FOLDER, {}, {}});
        for (const char *language : {"en", "ko"}) {
            LessonPanel panel(session, lessons, language, themes);
            panel.showLesson("queue-of-three");
            shoot(panel, {1100, 420}, QString("lesson-") + language);
            panel.text()->reveal(0);
            shoot(panel, {460, 300}, QString("lesson-narrow-") + language);
        }
    }
    {
        ComparePanel panel(session, themes);
        for (const StartMethod method : compared_methods) {
            session.clear();
            session.append(synthetic_session({.start_method = method, .workers = 4, .tasks = 40}));
            session.flush();
        }
        shoot(panel, {860, 720}, "compare");
    }
    {
        session.clear();
        session.append(synthetic_session({.workers = 4, .tasks = 120, .killed_worker = 2, .killed_in_task = 9}));
        session.flush();
        TimelinePanel panel(session, themes);
        shoot(panel, {1000, 420}, "timeline");
        panel.view().setFocus();
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(&panel.view(), Qt::Key_W);
        shoot(panel, {1000, 420}, "timeline-near");
    }
    const auto topology = [&](const SyntheticPlan &plan, const QSize &size, const QString &name, Selected selected = {}, double moment = 1) {
        session.clear();
        session.append(synthetic_session(plan));
        session.flush();
        if (moment < 1)
            session.setCursor(std::size_t(double(session.history().size()) * moment));
        TopologyPanel panel(session, themes);
        session.selection().select(selected);
        panel.resize(size);
        panel.show();
        QElapsedTimer timer;
        timer.start();
        do
            QApplication::processEvents(QEventLoop::AllEvents, 20);
        while (timer.elapsed() < 200 || !panel.view()->isSettled());
        shoot(panel, size, name);
        session.selection().clear();
    };
    topology({.workers = 4, .tasks = 120, .killed_worker = 2, .ends = false}, {900, 560}, "topology-fork", {}, 0.6);
    topology({.start_method = StartMethod::forkserver, .workers = 5, .tasks = 60}, {900, 560}, "topology-forkserver", Selected::channel(synthetic_tasks), 0.5);
    topology({.start_method = StartMethod::spawn, .workers = 3, .tasks = 20}, {900, 460}, "topology-ended");
    topology({.workers = 120, .tasks = 400, .mean_task_ns = 30'000'000}, {1100, 700}, "topology-large", {}, 0.7);
    return 0;
}
