// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/terminal_style.h"

#include <algorithm>
#include <array>
#include <climits>

namespace poolscope::ui {
namespace {

constexpr int bright = 8;

QList<int> numbersIn(const QList<uint> &parameters) {
    QList<int> numbers{0};
    for (const uint character : parameters) {
        if (character == ';' || character == ':')
            numbers.append(0);
        else if (character >= '0' && character <= '9')
            numbers.last() = std::min(numbers.last() * 10 + int(character - '0'), 9999);
    }
    return numbers;
}

std::int8_t nearest(int red, int green, int blue) {
    static constexpr std::array<std::array<int, 3>, 16> colours = {{{0, 0, 0}, {205, 0, 0}, {0, 205, 0}, {205, 205, 0}, {0, 0, 238}, {205, 0, 205}, {0, 205, 205}, {229, 229, 229},
                                                                    {127, 127, 127}, {255, 0, 0}, {0, 255, 0}, {255, 255, 0}, {92, 92, 255}, {255, 0, 255}, {0, 255, 255}, {255, 255, 255}}};
    int best = 0, least = INT_MAX;
    for (int i = 0; i < int(colours.size()); ++i) {
        const auto &[r, g, b] = colours[std::size_t(i)];
        const int distance = (r - red) * (r - red) + (g - green) * (g - green) + (b - blue) * (b - blue);
        if (distance < least) {
            least = distance;
            best = i;
        }
    }
    return std::int8_t(best);
}

// Of the 256 that xterm has: sixteen, a cube of six steps, and greys.
std::int8_t nearestOf256(int index) {
    if (index < 16)
        return std::int8_t(index);
    if (index >= 232) {
        const int grey = 8 + (std::min(index, 255) - 232) * 10;
        return nearest(grey, grey, grey);
    }
    const auto step = [](int level) { return level == 0 ? 0 : 55 + level * 40; };
    return nearest(step((index - 16) / 36), step((index - 16) / 6 % 6), step((index - 16) % 6));
}

} // namespace

TerminalStyle restyled(TerminalStyle style, const QList<uint> &parameters) {
    const QList<int> numbers = numbersIn(parameters);
    const auto at = [&numbers](qsizetype index) { return index < numbers.size() ? numbers[index] : 0; };
    for (qsizetype i = 0; i < numbers.size(); ++i) {
        const int number = numbers[i];
        std::int8_t &colour = number >= 100 || (number >= 40 && number < 50) ? style.background : style.foreground;
        if (number == 0)
            style = {};
        else if (number == 1 || number == 22)
            style.bold = number == 1;
        else if (number == 7 || number == 27)
            style.reversed = number == 7;
        else if ((number >= 30 && number <= 37) || (number >= 40 && number <= 47))
            colour = std::int8_t(number % 10);
        else if ((number >= 90 && number <= 97) || (number >= 100 && number <= 107))
            colour = std::int8_t(number % 10 + bright);
        else if (number == 39 || number == 49)
            colour = TerminalStyle::own;
        else if ((number == 38 || number == 48) && at(i + 1) == 5) {
            colour = nearestOf256(at(i + 2));
            i += 2;
        } else if ((number == 38 || number == 48) && at(i + 1) == 2) {
            colour = nearest(at(i + 2), at(i + 3), at(i + 4));
            i += 4;
        }
    }
    return style;
}

} // namespace poolscope::ui
