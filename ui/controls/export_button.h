// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The button with which a panel writes what it shows to a file or to the clipboard. A file appears whole or not at all.

#include "engine/core/base/error.h"

#include <QImage>
#include <QToolButton>

#include <functional>

class QIODevice;

namespace poolscope::ui {

class ExportButton : public QToolButton {
    Q_OBJECT
public:
    using Writer = std::function<Status(QIODevice &)>;

    // `name` begins the names of files, e.g. "plots".
    explicit ExportButton(QString name, QWidget *parent = nullptr);

    // An entry "Save as PNG…" that asks for a place and writes there.
    void addFormat(const QString &format, const QString &suffix, Writer writer);
    void addCopyImage(std::function<QImage()> image);
    void addCopyText(const QString &text, std::function<QString()> content);

    // Writes to that file, and tells by a signal what became of it.
    bool save(const QString &path, const Writer &writer);

signals:
    // One sentence on what was written.
    void notice(const QString &sentence);
    // Why nothing was, and what to do.
    void failed(const QString &sentence);

private:
    static Status write(const QString &path, const Writer &writer);

    QString name_;
};

// Rendered by painting, so that it is sharp at any resolution. `paint` gets a device of that size in pixels.
QImage paintedImage(const QSize &size, double scale, const std::function<void(QPaintDevice &)> &paint);
Status writePng(QIODevice &file, const QImage &image);
Status writeSvg(QIODevice &file, const QSize &size, const QString &title, const std::function<void(QPaintDevice &)> &paint);

} // namespace poolscope::ui
