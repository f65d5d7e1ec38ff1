// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The passport of a message: every station that the object in it passed, with the time from one to the next. What a pool
// sends is followed further: through the task that it became, to the message that brings the result home. GUI thread.

#include "ui/shared/moment.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace poolscope::ui {

class PassportModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Station, Where, At, Took, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    // The stations of that message by this moment; of none.
    void show(std::optional<std::uint64_t> message, const Moment &moment);

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(stations_.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Stamp {
        QString station, where;
        ProcessKey process;
        std::int64_t timeNs = 0;
        bool operator==(const Stamp &) const = default;
    };
    void add(QString station, ProcessKey process, std::int64_t timeNs, const QString &where = {});
    void addMessage(const state::MessageRow &message);
    void addTask(const state::TaskRow &task);

    Moment moment_;
    std::vector<Stamp> stations_, made_;
};

} // namespace poolscope::ui
