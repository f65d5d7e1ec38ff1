// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How the cells of a column and its heading stand: numbers to the right, so that their digits are below each other, words to
// the left. What models answer for Qt::TextAlignmentRole.

#include <QVariant>
#include <Qt>

namespace poolscope::ui {

inline QVariant alignmentOf(bool isNumber) {
    return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft)));
}

} // namespace poolscope::ui
