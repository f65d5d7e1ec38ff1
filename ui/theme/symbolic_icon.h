// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The icons of resources/icons: one-colour drawings on a 16 px grid that take the colour of the text around them when they
// are painted, so that they need no renewal when the theme changes.

#include <QColor>
#include <QIcon>
#include <QPainter>
#include <QStringList>

namespace poolscope::ui {

// The icon of that name ("run", "queue", "role-worker", …): the application's text colour, dim when disabled.
QIcon symbolicIcon(const QString &name);
// Always in that colour, for states and start methods.
QIcon symbolicIcon(const QString &name, const QColor &color);
// For canvases: draws it at once.
void paintSymbolicIcon(QPainter &painter, const QRectF &where, const QString &name, const QColor &color);
// All names, sorted.
QStringList symbolicIconNames();

} // namespace poolscope::ui
