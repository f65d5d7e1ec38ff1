// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One run, live or recorded, as all views see it: every event received so far, the moment that is looked at, and what is
// selected. Events come in batches at any rate and are applied once a frame; between events nothing runs. GUI thread.
//
// A panel takes (Session &, ThemeProvider &, QWidget *parent), reads state() or moment(), and follows three signals:
// changed (small differences, once a frame while live), momentChanged (the cursor jumped, or another run began: read
// everything again) and selection().changed. ui/bridge/follow.h connects a model to them.

#include "engine/scope/diagnose/finding_history.h"
#include "ui/bridge/selection.h"
#include "ui/shared/moment.h"
#include "ui/theme/identities.h"

#include <QObject>
#include <QTimer>

#include <algorithm>
#include <functional>
#include <memory>
#include <span>
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
    // The moment that is shown: before the first event it is the beginning.
    std::int64_t shownNs() const { return std::max(shown_->time_ns(), startNs()); }

    // Live: the cursor follows what arrives. Otherwise it stands after so many events.
    bool isLive() const { return live_; }
    std::size_t cursor() const { return live_ ? history_->size() : cursor_; }
    // While the program runs, time goes on at the newest moment also when nothing comes: who waits then waits longer.
    void setRunning(bool running);
    bool isTimePassing() const { return live_ && running_ && history_->size() > 0; }
    // Nothing happens while there are no events.
    void setCursor(std::size_t events);
    // To the last event at or before that time.
    void setCursorTime(std::int64_t timeNs);
    void goLive();

    Selection &selection() { return selection_; }
    // Which hue a process or function has, in the order in which they came.
    Identities &identities() { return identities_; }

    // Gives each event of the run to a series of `owner`, in order and once, whatever the cursor does; `forget` when another
    // run begins.
    template <class Take, class Forget> void feed(QObject &owner, Take take, Forget forget) {
        for (std::size_t index = 0; index < std::min(fed_, history_->size()); ++index)
            take(history_->event(index));
        connect(this, &Session::came, &owner, [take](std::span<const Event> events) {
            for (const Event &event : events)
                take(event);
        });
        connect(this, &Session::cleared, &owner, forget);
    }
    std::size_t fed() const { return fed_; } // so many of them
    // Events that have come; more than the history has while a recording is read.
    std::size_t arrived() const { return std::max(fed_, history_->size()); }

    // Keeps a note about the moment that is looked at; it is one more event, and saved with the others.
    void bookmark(const QString &note);

    // Applied with the next frame.
    void append(std::vector<Event> events);
    // Where more events are, taken one batch a frame; empty batch: nothing there now. Call wake() when there are.
    void setSource(std::function<std::vector<Event>()> source) { source_ = std::move(source); }
    void wake();
    // Applies everything that has come, now.
    void flush();
    // Gives batches as the source of setSource does, and takes back the memory of the one before.
    using Rest = std::function<std::vector<Event>(std::vector<Event> spent)>;
    // A recording that is read elsewhere, into a session that was cleared: `beginning` is shown meanwhile, and what `rest` gives
    // goes into the series, until all of it is there. What else is appended comes behind that.
    void expect(std::vector<Event> beginning, Rest rest);
    void become(state::History whole);
    // What was wrong in that recording at any time, when somebody has found out.
    void learn(diagnose::FindingHistory findings);
    // Forgets the run, so that another one can begin.
    void clear();

signals:
    // The run is forgotten; momentChanged follows.
    void cleared();
    // What is shown moved on by these changes; each row at most once. Only while live, once a frame.
    void changed(const poolscope::state::Changes &changes);
    // The shown moment is another one.
    void momentChanged();
    // The next events of the run, for series. All of them go through the events together, so that packed ones are unpacked once.
    void came(std::span<const poolscope::Event> events);
    // isTimePassing() may be another one.
    void runningChanged();
    // moment().findings tells something else, though the moment is the same.
    void findingsChanged();
    // More has come; also while the cursor stands somewhere else. Once a frame, before changed.
    void grew();

private:
    void frame();
    // True when there may be more.
    bool applyFor(std::int64_t nanoseconds);
    bool feedFor(std::int64_t nanoseconds);
    void nameProcesses();
    void look();
    void tell();

    std::unique_ptr<state::History> history_;
    diagnose::FindingHistory findings_;
    const state::State *shown_;
    Selection selection_;
    Identities identities_;
    QTimer timer_{this};
    std::vector<Event> pending_;
    std::size_t pendingAt_ = 0;
    std::function<std::vector<Event>()> source_;
    Rest rest_;
    std::vector<Event> ofRest_; // given last
    std::vector<Event> late_; // come while a recording is expected
    std::size_t fed_ = 0;     // to the series
    state::Changes changes_;
    std::size_t cursor_ = 0, toldSize_ = 0, toldFed_ = 0;
    std::uint64_t toldRevision_ = 0; // of the findings
    std::int64_t cameNs_ = 0; // the last event
    bool live_ = true, running_ = false;
};

} // namespace poolscope::ui
