// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/cell_delegate.h"

#include "ui/controls/terminal_painting.h"
#include "ui/theme/metrics.h"
#include "ui/theme/symbolic_icon.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>
#include <climits>

namespace poolscope::ui {
namespace {

constexpr int margin = space(1) + 2;

QString initialOf(const QModelIndex &index) {
    return index.data(InitialRole).toString();
}

int initialWidth(const QModelIndex &index) {
    const QString initial = initialOf(index);
    return initial.isEmpty() ? 0 : QFontMetrics(textFont(TextSize::small)).horizontalAdvance(initial) + space(2);
}

QFont fontOf(const QModelIndex &index) {
    if (index.data(TerminalRole).isValid())
        return codeFont();
    return index.data(TabularRole).toBool() ? tabularFont() : textFont();
}

bool hasHue(const QModelIndex &index) {
    return index.data(ProcessRole).isValid() || !index.data(FunctionRole).toString().isEmpty();
}

} // namespace

QColor colorFor(const Theme &theme, Tone tone) {
    switch (tone) {
    case Tone::dim:
        return theme.color(Token::textDim);
    case Tone::running:
        return theme.color(Token::stateRunning);
    case Tone::waiting:
        return theme.color(Token::stateWaiting);
    case Tone::blocked:
        return theme.color(Token::stateBlocked);
    case Tone::dead:
        return theme.color(Token::stateDead);
    case Tone::idle:
        return theme.color(Token::stateIdle);
    case Tone::spawn:
        return theme.color(Token::methodSpawn);
    case Tone::fork:
        return theme.color(Token::methodFork);
    case Tone::forkserver:
        return theme.color(Token::methodForkserver);
    case Tone::error:
        return theme.color(Token::findingError);
    case Tone::warning:
        return theme.color(Token::findingWarning);
    case Tone::normal:
        break;
    }
    return theme.color(Token::text);
}

CellDelegate::CellDelegate(Session &session, const ThemeProvider &themes, QObject *parent)
    : QStyledItemDelegate(parent), session_(session), themes_(themes) {}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    const Theme &theme = themes_.theme();
    painter->save();
    const auto arrival = Arrival(index.data(ArrivalRole).toInt());
    if (arrival != Arrival::none)
        painter->fillRect(option.rect, Theme::mixed(theme.color(arrival == Arrival::came ? Token::stateRunning : Token::stateDead),
                                                    theme.color(Token::surfaceRaised), 0.16));
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, theme.color(Token::selection));
    else if (option.state & QStyle::State_MouseOver && arrival == Arrival::none)
        painter->fillRect(option.rect, theme.color(Token::hover));

    const Tone tone = Tone(index.data(ToneRole).toInt());
    QRect cell = option.rect.adjusted(margin, 0, -margin, 0);
    const bool wraps = option.features & QStyleOptionViewItem::WrapText;
    if (wraps) // the marks stand beside the first line
        cell.setHeight(rowHeight);
    const bool rightToLeft = option.direction == Qt::RightToLeft;
    cell.setLeft(cell.left() + paintHue(*painter, cell, index));
    cell.setLeft(cell.left() + paintIcon(*painter, cell, index, tone));
    cell.setLeft(cell.left() + paintInitial(*painter, cell, index, tone));

    const QFont font = fontOf(index);
    painter->setFont(font);
    painter->setPen(colorFor(theme, tone));
    auto alignment = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
    if (!(alignment & Qt::AlignHorizontal_Mask))
        alignment |= rightToLeft ? Qt::AlignRight : Qt::AlignLeft;
    if (const QVariant runs = index.data(TerminalRole); runs.isValid()) {
        paintTerminalText(*painter, cell, index.data().toString(), runs.value<QList<TerminalRun>>(), theme, colorFor(theme, tone));
    } else if (wraps) {
        cell.setTop(cell.top() + (rowHeight - QFontMetrics(font).height()) / 2);
        cell.setBottom(option.rect.bottom());
        painter->drawText(cell, int(alignment | Qt::AlignTop | Qt::TextWordWrap), index.data().toString());
    } else {
        const QString text = QFontMetrics(font).elidedText(index.data().toString(), option.textElideMode, cell.width());
        painter->drawText(cell, int(alignment | Qt::AlignVCenter | Qt::TextSingleLine), text);
    }
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(theme.color(Token::accent));
        painter->setBrush(Qt::NoBrush); // not that of a mark
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
    painter->restore();
}

int CellDelegate::paintHue(QPainter &painter, const QRect &cell, const QModelIndex &index) const {
    if (!hasHue(index))
        return 0;
    const QVariant process = index.data(ProcessRole);
    Identities &identities = session_.identities();
    const int ordinal = process.isValid() ? identities.ordinalOf(ProcessKey::unpack(process.toULongLong()))
                                          : identities.ordinalOf(index.data(FunctionRole).toString());
    const QRectF bar(cell.left(), cell.top() + space(1), 4, cell.height() - 2 * space(1));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(themes_.theme().identityColor(ordinal));
    painter.drawRoundedRect(bar, 2, 2);
    painter.setRenderHint(QPainter::Antialiasing, false);
    return space(2) + 2;
}

int CellDelegate::paintIcon(QPainter &painter, const QRect &cell, const QModelIndex &index, Tone tone) const {
    const QString name = index.data(IconRole).toString();
    if (name.isEmpty())
        return 0;
    const QRectF where(cell.left(), cell.top() + (cell.height() - iconPixels) / 2.0, iconPixels, iconPixels);
    paintSymbolicIcon(painter, where, name, colorFor(themes_.theme(), tone == Tone::normal ? Tone::dim : tone));
    return iconPixels + space(1) + 2;
}

int CellDelegate::paintInitial(QPainter &painter, const QRect &cell, const QModelIndex &index, Tone tone) const {
    const int width = initialWidth(index);
    if (width == 0)
        return 0;
    const Theme &theme = themes_.theme();
    const QColor color = colorFor(theme, tone);
    const QRectF badge(cell.left(), cell.top() + space(1), width, cell.height() - 2 * space(1));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::mixed(color, theme.color(Token::surfaceRaised), 0.16));
    painter.drawRoundedRect(badge, 3, 3);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setFont(textFont(TextSize::small));
    painter.setPen(color);
    painter.drawText(badge, Qt::AlignCenter, initialOf(index));
    return width + space(1) + 2;
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const {
    const QFont font = fontOf(index);
    int marks = 2 * margin;
    if (hasHue(index))
        marks += space(2) + 2;
    if (!index.data(IconRole).toString().isEmpty())
        marks += iconPixels + space(1) + 2;
    if (const int initial = initialWidth(index))
        marks += initial + space(1) + 2;
    const QFontMetrics metrics(font);
    const QString text = index.data().toString();
    if (!(option.features & QStyleOptionViewItem::WrapText) || option.rect.width() <= marks)
        return {metrics.horizontalAdvance(text) + marks + 2, rowHeight};
    const QRect words = metrics.boundingRect(QRect(0, 0, option.rect.width() - marks, INT_MAX / 2), int(Qt::AlignLeft | Qt::TextWordWrap), text);
    return {option.rect.width(), std::max(rowHeight, words.height() + rowHeight - metrics.height())};
}

} // namespace poolscope::ui
