// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Paints the cells of all lists and trees alike: a bar in the hue of the process or function, an icon, a start method's
// initial, text in the tone that the model names (see ui/shared/roles.h), and for three seconds the tint of a row that came
// or ended.

#include "ui/bridge/session.h"
#include "ui/shared/roles.h"
#include "ui/theme/theme_provider.h"

#include <QStyledItemDelegate>

namespace poolscope::ui {

QColor colorFor(const Theme &theme, Tone tone);

class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    CellDelegate(Session &session, const ThemeProvider &themes, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    int paintHue(QPainter &painter, const QRect &cell, const QModelIndex &index) const;
    int paintIcon(QPainter &painter, const QRect &cell, const QModelIndex &index, Tone tone) const;
    int paintInitial(QPainter &painter, const QRect &cell, const QModelIndex &index, Tone tone) const;

    Session &session_;
    const ThemeProvider &themes_;
};

} // namespace poolscope::ui
