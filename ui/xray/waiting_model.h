// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The messages that wait in one channel, the oldest first, decoded. Rows move up as messages are taken: what both looks have in
// common stays, so that selection and scroll position do. GUI thread.

#include "ui/shared/table_model.h"
#include "ui/shared/waiting_messages.h"

#include <vector>

namespace poolscope::ui {

class WaitingModel : public TableModel {
    Q_OBJECT
public:
    enum Column { Size, Kind, Content, ColumnCount };

    using TableModel::TableModel;

    void show(const std::vector<WaitingMessage> &messages);
    const WaitingMessage &messageAt(int row) const { return rows_[std::size_t(row)].message; }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(rows_.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }

protected:
    bool isNumber(int column) const override { return column == Size; }
    QString title(int column) const override;
    QVariant cell(const QModelIndex &index, int role) const override;

private:
    struct Row {
        WaitingMessage message;
        QString kind, line; // decoded once
    };
    static Row decoded(const WaitingMessage &message);

    std::vector<Row> rows_;
};

} // namespace poolscope::ui
