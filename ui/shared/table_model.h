// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A table whose columns hold words or numbers. Models derive from it and say what stands in a cell and above a column. What
// follows from that is said here: numbers stand to the right in figures of one width, words to the left, headings as their
// column, and the tip of a cell is its text where a model has no other.

#include <QAbstractTableModel>

#include <algorithm>
#include <vector>

namespace poolscope::ui {

class TableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const final;

protected:
    virtual bool isNumber(int column) const = 0;
    virtual QString title(int column) const = 0;
    virtual QString titleTip(int column) const;
    // For Qt::DisplayRole, and for whatever else is not to be as said above. The index is valid.
    virtual QVariant cell(const QModelIndex &index, int role) const = 0;

    // Shows other rows, which are compared with ==. Selections stay where `isSame` says that each row is about what it was.
    template <class Row, class Same> void become(std::vector<Row> &shown, std::vector<Row> rows, Same isSame) {
        if (rows == shown)
            return;
        if (std::equal(rows.begin(), rows.end(), shown.begin(), shown.end(), isSame)) {
            shown = std::move(rows);
            emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
            return;
        }
        beginResetModel();
        shown = std::move(rows);
        endResetModel();
    }
};

} // namespace poolscope::ui
