// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The messages of a session up to the time cursor, oldest first, optionally only those that a filter accepts. Rows are
// places in the session's log; payloads are decoded when a cell is looked at. A long log is searched in slices, so that the
// window stays alive. GUI thread.

#include "engine/scope/query/filter.h"
#include "ui/shared/moment.h"
#include "ui/shared/table_model.h"

#include <QTimer>

#include <set>
#include <vector>

namespace poolscope::ui {

class MessageModel : public TableModel {
    Q_OBJECT
public:
    enum Column { Time, Channel, FromTo, Preview, Size, Operation, Waited, ColumnCount };

    explicit MessageModel(QObject *parent = nullptr);

    const query::Filter &filter() const { return filter_; }
    void setFilter(const query::Filter &filter);
    // False while a part of the log is still to be searched.
    bool isSearched() const;

    void show(const Moment &moment);
    void apply(const state::Changes &changes, const Moment &moment);

    const state::MessageRow &messageAt(int row) const;
    // -1 when it is not shown.
    int rowOf(std::uint64_t message) const;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(count_); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }

protected:
    bool isNumber(int column) const override { return column == Time || column == Size || column == Waited; }
    QString title(int column) const override;
    QString titleTip(int column) const override;
    QVariant cell(const QModelIndex &index, int role) const override;

private:
    std::uint64_t logIndex(std::size_t row) const { return filter_.is_empty() ? row : accepted_[row]; }
    bool isReceived(const state::MessageRow &row) const { return moment_.hasHappened(row.received_sequence); }
    bool isCorrupted(const state::MessageRow &row) const;
    bool hasJustBroken(ObjectId channel);
    bool accepts(const state::MessageRow &row) const;
    // Takes rows of the log that are not looked at yet into the filter, for a while; more follows by itself.
    void scan();
    void scanAgain();
    // How many rows there should be at this moment.
    std::size_t wantedCount() const;
    void becomeCount(std::size_t count);
    void insertAccepted(std::uint64_t message);
    void removeAccepted(int row);
    QString text(const state::MessageRow &row, int column) const;
    QString operationText(const state::MessageRow &row) const;

    Moment moment_;
    query::Filter filter_;
    bool changesWithTime_ = false; // what the filter asks for is otherwise at another moment
    std::vector<std::uint32_t> accepted_; // log indexes, only with a filter
    std::set<ObjectId> broken_; // channels of which that is known
    std::size_t scanned_ = 0;
    std::size_t count_ = 0;
    QTimer scanTimer_;
};

} // namespace poolscope::ui
