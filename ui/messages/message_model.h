// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The messages of a session up to the time cursor, oldest first, optionally only those of one channel or process. Rows are
// places in the session's log; payloads are decoded when a cell is looked at. GUI thread.

#include "ui/shared/moment.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace poolscope::ui {

struct MessageFilter {
    ObjectId channel = 0;  // 0: any
    ProcessKey process;    // none: any; else sender or receiver

    bool isEmpty() const { return channel == 0 && !process; }
    bool accepts(const state::MessageRow &row) const;
    bool operator==(const MessageFilter &) const = default;
};

class MessageModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Channel, FromTo, Preview, Size, Operation, Waited, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    const MessageFilter &filter() const { return filter_; }
    void setFilter(const MessageFilter &filter);

    void show(const Moment &moment);
    void apply(const state::Changes &changes, const Moment &moment);

    const state::MessageRow &messageAt(int row) const;
    // -1 when it is not shown.
    int rowOf(std::uint64_t message) const;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(count_); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::uint64_t logIndex(std::size_t row) const { return filter_.isEmpty() ? row : accepted_[row]; }
    bool isReceived(const state::MessageRow &row) const { return moment_.hasHappened(row.received_sequence); }
    // Takes rows of the log that are not looked at yet into the filter.
    void scan();
    // How many rows there should be at this moment.
    std::size_t wantedCount() const;
    void becomeCount(std::size_t count);
    void insertAccepted(std::uint64_t message);
    QString text(const state::MessageRow &row, int column) const;
    QString operationText(const state::MessageRow &row) const;

    Moment moment_;
    MessageFilter filter_;
    std::vector<std::uint32_t> accepted_; // log indexes, only with a filter
    std::size_t scanned_ = 0;
    std::size_t count_ = 0;
};

} // namespace poolscope::ui
