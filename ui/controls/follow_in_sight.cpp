// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/follow_in_sight.h"

#include <QEvent>

namespace poolscope::ui {
namespace {

Moment nothingYet() {
    static const state::History none;
    return {&none.newest(), &none.log(), 0, true};
}

} // namespace

SightFollower::SightFollower(Session &session, QWidget &view, Show show, Apply apply)
    : QObject(&view), session_(session), view_(view), show_(std::move(show)), apply_(std::move(apply)), history_(nullptr) {
    view.installEventFilter(this);
    connect(&session, &Session::changed, this, [this](const state::Changes &changes) {
        if (view_.isVisible() && !isBehind_)
            apply_(changes, session_.moment());
        else
            isBehind_ = true;
    });
    connect(&session, &Session::momentChanged, this, &SightFollower::followMoment);
    followMoment();
}

void SightFollower::followMoment() {
    isBehind_ = !view_.isVisible();
    if (!isBehind_)
        show_(session_.moment());
    else if (history_ != &session_.history()) // the rows that it has are about to be forgotten
        show_(nothingYet());
    history_ = &session_.history();
}

bool SightFollower::eventFilter(QObject *watched, QEvent *event) {
    if (watched == &view_ && event->type() == QEvent::Show && isBehind_) {
        followMoment();
        emit caughtUp();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace poolscope::ui
