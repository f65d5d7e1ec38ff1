// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The passport of a message: every station that the object in it passed, with the time from one to the next. What a pool
// sends is followed further: through the task that it became, to the message that brings the result home. GUI thread.

#include "ui/shared/moment.h"
#include "ui/shared/table_model.h"

#include <optional>
#include <vector>

namespace poolscope::ui {

class PassportModel : public TableModel {
    Q_OBJECT
public:
    enum Column { Station, Where, At, Took, ColumnCount };

    using TableModel::TableModel;

    // The stations of that message by this moment; of none.
    void show(std::optional<std::uint64_t> message, const Moment &moment);

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(stations_.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }

protected:
    bool isNumber(int column) const override { return column >= At; }
    QString title(int column) const override;
    QVariant cell(const QModelIndex &index, int role) const override;

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
