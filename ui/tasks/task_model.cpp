// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/task_model.h"

#include "ui/shared/call_text.h"
#include "ui/shared/names.h"
#include "ui/shared/sentences.h"
#include "ui/shared/units.h"
#include "ui/shared/words.h"

#include <algorithm>
#include <tuple>

namespace poolscope::ui {
namespace {

std::int64_t queuedFor(const state::TaskRow &task) {
    return task.started_ns ? task.started_ns - task.submitted_ns : 0;
}

// On its way to the worker; a pool that does not say when it hands a task out leaves that in the queue's time.
std::int64_t transferredFor(const state::TaskRow &task) {
    return task.started_ns && task.assigned_ns ? std::max<std::int64_t>(task.started_ns - task.assigned_ns, 0) : 0;
}

QString iconFor(TaskOutcome outcome) {
    switch (outcome) {
    case TaskOutcome::running:
        return QStringLiteral("state-running");
    case TaskOutcome::value:
        return QStringLiteral("state-exited");
    case TaskOutcome::error:
        return QStringLiteral("error");
    case TaskOutcome::lost:
        return QStringLiteral("state-dead");
    case TaskOutcome::cancelled:
        return QStringLiteral("close");
    case TaskOutcome::pending:
        break;
    }
    return QStringLiteral("state-waiting");
}

} // namespace

std::vector<std::uint64_t> TaskModel::idsOf(const state::State &state) const {
    std::vector<std::uint64_t> ids;
    ids.reserve(state.tasks().size());
    bool isInOrder = true;
    std::int64_t last = INT64_MIN;
    for (const auto &[id, task] : state.tasks()) {
        isInOrder &= last <= task.submitted_ns;
        last = task.submitted_ns;
        ids.push_back(id);
    }
    if (!isInOrder)
        std::sort(ids.begin(), ids.end(), [&](auto left, auto right) { return isBefore(left, right, state); });
    return ids;
}

bool TaskModel::isBefore(std::uint64_t left, std::uint64_t right, const state::State &state) const {
    const state::TaskRow *one = state.task(left);
    const state::TaskRow *other = state.task(right);
    return one && other && std::tie(one->submitted_ns, one->id) < std::tie(other->submitted_ns, other->id);
}

QString TaskModel::text(const state::TaskRow &task, int column) const {
    switch (column) {
    case Call:
        return callText(task.call);
    case Outcome:
        return wordFor(task.outcome);
    case Worker:
        return processText(*moment().state, task.worker);
    case Result:
        return task.outcome == TaskOutcome::lost ? lossSentence(*moment().state, task) : resultText(task.result, task.result_truncated);
    case Queued:
        return task.started_ns ? durationText(queuedFor(task)) : QString();
    case Transfer:
        return transferredFor(task) ? durationText(transferredFor(task)) : QString();
    case Ran:
        return task.ran_ns ? durationText(task.ran_ns) : QString();
    case Attempt:
        return QString::number(task.attempt);
    case Items:
        return countText(task.items);
    default:
        return {};
    }
}

QVariant TaskModel::sortKey(const state::TaskRow &task, int column) const {
    switch (column) {
    case Queued:
        return qlonglong(queuedFor(task));
    case Transfer:
        return qlonglong(transferredFor(task));
    case Ran:
        return qlonglong(task.ran_ns);
    case Attempt:
        return task.attempt;
    case Items:
        return qlonglong(task.items);
    default:
        return text(task, column);
    }
}

QVariant TaskModel::cell(const QModelIndex &index, int role) const {
    const state::TaskRow *task = index.isValid() ? taskAt(index.row()) : nullptr;
    if (!task)
        return {};
    const int column = index.column();
    const bool isLoss = task->outcome == TaskOutcome::lost || task->outcome == TaskOutcome::error;
    switch (role) {
    case Qt::DisplayRole:
        return text(*task, column);
    case IdRole:
        return qulonglong(task->id);
    case ProcessRole:
        return column == Worker && task->worker ? QVariant(qulonglong(task->worker.packed())) : QVariant();
    case FunctionRole:
        return column == Call ? QVariant(functionOf(task->call)) : QVariant();
    case ToneRole:
        return int(column == Outcome || (column == Result && isLoss) ? toneFor(task->outcome) : Tone::normal);
    case IconRole:
        return column == Outcome ? QVariant(iconFor(task->outcome)) : QVariant();
    case SortRole:
        return sortKey(*task, column);
    default:
        return {};
    }
}

QString TaskModel::title(int column) const {
    switch (column) {
    case Call:
        return tr("Task");
    case Outcome:
        return tr("State");
    case Worker:
        return tr("Worker");
    case Result:
        return tr("Result");
    case Queued:
        return tr("Queued");
    case Transfer:
        return tr("Transfer");
    case Ran:
        return tr("Ran");
    case Attempt:
        return tr("Attempt");
    case Items:
        return tr("Items");
    default:
        return {};
    }
}

QString TaskModel::titleTip(int column) const {
    switch (column) {
    case Queued:
        return tr("From submitted to started");
    case Transfer:
        return tr("From the pool's hand until the worker started it: pickled, sent, received");
    default:
        return {};
    }
}

} // namespace poolscope::ui
