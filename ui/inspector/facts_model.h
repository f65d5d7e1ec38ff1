// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What is known at a moment about one thing, as lines of a label and a value; a line may lead to another thing.
// GUI thread.

#include "ui/shared/moment.h"
#include "ui/shared/roles.h"
#include "ui/shared/selected.h"

#include <QAbstractTableModel>

#include <vector>

namespace poolscope::ui {

struct Fact {
    QString label;
    QString value;
    Tone tone = Tone::normal;
    ProcessKey process;  // whose hue marks the value
    Selected leadsTo;
    QString icon;
    bool operator==(const Fact &) const = default;
};

class FactsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Label, Text, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    // What the lines are about; the model is empty when it does not exist at the moment.
    void setSubject(const Selected &subject);
    const Selected &subject() const { return subject_; }
    // It does not exist yet at the moment.
    bool comesLater() const;
    // That event may be the one with which it begins to exist.
    bool isToldOf(const Event &event) const;
    // One line that says what it is: "worker-2", "tasks", "square(3)".
    QString title() const;

    void show(const Moment &moment);
    void apply(const state::Changes &, const Moment &moment) { show(moment); }

    const Fact &factAt(int row) const { return facts_[std::size_t(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(facts_.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void become(std::vector<Fact> facts);

    Moment moment_;
    Selected subject_;
    std::vector<Fact> facts_;
};

} // namespace poolscope::ui
