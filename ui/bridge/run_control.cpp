// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/run_control.h"

#include "ui/bridge/host_reports.h"
#include "ui/shared/sentences.h"

namespace poolscope::ui {

RunControl::RunControl(Session &session, const host::LessonCatalog &lessons, QString hostProgram, QObject *parent)
    : QObject(parent), session_(session), lessons_(lessons), hostProgram_(std::move(hostProgram)) {
    connect(&session_, &Session::grew, this, &RunControl::watchProgram);
}

RunControl::~RunControl() {
    session_.setSource(nullptr);
}

void RunControl::setState(State state) {
    if (state == state_)
        return;
    state_ = state;
    emit stateChanged(state);
}

void RunControl::run(const RunRequest &request) {
    const auto launch = request.launch(lessons_);
    if (!launch) {
        emit failed(errorSentence(launch.error()));
        return;
    }
    request_ = request;
    attached_.reset();
    startHost();
    host_->send(*launch, [this, paused = launch->paused](const Result<std::string> &answer) {
        if (!answer) {
            emit failed(errorSentence(answer.error()));
            retireHost();
            setState(State::over);
        } else if (state_ == State::starting) {
            setState(paused ? State::paused : State::running);
            if (request_->speed < 1)
                setSpeed(request_->speed); // refused where it had no effect
        }
    });
    setState(State::starting);
}

void RunControl::startHost() {
    retireHost();
    delayed_.clear();
    session_.clear();
    host_ = std::make_unique<HostSession>(hostProgram_);
    HostSession *host = host_.get();
    session_.setSource([host] { return host->take(); });
    connect(host, &HostSession::eventsWaiting, &session_, &Session::wake);
    connect(host, &HostSession::ended, this, &RunControl::hostEnded);
    host->start();
    if (isRecording())
        record(recordingPath_);
}

void RunControl::attach(const RunningProgram &program) {
    request_.reset();
    attached_ = program;
    startHost();
    host_->send(host::Attach{program.processes}, [this](const Result<std::string> &answer) {
        if (!answer) {
            emit failed(errorSentence(answer.error()));
            retireHost();
            setState(State::over);
        } else if (state_ == State::starting) {
            setState(State::running);
        }
    });
    setState(State::starting);
}

void RunControl::peek(ObjectId channel, std::function<void(const Result<WaitingMessages> &)> answer) {
    if (!host_)
        return;
    host_->send(host::Peek{channel}, [answer = std::move(answer)](const Result<std::string> &json) {
        answer(json ? readWaiting(*json) : Result<WaitingMessages>(tl::unexpected(json.error())));
    });
}

void RunControl::inspect(ProcessKey process, std::function<void(const Result<ProcessDetails> &)> answer) {
    if (!host_)
        return;
    host_->send(host::Inspect{process}, [answer = std::move(answer)](const Result<std::string> &json) {
        answer(json ? readDetails(*json) : Result<ProcessDetails>(tl::unexpected(json.error())));
    });
}

bool RunControl::canTrace() const {
    const auto &program = session_.history().newest().program();
    if (!isAttached() || state_ != State::running || !program || program->is_over)
        return false;
    const auto messages = program->insight.find(Aspect::messages);
    return messages != program->insight.end() && messages->second.sight == Sight::unseen;
}

bool RunControl::isTracing() const {
    const auto &program = session_.history().newest().program();
    return isAttached() && program && !program->is_over && program->is_traced();
}

void RunControl::trace(double seconds) {
    if (isAttached())
        sendOrTell(host::Trace{seconds});
}

void RunControl::stopTracing() {
    if (isTracing())
        sendOrTell(host::StopTracing{});
}

void RunControl::leave() {
    retireHost();
    request_.reset();
    attached_.reset();
    recordingPath_.clear();
    setState(State::idle);
}

void RunControl::pause() {
    if (state_ == State::running && !attached_)
        send(host::Pause{}, State::paused);
}

void RunControl::resume() {
    if (state_ == State::paused)
        send(host::Continue{}, State::running);
}

void RunControl::step() {
    if (attached_)
        return;
    if (state_ == State::running)
        send(host::Pause{}, State::paused);
    else if (state_ == State::paused)
        sendOrTell(host::Step{});
}

void RunControl::stop() {
    if (!isActive())
        return;
    setState(State::stopping);
    if (!attached_) {
        sendOrTell(host::Stop{});
        return;
    }
    sendOrTell(host::Detach{});
    host_->end(); // after its answer; what it still has to tell comes before its end
}

void RunControl::setSpeed(double speed) {
    if (request_)
        request_->speed = speed;
    if (isActive() && !attached_)
        sendOrTell(host::Speed{speed}, {}, &RunControl::speedRefused);
}

void RunControl::resizePool(ObjectId pool, int workers, Done done) {
    sendOrTell(host::ResizePool{pool, workers}, std::move(done), &RunControl::resizeRefused);
}

void RunControl::signalProcess(ProcessKey process, int signal, Done done) {
    sendOrTell(host::Signal{process, signal}, std::move(done));
}

void RunControl::delayProcess(ProcessKey process, double seconds, Done done) {
    sendOrTell(host::Fault{process, seconds, 0, 0}, [this, process, seconds, done = std::move(done)] {
        if (seconds > 0)
            delayed_.insert(process);
        else
            delayed_.erase(process);
        if (done)
            done();
    });
}

// What a process bears already it goes on bearing.
void RunControl::dropMessage(ProcessKey process) {
    sendOrTell(host::Fault{process, isDelayed(process) ? faultDelaySeconds : 0.0, 1, 0});
}

void RunControl::addSecondWriter(ProcessKey process) {
    sendOrTell(host::Fault{process, isDelayed(process) ? faultDelaySeconds : 0.0, 0, 1});
}

void RunControl::record(const QString &path) {
    recordingPath_ = path;
    emit recordingChanged();
    if (!host_)
        return;
    host_->send(host::Record{path.toLocal8Bit().toStdString()}, [this](const Result<std::string> &answer) {
        if (answer)
            return;
        recordingPath_.clear();
        emit recordingChanged();
        emit failed(errorSentence(answer.error()));
    });
}

void RunControl::bookmark(const QString &note) {
    if (!isActive() || !host_)
        return session_.bookmark(note);
    host_->send(host::Note{note.toStdString(), session_.shownNs()}, [this, note](const Result<std::string> &answer) {
        if (!answer)
            session_.bookmark(note); // it has just ended
    });
}

void RunControl::stopRecording() {
    if (!isRecording())
        return;
    recordingPath_.clear();
    emit recordingChanged();
    if (host_)
        sendOrTell(host::StopRecording{});
}

void RunControl::send(host::Command command, State onSuccess) {
    sendOrTell(std::move(command), [this, onSuccess] {
        if (isActive() && state_ != State::stopping)
            setState(onSuccess);
    });
}

void RunControl::sendOrTell(host::Command command, Done done, void (RunControl::*refused)()) {
    if (!host_)
        return;
    host_->send(std::move(command), [this, done = std::move(done), refused](const Result<std::string> &answer) {
        if (answer) {
            if (done)
                done();
            return;
        }
        if (refused)
            emit (this->*refused)();
        emit failed(errorSentence(answer.error()));
    });
}

// Once the program has ended the host has nothing left to do; what it still has to tell comes before its end.
void RunControl::watchProgram() {
    if (!host_ || !isActive() || host_->isOver())
        return;
    const auto &program = session_.history().newest().program();
    if (program && program->is_over) {
        setState(State::over);
        host_->end();
    }
}

void RunControl::hostEnded(const HostEnd &end) {
    session_.flush();
    session_.setSource(nullptr);
    if (end.isFailure())
        emit failed(end.sentence());
    if (host_)
        host_.release()->deleteLater();
    if (isRecording()) {
        recordingPath_.clear();
        emit recordingChanged();
    }
    setState(State::over);
}

// The old host ends by itself; until then it lives on without being heard.
void RunControl::retireHost() {
    if (!host_)
        return;
    session_.setSource(nullptr);
    HostSession *old = host_.release();
    old->disconnect(this);
    old->disconnect(&session_);
    old->setParent(this);
    if (old->isOver()) {
        old->deleteLater();
        return;
    }
    old->forget();
    connect(old, &HostSession::ended, old, &QObject::deleteLater);
    old->end();
}

} // namespace poolscope::ui
