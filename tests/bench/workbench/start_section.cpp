// SPDX-License-Identifier: GPL-3.0-or-later
// From the start of a process to its first painted window that answers, its libraries being in the page cache.
#include "engine/core/base/clock.h"
#include "tests/bench/workbench/frame_meter.h"
#include "tests/bench/workbench/measured.h"
#include "tests/bench/workbench/opened_workbench.h"
#include "tests/bench/workbench/sections.h"

#include <QProcess>

#include <cstdio>

namespace poolscope::bench {

int firstFrameSection(const QString &) {
    OpenedWorkbench opened;
    if (!runUntil([] { return meter().firstPaintNs() != 0; }))
        return 1;
    std::printf("%lld %lld %f\n", static_cast<long long>(meter().firstPaintNs()), static_cast<long long>(process_cpu_ns()), resident_megabytes());
    std::fflush(stdout);
    return 0;
}

int startSection(const QString &) {
    std::vector<double> took, cpu, memory;
    for (int round = 0; round < 5; ++round) {
        QProcess program;
        const std::int64_t began = monotonic_ns();
        program.start(QCoreApplication::applicationFilePath(), {QStringLiteral("first-frame")});
        if (!program.waitForFinished(60'000) || program.exitCode() != 0)
            return 1;
        const QList<QByteArray> words = program.readAllStandardOutput().trimmed().split(' ');
        took.push_back(double(words.value(0).toLongLong() - began) / 1e6);
        cpu.push_back(words.value(1).toDouble() / 1e6);
        memory.push_back(words.value(2).toDouble());
    }
    print_measured("start to first frame, median of 5", percentile(took, 0.5), 150, "ms");
    print_measured("start to first frame, CPU, least of 5", percentile(cpu, 0), 150, "ms CPU");
    print_measured("memory with the first frame", percentile(memory, 0.5), 80, "MB");
    return 0;
}

} // namespace poolscope::bench
