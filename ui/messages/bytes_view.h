// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The first bytes of a message as a hex dump: offset, sixteen bytes, the same as text.

#include <QPlainTextEdit>

#include <string_view>

namespace poolscope::ui {

// "00000000  80 04 4b 2a 2e …  |..K*.|", one line for 16 bytes.
QString hexDump(std::string_view bytes);

class BytesView : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit BytesView(QWidget *parent = nullptr);

    // `total`: the length of the whole message, of which these may be the first bytes only.
    void setBytes(std::string_view bytes, std::int64_t total);
};

} // namespace poolscope::ui
