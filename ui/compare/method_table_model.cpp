// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/method_table_model.h"

#include "ui/compare/compare_words.h"
#include "ui/shared/roles.h"
#include "ui/shared/words.h"

namespace poolscope::ui {

QVariant MethodTableModel::cell(const QModelIndex &index, int role) const {
    const auto fact = MethodFact(index.row());
    const bool isTitle = index.column() == 0;
    switch (role) {
    case Qt::DisplayRole: {
        if (isTitle)
            return titleOf(fact);
        const MethodFacts *facts = comparison_.of(compared_methods[std::size_t(index.column() - 1)]);
        return facts ? valueText(fact, facts->value(fact)) : tr("not run yet");
    }
    case Qt::ToolTipRole:
        return explanationOf(fact);
    default:
        return {};
    }
}

QString MethodTableModel::title(int column) const {
    return column == 0 ? tr("Compared") : wordFor(compared_methods[std::size_t(column - 1)]);
}

} // namespace poolscope::ui
