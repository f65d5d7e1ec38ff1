// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagnosis/finding_model.h"

#include "ui/shared/call_text.h"
#include "ui/shared/names.h"
#include "ui/shared/sentences.h"

#include <algorithm>

namespace poolscope::ui {
namespace {

// A pool that fails a million times has one thing to say.
constexpr std::size_t mostOfOneKind = 100;

} // namespace

std::vector<Finding> FindingModel::collect(const state::State &state) const {
    std::vector<Finding> worst, bad;
    for (const auto &[id, pool] : state.pools()) {
        if (!pool.broken_reason.empty())
            worst.push_back({Tone::error, tr("The pool of %1 is broken: %2.").arg(processText(state, pool.owner), QString::fromStdString(pool.broken_reason)),
                             tr("Make a new pool; tasks of this one will not run any more."), Selected::pool(id)});
        if (pool.lost == 0 && pool.failed == 0)
            continue;
        std::size_t told = 0;
        for (const auto &[taskId, task] : state.tasks()) {
            if (task.pool != id || told >= mostOfOneKind)
                continue;
            if (task.outcome == TaskOutcome::lost)
                worst.push_back({Tone::error, lossSentence(state, task), tr("Its caller gets an error instead of a result. See the worker's last messages and output."),
                                 Selected::task(taskId)});
            else if (task.outcome == TaskOutcome::error)
                bad.push_back({Tone::warning, tr("%1 raised an error: %2").arg(callText(task.call), payloadText(task.result, task.result_truncated)),
                               tr("Its caller gets the same error from get()."), Selected::task(taskId)});
            else
                continue;
            ++told;
        }
    }
    for (const auto &[id, lock] : state.locks())
        if (lock.died_holding)
            worst.push_back({Tone::error, tr("%1 ended while it held %2.").arg(processText(state, *lock.died_holding), objectText(state, id)),
                             tr("What the lock guards may be half written. Hold locks with a with-block, and never kill a worker that may hold one."),
                             Selected::lock(id)});
    for (const auto &[name, resource] : state.resources())
        if (resource.leaked)
            bad.push_back({Tone::warning, tr("%1 was leaked: nobody unlinked it.").arg(QString::fromStdString(name)),
                           tr("Call unlink() in the process that made it."), Selected::process(resource.creator)});
    if (state.lost_events() > 0)
        bad.push_back({Tone::warning, tr("%n events were lost, because they came faster than they could be collected.", nullptr, int(std::min<std::uint64_t>(state.lost_events(), INT_MAX))),
                       tr("Counts may be too low around the gap. Run slower to see everything."), {}});
    worst.insert(worst.end(), std::make_move_iterator(bad.begin()), std::make_move_iterator(bad.end()));
    return worst;
}

void FindingModel::show(const Moment &moment) {
    become(collect(*moment.state));
}

void FindingModel::apply(const state::Changes &changes, const Moment &moment) {
    // Nothing that is told here comes without one of these.
    const bool touched = std::any_of(changes.begin(), changes.end(), [](const state::Change &change) {
        return change.table == state::Table::pool || change.table == state::Table::lock || change.table == state::Table::resource ||
               change.table == state::Table::task;
    });
    if (touched || moment.state->lost_events() > 0)
        show(moment);
}

void FindingModel::become(std::vector<Finding> findings) {
    const auto [oldPlace, newPlace] = std::mismatch(findings_.begin(), findings_.end(), findings.begin(), findings.end());
    const int same = int(oldPlace - findings_.begin());
    if (same < int(findings_.size())) {
        beginRemoveRows({}, same, int(findings_.size()) - 1);
        findings_.resize(std::size_t(same));
        endRemoveRows();
    }
    if (same < int(findings.size())) {
        beginInsertRows({}, same, int(findings.size()) - 1);
        findings_ = std::move(findings);
        endInsertRows();
    }
}

QString FindingModel::markdown() const {
    QString text;
    for (const Finding &finding : findings_)
        text += QStringLiteral("- **%1** %2\n").arg(finding.sentence, finding.advice);
    return text;
}

QVariant FindingModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid() || std::size_t(index.row()) >= findings_.size())
        return {};
    const Finding &finding = findingAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return index.column() == What ? finding.sentence : finding.advice;
    case ToneRole:
        return int(index.column() == What ? finding.tone : Tone::dim);
    case IconRole:
        return index.column() == What ? QVariant(finding.tone == Tone::error ? QStringLiteral("error") : QStringLiteral("warning")) : QVariant();
    default:
        return {};
    }
}

QVariant FindingModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == What ? tr("Finding") : tr("What to do");
}

} // namespace poolscope::ui
