// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_panel.h"

#include "ui/bridge/session.h"
#include "ui/compare/compare_view.h"
#include "ui/compare/compare_words.h"
#include "ui/controls/cell_delegate.h"
#include "ui/controls/export_button.h"
#include "ui/controls/item_views.h"
#include "ui/controls/last_folder.h"
#include "ui/controls/panel_bar.h"
#include "ui/controls/show_beside.h"
#include "ui/shared/words.h"
#include "ui/theme/metrics.h"

#include <QFileDialog>
#include <QHeaderView>
#include <QIODevice>
#include <QLabel>
#include <QScrollArea>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

namespace poolscope::ui {
namespace {

constexpr int factsMilliseconds = 500;

Status writeText(QIODevice &file, const QByteArray &text) {
    if (file.write(text) != text.size())
        return failure(ErrorCode::os, "write", file.errorString().toStdString());
    return {};
}

// What is compared lies side by side: no value is out of sight, and the words give way.
void showWhole(QHeaderView &header) {
    header.setStretchLastSection(false);
    header.setSectionResizeMode(QHeaderView::ResizeToContents);
    header.setSectionResizeMode(0, QHeaderView::Stretch);
}

} // namespace

ComparePanel::ComparePanel(Session &session, const ThemeProvider &themes, QWidget *parent)
    : QWidget(parent), session_(session), view_(new CompareView(model_, themes, this)), title_(new QLabel(this)), words_(new QLabel(this)), factsView_(new QTableView(this)), methodsView_(new QTableView(this)) {
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
    factsView_->setObjectName(QStringLiteral("session-facts"));
    factsView_->setAccessibleName(tr("This session beside another"));
    factsView_->setModel(&facts_);
    factsView_->setItemDelegate(new CellDelegate(session_, themes, factsView_));
    setUpTable(*factsView_);
    showWhole(*factsView_->horizontalHeader());
    factsView_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    factsView_->setFixedHeight(int(compare::session_fact_count + 1) * (rowHeight + 1) + space(4));
    factsView_->hide();
    methodsView_->setObjectName(QStringLiteral("method-facts"));
    methodsView_->setAccessibleName(tr("Comparison as a table"));
    methodsView_->setModel(&methods_);
    methodsView_->setItemDelegate(new CellDelegate(session_, themes, methodsView_));
    setUpTable(*methodsView_);
    showWhole(*methodsView_->horizontalHeader());
    methodsView_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    methodsView_->setFixedHeight(int(compare::method_fact_count + 1) * (rowHeight + 1) + space(4));
    methodsView_->hide();
    auto *content = new QWidget(this);
    auto *rows = new QVBoxLayout(content);
    rows->setContentsMargins({});
    rows->setSpacing(0);
    rows->addWidget(words_);
    rows->addWidget(factsView_);
    rows->addWidget(view_);
    rows->addWidget(methodsView_);
    rows->addStretch(1);
    content->setAutoFillBackground(true);
    content->setBackgroundRole(QPalette::Base);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    column->addWidget(scroll, 1);

    connect(&session_, &Session::grew, this, &ComparePanel::takeRun);
    connect(&session_, &Session::grew, this, &ComparePanel::takeSession);
    connect(&facts_, &QAbstractItemModel::modelReset, this, &ComparePanel::showOther);
    connect(&other_, &OtherSession::isRead, this, [this](const QString &name, const compare::SessionFacts &facts, const QString &sentence) {
        facts_.setHere(compare::session_facts_of(session_.history().newest(), session_.startNs()));
        facts_.setThere(name, facts);
        if (!sentence.isEmpty())
            emit notice(sentence);
    });
    connect(&other_, &OtherSession::failed, this, &ComparePanel::failed);
    factsTimer_.setSingleShot(true);
    factsTimer_.setInterval(factsMilliseconds);
    connect(&factsTimer_, &QTimer::timeout, this, [this] {
        facts_.setHere(compare::session_facts_of(session_.history().newest(), session_.startNs()));
        refresh();
    });
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
    withOther_ = bar->addButton(QStringLiteral("compare"), tr("With a recording…"), tr("Compare the open session with another that was recorded; press again to end that"));
    withOther_->setObjectName(QStringLiteral("compare-with"));
    withOther_->setCheckable(true);
    connect(withOther_, &QToolButton::clicked, this, &ComparePanel::chooseOther);
    QToolButton *table = bar->addIconButton(QStringLiteral("table"), tr("Table"), tr("the same values as a table"));
    table->setObjectName(QStringLiteral("compare-table"));
    table->setCheckable(true);
    connect(table, &QToolButton::toggled, methodsView_, &QWidget::setVisible);
    auto *exporting = new ExportButton(QStringLiteral("comparison"), bar);
    const auto paint = [this](QPaintDevice &device) { view_->paintTo(device); };
    exporting->addFormat(tr("PNG picture"), QStringLiteral("png"),
                         [this, paint](QIODevice &file) { return writePng(file, paintedImage(view_->size(), 2, paint)); });
    exporting->addFormat(tr("SVG drawing"), QStringLiteral("svg"),
                         [this, paint](QIODevice &file) { return writeSvg(file, view_->size(), tr("Comparison"), paint); });
    exporting->addFormat(tr("CSV table"), QStringLiteral("csv"), [this](QIODevice &file) { return writeText(file, csvOf(model_) + factsText(QStringLiteral(","))); });
    exporting->addFormat(tr("Markdown text"), QStringLiteral("md"), [this](QIODevice &file) { return writeText(file, markdownOf(model_).toUtf8() + factsText(QStringLiteral(" | "))); });
    exporting->addCopyText(tr("Copy as Markdown"), [this] { return markdownOf(model_) + QString::fromUtf8(factsText(QStringLiteral(" | "))); });
    connect(exporting, &ExportButton::notice, this, &ComparePanel::notice);
    connect(exporting, &ExportButton::failed, this, &ComparePanel::failed);
    bar->addWidget(exporting);
    layout()->addWidget(bar);
}

// Late facts come after the end of the program: each batch of them is taken.
void ComparePanel::takeRun() {
    const state::State &state = session_.history().newest();
    const bool isOver = state.program() && state.program()->exit_code;
    const bool hasJustEnded = isOver && !isOver_;
    isOver_ = isOver;
    if (!isOver)
        return;
    model_.record(state, naming_ ? naming_(state.program()->command) : QString());
    refresh();
    if (hasJustEnded && !waiting_.isEmpty())
        QTimer::singleShot(0, this, &ComparePanel::runNext);
}

void ComparePanel::runNext() {
    if (!waiting_.isEmpty())
        emit runRequested(waiting_.takeFirst());
}

void ComparePanel::chooseOther() {
    withOther_->setChecked(facts_.there().has_value());
    if (facts_.there()) {
        facts_.clear();
        return;
    }
    auto *dialog = new QFileDialog(this, tr("Compare with a recording"));
    beginInLastFolder(*dialog);
    dialog->setNameFilters({tr("Poolscope recordings (*.poolscope)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &ComparePanel::compareWith);
    showBeside(dialog);
}

void ComparePanel::compareWith(const QString &path) {
    other_.read(path);
}

// While nobody compares, nothing is counted.
void ComparePanel::takeSession() {
    if (facts_.there() && !factsTimer_.isActive())
        factsTimer_.start();
}

void ComparePanel::showOther() {
    withOther_->setChecked(facts_.there().has_value());
    factsView_->setVisible(facts_.there().has_value());
    refresh();
}

// The two sessions as lines of text, with a heading; empty when there is only one.
QByteArray ComparePanel::factsText(const QString &separator) const {
    if (!facts_.there())
        return {};
    const bool isTable = separator != QLatin1String(",");
    const QString edge = isTable ? QStringLiteral("|") : QString();
    const auto cell = [isTable](QString text) { return isTable ? text : QStringLiteral("\"%1\"").arg(text.replace(QLatin1Char('"'), QStringLiteral("\"\""))); };
    QString text = QStringLiteral("\n");
    for (int row = -1; row < facts_.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < facts_.columnCount(); ++column)
            cells << cell(row < 0 ? facts_.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()
                                  : facts_.data(facts_.index(row, column), Qt::DisplayRole).toString());
        text += edge + cells.join(separator) + edge + QLatin1Char('\n');
        if (row < 0 && isTable)
            text += QStringLiteral("|---|---|---|---|\n");
    }
    return text.toUtf8();
}

void ComparePanel::refresh() {
    const CompareModel::Program *program = model_.current();
    runAll_->setEnabled(program != nullptr);
    title_->setText(program ? program->name : QString());
    QStringList sentences = differencesOf(model_);
    if (!program)
        sentences = {tr("The three start methods are compared here, in numbers and in words. Run a program that starts processes, then run it again under another start method.")};
    else if (program->methods.size() < 2)
        sentences = {tr("So far this program has run under one start method only. “Run all three” runs it under each.")};
    if (facts_.there())
        sentences = facts_.sentences() + (program && program->methods.size() > 1 ? sentences : QStringList());
    words_->setText(sentences.join(QStringLiteral("\n\n")));
    view_->refresh();
    methods_.refresh();
}

} // namespace poolscope::ui
