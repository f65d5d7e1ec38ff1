// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The programs that somebody looks for: while nothing is asked for those of several processes; else every process whose name,
// kind or command has the words, or whose program has a process of that number. GUI thread.

#include "ui/launch/program_model.h"

#include <QSortFilterProxyModel>

namespace poolscope::ui {

class SoughtProgramsModel : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit SoughtProgramsModel(const ProgramModel &programs, QObject *parent = nullptr) : QSortFilterProxyModel(parent), programs_(programs) {}

    void setSought(const QString &words);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    const ProgramModel &programs_;
    QString words_;
};

} // namespace poolscope::ui
