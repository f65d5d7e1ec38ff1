// SPDX-License-Identifier: GPL-3.0-or-later
// How fast the window is, measured on the real window: workbench_bench [SECTION [ARGUMENT]]. Targets are those that people
// notice: a frame every 16 ms, an answer to a click within 50.
#include "tests/bench/workbench/frame_meter.h"
#include "tests/bench/workbench/measured.h"
#include "tests/bench/workbench/sections.h"
#include "ui/main_window/large_blocks.h"

#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>

#include <cstdio>
#include <cstring>

using namespace poolscope::bench;

namespace {

constexpr Section sections[] = {
    {"start", startSection},
    {"first-frame", firstFrameSection, "", true},
    {"stream", streamSection, "5"},
    {"idle", idleSection, "3"},
    {"session", sessionSection, "10000000"},
    {"opened-session", openedSessionSection, "", true},
    {"topology", topologySection, "500"},
    {"tree", treeSection, "5000"},
    {"timeline", timelineSection, "1000000"},
};

int runAll() {
    print_head();
    int worst = 0;
    for (const Section &section : sections)
        if (!section.is_part)
            worst = std::max(worst, QProcess::execute(QCoreApplication::applicationFilePath(), {QLatin1String(section.name)}));
    return worst;
}

} // namespace

int main(int argc, char **argv) {
    poolscope::ui::giveLargeBlocksBack();
    FrameMeter application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("poolscope-bench"));
    const QTemporaryDir settings; // what a person has set does not count, and is left alone
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    if (argc < 2)
        return runAll();
    for (const Section &section : sections)
        if (std::strcmp(argv[1], section.name) == 0)
            return section.run(QString::fromLocal8Bit(argc > 2 ? argv[2] : section.argument));
    std::fprintf(stderr, "workbench_bench: there is no section %s; there are", argv[1]);
    for (const Section &section : sections)
        if (!section.is_part)
            std::fprintf(stderr, " %s", section.name);
    std::fprintf(stderr, "\n");
    return 2;
}
