// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What models tell delegates beyond the text: never a colour, always the meaning that the theme has one for.

#include <QMetaType>
#include <Qt>

namespace poolscope::ui {

enum DataRole {
    IdRole = Qt::UserRole + 1, // qulonglong: ProcessKey::packed(), ObjectId or index in a log
    ProcessRole,               // qulonglong: the process whose hue marks the cell
    FunctionRole,              // QString: the function whose hue marks the cell
    ToneRole,                  // int(Tone)
    IconRole,                  // QString: name for symbolicIcon()
    InitialRole,               // QString: a letter or two in a badge of the cell's tone
    TabularRole,               // bool: figures of one width
    ArrivalRole,               // int(Arrival)
    SortRole,                  // what to sort by
};

enum class Tone { normal, dim, running, waiting, blocked, dead, idle, spawn, fork, forkserver, error, warning };

// A row that came or ended a moment ago.
enum class Arrival { none, came, ended };

} // namespace poolscope::ui
