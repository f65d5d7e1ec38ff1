// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/terminal_palette.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace poolscope::ui {

TerminalPalette::TerminalPalette(Scheme scheme) {
    QFile file(scheme == Scheme::dark ? QStringLiteral(":/poolscope/palettes/dark.json") : QStringLiteral(":/poolscope/palettes/light.json"));
    const QByteArray table = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    const QJsonArray colors = QJsonDocument::fromJson(table).object().value(QLatin1String("terminal")).toArray();
    for (int i = 0; i < colorCount; ++i)
        colors_[std::size_t(i)] = QColor(colors.at(i).toString());
}

const TerminalPalette &TerminalPalette::of(Scheme scheme) {
    static const TerminalPalette light(Scheme::light), dark(Scheme::dark);
    return scheme == Scheme::dark ? dark : light;
}

} // namespace poolscope::ui
