// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The bars of the comparison as a table: a row a fact, a column a start method. GUI thread.

#include "ui/compare/compare_model.h"

#include <QAbstractTableModel>

namespace poolscope::ui {

class MethodTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    // `comparison` outlives the model.
    explicit MethodTableModel(const CompareModel &comparison, QObject *parent = nullptr) : QAbstractTableModel(parent), comparison_(comparison) {}

    void refresh() { emit dataChanged(index(0, 1), index(int(factCount) - 1, int(comparedMethods.size()))); }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(factCount); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(comparedMethods.size()) + 1; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    const CompareModel &comparison_;
};

} // namespace poolscope::ui
