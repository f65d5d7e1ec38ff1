// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The programs that run on the machine, a row each, kept equal to what the host lists by insertions, removals and changes. Rows
// of programs that cannot be looked into are disabled and say why. GUI thread.

#include "ui/shared/running_program.h"
#include "ui/shared/table_model.h"

#include <vector>

namespace poolscope::ui {

// "multiprocessing, spawn".
QString kindText(const RunningProgram &program);

class ProgramModel : public TableModel {
    Q_OBJECT
public:
    enum Column { Name, Kind, Processes, Cpu, Memory, Pid, Note, ColumnCount };

    using TableModel::TableModel;

    void show(const std::vector<RunningProgram> &programs);
    const RunningProgram &programAt(int row) const { return programs_[std::size_t(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(programs_.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    Qt::ItemFlags flags(const QModelIndex &index) const override;

protected:
    bool isNumber(int column) const override { return column >= Processes && column <= Pid; }
    QString title(int column) const override;
    QVariant cell(const QModelIndex &index, int role) const override;

private:
    QString text(const RunningProgram &program, int column) const;
    // Why it cannot be attached to, or what else is to be known; the command when there is nothing.
    QString note(const RunningProgram &program) const;
    QVariant sortKey(const RunningProgram &program, int column) const;

    std::vector<RunningProgram> programs_;
};

} // namespace poolscope::ui
