// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/export_dialog.h"

#include "ui/controls/last_folder.h"

#include <QComboBox>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>

#include <algorithm>

namespace poolscope::ui {
namespace {

QString wordFor(exporting::Format format) {
    switch (format) {
    case exporting::Format::perfetto:
        return ExportDialog::tr("Trace for Chrome and Perfetto (%1)");
    case exporting::Format::csv:
        return ExportDialog::tr("CSV table of events (%1)");
    case exporting::Format::json:
        return ExportDialog::tr("JSON document (%1)");
    case exporting::Format::dot:
        return ExportDialog::tr("Graphviz document (%1)");
    case exporting::Format::sqlite:
        return ExportDialog::tr("SQLite database (%1)");
    case exporting::Format::session:
        return ExportDialog::tr("Poolscope recording (%1)");
    case exporting::Format::pcapng:
        break;
    }
    return ExportDialog::tr("pcapng capture for Wireshark (%1)");
}

QString suffixOf(const exporting::FormatRow &row) {
    return QString::fromUtf8(row.suffix.data(), qsizetype(row.suffix.size()));
}

QString filterOf(const exporting::FormatRow &row) {
    return wordFor(row.format).arg(QStringLiteral("*.") + suffixOf(row));
}

} // namespace

ExportDialog::ExportDialog(QWidget *window) : QFileDialog(window, tr("Export the session")), contents_(new QComboBox(this)) {
    setOption(DontUseNativeDialog); // which has no room for a question of ours
    setAcceptMode(AcceptSave);
    setFileMode(AnyFile);
    beginInLastFolder(*this);
    QStringList filters;
    for (const exporting::FormatRow &row : exporting::all_formats())
        filters << filterOf(row);
    setNameFilters(filters);
    setDefaultSuffix(suffixOf(exporting::all_formats().front()));
    connect(this, &QFileDialog::filterSelected, this, [this](const QString &filter) {
        for (const exporting::FormatRow &row : exporting::all_formats())
            if (filterOf(row) == filter)
                setDefaultSuffix(suffixOf(row));
    });
    connect(this, &QFileDialog::fileSelected, this, [this](const QString &path) {
        emit chosen(path, formatFor(path), contents_->currentData().value<telemetry::Contents>());
    });
    addContents();
}

// What is chosen, unless the name that was typed says that it is another: table.csv is to hold CSV.
exporting::Format ExportDialog::formatFor(const QString &path) const {
    const auto formats = exporting::all_formats();
    const auto chosen = std::ranges::find_if(formats, [this](const auto &row) { return filterOf(row) == selectedNameFilter(); });
    const auto isNamed = [&path](const auto &row) { return path.endsWith(QLatin1Char('.') + suffixOf(row), Qt::CaseInsensitive); };
    if (suffixOf(*chosen).section(QLatin1Char('.'), -1) == QFileInfo(path).suffix().toLower())
        return chosen->format;
    const auto named = std::ranges::find_if(formats, isNamed);
    return named == formats.end() ? chosen->format : named->format;
}

void ExportDialog::addContents() {
    contents_->setObjectName(QStringLiteral("export-contents"));
    contents_->setToolTip(tr("What messages, tasks, results and output say. Their sizes and times are kept in any case."));
    const auto add = [this](const QString &text, telemetry::Contents contents) { contents_->addItem(text, QVariant::fromValue(contents)); };
    add(tr("Kept"), telemetry::Contents::kept);
    add(tr("Masked: unreadable, of the same length"), telemetry::Contents::masked);
    add(tr("Left out"), telemetry::Contents::left_out);
    auto *label = new QLabel(tr("&Contents:"), this);
    label->setBuddy(contents_);
    contents_->setAccessibleName(tr("Contents of messages"));
    if (auto *grid = qobject_cast<QGridLayout *>(layout())) {
        const int row = grid->rowCount();
        grid->addWidget(label, row, 0);
        grid->addWidget(contents_, row, 1);
    }
}

} // namespace poolscope::ui
