// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A real host under a client, as tests use it: everything that comes is kept, and every wait ends.

#include "engine/scope/host/host_client.h"

#include <QCoreApplication>
#include <QDir>
#include <functional>
#include <vector>

namespace poolscope::test {

class HostSession {
public:
    HostSession() : client_(start()) {}

    host::HostClient &client() { return client_; }
    const std::vector<Event> &events() const { return events_; }
    const std::vector<host::Reply> &unasked() const { return unasked_; }

    Result<std::string> call(const host::Command &command) { return client_.call(command, Deadline::after(Seconds(90))); }

    // Receives until the condition holds. False when it does not within that time, or when the host dies.
    bool receive_until(const std::function<bool()> &condition, double seconds = 30) {
        for (const Deadline deadline = Deadline::after(Seconds(seconds)); !condition();) {
            auto incoming = client_.receive(deadline);
            if (!incoming || !*incoming)
                return condition();
            if (auto *batch = std::get_if<std::vector<Event>>(&**incoming))
                events_.insert(events_.end(), batch->begin(), batch->end());
            else if (auto *reply = std::get_if<host::Reply>(&**incoming))
                unasked_.push_back(*reply);
        }
        return true;
    }
    bool receive_until_end(double seconds = 30) {
        return receive_until([this] { return last(EventKind::program_exited) != nullptr; }, seconds);
    }
    bool receive_output(std::string_view text) {
        return receive_until([&] { return console().find(text) != std::string::npos; });
    }

    std::vector<Event> of(EventKind kind) const {
        std::vector<Event> some;
        for (const Event &event : events_)
            if (event.kind == kind)
                some.push_back(event);
        return some;
    }
    const Event *last(EventKind kind) const {
        for (auto event = events_.rbegin(); event != events_.rend(); ++event)
            if (event->kind == kind)
                return &*event;
        return nullptr;
    }
    std::string console() const {
        std::string text;
        for (const Event &event : events_)
            if (event.kind == EventKind::console_output)
                text += event.payload;
        return text;
    }
    void forget() { events_.clear(); }

private:
    static host::HostClient start() {
        const QString cli = QDir::cleanPath(QCoreApplication::applicationDirPath() + "/../bin/poolscope-cli");
        auto client = host::HostClient::start({cli.toStdString(), "host"}, Deadline::after(Seconds(90)));
        if (!client)
            qFatal("no host: %s", client.error().describe().c_str());
        return *std::move(client);
    }

    host::HostClient client_;
    std::vector<Event> events_;
    std::vector<host::Reply> unasked_;
};

inline host::Launch shell(const std::string &script) {
    host::Launch launch;
    launch.command = {"/bin/sh", "-c", script};
    return launch;
}

} // namespace poolscope::test
