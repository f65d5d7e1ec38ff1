// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Runs programs into a session, or attaches to running ones, one after the other, each under a host of its own, so that an old
// run that is slow to end can never mix with a new one. Turns what the person does into commands and their answers into states and sentences. GUI
// thread.

#include "ui/bridge/host_session.h"
#include "ui/bridge/run_request.h"
#include "ui/bridge/session.h"
#include "ui/shared/process_details.h"
#include "ui/shared/running_program.h"
#include "ui/shared/waiting_messages.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <set>

namespace poolscope::ui {

class RunControl : public QObject {
    Q_OBJECT
public:
    static constexpr double faultDelaySeconds = 0.2; // what the menus offer

    enum class State { idle, starting, running, paused, stopping, over };
    Q_ENUM(State)
    using Done = std::function<void()>; // called when the host has done what was asked for; what it refuses is told by failed()

    RunControl(Session &session, const host::LessonCatalog &lessons, QString hostProgram, QObject *parent = nullptr);
    ~RunControl() override;

    State state() const { return state_; }
    bool isActive() const { return state_ == State::starting || state_ == State::running || state_ == State::paused || state_ == State::stopping; }
    // What runs or ran last.
    const std::optional<RunRequest> &request() const { return request_; }
    bool isRecording() const { return !recordingPath_.isEmpty(); }

    // Ends what runs, forgets it, and starts this.
    void run(const RunRequest &request);
    // Lets go of what runs, forgets it, and looks at this program, which goes on as it is.
    void attach(const RunningProgram &program);
    // What is or was attached to last, unless something was run since.
    const std::optional<RunningProgram> &attached() const { return attached_; }
    bool isAttached() const { return attached_ && isActive(); }
    // What waits in a channel of the program now. The answer does not come when the program is let go of before.
    void peek(ObjectId channel, std::function<void(const Result<WaitingMessages> &)> answer);
    // What a look into a process of the program finds now; the same.
    void inspect(ProcessKey process, std::function<void(const Result<ProcessDetails> &)> answer);
    // An attached program whose messages pass unseen: they can be traced.
    bool canTrace() const;
    bool isTracing() const;
    // Lets go of everything that runs; the session keeps what it has. For opening a recording.
    void leave();

public slots:
    void pause();
    void resume();
    // Lets one step through; pauses first when it runs.
    void step();
    // Of an attached program: stops looking, and lets it go on.
    void stop();
    // Every message of the attached program is told, for so many seconds or with 0 until stopTracing().
    void trace(double seconds);
    void stopTracing();
    void setSpeed(double speed);
    void signalProcess(poolscope::ProcessKey process, int signal, poolscope::ui::RunControl::Done done = {});
    // Each of its steps waits so long; 0 undoes it.
    void delayProcess(poolscope::ProcessKey process, double seconds, poolscope::ui::RunControl::Done done = {});
    bool isDelayed(poolscope::ProcessKey process) const { return delayed_.contains(process); }
    // The next message that it sends through a pipe or queue is thrown away.
    void dropMessage(poolscope::ProcessKey process);
    // During the next message that it sends through a pipe another process writes into the same end.
    void addSecondWriter(poolscope::ProcessKey process);
    // Of a pool of the program; what comes of it is seen in the task.
    void cancelTask(poolscope::ObjectId task) { sendOrTell(host::CancelTask{task}); }
    void resizePool(poolscope::ObjectId pool, int workers, poolscope::ui::RunControl::Done done = {});
    void retryTask(poolscope::ObjectId task) { sendOrTell(host::RetryTask{task}); }
    // From the first event of this run on; also before it starts.
    void record(const QString &path);
    // The moment that the session shows, with these words. While a program runs the host writes it, so that a recording has it, too.
    void bookmark(const QString &note);
    void stopRecording();

signals:
    void stateChanged(poolscope::ui::RunControl::State state);
    void recordingChanged();
    // The program goes on as fast, or with as many workers, as before.
    void speedRefused();
    void resizeRefused();
    // For people: something asked for did not work.
    void failed(const QString &sentence);

private:
    void setState(State state);
    void startHost();
    void send(host::Command command, State onSuccess);
    void sendOrTell(host::Command command, Done done = {}, void (RunControl::*refused)() = nullptr);
    void watchProgram();
    void hostEnded(const HostEnd &end);
    void retireHost();

    Session &session_;
    const host::LessonCatalog &lessons_;
    QString hostProgram_;
    std::unique_ptr<HostSession> host_;
    std::optional<RunRequest> request_;
    std::optional<RunningProgram> attached_;
    QString recordingPath_;
    std::set<ProcessKey> delayed_;
    State state_ = State::idle;
};

} // namespace poolscope::ui
