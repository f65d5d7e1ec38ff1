// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_table_model.h"

#include "ui/plots/plot_words.h"

#include <algorithm>

namespace poolscope::ui {

PlotTableModel::PlotTableModel(const PlotsModel &plots, QObject *parent) : TableModel(parent), plots_(plots) {}

void PlotTableModel::refresh(std::int64_t timeNs, std::int64_t intervalNs) {
    std::vector<SeriesId> wanted;
    for (int quantity = 0; quantity < quantityCount; ++quantity)
        for (const SeriesId series : plots_.seriesOf(Quantity(quantity)))
            wanted.push_back(series);

    // Lines only ever come, each at its place; when one is gone it is another session.
    const bool grew = std::includes(wanted.begin(), wanted.end(), rows_.begin(), rows_.end(),
                                    [](const auto &a, const auto &b) {
                                        const auto key = [](const auto &item) {
                                            if constexpr (std::is_same_v<std::decay_t<decltype(item)>, Row>)
                                                return std::pair(item.series.quantity, item.series.index);
                                            else
                                                return std::pair(item.quantity, item.index);
                                        };
                                        return key(a) < key(b);
                                    });
    if (!grew) {
        beginResetModel();
        rows_.clear();
        endResetModel();
    }
    for (std::size_t place = 0; place < wanted.size(); ++place) {
        if (place < rows_.size() && rows_[place].series == wanted[place])
            continue;
        std::size_t end = place;
        while (end < wanted.size() && (place == rows_.size() || !(rows_[place].series == wanted[end])))
            ++end;
        beginInsertRows({}, int(place), int(end - 1));
        std::vector<Row> added;
        for (std::size_t i = place; i < end; ++i)
            added.push_back({wanted[i]});
        rows_.insert(rows_.begin() + std::ptrdiff_t(place), added.begin(), added.end());
        endInsertRows();
        place = end - 1;
    }
    for (Row &row : rows_)
        row = measured(row.series, timeNs, intervalNs);
    if (!rows_.empty())
        emit dataChanged(index(0, nameColumn), index(int(rows_.size()) - 1, meanColumn));
}

PlotTableModel::Row PlotTableModel::measured(SeriesId series, std::int64_t timeNs, std::int64_t intervalNs) const {
    Row row{series, plots_.valueAt(series, timeNs, intervalNs), 0, 0};
    if (const StepSeries *steps = plots_.stepsOf(series)) {
        row.highest = steps->maximum();
        const auto &points = steps->points();
        double area = 0;
        for (std::size_t i = 0; i < points.size(); ++i) {
            const std::int64_t until = i + 1 < points.size() ? points[i + 1].timeNs : plots_.endNs();
            area += points[i].value * double(until - points[i].timeNs);
        }
        const double length = double(plots_.endNs() - plots_.beginNs());
        row.mean = length > 0 ? area / length : 0;
        return row;
    }
    const std::size_t step = std::max<std::size_t>(std::size_t(intervalNs / plots_.binWidthNs()), 1);
    for (std::size_t bin = 0; bin < plots_.binCount(); bin += step)
        row.highest = std::max(row.highest, plots_.mean(series, bin, step));
    row.mean = plots_.mean(series, 0, plots_.binCount());
    return row;
}

int PlotTableModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(rows_.size());
}

int PlotTableModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : columnTotal;
}

QVariant PlotTableModel::cell(const QModelIndex &index, int role) const {
    const Row &row = rows_[std::size_t(index.row())];
    const Quantity quantity = row.series.quantity;
    if (role == quantityRole)
        return int(quantity);
    if (role == subjectRole)
        return quint64(plots_.subjectOf(row.series));
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case plotColumn:
        return titleOf(quantity);
    case nameColumn:
        return nameOf(plots_, row.series);
    case valueColumn:
        return valueText(quantity, row.value);
    case highestColumn:
        return valueText(quantity, row.highest);
    case meanColumn:
        return valueText(quantity, row.mean);
    default:
        return {};
    }
}

QString PlotTableModel::title(int column) const {
    switch (column) {
    case plotColumn:
        return tr("Plot");
    case nameColumn:
        return tr("Line");
    case valueColumn:
        return tr("At the cursor");
    case highestColumn:
        return tr("Highest");
    case meanColumn:
        return tr("Mean");
    default:
        return {};
    }
}

} // namespace poolscope::ui
