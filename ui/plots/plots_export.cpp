// SPDX-License-Identifier: GPL-3.0-or-later
// What PlotsPanel writes to files and to the clipboard.

#include "ui/bridge/session.h"
#include "ui/controls/export_button.h"
#include "ui/plots/latency_view.h"
#include "ui/plots/plot_words.h"
#include "ui/plots/plots_panel.h"
#include "ui/plots/plots_view.h"

#include <QIODevice>

#include <map>

namespace poolscope::ui {
namespace {

Status writeText(QIODevice &file, const QByteArray &text) {
    if (file.write(text) != text.size())
        return failure(ErrorCode::os, "write CSV", file.errorString().toStdString());
    return {};
}

QByteArray quoted(QString text) {
    return '"' + text.replace(QLatin1Char('"'), QLatin1String("\"\"")).toUtf8() + '"';
}

} // namespace

void PlotsPanel::makeExports(ExportButton &exporting) {
    const auto paint = [this](QPaintDevice &device) { paintTo(device); };
    exporting.addFormat(tr("PNG picture"), QStringLiteral("png"),
                        [this, paint](QIODevice &file) { return writePng(file, paintedImage(exportSize(), 2, paint)); });
    exporting.addFormat(tr("SVG drawing"), QStringLiteral("svg"),
                        [this, paint](QIODevice &file) { return writeSvg(file, exportSize(), tr("Plots"), paint); });
    exporting.addFormat(tr("CSV table"), QStringLiteral("csv"), [this](QIODevice &file) { return writeText(file, csv()); });
    exporting.addFormat(tr("CSV table of latencies"), QStringLiteral("csv"), [this](QIODevice &file) { return writeText(file, latencyCsv()); });
    exporting.addCopyImage([this, paint] { return paintedImage(exportSize(), 2, paint); });
    exporting.addCopyText(tr("Copy as CSV"), [this] { return QString::fromUtf8(csv()); });
    connect(&exporting, &ExportButton::notice, this, &PlotsPanel::notice);
    connect(&exporting, &ExportButton::failed, this, &PlotsPanel::failed);
}

QSize PlotsPanel::exportSize() const {
    return {view_->width(), view_->height() + (latencyView_->isVisible() ? latencyView_->height() : 0)};
}

// The histograms stand below the plots.
void PlotsPanel::paintTo(QPaintDevice &device) {
    QCPPainter painter;
    if (!painter.begin(&device))
        return;
    view_->paintWith(painter);
    if (latencyView_->isVisible())
        latencyView_->paintBelow(painter, view_->height());
}

QByteArray PlotsPanel::csv() const {
    std::vector<SeriesId> series;
    QByteArray text = "time_s";
    std::map<QString, int> titled; // several channels may have one name, or none
    for (int quantity = 0; quantity < quantityCount; ++quantity)
        for (const SeriesId each : model_.seriesOf(Quantity(quantity))) {
            series.push_back(each);
            const QString name = QStringLiteral("%1: %2").arg(titleOf(each.quantity), nameOf(model_, each));
            const int times = ++titled[name];
            text += ',' + quoted(times == 1 ? name : QStringLiteral("%1 (%2)").arg(name).arg(times));
        }
    text += '\n';
    const std::int64_t interval = view_->intervalNs();
    const std::size_t step = std::size_t(interval / model_.binWidthNs());
    for (std::size_t bin = 0; bin < model_.binCount(); bin += step) {
        text += QByteArray::number(double(model_.binStartNs(bin) - model_.beginNs()) / 1e9, 'f', 3);
        for (const SeriesId each : series)
            text += ',' + QByteArray::number(model_.mean(each, bin, step), 'g', 8);
        text += '\n';
    }
    return text;
}

QByteArray PlotsPanel::latencyCsv() const {
    QByteArray text = "from_ns,to_ns";
    int end = 0;
    for (int latency = 0; latency < latencyCount; ++latency) {
        text += ',' + quoted(titleOf(Latency(latency)));
        end = std::max(end, latencies_.of(Latency(latency)).bucketCount());
    }
    text += '\n';
    for (int bucket = 0; bucket < end; ++bucket) {
        text += QByteArray::number(qint64(LatencyHistogram::beginOfNs(bucket))) + ',' + QByteArray::number(qint64(LatencyHistogram::beginOfNs(bucket + 1)));
        for (int latency = 0; latency < latencyCount; ++latency)
            text += ',' + QByteArray::number(qint64(latencies_.of(Latency(latency)).countIn(bucket)));
        text += '\n';
    }
    return text;
}

} // namespace poolscope::ui
