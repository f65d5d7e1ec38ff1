// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/terminal_text.h"

#include "ui/shared/terminal_style.h"

#include <algorithm>

namespace poolscope::ui {
namespace {

constexpr qsizetype tabWidth = 8;
constexpr uint escape = 0x1b, bell = 0x07, stringTerminator = '\\', erased = 0x7f;

bool isControl(uint character) {
    return character < 0x20 || character == erased;
}

struct Cell {
    uint character = ' ';
    TerminalStyle style;
};

// ECMA-48: where a sequence ends, and those that move or erase in the line or change how it looks.
class Line {
public:
    explicit Line(TerminalStyle style) : style_(style) {}

    void take(const QList<uint> &characters) {
        for (qsizetype i = 0; i < characters.size(); ++i) {
            const uint character = characters[i];
            if (character == escape)
                i = takeSequence(characters, i + 1);
            else if (isControl(character))
                move(character);
            else
                write(character);
        }
    }
    TerminalLine shown() const {
        TerminalLine line;
        line.after = style_;
        for (const Cell &cell : shown_) {
            const int start = int(line.text.size());
            line.text += QString::fromUcs4(reinterpret_cast<const char32_t *>(&cell.character), 1);
            const int length = int(line.text.size()) - start;
            if (cell.style.isPlain())
                continue;
            if (TerminalRun *last = line.runs.isEmpty() ? nullptr : &line.runs.last(); last && last->style == cell.style && last->start + last->length == start)
                last->length += length;
            else
                line.runs.append({start, length, cell.style});
        }
        return line;
    }

private:
    void write(uint character) {
        reach(column_ + 1);
        shown_[column_++] = {character, style_};
    }
    void move(uint character) {
        if (character == '\r')
            column_ = 0;
        else if (character == '\b')
            column_ = std::max<qsizetype>(column_ - 1, 0);
        else if (character == '\t')
            reach(column_ = (column_ / tabWidth + 1) * tabWidth);
    }
    void reach(qsizetype width) {
        while (shown_.size() < width)
            shown_.append(Cell());
    }
    // Its last character. `at` is the one behind the escape.
    qsizetype takeSequence(const QList<uint> &characters, qsizetype at) {
        const qsizetype end = characters.size();
        if (at >= end)
            return end;
        if (characters[at] == '[') {
            const qsizetype first = ++at;
            while (at < end && (characters[at] < '@' || characters[at] > '~'))
                ++at;
            if (at < end && characters[at] == 'K')
                erase(at > first ? characters[first] : '0');
            else if (at < end && characters[at] == 'm')
                style_ = restyled(style_, characters.mid(first, at - first));
            return at;
        }
        if (characters[at] == ']') {
            while (at < end && characters[at] != bell && !(characters[at] == stringTerminator && characters[at - 1] == escape))
                ++at;
            return at;
        }
        while (at < end && characters[at] >= ' ' && characters[at] <= '/')
            ++at;
        return at;
    }
    void erase(uint what) {
        if (what == '1')
            std::fill(shown_.begin(), shown_.begin() + std::min(column_ + 1, shown_.size()), Cell());
        else
            shown_.resize(what == '2' ? 0 : std::min(column_, shown_.size()));
    }

    QList<Cell> shown_;
    TerminalStyle style_; // of what is written next
    qsizetype column_ = 0;
};

} // namespace

TerminalLine shownInTerminal(std::string_view line, TerminalStyle before) {
    const QString text = QString::fromUtf8(line.data(), qsizetype(line.size()));
    if (std::none_of(line.begin(), line.end(), [](char byte) { return isControl(static_cast<unsigned char>(byte)); }))
        return {text, before.isPlain() || text.isEmpty() ? QList<TerminalRun>() : QList<TerminalRun>{{0, int(text.size()), before}}, before};
    Line shown(before);
    shown.take(text.toUcs4());
    return shown.shown();
}

} // namespace poolscope::ui
