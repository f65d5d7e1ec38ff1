// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The plots as a table: one row a line, with its value at the moment that is looked at, its highest and its mean. For screen
// readers, for copying, and for all the lines that a plot has no room for.

#include "ui/plots/plots_model.h"
#include "ui/shared/table_model.h"

#include <vector>

namespace poolscope::ui {

class PlotTableModel : public TableModel {
    Q_OBJECT
public:
    enum Column { plotColumn, nameColumn, valueColumn, highestColumn, meanColumn, columnTotal };
    static constexpr int subjectRole = Qt::UserRole;      // quint64: channel id or packed process key, 0 for neither
    static constexpr int quantityRole = Qt::UserRole + 1; // Quantity as int

    // `plots` outlives the model.
    explicit PlotTableModel(const PlotsModel &plots, QObject *parent = nullptr);

    // Reads the plots again, as of that time.
    void refresh(std::int64_t timeNs, std::int64_t intervalNs);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;

protected:
    bool isNumber(int column) const override { return column >= valueColumn; }
    QString title(int column) const override;
    QVariant cell(const QModelIndex &index, int role) const override;

private:
    struct Row {
        SeriesId series;
        double value = 0, highest = 0, mean = 0;
    };
    Row measured(SeriesId series, std::int64_t timeNs, std::int64_t intervalNs) const;

    const PlotsModel &plots_;
    std::vector<Row> rows_;
};

} // namespace poolscope::ui
