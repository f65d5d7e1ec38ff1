// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/scrubber_bar.h"

#include "ui/controls/second_hand.h"
#include "ui/shared/names.h"
#include "ui/shared/units.h"
#include "ui/theme/metrics.h"
#include "ui/theme/symbolic_icon.h"

#include <QHBoxLayout>

namespace poolscope::ui {
namespace {

constexpr int quietMilliseconds = 3000;

} // namespace

ScrubberBar::ScrubberBar(Session &session, const ThemeProvider &themes, QWidget *parent)
    : QWidget(parent), session_(session), themes_(themes) {
    scrubber_ = new Scrubber(session, themes);
    const auto makeButton = [](const QString &name, const QString &icon, const QString &text, const QString &hint) {
        auto *button = new QToolButton;
        button->setObjectName(name);
        button->setIcon(symbolicIcon(icon));
        button->setAccessibleName(text);
        button->setToolTip(hint);
        return button;
    };
    auto *back = makeButton(QStringLiteral("event-back"), QStringLiteral("step-back"), tr("One event back"), tr("One event back (Alt+Left)"));
    auto *forward = makeButton(QStringLiteral("event-forward"), QStringLiteral("step"), tr("One event forward"), tr("One event forward (Alt+Right)"));
    for (QToolButton *button : {back, forward})
        button->setAutoRepeat(true);
    connect(back, &QToolButton::clicked, this, [this] { scrubber_->stepBy(-1); });
    connect(forward, &QToolButton::clicked, this, [this] { scrubber_->stepBy(1); });

    moment_ = new QLabel;
    moment_->setFont(tabularFont());
    moment_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    moment_->setMinimumWidth(QFontMetrics(tabularFont()).horizontalAdvance(tr("%1 s").arg(QStringLiteral("00.000000"))));
    moment_->setToolTip(tr("Time since the run began, at the moment that is shown"));
    live_ = makeButton(QStringLiteral("live"), QStringLiteral("live"), {}, {});
    live_->setCheckable(true);
    live_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(live_, &QToolButton::clicked, this, [this] {
        session_.goLive();
        showMoment();
    });
    count_ = new QLabel;
    count_->setObjectName(QStringLiteral("event-count"));
    count_->setProperty("tone", "dim");

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space(2), space(1), space(2), space(1));
    layout->setSpacing(space(1));
    layout->addWidget(back);
    layout->addWidget(forward);
    layout->addWidget(scrubber_, 1);
    layout->addWidget(moment_);
    layout->addWidget(live_);
    layout->addWidget(count_);

    connect(new SecondHand(session_, *this), &SecondHand::moved, this, &ScrubberBar::showCount);
    sinceNews_.start();
    connect(&session_, &Session::grew, this, [this] {
        sinceNews_.restart();
        if (isVisible())
            showMoment();
    });
    connect(&session_, &Session::momentChanged, this, &ScrubberBar::showMoment);
    connect(&themes_, &ThemeProvider::changed, this, &ScrubberBar::showMoment);
    nameLive();
}

void ScrubberBar::addWidget(QWidget *widget) {
    layout()->addWidget(widget);
}

void ScrubberBar::showMoment() {
    const state::History &history = session_.history();
    const bool isEmpty = history.size() == 0;
    moment_->setText(tr("%1 s").arg(momentText(isEmpty ? 0 : session_.shownNs() - session_.startNs())));
    const bool live = session_.isLive();
    live_->setChecked(live);
    live_->setIcon(symbolicIcon(isActive_ ? QStringLiteral("live") : QStringLiteral("follow"),
                                themes_.theme().color(live && isActive_ ? Token::stateRunning : Token::textDim)));
    showCount();
}

void ScrubberBar::setActive(bool active) {
    if (active == isActive_)
        return;
    isActive_ = active;
    nameLive();
}

void ScrubberBar::nameLive() {
    live_->setText(isActive_ ? tr("Live") : tr("End"));
    live_->setAccessibleName(live_->text());
    live_->setToolTip(isActive_ ? tr("Follow what happens now (Alt+End)") : tr("The end of the run (Alt+End)"));
    showMoment();
}

void ScrubberBar::setPaused(bool paused) {
    isPaused_ = paused;
    showCount();
}

void ScrubberBar::showCount() {
    const state::History &history = session_.history();
    const bool mayBeQuiet = isActive_ && !isPaused_ && session_.isLive() && isVisible();
    const QString events = tr("%1 events").arg(countText(std::int64_t(session_.arrived())));
    const QString lost = tr("%1 lost").arg(countText(std::int64_t(history.newest().lost_events())));
    const bool isQuiet = mayBeQuiet && sinceNews_.elapsed() >= quietMilliseconds && history.newest().lost_events() == 0;
    const QString all = tr("%1 · %2").arg(events, lost);
    const bool isHeld = isPaused_ && session_.isLive() && history.newest().lost_events() == 0;
    count_->setText(isHeld ? tr("you paused it · F6 goes on") : isQuiet ? tr("nothing new for %1").arg(durationText(sinceNews_.elapsed() / 1000 * 1'000'000'000)) : all);
    count_->setToolTip(isHeld    ? all
                       : isQuiet ? all + QLatin1Char('\n') + tr("Nothing that is shown has changed since: who waited then waits still.") : QString());
    const char *tone = history.newest().lost_events() > 0 ? "error" : "dim";
    if (count_->property("tone") != QLatin1String(tone)) {
        count_->setProperty("tone", tone);
        count_->setStyleSheet(count_->styleSheet()); // looks at the property again
    }
}

void ScrubberBar::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    showMoment();
}

void ScrubberBar::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    live_->setToolButtonStyle(width() < 760 ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
}

} // namespace poolscope::ui
