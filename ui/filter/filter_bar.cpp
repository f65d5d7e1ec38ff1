// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/filter/filter_bar.h"

#include "ui/bridge/session.h"
#include "ui/controls/flow_layout.h"
#include "ui/filter/filter_help.h"
#include "ui/filter/filter_sentences.h"
#include "ui/filter/known_values.h"
#include "ui/theme/metrics.h"
#include "ui/theme/symbolic_icon.h"

#include <QAbstractItemView>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QSettings>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace poolscope::ui {
namespace {

constexpr int applyMilliseconds = 150; // after the last key: a long session is not searched for every letter
constexpr int leastLineWidth = 84; // with two buttons beside it in the narrowest dock
constexpr qsizetype mostRemembered = 10;

QString exampleFor(query::Subject subject) {
    switch (subject) {
    case query::Subject::task:
        return QStringLiteral("task.ran > 5ms");
    case query::Subject::process:
        return QStringLiteral("process.name contains \"Worker\"");
    default:
        return QStringLiteral("channel == \"tasks\" && bytes > 1000");
    }
}

QToolButton *iconButton(const QString &icon, const QString &text) {
    auto *button = new QToolButton;
    button->setIcon(symbolicIcon(icon));
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setProperty("slim", true);
    return button;
}

} // namespace

FilterBar::FilterBar(query::Subject subject, Session &session, QWidget *parent) : QWidget(parent), subject_(subject), session_(session) {
    line_ = new QLineEdit;
    line_->setObjectName(QStringLiteral("filter-line"));
    line_->setProperty("narrows", true);
    line_->setPlaceholderText(tr("Filter %1, e.g. %2")
                                  .arg(wordFor(subject), exampleFor(subject)));
    line_->setAccessibleName(tr("Filter of %1").arg(wordFor(subject)));
    line_->addAction(symbolicIcon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    line_->setClearButtonEnabled(true);
    line_->setMaxLength(int(query::longest_text) / 4); // in UTF-8 each may be four bytes
    line_->installEventFilter(this);

    QToolButton *help = iconButton(QStringLiteral("information"), tr("What can be written here"));
    help->setObjectName(QStringLiteral("filter-help"));
    connect(help, &QToolButton::clicked, this, [this] { (new FilterHelp(window()))->show(); });

    sentence_ = new QLabel;
    sentence_->setObjectName(QStringLiteral("filter-sentence"));
    sentence_->setFont(textFont(TextSize::small));
    sentence_->setWordWrap(true);
    sentence_->setContentsMargins(space(2), 0, space(2), space(1));
    sentence_->hide();

    chipRow_ = new QWidget;
    chipRow_->hide();

    auto *bar = new QWidget;
    barLayout_ = new FlowLayout(bar);
    barLayout_->setContentsMargins(space(2), space(1), space(2), space(1));
    barLayout_->setSpacing(space(1));
    line_->setMinimumWidth(leastLineWidth);
    barLayout_->addWidget(line_);
    barLayout_->addWidget(help);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(bar);
    column->addWidget(sentence_);
    column->addWidget(chipRow_);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum); // Fixed would be as high as one line
    policy.setHeightForWidth(true);
    bar->setSizePolicy(policy);
    setSizePolicy(policy);

    completer_.setModel(&choices_);
    completer_.setWidget(line_);
    completer_.setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    completer_.setMaxVisibleItems(12);
    completer_.popup()->setObjectName(QStringLiteral("filter-choices"));
    completer_.popup()->installEventFilter(this);
    connect(&completer_, qOverload<const QString &>(&QCompleter::activated), this, &FilterBar::choose);
    connect(line_, &QLineEdit::textEdited, this, &FilterBar::offer);
    connect(line_, &QLineEdit::textChanged, this, &FilterBar::takeText);
    connect(line_, &QLineEdit::returnPressed, this, &FilterBar::keep);
    applyTimer_.setSingleShot(true);
    applyTimer_.setInterval(applyMilliseconds);
    connect(&applyTimer_, &QTimer::timeout, this, &FilterBar::apply);
    setFocusProxy(line_);
}

void FilterBar::addWidget(QWidget *widget) {
    barLayout_->addWidget(widget);
}

