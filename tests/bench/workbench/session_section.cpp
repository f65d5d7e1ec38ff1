// SPDX-License-Identifier: GPL-3.0-or-later
// A recording of ten million events: its size, and what it takes to open it, jump in it and filter it.
#include "engine/core/base/clock.h"
#include "engine/core/recording/recording.h"
#include "tests/bench/workbench/frame_meter.h"
#include "tests/bench/workbench/long_session.h"
#include "tests/bench/workbench/measured.h"
#include "tests/bench/workbench/opened_workbench.h"
#include "tests/bench/workbench/sections.h"
#include "ui/filter/filter_bar.h"
#include "ui/messages/messages_panel.h"

#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>

#include <random>

namespace poolscope::bench {
namespace {

double since(std::int64_t beganNs) {
    return double(monotonic_ns() - beganNs) / 1e6;
}

} // namespace

int sessionSection(const QString &events) {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("long.poolscope"));
    const std::int64_t began = process_cpu_ns();
    write_long_session(path.toStdString(), events.toULongLong(), 64);
    print_measured("recording: on disk", double(QFileInfo(path).size()) / events.toDouble(), 16, "bytes/event");
    print_measured("recording: written", double(process_cpu_ns() - began) / events.toDouble(), 1000, "ns/event");
    return QProcess::execute(QCoreApplication::applicationFilePath(), {QStringLiteral("opened-session"), path});
}

int openedSessionSection(const QString &path) {
    OpenedWorkbench opened;
    runUntil([] { return meter().firstPaintNs() != 0; });
    meter().begin();
    const std::int64_t began = monotonic_ns(), beganCpu = process_cpu_ns();
    opened.window().openPath(path);
    runUntil([&] { return opened.session().history().size() > 0 && !meter().frames().empty(); });
    print_measured("recording: opened, first of it shown", since(began), 1000, "ms");
    auto reader = telemetry::RecordingReader::open(path.toStdString());
    const std::uint64_t all = reader ? reader->events() : UINT64_MAX;
    if (!reader || !runUntil([&] { return opened.session().history().size() >= all; }))
        return 1;
    print_measured("recording: opened whole", since(began), 1000, "ms");
    print_measured("recording: opened whole, CPU", double(process_cpu_ns() - beganCpu) / 1e6, 1000, "ms CPU");
    print_measured("recording: frame p99 while it opens, CPU", percentile(meter().frameCpu(), 0.99), 16, "ms CPU");
    print_measured("recording: memory when open", resident_megabytes(), 400, "MB");
    if (!runUntil([&] { return opened.session().fed() >= all; }))
        return 1;
    print_measured("recording: opened, ticks and plots complete", since(began), 1000, "ms");

    std::mt19937 random(7);
    std::vector<double> jumps;
    for (int jump = 0; jump < 40; ++jump) {
        const std::int64_t jumped = thread_cpu_ns();
        opened.session().setCursor(random() % opened.session().history().size());
        runFor(60); // until the views have painted it, which costs CPU and is counted
        jumps.push_back(double(thread_cpu_ns() - jumped) / 1e6);
    }
    print_measured("recording: jump anywhere p99", percentile(jumps, 0.99), 100, "ms CPU");
    opened.session().goLive();
    opened.showView("poolscope::ui::MessagesPanel");
    const std::int64_t filtered = monotonic_ns(), filteredCpu = thread_cpu_ns();
    auto &panel = opened.panel<ui::MessagesPanel>();
    panel.showOnly(QStringLiteral("bytes > 50 && number == 77777"));
    runUntil([&] { return panel.model().isSearched(); });
    print_measured("recording: filter", since(filtered), 300, "ms");
    print_measured("recording: filter, CPU", double(thread_cpu_ns() - filteredCpu) / 1e6, 300, "ms CPU");
    print_measured("recording: memory after all of that", resident_megabytes(), 400, "MB");
    const std::int64_t turned = thread_cpu_ns();
    opened.showView("poolscope::ui::TasksPanel");
    print_measured("recording: the table of all tasks comes into sight", double(thread_cpu_ns() - turned) / 1e6, 300, "ms CPU");
    print_measured("recording: memory with both tables seen", resident_megabytes(), 400, "MB");
    return panel.model().rowCount() > 0 ? 0 : 1;
}

} // namespace poolscope::bench
