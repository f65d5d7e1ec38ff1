// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The session that is open beside another one that was recorded: a row a fact, with the numbers of both and how they
// differ. For sessions of any kind, also of programs that were attached to and know of no start method. GUI thread.

#include "engine/scope/state/history.h"
#include "ui/shared/table_model.h"

#include <QString>

#include <array>
#include <optional>

namespace poolscope::ui {

// In the order in which they are shown.
enum class SessionFact : std::uint8_t { duration, processes, killed, firstInstruction, tasks, failedTasks, taskTime, taskWait, messages, bytesSent, memory, lostEvents };
constexpr std::size_t sessionFactCount = 12;

struct SessionFacts {
    QString name;
    std::array<std::optional<double>, sessionFactCount> values; // ns, counts or bytes; nothing: not known
    const std::optional<double> &value(SessionFact fact) const { return values[std::size_t(fact)]; }
};

SessionFacts sessionFactsOf(const QString &name, const state::State &state, std::int64_t startNs);

class SessionFactsModel : public TableModel {
    Q_OBJECT
public:
    enum Column { What, Here, There, Difference, ColumnCount };

    using TableModel::TableModel;

    void setHere(const SessionFacts &facts);
    void setThere(const std::optional<SessionFacts> &facts);
    const SessionFacts &here() const { return here_; }
    const std::optional<SessionFacts> &there() const { return there_; }
    // What differs most, as sentences; empty without another session.
    QStringList sentences() const;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() || !there_ ? 0 : int(sessionFactCount); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(ColumnCount); }

protected:
    bool isNumber(int column) const override { return column != What; }
    QString title(int column) const override;
    QString titleTip(int column) const override;
    QVariant cell(const QModelIndex &index, int role) const override;

private:
    SessionFacts here_;
    std::optional<SessionFacts> there_;
};

} // namespace poolscope::ui
