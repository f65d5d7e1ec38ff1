// SPDX-License-Identifier: GPL-3.0-or-later
// How many events a second go from a watched program through a real host to a client that decodes them, and how many are
// lost on the way, at rates that the program keeps. Target: nothing lost at a million a second 
#include "engine/core/base/clock.h"
#include "engine/core/telemetry/control_block.h"
#include "engine/core/telemetry/emitter.h"
#include "engine/scope/host/host_client.h"

#include <charconv>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <thread>
#include <unistd.h>

using namespace poolscope;

namespace {

constexpr int producers = 4; // threads

double number(const char *text) {
    double value = 0;
    std::from_chars(text, text + std::strlen(text), value);
    return value;
}

// Emits at that rate, in portions of a millisecond, for so many seconds.
void emit_at(double rate, double seconds) {
    const std::int64_t begin = monotonic_ns();
    const auto total = static_cast<std::int64_t>(rate * seconds);
    const char payload[] = "\x80\x04\x95\x0b\x00\x00\x00\x00\x00\x00\x00(K\x00K\x00K\x01t\x94.";
    for (std::int64_t emitted = 0; emitted < total;) {
        const auto due = static_cast<std::int64_t>(static_cast<double>(monotonic_ns() - begin) / 1e9 * rate);
        for (; emitted < std::min(due, total); ++emitted)
            telemetry::emit(EventKind::message_sent, 42, emitted, 22, {payload, sizeof payload - 1});
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

int produce(double rate, double seconds) {
    if (!telemetry::open_control_block())
        return 1;
    std::vector<std::thread> threads;
    for (int i = 0; i < producers; ++i)
        threads.emplace_back(emit_at, rate / producers, seconds);
    for (std::thread &thread : threads)
        thread.join();
    return 0;
}

double cpu_seconds(pid_t pid) {
    std::ifstream file(fmt::format("/proc/{}/stat", pid));
    std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    unsigned long user = 0, system = 0;
    std::sscanf(text.c_str() + text.rfind(')') + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system);
    return static_cast<double>(user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

int measure(const std::string &cli, const std::string &self, double rate, double seconds) {
    auto client = host::HostClient::start({cli, "host"}, Deadline::after(Seconds(20)));
    if (!client)
        return fmt::print("no host: {}\n", client.error().describe()), 1;
    host::Launch launch;
    launch.command = {self, "--produce", fmt::format("{}", rate), fmt::format("{}", seconds)};
    if (const auto started = client->call(launch, Deadline::after(Seconds(20))); !started)
        return fmt::print("not started: {}\n", started.error().describe()), 1;
    std::int64_t received = 0, lost = 0, first_ns = 0, last_ns = 0;
    const double own_before = cpu_seconds(::getpid());
    double host_cpu = 0;
    for (bool is_over = false; !is_over;) {
        const auto incoming = client->receive(Deadline::after(Seconds(60)));
        if (!incoming || !*incoming)
            return fmt::print("the host is gone\n"), 1;
        const auto *events = std::get_if<std::vector<Event>>(&**incoming);
        if (events == nullptr)
            continue;
        for (const Event &event : *events) {
            if (event.kind == EventKind::message_sent) {
                ++received;
                last_ns = monotonic_ns();
                first_ns = first_ns == 0 ? last_ns : first_ns;
            }
            lost += event.kind == EventKind::gap ? event.a : 0;
            is_over |= event.kind == EventKind::program_exited;
        }
        host_cpu = cpu_seconds(client->host().pid);
    }
    const double took = static_cast<double>(last_ns - first_ns) / 1e9;
    fmt::print("{:>10.0f} {:>12} {:>10} {:>14.0f} {:>10.2f} {:>12.2f}\n", rate, received, lost, static_cast<double>(received) / took,
               host_cpu / took, (cpu_seconds(::getpid()) - own_before) / took);
    return 0;
}

} // namespace

int main(int argc, char **argv) {
    std::signal(SIGPIPE, SIG_IGN);
    if (argc == 4 && std::strcmp(argv[1], "--produce") == 0)
        return produce(number(argv[2]), number(argv[3]));
    const std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
    const std::string cli = (std::filesystem::path(self).parent_path() / "poolscope-cli").string();
    const double seconds = argc > 1 ? number(argv[1]) : 3;
    fmt::print("{:>10} {:>12} {:>10} {:>14} {:>10} {:>12}\n", "asked/s", "received", "lost", "received/s", "host CPU", "client CPU");
    for (const double rate : {100e3, 500e3, 1e6, 1.5e6, 2e6})
        if (measure(cli, self, rate, seconds) != 0)
            return 1;
    return 0;
}
