// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/session_facts_model.h"

#include "ui/compare/compare_words.h"
#include "ui/shared/roles.h"

namespace poolscope::ui {
namespace {

constexpr std::size_t mostSentences = 4;

} // namespace

void SessionFactsModel::setHere(const compare::SessionFacts &facts) {
    here_ = facts;
    if (there_)
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void SessionFactsModel::setThere(const QString &name, const compare::SessionFacts &facts) {
    beginResetModel();
    nameThere_ = name;
    there_ = facts;
    endResetModel();
}

void SessionFactsModel::clear() {
    beginResetModel();
    there_.reset();
    endResetModel();
}

QStringList SessionFactsModel::sentences() const {
    if (!there_)
        return {};
    QStringList sentences;
    for (const compare::SessionFact fact : compare::differences_of(here_, *there_))
        sentences << tr("%1: %2 here, %3 there.").arg(titleOf(fact), valueText(compare::unit_of(fact), here_.value(fact)), valueText(compare::unit_of(fact), there_->value(fact)));
    if (sentences.isEmpty())
        return {tr("The two sessions do not differ by more than a fifth in anything that is compared.")};
    return sentences.mid(0, mostSentences);
}

QVariant SessionFactsModel::cell(const QModelIndex &index, int role) const {
    const auto fact = compare::SessionFact(index.row());
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case What:
            return titleOf(fact);
        case Here:
            return valueText(compare::unit_of(fact), here_.value(fact));
        case There:
            return valueText(compare::unit_of(fact), there_->value(fact));
        default:
            return differenceText(here_.value(fact), there_->value(fact));
        }
    default:
        return {};
    }
}

QString SessionFactsModel::title(int column) const {
    switch (column) {
    case What:
        return tr("Compared");
    case Here:
        return tr("This session");
    case There:
        return nameThere_;
    default:
        return tr("This session against the other");
    }
}

// Names of sessions may be longer than their columns.
QString SessionFactsModel::titleTip(int column) const {
    return title(column);
}

} // namespace poolscope::ui
