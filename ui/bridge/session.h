// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One run, live or recorded, as all views see it: every event received so far, the moment that is looked at, and what is
// selected. Events come in batches at any rate and are applied once a frame; between events nothing runs. GUI thread.
//
// A panel takes (Session &, ThemeProvider &, QWidget *parent), reads state() or moment(), and follows three signals:
// changed (small differences, once a frame while live), momentChanged (the cursor jumped, or another run began: read
// everything again) and selection().changed. ui/bridge/follow.h connects a model to them.

#include "ui/bridge/selection.h"
#include "ui/shared/moment.h"
#include "ui/theme/identities.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace poolscope::ui {

class Session : public QObject {
    Q_OBJECT
public:
    static constexpr int frameMilliseconds = 16;

    explicit Session(QObject *parent = nullptr);
    ~Session() override;

    const state::History &history() const { return *history_; }
    const state::Log &log() const { return history_->log(); }
    // At the cursor: the newest one while live.
    const state::State &state() const { return *shown_; }
    Moment moment() const;
    // Time zero of the run, on the events' clock.
    std::int64_t startNs() const { return history_->first_time_ns(); }

    // Live: the cursor follows what arrives. Otherwise it stands after so many events.
    bool isLive() const { return live_; }
    std::size_t cursor() const { return live_ ? history_->size() : cursor_; }
    // Nothing happens while there are no events.
    void setCursor(std::size_t events);
    // To the last event at or before that time.
    void setCursorTime(std::int64_t timeNs);
    void goLive();

    Selection &selection() { return selection_; }
    // Which hue a process or function has, in the order in which they came.
    Identities &identities() { return identities_; }

    // Keeps a note about the moment that is looked at; it is one more event, and saved with the others.
    void bookmark(const QString &note);

    // Applied with the next frame.
    void append(std::vector<Event> events);
    // Where more events are, taken one batch a frame; empty batch: nothing there now. Call wake() when there are.
    void setSource(std::function<std::vector<Event>()> source) { source_ = std::move(source); }
    void wake();
    // Applies everything that has come, now.
    void flush();
    // Forgets the run, so that another one can begin.
    void clear();

signals:
    // The run is forgotten; momentChanged follows.
    void cleared();
    // What is shown moved on by these changes; each row at most once. Only while live, once a frame.
    void changed(const poolscope::state::Changes &changes);
    // The shown moment is another one.
    void momentChanged();
    // More history is there; also while the cursor stands somewhere else. Once a frame, before changed.
    void grew();

private:
    void frame();
    // True when there may be more.
    bool applyFor(std::int64_t nanoseconds);
    void tell();

    std::unique_ptr<state::History> history_;
    const state::State *shown_;
    Selection selection_;
    Identities identities_;
    QTimer timer_{this};
    std::vector<Event> pending_;
    std::size_t pendingAt_ = 0;
    std::function<std::vector<Event>()> source_;
    state::Changes changes_;
    std::size_t cursor_ = 0, toldSize_ = 0;
    bool live_ = true;
};

} // namespace poolscope::ui
