// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Keeps a model at what the session shows, for as long as the model lives. A model has show(Moment): become this moment by
// whatever insertions, removals and changes it takes; and apply(Changes, Moment): the same, knowing what changed.

#include "ui/bridge/session.h"

namespace poolscope::ui {

template <class Model> void follow(Session &session, Model &model) {
    model.show(session.moment());
    QObject::connect(&session, &Session::changed, &model,
                     [&session, &model](const state::Changes &changes) { model.apply(changes, session.moment()); });
    QObject::connect(&session, &Session::momentChanged, &model, [&session, &model] { model.show(session.moment()); });
}

} // namespace poolscope::ui
