// SPDX-License-Identifier: GPL-3.0-or-later

// Who asks a forkserver for the first time while descriptors are short: shortage_probe CASE. Prints what it saw.

#include "tests/mp/answering_server.h"
#include "tests/mp/say.h"
#include "tests/mp/shortage.h"

#include <fmt/format.h>
#include <poolscope/engine.h>

using namespace poolscope;

static std::string start_of_a_child() {
    try {
        (void)server_that_answers();
        return "started";
    } catch (const Exception &error) {
        return error.what();
    }
}

// Starts one child after the other, each while it has as many descriptors to open as it is told.
static void start_with(Connection out, Connection descriptors) {
    for (int time = 0; time < 2; ++time) {
        const std::optional<int> left = descriptors.recv<std::optional<int>>();
        std::optional<Shortage> shortage;
        if (left)
            shortage.emplace(::getpid(), RLIMIT_NOFILE, *left);
        const auto begin = monotonic_ns();
        const std::string outcome = start_of_a_child();
        const bool is_soon = monotonic_ns() - begin < 10'000'000'000;
        shortage.reset();
        out.send(outcome + (is_soon ? "" : ", late"));
    }
}
POOLSCOPE_TASK(start_with);

class NewClient {
public:
    NewClient() { process_.start(); }
    std::string start(std::optional<int> left = std::nullopt) {
        descriptors_.send(left);
        return out_.recv<std::string>(Seconds(60));
    }

private:
    std::pair<Connection, Connection> out_ends_ = pipe(), descriptor_ends_ = pipe();
    Connection out_ = out_ends_.first, descriptors_ = descriptor_ends_.first;
    Process process_ = get_context("spawn").process(start_with, out_ends_.second, descriptor_ends_.second);
};

static void replace(std::string &text, const std::string &what, const char *by) {
    if (const std::size_t at = text.find(what); at != std::string::npos)
        text.replace(at, what.size(), by);
}

// The server has no descriptor for a client. They are served when it has some again.
static void full_server() {
    const pid_t server = server_that_answers();
    std::vector<NewClient> clients(2);
    {
        const Shortage shortage(server, RLIMIT_NOFILE);
        for (NewClient &client : clients) {
            std::string outcome = client.start();
            replace(outcome, std::to_string(server), "PID");
            say(outcome);
        }
    }
    for (NewClient &client : clients)
        say(client.start());
    say(server_that_answers() == server ? "served on" : "another server");
}

// A client has fewer and fewer, down to none: it is told so, whatever the call that lacks one, does not
// think that the server were gone, and can start others as soon as it has them again.
static void short_clients() {
    const pid_t server = server_that_answers();
    int started = 0, refused = 0;
    for (int left = 0; left < 16; ++left) {
        NewClient client;
        const std::string outcome = client.start(left);
        if (outcome == "started")
            ++started;
        else if (outcome.find("Too many open files") != std::string::npos && !outcome.ends_with("late"))
            ++refused;
        else
            say(outcome);
        if (outcome.find("forkserver.lock") != std::string::npos)
            say("looked for another server");
        if (const std::string again = client.start(); again != "started")
            say(again);
    }
    say(fmt::format("some {}, some {}", started > 0 ? "started" : "not started", refused > 0 ? "refused" : "not refused"));
    say(server_that_answers() == server ? "served on" : "another server");
}

int main(int argc, char **argv) {
    return run(argc, argv, [&] {
        set_start_method("forkserver");
        std::string_view(argc > 1 ? argv[1] : "") == "full_server" ? full_server() : short_clients();
    });
}
