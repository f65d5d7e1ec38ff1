// SPDX-License-Identifier: GPL-3.0-or-later
// A million events a second arrive as a host delivers them, while somebody clicks; and what a window costs at which nothing
// happens.
#include "engine/core/base/clock.h"
#include "tests/bench/workbench/frame_meter.h"
#include "tests/bench/workbench/long_session.h"
#include "tests/bench/workbench/measured.h"
#include "tests/bench/workbench/opened_workbench.h"
#include "tests/bench/workbench/sections.h"
#include "ui/bridge/event_inbox.h"

#include <QAbstractScrollArea>
#include <QMetaObject>

#include <fmt/format.h>
#include <thread>

namespace poolscope::bench {
namespace {

constexpr double wantedRate = 1e6; // events a second

struct Stream {
    std::shared_ptr<ui::EventInbox> inbox = std::make_shared<ui::EventInbox>();
    std::atomic<bool> isOver = false;
    std::uint64_t told = 0;
    double seconds = 0;

    // As much as is due, a millisecond's worth at a time. A full inbox holds it up, as it holds up the host.
    void produce(ui::Session &session, double forSeconds) {
        const auto wake = [&session] { QMetaObject::invokeMethod(&session, [&session] { session.wake(); }, Qt::QueuedConnection); };
        LongSession source(8);
        const std::int64_t began = monotonic_ns();
        std::vector<Event> events = source.begin();
        for (;;) {
            ui::EventInbox::Put put;
            while ((put = inbox->put(events, std::chrono::milliseconds(50))) == ui::EventInbox::Put::full) {
            }
            if (put == ui::EventInbox::Put::wasEmpty)
                wake();
            seconds = double(monotonic_ns() - began) / 1e9;
            if (seconds >= forSeconds)
                break;
            const double due = wantedRate * seconds - double(source.told());
            if (due < 1000)
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            events = source.tasks(std::size_t(std::clamp(due / 10, 1.0, 400.0)));
        }
        told = source.told();
        isOver = true;
    }
};

void measureView(OpenedWorkbench &opened, const char *panelClass, const char *title, double seconds) {
    opened.session().clear();
    opened.showView(panelClass);
    Stream stream;
    opened.session().setSource([inbox = stream.inbox] { return inbox->take(); });
    meter().begin();
    const std::int64_t cpuBefore = thread_cpu_ns();
    std::thread producer([&] { stream.produce(opened.session(), seconds); });
    QWidget *tree = opened.find<QAbstractScrollArea>("process-tree")->viewport();
    std::thread clicker([&] {
        for (int number = 0; !stream.isOver; ++number) {
            std::this_thread::sleep_for(std::chrono::milliseconds(37));
            meter().click(tree, {60, 12 + number % 4 * 24});
        }
    });
    runUntil([&] { return stream.isOver.load() && opened.session().history().size() >= stream.told; });
    const double cpu = double(thread_cpu_ns() - cpuBefore) / 1e9;
    producer.join();
    clicker.join();
    const auto say = [&](const char *what) { return fmt::format("{}, million events/s arriving: {}", title, what); };
    print_measured(say("frame p99"), percentile(meter().frames(), 0.99), 16, "ms");
    print_measured(say("frame p99, CPU"), percentile(meter().frameCpu(), 0.99), 16, "ms CPU");
    print_measured(say("click to paint p99"), percentile(meter().clicks(), 0.99), 50, "ms");
    print_measured(say("GUI CPU an event"), cpu * 1e9 / double(stream.told), 1000, "ns CPU");
    print_measured(say("time for one second's events"), wantedRate / (double(stream.told) / stream.seconds), 1, "s");
    print_measured(say("untold losses"), double(stream.told - opened.session().history().size()) + 1, 1, "events + 1");
}

} // namespace

int streamSection(const QString &seconds) {
    OpenedWorkbench opened;
    for (const auto &[panel, title] : {std::pair{"poolscope::ui::TopologyPanel", "topology"}, std::pair{"poolscope::ui::TimelinePanel", "timeline"},
                                       std::pair{"poolscope::ui::MessagesPanel", "messages"}, std::pair{"poolscope::ui::PlotsPanel", "plots"}})
        measureView(opened, panel, title, seconds.toDouble());
    return 0;
}

int idleSection(const QString &seconds) {
    OpenedWorkbench opened;
    LongSession source(8);
    opened.session().append(source.begin());
    opened.session().append(source.tasks(1000));
    const auto measure = [&](const char *what, bool isQuiet) {
        runFor(1500); // what has just been asked for is still being painted
        const std::int64_t wall = monotonic_ns(), cpu = process_cpu_ns();
        QTimer arrivals;
        QObject::connect(&arrivals, &QTimer::timeout, &arrivals, [&] { opened.session().append(source.tasks(1)); });
        if (!isQuiet)
            arrivals.start(100);
        runFor(int(seconds.toDouble() * 1000));
        print_measured(fmt::format("CPU while {}", what), 100.0 * double(process_cpu_ns() - cpu) / double(monotonic_ns() - wall), 0.5, "% of core");
    };
    for (const auto &[panel, title] : {std::pair{"poolscope::ui::TopologyPanel", "topology"}, std::pair{"poolscope::ui::TimelinePanel", "timeline"},
                                       std::pair{"poolscope::ui::PlotsPanel", "plots"}}) {
        opened.showView(panel);
        measure(fmt::format("{} is live and nothing comes", title).c_str(), true);
    }
    opened.session().setCursor(500);
    measure("the cursor stands still", true);
    opened.session().goLive();
    opened.window().hide();
    measure("the window is hidden and 100 events/s come", false);
    return 0;
}

} // namespace poolscope::bench
