// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What is wrong with the program at the moment that is shown, and what is worth knowing, worst first: each finding of the
// diagnosis as a sentence that names who, why it is so, and what to do. GUI thread.

#include "ui/diagnosis/finding_words.h"
#include "ui/shared/moment.h"
#include "ui/shared/roles.h"
#include "ui/shared/selected.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace poolscope::ui {

// When it was seen last, and when it was seen to be no more.
struct Passing {
    std::int64_t seenNs = 0, overNs = 0;
    bool operator==(const Passing &) const = default;
};

struct Finding {
    diagnose::FindingKind kind = diagnose::FindingKind::stuck;
    Tone tone = Tone::error;
    FindingWords words;
    std::vector<Selected> culprits; // all who have part in it and what they wait for or left, the one that it is about first
    bool isDeadEnd = false;
    std::optional<Passing> passing = {}; // it is over
    bool operator==(const Finding &) const = default;
};

class FindingModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { What, Why, Advice, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void show(const Moment &moment);
    void apply(const state::Changes &changes, const Moment &moment);

    // Another run begins: what was over in this one is no longer told.
    void forget() { passed_.clear(); }

    // Those of the moment, and behind them what was wrong before, while a person may have looked elsewhere, and is over.
    const Finding &findingAt(int row) const { return findings_[std::size_t(row)]; }
    // Without those that are only worth knowing, and those that are over.
    int troubleCount() const;
    // At the moment that is shown.
    bool isAtDeadEnd() const;
    // All of them, for a bug report.
    QString markdown() const;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(findings_.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString sentence(const Finding &finding) const;
    void keepPassed(const std::vector<Finding> &findings, const Moment &moment);
    void become(std::vector<Finding> findings, const Moment &moment);

    std::vector<Finding> findings_, passed_;
    std::int64_t shownNs_ = 0, startNs_ = 0;
};

} // namespace poolscope::ui
