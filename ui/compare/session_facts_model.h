// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The session that is open beside another one that was recorded: a row a fact, with the numbers of both and how they
// differ. GUI thread.

#include "engine/scope/compare/session_facts.h"
#include "ui/shared/table_model.h"

#include <QString>

#include <optional>

namespace poolscope::ui {

class SessionFactsModel : public TableModel {
    Q_OBJECT
public:
    enum Column { What, Here, There, Difference, ColumnCount };

    using TableModel::TableModel;

    void setHere(const compare::SessionFacts &facts);
    void setThere(const QString &name, const compare::SessionFacts &facts);
    // Nothing is compared any more.
    void clear();
    const compare::SessionFacts &here() const { return here_; }
    const std::optional<compare::SessionFacts> &there() const { return there_; }
    // What differs most, as sentences; empty without another session.
    QStringList sentences() const;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() || !there_ ? 0 : int(compare::session_fact_count); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(ColumnCount); }

protected:
    bool isNumber(int column) const override { return column != What; }
    QString title(int column) const override;
    QString titleTip(int column) const override;
    QVariant cell(const QModelIndex &index, int role) const override;

private:
    QString nameThere_;
    compare::SessionFacts here_;
    std::optional<compare::SessionFacts> there_;
};

} // namespace poolscope::ui
