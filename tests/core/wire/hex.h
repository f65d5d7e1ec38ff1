// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Captured bytes as they are written down.

#include <QByteArray>
#include <string>
#include <string_view>

inline std::string hex(std::string_view digits) {
    return QByteArray::fromHex(QByteArray::fromRawData(digits.data(), static_cast<int>(digits.size()))).toStdString();
}
