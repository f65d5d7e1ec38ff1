// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Keeps a model at what the session shows while a view of it is visible: rows that nobody sees cost neither time nor memory.
// A view that comes into sight catches up before it is painted. Models as in ui/bridge/follow.h; GUI thread.

#include "ui/bridge/session.h"

#include <QWidget>

#include <functional>
#include <memory>

namespace poolscope::ui {

class SightFollower : public QObject {
    Q_OBJECT
public:
    using Show = std::function<void(const Moment &)>;
    using Apply = std::function<void(const state::Changes &, const Moment &)>;

    SightFollower(Session &session, QWidget &view, Show show, Apply apply);

    bool eventFilter(QObject *watched, QEvent *event) override;

signals:
    // The model has come to the present after it was left behind.
    void caughtUp();

private:
    void followMoment();

    Session &session_;
    QWidget &view_;
    Show show_;
    Apply apply_;
    const state::History *history_; // that the model knows
    bool isBehind_ = false;
};

// Ends with the view.
template <class Model> SightFollower *followInSight(Session &session, Model &model, QWidget &view) {
    return new SightFollower(
        session, view, [&model](const Moment &moment) { model.show(moment); },
        [&model](const state::Changes &changes, const Moment &moment) { model.apply(changes, moment); });
}

} // namespace poolscope::ui
