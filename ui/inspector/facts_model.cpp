// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/facts_model.h"

#include "ui/inspector/facts_on_model.h"
#include "ui/shared/call_text.h"
#include "ui/shared/names.h"
#include "ui/shared/shown_name.h"

#include <algorithm>
#include <iterator>

namespace poolscope::ui {

void FactsModel::setSubject(const Selected &subject) {
    subject_ = subject;
    if (moment_.state)
        show(moment_);
}

QString FactsModel::title() const {
    if (!moment_.state)
        return {};
    const state::State &state = comesLater() ? *moment_.newest : *moment_.state;
    switch (subject_.kind) {
    case Selected::Kind::process:
        return processText(state, subject_.processKey());
    case Selected::Kind::message:
        if (subject_.id < moment_.log->messages().size()) {
            const state::MessageRow &row = moment_.log->messages()[subject_.id];
            return tr("Message in %1").arg(objectText(state, row.channel));
        }
        return {};
    case Selected::Kind::pool: {
        const auto pool = state.pools().find(subject_.id);
        return pool == state.pools().end() ? QString() : tr("Pool %1").arg(shownName(pool->second.name));
    }
    case Selected::Kind::channel:
    case Selected::Kind::task:
    case Selected::Kind::lock:
        return objectText(state, subject_.id);
    case Selected::Kind::nothing:
        break;
    }
    return {};
}

bool FactsModel::comesLater() const {
    if (!facts_.empty() || !moment_.newest)
        return false;
    const state::State &newest = *moment_.newest;
    switch (subject_.kind) {
    case Selected::Kind::process:
        return newest.process(subject_.processKey());
    case Selected::Kind::channel:
        return newest.channel(subject_.id);
    case Selected::Kind::task:
        return newest.task(subject_.id);
    case Selected::Kind::lock:
        return newest.lock(subject_.id);
    case Selected::Kind::pool:
        return newest.pool(subject_.id);
    case Selected::Kind::message:
        return subject_.id < moment_.log->messages().size();
    case Selected::Kind::nothing:
        break;
    }
    return false;
}

bool FactsModel::isToldOf(const Event &event) const {
    switch (subject_.kind) {
    case Selected::Kind::process:
        return event.process == subject_.processKey();
    case Selected::Kind::message:
        return event.sequence == firstSequence(moment_.log->messages()[subject_.id]);
    case Selected::Kind::channel:
    case Selected::Kind::task:
    case Selected::Kind::lock:
    case Selected::Kind::pool:
        return event.object == subject_.id;
    case Selected::Kind::nothing:
        break;
    }
    return false;
}

void FactsModel::show(const Moment &moment) {
    moment_ = moment;
    become(factsOn(subject_, moment));
}

void FactsModel::become(std::vector<Fact> facts) {
    const int known = int(facts_.size());
    const int wanted = int(facts.size());
    if (wanted < known) {
        beginRemoveRows({}, wanted, known - 1);
        facts_.resize(facts.size());
        endRemoveRows();
    }
    int first = -1, last = -1;
    for (int row = 0; row < std::min(known, wanted); ++row)
        if (!(facts_[std::size_t(row)] == facts[std::size_t(row)])) {
            facts_[std::size_t(row)] = std::move(facts[std::size_t(row)]);
            first = first < 0 ? row : first;
            last = row;
        }
    if (first >= 0)
        emit dataChanged(index(first, 0), index(last, ColumnCount - 1));
    if (wanted > known) {
        beginInsertRows({}, known, wanted - 1);
        std::move(facts.begin() + known, facts.end(), std::back_inserter(facts_));
        endInsertRows();
    }
}

QVariant FactsModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid() || std::size_t(index.row()) >= facts_.size())
        return {};
    const Fact &fact = factAt(index.row());
    const bool isValue = index.column() == Text;
    switch (role) {
    case Qt::DisplayRole:
        return isValue ? fact.value : fact.label;
    case Qt::ToolTipRole:
        return isValue ? (fact.leadsTo.isNothing() ? fact.value : tr("%1. Double click to select it.").arg(fact.value)) : QString();
    case ToneRole:
        return int(isValue ? fact.tone : Tone::dim);
    case ProcessRole:
        return isValue && fact.process ? QVariant(qulonglong(fact.process.packed())) : QVariant();
    case IconRole:
        return isValue ? QVariant(fact.icon) : QVariant();
    default:
        return {};
    }
}

QVariant FactsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Label ? tr("What") : tr("Value");
}

} // namespace poolscope::ui