// Down asks for what can stand here, even in an empty line; Tab takes what is offered first, as in a shell.
bool FilterBar::eventFilter(QObject *watched, QEvent *event) {
    if (watched == completer_.popup() && event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Tab &&
        !completer_.popup()->currentIndex().isValid() && !line_->text().trimmed().isEmpty()) {
        completer_.popup()->hide();
        choose(choices_.index(0).data().toString());
        return true;
    }
    if (watched == line_ && event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Down &&
        !completer_.popup()->isVisible()) {
        offer();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void FilterBar::takeText() {
    const QString text = line_->text().trimmed();
    const auto parsed = query::Filter::parse(text.toStdString(), subject_);
    const char *verdict = text.isEmpty() ? "" : parsed ? "valid" : "invalid";
    if (line_->property("verdict") != QLatin1String(verdict)) {
        line_->setProperty("verdict", QLatin1String(verdict));
        line_->style()->unpolish(line_);
        line_->style()->polish(line_);
    }
    sentence_->setVisible(!parsed);
    if (!parsed) {
        sentence_->setText(problemSentence(parsed.error(), subject_));
        // While the end is still being written, nothing is wrong yet.
        const bool isUnfinished = parsed.error().position >= std::size_t(text.toUtf8().size());
        sentence_->setProperty("tone", isUnfinished ? QStringLiteral("dim") : QStringLiteral("error"));
        sentence_->style()->unpolish(sentence_);
        sentence_->style()->polish(sentence_);
    }
    line_->setAccessibleDescription(parsed ? QString() : sentence_->text());
    if (parsed)
        applyTimer_.start();
}

void FilterBar::keep() {
    if (completer_.popup()->isVisible() && completer_.popup()->currentIndex().isValid())
        return; // Enter chooses what is offered
    completer_.popup()->hide();
    const QString text = line_->text().trimmed();
    if (text.isEmpty() || !query::Filter::parse(text.toStdString(), subject_))
        return;
    line_->clear();
    add(text);
}

void FilterBar::add(const QString &condition) {
    remember(condition);
    if (!chips_.contains(condition))
        chips_ << condition;
    showChips();
    apply();
}

void FilterBar::replace(const QString &condition) {
    chips_.clear();
    line_->clear();
    if (!condition.isEmpty())
        return add(condition);
    showChips();
    apply();
}

void FilterBar::setChips(const QStringList &conditions) {
    chips_.clear();
    for (const QString &condition : conditions)
        if (query::Filter::parse(condition.toStdString(), subject_))
            chips_ << condition;
    showChips();
    apply();
}

void FilterBar::removeChip(const QString &condition) {
    chips_.removeAll(condition);
    showChips();
    apply();
}

void FilterBar::editChip(const QString &condition) {
    line_->setText(QString::fromStdString(query::joined(condition.toStdString(), line_->text().trimmed().toStdString())));
    line_->setFocus(Qt::OtherFocusReason);
    removeChip(condition);
}

void FilterBar::showChips() {
    // One of the chips may be what was clicked: they go when that is over.
    chipRow_->deleteLater();
    auto *column = static_cast<QVBoxLayout *>(layout());
    chipRow_ = new QWidget;
    column->addWidget(chipRow_);
    auto *row = new FlowLayout(chipRow_);
    row->setContentsMargins(space(2), 0, space(2), space(1));
    row->setSpacing(space(1));
    for (const QString &condition : std::as_const(chips_)) {
        auto *chip = new QToolButton;
        chip->setObjectName(QStringLiteral("filter-chip"));
        chip->setFont(textFont(TextSize::small));
        chip->setText(chip->fontMetrics().elidedText(QString(condition).replace(QLatin1Char('&'), QStringLiteral("&&")), Qt::ElideRight, 320));
        chip->setToolTip(tr("%1 – click to edit").arg(condition));
        chip->setAccessibleName(tr("Filter %1, edit").arg(condition));
        chip->setProperty("segment", QStringLiteral("first"));
        connect(chip, &QToolButton::clicked, this, [this, condition] { editChip(condition); });
        auto *close = iconButton(QStringLiteral("close"), tr("Remove the filter %1").arg(condition));
        close->setObjectName(QStringLiteral("filter-chip-remove"));
        close->setProperty("segment", QStringLiteral("last"));
        connect(close, &QToolButton::clicked, this, [this, condition] { removeChip(condition); });
        auto *both = new QWidget;
        auto *pair = new QHBoxLayout(both);
        pair->setContentsMargins(0, 0, 0, 0);
        pair->setSpacing(0);
        pair->addWidget(chip);
        pair->addWidget(close);
        row->addWidget(both);
    }
    row->addStretch();
    chipRow_->setVisible(!chips_.isEmpty());
}

void FilterBar::apply() {
    applyTimer_.stop();
    std::string text;
    for (const QString &condition : std::as_const(chips_))
        text = query::joined(text, condition.toStdString());
    const std::string written = line_->text().trimmed().toStdString();
    if (query::Filter::parse(written, subject_))
        text = query::joined(text, written);
    auto parsed = query::Filter::parse(text, subject_);
    if (!parsed) {
        sentence_->setText(problemSentence(parsed.error(), subject_)); // together they are too long
        sentence_->show();
        return;
    }
    if (*parsed == filter_)
        return;
    filter_ = *std::move(parsed);
    emit changed(filter_);
}

void FilterBar::offer() {
    const QString text = line_->text();
    const std::size_t cursor = std::size_t(text.left(line_->cursorPosition()).toUtf8().size());
    completion_ = query::complete(text.toStdString(), cursor, subject_, [this](query::Field field) { return knownValues(session_, field); });
    QStringList choices;
    if (text.trimmed().isEmpty())
        choices = QSettings().value(settingsKey()).toStringList();
    for (const std::string &choice : completion_.choices)
        choices << QString::fromStdString(choice);
    choices_.setStringList(choices);
    if (choices.isEmpty() || !line_->isVisible()) {
        completer_.popup()->hide();
        return;
    }
    completer_.complete();
    completer_.popup()->setCurrentIndex({});
}

void FilterBar::choose(const QString &choice) {
    const QByteArray text = line_->text().toUtf8();
    const QString before = QString::fromUtf8(text.left(qsizetype(completion_.from))), behind = QString::fromUtf8(text.mid(qsizetype(completion_.to)));
    const QString written = before + choice + (behind.startsWith(QLatin1Char(' ')) ? QString() : QStringLiteral(" "));
    line_->setText(written + behind);
    line_->setCursorPosition(int(written.size()));
}

void FilterBar::remember(const QString &condition) {
    QSettings settings;
    QStringList known = settings.value(settingsKey()).toStringList();
    known.removeAll(condition);
    known.prepend(condition);
    settings.setValue(settingsKey(), known.mid(0, mostRemembered));
}

QString FilterBar::settingsKey() const {
    const std::string_view subject = query::to_string(subject_);
    return QStringLiteral("filters/%1").arg(QLatin1String(subject.data(), qsizetype(subject.size())));
}

} // namespace poolscope::ui
