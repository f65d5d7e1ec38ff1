// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/terminal_painting.h"

#include "ui/theme/contrast.h"
#include "ui/theme/terminal_palette.h"

#include <QPainter>
#include <QTextLayout>

#include <utility>

namespace poolscope::ui {
namespace {

QTextCharFormat formatOf(const TerminalStyle &style, const Theme &theme, const QColor &own) {
    const QColor paper = theme.color(Token::surfaceRaised);
    const auto shade = [&theme](std::int8_t colour, const QColor &otherwise) { return colour == TerminalStyle::own ? otherwise : TerminalPalette::of(theme.scheme()).color(colour); };
    QColor ink = shade(style.foreground, own), ground = shade(style.background, paper);
    if (style.reversed)
        std::swap(ink, ground);
    QTextCharFormat format;
    if (ground != paper) {
        format.setBackground(ground);
        if (contrast(ink, ground) < 4.5) {
            const QColor text = theme.color(Token::text);
            ink = contrast(text, ground) > contrast(paper, ground) ? text : paper;
        }
    }
    format.setForeground(ink);
    if (style.bold)
        format.setFontWeight(QFont::Bold);
    return format;
}

} // namespace

void paintTerminalText(QPainter &painter, const QRect &where, const QString &text, const QList<TerminalRun> &runs, const Theme &theme, const QColor &own) {
    const QString shown = painter.fontMetrics().elidedText(text, Qt::ElideRight, where.width());
    QTextLayout layout(shown, painter.font());
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(option);
    QList<QTextLayout::FormatRange> formats;
    for (const TerminalRun &run : runs)
        formats.append({run.start, run.length, formatOf(run.style, theme, own)});
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    if (line.isValid())
        line.setLineWidth(where.width());
    layout.endLayout();
    painter.setPen(own);
    layout.draw(&painter, QPointF(where.left(), where.top() + (where.height() - layout.boundingRect().height()) / 2), {}, where);
}

} // namespace poolscope::ui
