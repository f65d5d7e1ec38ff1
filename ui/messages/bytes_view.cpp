// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/messages/bytes_view.h"

#include "ui/theme/metrics.h"

namespace poolscope::ui {

QString hexDump(std::string_view bytes) {
    QString dump;
    for (std::size_t offset = 0; offset < bytes.size(); offset += 16) {
        const std::string_view line = bytes.substr(offset, 16);
        dump += QStringLiteral("%1  ").arg(qulonglong(offset), 4, 16, QLatin1Char('0'));
        QString text;
        for (std::size_t place = 0; place < 16; ++place) {
            if (place == 8)
                dump += QLatin1Char(' ');
            if (place >= line.size()) {
                dump += QStringLiteral("   ");
                continue;
            }
            const auto byte = static_cast<unsigned char>(line[place]);
            dump += QStringLiteral("%1 ").arg(byte, 2, 16, QLatin1Char('0'));
            text += byte >= 0x20 && byte < 0x7f ? QLatin1Char(char(byte)) : QLatin1Char('.');
        }
        dump += QStringLiteral(" |%1|\n").arg(text);
    }
    return dump;
}

BytesView::BytesView(QWidget *parent) : QPlainTextEdit(parent) {
    setReadOnly(true);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFont(codeFont());
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Bytes of the message"));
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
}

void BytesView::setBytes(std::string_view bytes, std::int64_t total) {
    QString text = hexDump(bytes);
    if (const std::int64_t missing = total - std::int64_t(bytes.size()); missing > 0)
        text += QLatin1Char('\n') + tr("%n more bytes were not recorded.", nullptr, int(std::min<std::int64_t>(missing, INT_MAX)));
    if (text != toPlainText())
        setPlainText(text);
}

} // namespace poolscope::ui
