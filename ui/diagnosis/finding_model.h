// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What has gone wrong in the session up to the moment that is shown, worst first, each as a sentence that names who:
// lost and failed tasks, broken pools, locks whose owner died, leaked resources, lost events. GUI thread.

#include "ui/shared/moment.h"
#include "ui/shared/roles.h"
#include "ui/shared/selected.h"

#include <QAbstractTableModel>

#include <vector>

namespace poolscope::ui {

struct Finding {
    Tone tone = Tone::error;
    QString sentence;
    QString advice;
    Selected about;
    bool operator==(const Finding &) const = default;
};

class FindingModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { What, Advice, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void show(const Moment &moment);
    void apply(const state::Changes &changes, const Moment &moment);

    const Finding &findingAt(int row) const { return findings_[std::size_t(row)]; }
    // All of them, for a bug report.
    QString markdown() const;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(findings_.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<Finding> collect(const state::State &state) const;
    void become(std::vector<Finding> findings);

    std::vector<Finding> findings_;
};

} // namespace poolscope::ui
