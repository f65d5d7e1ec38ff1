// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/function_model.h"

#include "ui/shared/call_text.h"
#include "ui/shared/roles.h"
#include "ui/shared/units.h"

#include <QHash>

#include <algorithm>
#include <tuple>

namespace poolscope::ui {
namespace {

std::int64_t medianOf(std::vector<std::int64_t> values) {
    if (values.empty())
        return 0;
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

} // namespace

void FunctionModel::count(const state::State &state) {
    struct Times {
        qint64 tasks = 0, failed = 0;
        std::vector<std::int64_t> ran, queued, transferred;
    };
    QHash<QString, Times> byFunction;
    for (const auto &[id, task] : state.tasks()) {
        Times &times = byFunction[functionOf(task.call)];
        ++times.tasks;
        times.failed += task.outcome == TaskOutcome::error || task.outcome == TaskOutcome::lost;
        if (task.ran_ns > 0)
            times.ran.push_back(task.ran_ns);
        if (task.started_ns > 0)
            times.queued.push_back(std::max<std::int64_t>(task.started_ns - task.submitted_ns, 0));
        if (task.started_ns > 0 && task.assigned_ns > 0)
            times.transferred.push_back(std::max<std::int64_t>(task.started_ns - task.assigned_ns, 0));
    }
    std::vector<Row> rows;
    for (auto at = byFunction.begin(); at != byFunction.end(); ++at) {
        Row row;
        row.function = at.key();
        row.tasks = at->tasks;
        row.failed = at->failed;
        for (const std::int64_t ran : at->ran) {
            row.totalNs += ran;
            row.slowestNs = std::max(row.slowestNs, ran);
        }
        row.medianNs = medianOf(std::move(at->ran));
        row.queuedNs = medianOf(std::move(at->queued));
        row.transferNs = medianOf(std::move(at->transferred));
        rows.push_back(std::move(row));
    }
    std::sort(rows.begin(), rows.end(), [](const Row &one, const Row &other) {
        return std::tie(other.totalNs, one.function) < std::tie(one.totalNs, other.function);
    });
    become(rows_, std::move(rows), [](const Row &one, const Row &other) { return one.function == other.function; });
}

QString FunctionModel::text(const Row &row, int column) const {
    switch (column) {
    case Function:
        return row.function.isEmpty() ? tr("not known") : row.function;
    case Tasks:
        return countText(row.tasks);
    case Failed:
        return countText(row.failed);
    case Total:
        return durationText(row.totalNs);
    case Median:
        return durationText(row.medianNs);
    case Slowest:
        return durationText(row.slowestNs);
    case Queued:
        return durationText(row.queuedNs);
    case Transfer:
        return row.transferNs > 0 ? durationText(row.transferNs) : QString();
    default:
        return {};
    }
}

QVariant FunctionModel::cell(const QModelIndex &index, int role) const {
    const Row &row = rows_[std::size_t(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case FunctionRole:
        return column == Function ? QVariant(row.function) : QVariant();
    case ToneRole:
        return int(column == Failed && row.failed > 0 ? Tone::error : Tone::normal);
    default:
        return {};
    }
}

QString FunctionModel::title(int column) const {
    switch (column) {
    case Function:
        return tr("Function");
    case Tasks:
        return tr("Tasks");
    case Failed:
        return tr("Failed");
    case Total:
        return tr("Ran in all");
    case Median:
        return tr("Median");
    case Slowest:
        return tr("Slowest");
    case Queued:
        return tr("Queued, median");
    case Transfer:
        return tr("Transfer, median");
    default:
        return {};
    }
}

} // namespace poolscope::ui
