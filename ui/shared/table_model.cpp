// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/table_model.h"

#include "ui/shared/cell_alignment.h"
#include "ui/shared/roles.h"

namespace poolscope::ui {

QVariant TableModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    if (const QVariant value = cell(index, role); value.isValid())
        return value;
    switch (role) {
    case Qt::ToolTipRole:
        return cell(index, Qt::DisplayRole);
    case Qt::TextAlignmentRole:
        return alignmentOf(isNumber(index.column()));
    case TabularRole:
        return isNumber(index.column());
    default:
        return {};
    }
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return title(section);
    case Qt::ToolTipRole: {
        const QString tip = titleTip(section);
        return tip.isEmpty() ? QVariant() : tip;
    }
    case Qt::TextAlignmentRole:
        return alignmentOf(isNumber(section));
    default:
        return {};
    }
}

QString TableModel::titleTip(int) const {
    return {};
}

} // namespace poolscope::ui
