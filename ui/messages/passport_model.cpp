// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/messages/passport_model.h"

#include "ui/shared/names.h"
#include "ui/shared/roles.h"
#include "ui/shared/units.h"

#include <algorithm>

namespace poolscope::ui {
namespace {

// A task's row keeps the same first bytes as the message that carried it; they begin with the task's own numbers.
const state::TaskRow *taskCalledBy(const state::MessageRow &message, const state::State &state) {
    if (message.payload.empty())
        return nullptr;
    for (const auto &[id, task] : state.tasks())
        if (task.call == message.payload)
            return &task;
    return nullptr;
}

const state::TaskRow *taskEndedBy(const state::MessageRow &message, const state::State &state) {
    if (message.payload.empty())
        return nullptr;
    for (const auto &[id, task] : state.tasks())
        if (task.worker == message.from && task.result == message.payload)
            return &task;
    return nullptr;
}

// Who tells of a message and who tells of its task may differ by so much.
constexpr std::int64_t slackNs = 1'000'000'000;

// The first one that came up since then.
template <class Wanted> std::optional<state::MessageRow> firstMessage(const Moment &moment, std::int64_t sinceNs, Wanted wanted) {
    const auto &messages = moment.log->messages();
    const auto end = messages.begin() + std::ptrdiff_t(moment.messages());
    const auto begin = std::partition_point(messages.begin(), end, [sinceNs](const state::MessageRow &row) {
        return (row.sent_ns != 0 ? row.sent_ns : row.received_ns) < sinceNs - slackNs;
    });
    const auto found = std::find_if(begin, end, wanted);
    return found == end ? std::nullopt : std::optional(*found);
}

} // namespace

void PassportModel::add(QString station, ProcessKey process, std::int64_t timeNs, const QString &where) {
    if (timeNs == 0 || timeNs > moment_.nowNs())
        return;
    made_.push_back({std::move(station), where.isEmpty() ? processText(*moment_.state, process) : where, process, timeNs});
}

void PassportModel::addMessage(const state::MessageRow &message) {
    const state::ChannelRow *channel = moment_.state->channel(message.channel);
    const QString name = channel ? nameOf(*channel) : QString();
    const QString where = tr("%1, into %2", "a process, a channel").arg(processText(*moment_.state, message.from), name);
    add(tr("pickled and sent: %1").arg(bytesText(message.bytes)), message.from, message.sent_ns, where);
    if (moment_.hasHappened(message.received_sequence))
        add(tr("received"), message.to, message.received_ns);
}

void PassportModel::addTask(const state::TaskRow &task) {
    add(tr("task started"), task.worker, task.started_ns);
    if (task.outcome == TaskOutcome::value)
        add(tr("result made"), task.worker, task.ended_ns);
    else if (task.outcome == TaskOutcome::error)
        add(tr("error raised"), task.worker, task.ended_ns);
    else if (task.outcome == TaskOutcome::lost)
        add(tr("lost with its worker"), task.worker, task.ended_ns);
}

void PassportModel::show(std::optional<std::uint64_t> message, const Moment &moment) {
    moment_ = moment;
    made_.clear();
    if (message && *message < moment.messages()) {
        const state::State &state = *moment.state;
        std::optional<state::MessageRow> there = moment.log->messages()[*message], back;
        const state::TaskRow *task = taskCalledBy(*there, state);
        if (task == nullptr && (task = taskEndedBy(*there, state)) != nullptr) {
            back = std::move(there);
            there = firstMessage(moment, task->submitted_ns, [task](const state::MessageRow &row) { return row.payload == task->call; });
        } else if (task != nullptr && !task->result.empty()) {
            back = firstMessage(moment, task->ended_ns, [task](const state::MessageRow &row) { return row.from == task->worker && row.payload == task->result; });
        }
        if (task) {
            const state::PoolRow *pool = state.pool(task->pool);
            add(tr("task submitted"), pool ? pool->owner : ProcessKey(), task->submitted_ns);
        }
        if (there)
            addMessage(*there);
        if (task)
            addTask(*task);
        if (back)
            addMessage(*back);
        // Who tells of an event and who sees its effect may differ by a moment.
        std::stable_sort(made_.begin(), made_.end(), [](const Stamp &one, const Stamp &other) { return one.timeNs < other.timeNs; });
    }
    if (made_ == stations_)
        return;
    beginResetModel();
    stations_ = made_;
    endResetModel();
}

QVariant PassportModel::cell(const QModelIndex &index, int role) const {
    const Stamp &stamp = stations_[std::size_t(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        if (column == Station)
            return stamp.station;
        if (column == Where)
            return stamp.where;
        if (column == At)
            return momentText(stamp.timeNs - moment_.startNs);
        return index.row() == 0 ? QString() : QLatin1Char('+') + durationText(stamp.timeNs - stations_[std::size_t(index.row()) - 1].timeNs);
    case ProcessRole:
        return column == Where && stamp.process ? QVariant(qulonglong(stamp.process.packed())) : QVariant();
    default:
        return {};
    }
}

QString PassportModel::title(int column) const {
    switch (column) {
    case Station:
        return tr("Station");
    case Where:
        return tr("Where");
    case At:
        return tr("Time (s)");
    default:
        return tr("Took");
    }
}

} // namespace poolscope::ui
