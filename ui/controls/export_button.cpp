// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/export_button.h"

#include "engine/core/base/part_file.h"
#include "engine/scope/export/sink.h"
#include "ui/controls/last_folder.h"
#include "ui/controls/show_beside.h"
#include "ui/shared/sentences.h"
#include "ui/theme/metrics.h"
#include "ui/theme/symbolic_icon.h"

#include <QBuffer>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>
#include <QSvgGenerator>

namespace poolscope::ui {
namespace {

Status writeTo(const std::string &path, const QByteArray &content) {
    POOLSCOPE_ASSIGN(auto sink, exporting::Sink::open(path));
    sink.write({content.constData(), std::size_t(content.size())});
    return sink.finish();
}

} // namespace

ExportButton::ExportButton(QString name, QWidget *parent) : QToolButton(parent), name_(std::move(name)) {
    setIcon(symbolicIcon(QStringLiteral("export")));
    setIconSize({iconPixels, iconPixels});
    setText(tr("Export"));
    setAccessibleName(tr("Export"));
    setToolTip(tr("Export: save or copy what is shown here"));
    setToolButtonStyle(Qt::ToolButtonIconOnly);
    setPopupMode(QToolButton::InstantPopup);
    setFocusPolicy(Qt::TabFocus);
    setMenu(new QMenu(this));
}

void ExportButton::addFormat(const QString &format, const QString &suffix, Writer writer) {
    menu()->addAction(tr("Save as %1…").arg(format), this, [this, format, suffix, writer = std::move(writer)] {
        auto *dialog = new QFileDialog(window(), tr("Save as %1").arg(format), QString(),
                                       QStringLiteral("%1 (*.%2)").arg(format, suffix));
        beginInLastFolder(*dialog);
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setDefaultSuffix(suffix);
        dialog->selectFile(name_ + QLatin1Char('.') + suffix);
        connect(dialog, &QFileDialog::fileSelected, this, [this, writer](const QString &path) { save(path, writer); });
        showBeside(dialog);
    });
}

void ExportButton::addCopyImage(std::function<QImage()> image) {
    menu()->addAction(tr("Copy as picture"), this, [this, image = std::move(image)] {
        QGuiApplication::clipboard()->setImage(image());
        emit notice(tr("The picture is on the clipboard."));
    });
}

void ExportButton::addCopyText(const QString &text, std::function<QString()> content) {
    menu()->addAction(text, this, [this, content = std::move(content)] {
        QGuiApplication::clipboard()->setText(content());
        emit notice(tr("The text is on the clipboard."));
    });
}

bool ExportButton::save(const QString &path, const Writer &writer) {
    const Status saved = write(path, writer);
    if (saved)
        emit notice(tr("Saved to %1.").arg(path));
    else
        emit failed(errorSentence(saved.error()));
    return saved.has_value();
}

Status ExportButton::write(const QString &path, const Writer &writer) {
    QBuffer content;
    content.open(QIODevice::WriteOnly);
    POOLSCOPE_TRY(writer(content));
    PartFile file(path.toLocal8Bit().toStdString());
    return file.finish(writeTo(file.beside(), content.data()));
}

QImage paintedImage(const QSize &size, double scale, const std::function<void(QPaintDevice &)> &paint) {
    QImage image(size * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(Qt::transparent);
    paint(image);
    return image;
}

Status writePng(QIODevice &file, const QImage &image) {
    if (!image.save(&file, "PNG"))
        return failure(ErrorCode::os, "write PNG", file.errorString().toStdString());
    return {};
}

Status writeSvg(QIODevice &file, const QSize &size, const QString &title, const std::function<void(QPaintDevice &)> &paint) {
    QSvgGenerator generator;
    generator.setOutputDevice(&file);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    generator.setTitle(title);
    paint(generator);
    return {};
}

} // namespace poolscope::ui
