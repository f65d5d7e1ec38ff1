// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_words.h"

#include "ui/shared/shown_name.h"
#include "ui/shared/units.h"
#include "ui/shared/words.h"

#include <QCoreApplication>

#include <cmath>

namespace poolscope::ui {
namespace {

class PlotWords {
    Q_DECLARE_TR_FUNCTIONS(PlotWords)
};

} // namespace

QString titleOf(Quantity quantity) {
    switch (quantity) {
    case Quantity::depth:
        return PlotWords::tr("Queue depth");
    case Quantity::messages:
        return PlotWords::tr("Messages");
    case Quantity::bytes:
        return PlotWords::tr("Bytes");
    case Quantity::tasks:
        return PlotWords::tr("Tasks");
    case Quantity::utilisation:
        return PlotWords::tr("Worker utilisation");
    case Quantity::cpu:
        return PlotWords::tr("Processor");
    case Quantity::memory:
        return PlotWords::tr("Memory");
    }
    return {};
}

QString unitOf(Quantity quantity) {
    switch (quantity) {
    case Quantity::depth:
        return PlotWords::tr("items");
    case Quantity::messages:
    case Quantity::bytes:
    case Quantity::tasks:
        return PlotWords::tr("per second");
    case Quantity::utilisation:
        return PlotWords::tr("share of time busy");
    case Quantity::cpu:
        return PlotWords::tr("of one processor");
    case Quantity::memory:
        return PlotWords::tr("proportional where known, else resident");
    }
    return {};
}

QString nameOf(const PlotsModel &model, SeriesId series) {
    switch (series.quantity) {
    case Quantity::depth:
    case Quantity::messages:
    case Quantity::bytes: {
        const PlotsModel::Channel &channel = model.channels()[std::size_t(series.index)];
        return channel.name.empty() ? wordFor(channel.kind) : shownName(channel.name);
    }
    case Quantity::tasks:
        return series.index == SeriesId::failedTasks ? PlotWords::tr("failed or lost") : PlotWords::tr("finished");
    case Quantity::utilisation: {
        if (series.index == SeriesId::allWorkers)
            return PlotWords::tr("all workers");
        const PlotsModel::Worker &worker = model.workers()[std::size_t(series.index)];
        return worker.name.empty() ? PlotWords::tr("worker %1").arg(worker.number) : shownName(worker.name);
    }
    case Quantity::cpu:
    case Quantity::memory: {
        const PlotsModel::Process &process = model.processes()[std::size_t(series.index)];
        return process.name.empty() ? QString::number(process.key.pid) : PlotWords::tr("%1 (%2)").arg(shownName(process.name)).arg(process.key.pid);
    }
    }
    return {};
}

QString valueText(Quantity quantity, double value) {
    switch (quantity) {
    case Quantity::depth:
        return countText(std::llround(value));
    case Quantity::bytes:
        return bytesText(std::llround(value)) + PlotWords::tr("/s");
    case Quantity::messages:
    case Quantity::tasks:
        return rateText(value);
    case Quantity::memory:
        return bytesText(std::llround(value));
    case Quantity::utilisation:
    case Quantity::cpu:
        return QStringLiteral("%1 %").arg(std::lround(value * 100));
    }
    return {};
}

} // namespace poolscope::ui
