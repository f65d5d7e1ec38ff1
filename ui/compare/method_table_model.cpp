// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/method_table_model.h"

#include "ui/compare/compare_words.h"
#include "ui/shared/cell_alignment.h"
#include "ui/shared/roles.h"
#include "ui/shared/words.h"

namespace poolscope::ui {

QVariant MethodTableModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid())
        return {};
    const auto fact = MethodFact(index.row());
    const bool isTitle = index.column() == 0;
    switch (role) {
    case Qt::DisplayRole: {
        if (isTitle)
            return titleOf(fact);
        const MethodFacts *facts = comparison_.of(comparedMethods[std::size_t(index.column() - 1)]);
        const std::optional<double> value = facts ? facts->value(fact) : std::nullopt;
        return value ? valueText(fact, *value) : facts ? tr("not measured") : tr("not run yet");
    }
    case Qt::ToolTipRole:
        return explanationOf(fact);
    case Qt::TextAlignmentRole:
        return alignmentOf(!isTitle);
    case TabularRole:
        return !isTitle;
    default:
        return {};
    }
}

QVariant MethodTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(section > 0);
    if (role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Compared") : wordFor(comparedMethods[std::size_t(section - 1)]);
}

} // namespace poolscope::ui
