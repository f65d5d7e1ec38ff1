// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/launch/sought_programs_model.h"

#include <algorithm>

namespace poolscope::ui {

void SoughtProgramsModel::setSought(const QString &words) {
    words_ = words.trimmed();
    invalidateFilter();
}

bool SoughtProgramsModel::filterAcceptsRow(int row, const QModelIndex &) const {
    const RunningProgram &program = programs_.programAt(row);
    if (words_.isEmpty())
        return !program.isMinor;
    bool isNumber = false;
    const int number = words_.toInt(&isNumber);
    if (isNumber && std::ranges::find(program.members, number) != program.members.end())
        return true;
    for (int column = 0; column < ProgramModel::ColumnCount; ++column)
        if (programs_.index(row, column).data().toString().contains(words_, Qt::CaseInsensitive))
            return true;
    return false;
}

} // namespace poolscope::ui
