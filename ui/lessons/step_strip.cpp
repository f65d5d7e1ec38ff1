// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lessons/step_strip.h"

#include "ui/theme/metrics.h"
#include "ui/theme/symbolic_icon.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace poolscope::ui {

StepStrip::StepStrip(Session &session, QWidget *parent) : QWidget(parent), session_(session) {
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space(2), 0, space(2), space(1));
    row->setSpacing(space(1));
    const auto add = [&](const QString &name, const QString &icon, const QString &text, const QString &hint, int direction) {
        auto *button = new QToolButton;
        button->setObjectName(name);
        button->setIcon(symbolicIcon(icon));
        button->setIconSize({iconPixels, iconPixels});
        button->setAccessibleName(text);
        button->setToolTip(hint);
        button->setFocusPolicy(Qt::TabFocus);
        connect(button, &QToolButton::clicked, this, [this, direction] { go(direction); });
        row->addWidget(button, 0, Qt::AlignTop);
        return button;
    };
    back_ = add(QStringLiteral("lesson-step-back"), QStringLiteral("step-back"), tr("Step back"), tr("Step back: all views show the moment of the step before"), -1);
    forward_ = add(QStringLiteral("lesson-step-forward"), QStringLiteral("step"), tr("Step forward"), tr("Step forward: all views show the moment of the next step"), 1);
    sentence_ = new QLabel;
    sentence_->setObjectName(QStringLiteral("lesson-step"));
    sentence_->setWordWrap(true);
    sentence_->setTextFormat(Qt::PlainText);
    sentence_->setFont(textFont());
    row->addWidget(sentence_, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void StepStrip::show(const host::Lesson *lesson, const QString &language, const LessonWalk &walk) {
    setVisible(lesson && !lesson->steps.empty());
    walk_ = walk;
    const auto step = lesson && walk.isRun() ? stepAtCursor() : std::nullopt;
    current_ = step ? int(*step) : -1;
    if (!lesson)
        return;
    const std::size_t count = lesson->steps.size();
    forward_->setEnabled(walk.isRun() && walk.seenFrom(step ? *step + 1 : 0));
    back_->setEnabled(step.has_value());
    if (step)
        sentence_->setText(tr("%1 of %2: %3", "step number, number of steps, what happens").arg(*step + 1).arg(count).arg(QString::fromStdString(lesson->steps[*step].text.in(language.toStdString()))));
    else if (walk.isRun())
        sentence_->setText(tr("Before the first of %n step(s).", nullptr, int(count)));
    else if (walk.isOther())
        sentence_->setText(tr("The window shows another program now. Run this lesson to go through its %n step(s), forward and back.", nullptr, int(count)));
    else
        sentence_->setText(tr("Run it, then go through its %n step(s), forward and back.", nullptr, int(count)));
}

std::optional<std::size_t> StepStrip::stepAtCursor() const {
    const bool isChosen = chosen_ && *chosen_ < walk_.size() && walk_.momentOf(*chosen_) == session_.cursor() && !session_.isLive();
    return isChosen ? chosen_ : walk_.stepAt(session_.cursor());
}

void StepStrip::go(int direction) {
    const auto from = std::size_t(current_ + 1);
    chosen_ = direction > 0 ? walk_.seenFrom(from) : current_ > 0 ? walk_.seenBefore(std::size_t(current_)) : std::nullopt;
    session_.setCursor(chosen_ ? *walk_.momentOf(*chosen_) : direction > 0 ? session_.cursor() : 0);
    emit stepped();
}

} // namespace poolscope::ui
