// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What is wrong with the program at the moment that is shown, and what is worth knowing, worst first; behind that, by time, what was
// so at another moment of the run. Each finding is a sentence that names who, why it is so, and what to do. GUI thread.

#include "engine/scope/diagnose/finding_history.h"
#include "ui/diagnosis/finding_words.h"
#include "ui/shared/moment.h"
#include "ui/shared/roles.h"
#include "ui/shared/selected.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace poolscope::ui {

struct Finding {
    diagnose::FindingKind kind = diagnose::FindingKind::stuck;
    Tone tone = Tone::error;
    FindingWords words;
    std::vector<Selected> culprits; // all who have part in it and what they wait for or left, the one that it is about first
    bool isDeadEnd = false;
    std::optional<diagnose::Period> elsewhen = {}; // when it held; nothing: at the moment that is shown
    bool operator==(const Finding &) const = default;
};

class FindingModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { What, Why, Advice, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void show(const Moment &moment);
    void apply(const state::Changes &changes, const Moment &moment);
    // What held at other moments is to be read anew.
    void forget() { revision_.reset(); }

    const Finding &findingAt(int row) const { return findings_[std::size_t(row)]; }
    // At the moment that is shown, without those that are only worth knowing.
    int troubleCount() const;
    // At the moment that is shown, those alone.
    int noteCount() const;
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
    void readEpisodes(const Moment &moment);
    void become(std::vector<Finding> findings);

    std::vector<Finding> findings_;
    std::vector<Finding> episodes_; // of the whole run, as they stand in its findings
    std::optional<std::uint64_t> revision_; // of those
    std::uint64_t looks_ = 0;
    std::int64_t startNs_ = 0;
};

} // namespace poolscope::ui
