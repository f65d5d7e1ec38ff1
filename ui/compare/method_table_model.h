// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The bars of the comparison as a table: a row a fact, a column a start method. GUI thread.

#include "ui/compare/compare_model.h"
#include "ui/shared/table_model.h"

namespace poolscope::ui {

class MethodTableModel : public TableModel {
    Q_OBJECT
public:
    // `comparison` outlives the model.
    explicit MethodTableModel(const CompareModel &comparison, QObject *parent = nullptr) : TableModel(parent), comparison_(comparison) {}

    void refresh() { emit dataChanged(index(0, 1), index(int(compare::method_fact_count) - 1, int(compared_methods.size()))); }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(compare::method_fact_count); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(compared_methods.size()) + 1; }

protected:
    bool isNumber(int column) const override { return column > 0; }
    QString title(int column) const override;
    QVariant cell(const QModelIndex &index, int role) const override;

private:
    const CompareModel &comparison_;
};

} // namespace poolscope::ui
