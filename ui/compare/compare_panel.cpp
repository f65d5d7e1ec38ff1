// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_panel.h"

#include "ui/bridge/session.h"
#include "ui/compare/compare_view.h"
#include "ui/compare/compare_words.h"
#include "ui/controls/export_button.h"
#include "ui/controls/panel_bar.h"
#include "ui/shared/words.h"
#include "ui/theme/metrics.h"

#include <QIODevice>
#include <QLabel>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

namespace poolscope::ui {
namespace {

Status writeText(QIODevice &file, const QByteArray &text) {
    if (file.write(text) != text.size())
        return failure(ErrorCode::os, "write", file.errorString().toStdString());
    return {};
}

} // namespace

ComparePanel::ComparePanel(Session &session, const ThemeProvider &themes, QWidget *parent)
    : QWidget(parent), session_(session), view_(new CompareView(model_, themes, this)), title_(new QLabel(this)), words_(new QLabel(this)) {
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    makeBar();
    words_->setWordWrap(true);
    words_->setTextFormat(Qt::PlainText);
    words_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    words_->setContentsMargins(space(4), space(2), space(4), space(4));
    words_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    words_->setAccessibleName(tr("Differences"));
    auto *content = new QWidget(this);
    auto *rows = new QVBoxLayout(content);
    rows->setContentsMargins({});
    rows->setSpacing(0);
    rows->addWidget(words_);
    rows->addWidget(view_);
    rows->addStretch(1);
    content->setAutoFillBackground(true);
    content->setBackgroundRole(QPalette::Base);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    column->addWidget(scroll, 1);

    connect(&session_, &Session::grew, this, &ComparePanel::takeRun);
    takeRun();
    refresh();
}

void ComparePanel::makeBar() {
    auto *bar = new PanelBar(this);
    bar->addWidget(title_);
    bar->addStretch();
    runAll_ = bar->addButton(QStringLiteral("run"), tr("Run all three"), tr("Run the program under spawn, fork and forkserver, one after the other"));
    connect(runAll_, &QToolButton::clicked, this, [this] {
        waiting_ = {StartMethod::spawn, StartMethod::fork, StartMethod::forkserver};
        runNext();
    });
    auto *exporting = new ExportButton(QStringLiteral("comparison"), bar);
    const auto paint = [this](QPaintDevice &device) { view_->paintTo(device); };
    exporting->addFormat(tr("PNG picture"), QStringLiteral("png"),
                         [this, paint](QIODevice &file) { return writePng(file, paintedImage(view_->size(), 2, paint)); });
    exporting->addFormat(tr("SVG drawing"), QStringLiteral("svg"),
                         [this, paint](QIODevice &file) { return writeSvg(file, view_->size(), tr("Comparison"), paint); });
    exporting->addFormat(tr("CSV table"), QStringLiteral("csv"), [this](QIODevice &file) { return writeText(file, csvOf(model_)); });
    exporting->addFormat(tr("Markdown text"), QStringLiteral("md"), [this](QIODevice &file) { return writeText(file, markdownOf(model_).toUtf8()); });
    exporting->addCopyText(tr("Copy as Markdown"), [this] { return markdownOf(model_); });
    connect(exporting, &ExportButton::notice, this, &ComparePanel::notice);
    bar->addWidget(exporting);
    layout()->addWidget(bar);
}

void ComparePanel::setCanRun(bool possible) {
    canRun_ = possible;
    refresh();
}

// Late facts come after the end of the program: each batch of them is taken.
void ComparePanel::takeRun() {
    const state::State &state = session_.history().newest();
    const bool isOver = state.program() && state.program()->exit_code;
    const bool hasJustEnded = isOver && !isOver_;
    isOver_ = isOver;
    if (!isOver)
        return;
    model_.record(state);
    refresh();
    if (hasJustEnded && !waiting_.isEmpty())
        QTimer::singleShot(0, this, &ComparePanel::runNext);
}

void ComparePanel::runNext() {
    if (waiting_.isEmpty() || !canRun_)
        return;
    emit runRequested(waiting_.takeFirst());
}

void ComparePanel::refresh() {
    const CompareModel::Program *program = model_.current();
    runAll_->setEnabled(canRun_ && program);
    title_->setText(program ? program->name : QString());
    QStringList sentences = differencesOf(model_);
    if (!program)
        sentences = {tr("The three start methods are compared here, in numbers and in words. Run a program that starts processes, then run it again under another start method.")};
    else if (program->methods.size() < 2)
        sentences = {tr("So far this program has run under one start method only. “Run all three” runs it under each.")};
    words_->setText(sentences.join(QStringLiteral("\n\n")));
    view_->refresh();
}

} // namespace poolscope::ui
