// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a terminal would show of a line: its colours and bold parts, what a carriage return or a backspace wrote over replaced, tabs
// as wide as they are there. Every other escape sequence is taken out.

#include "ui/shared/roles.h"

#include <QList>
#include <QMetaType>
#include <QString>

#include <cstdint>
#include <string_view>

namespace poolscope::ui {

// ECMA-48, "select graphic rendition". Colours are the sixteen of every terminal; of more, the nearest of them.
struct TerminalStyle {
    static constexpr std::int8_t own = -1;   // the colour that the text has anyway
    std::int8_t foreground = own, background = own; // black, red, green, yellow, blue, magenta, cyan, white, then the bright ones
    bool bold = false, reversed = false;

    bool isPlain() const { return *this == TerminalStyle(); }
    bool operator==(const TerminalStyle &) const = default;
};

struct TerminalRun {
    int start = 0, length = 0;
    TerminalStyle style;

    bool operator==(const TerminalRun &) const = default;
};

struct TerminalLine {
    QString text;
    QList<TerminalRun> runs; // of the parts that are not plain
    TerminalStyle after;     // of what the same writer writes next
};

// Of a cell that shows a program's output: QList<TerminalRun>.
constexpr int TerminalRole = SortRole + 1;

// One line without its end, in UTF-8, in the style that the line before it left.
TerminalLine shownInTerminal(std::string_view line, TerminalStyle before = {});

} // namespace poolscope::ui

Q_DECLARE_METATYPE(QList<poolscope::ui::TerminalRun>)
