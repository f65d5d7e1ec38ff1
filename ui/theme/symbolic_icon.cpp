// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/symbolic_icon.h"

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace poolscope::ui {
namespace {

const QString folder = QStringLiteral(":/poolscope/icons/");

// The drawings are in "currentColor", which QtSvg does not resolve by itself.
QByteArray drawing(const QString &name, const QColor &color) {
    QFile file(folder + name + QLatin1String(".svg"));
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("no icon is named \"%s\"", qPrintable(name));
        return {};
    }
    return file.readAll().replace("currentColor", color.name().toLatin1());
}

QPixmap rendered(const QString &name, const QColor &color, const QSize &devicePixels) {
    const QString key = QStringLiteral("poolscope/%1/%2/%3x%4")
                            .arg(name, color.name(QColor::HexArgb))
                            .arg(devicePixels.width())
                            .arg(devicePixels.height());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(devicePixels);
    pixmap.fill(Qt::transparent);
    const QByteArray svg = drawing(name, color);
    if (!svg.isEmpty()) {
        QSvgRenderer renderer(svg);
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        QPainter painter(&pixmap);
        painter.setOpacity(color.alphaF());
        renderer.render(&painter, QRectF(QPointF(), QSizeF(devicePixels)));
    }
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

class SymbolicIconEngine : public QIconEngine {
public:
    SymbolicIconEngine(QString name, QColor color) : name_(std::move(name)), color_(std::move(color)) {}

    QIconEngine *clone() const override { return new SymbolicIconEngine(name_, color_); }
    QString key() const override { return QStringLiteral("poolscope-symbolic"); }
    bool isNull() override { return !QFile::exists(folder + name_ + QLatin1String(".svg")); }

    void paint(QPainter *painter, const QRect &where, QIcon::Mode mode, QIcon::State state) override {
        const double ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        painter->drawPixmap(where, scaledPixmap(where.size() * ratio, mode, state, ratio));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override {
        return scaledPixmap(size, mode, state, 1.0);
    }
    // `size` is in device pixels; the caller sets the ratio on the pixmap.
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal) override {
        return rendered(name_, colorIn(mode), size);
    }

private:
    QColor colorIn(QIcon::Mode mode) const {
        const QPalette palette = QGuiApplication::palette();
        if (mode == QIcon::Disabled)
            return palette.color(QPalette::Disabled, QPalette::WindowText);
        if (color_.isValid())
            return color_;
        return palette.color(mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::WindowText);
    }
    QString name_;
    QColor color_;
};

} // namespace

QIcon symbolicIcon(const QString &name) {
    return QIcon(new SymbolicIconEngine(name, {}));
}

QIcon symbolicIcon(const QString &name, const QColor &color) {
    return QIcon(new SymbolicIconEngine(name, color));
}

void paintSymbolicIcon(QPainter &painter, const QRectF &where, const QString &name, const QColor &color) {
    // The pixels that the icon will cover, so that it stays sharp at every zoom.
    const QSizeF covered = painter.combinedTransform().mapRect(where).size() *
                           (painter.device() ? painter.device()->devicePixelRatioF() : 1.0);
    painter.drawPixmap(where, rendered(name, color, covered.toSize().expandedTo({1, 1})), QRectF());
}

QStringList symbolicIconNames() {
    QStringList names = QDir(folder).entryList({QStringLiteral("*.svg")}, QDir::Files, QDir::Name);
    names.replaceInStrings(QStringLiteral(".svg"), QString());
    return names;
}

} // namespace poolscope::ui
