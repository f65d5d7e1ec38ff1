// SPDX-License-Identifier: GPL-3.0-or-later
// What looking at other programs costs, beside what psutil and ps need for the same in the same run: observe_bench [PROCESSES…].
// Times are CPU times of the one that looks, medians. Targets: 20 times less than psutil at 100 processes; a peek within 50 µs,
// of which the pipe is held 40 at most; 100 idle processes at 5 looks a second within 1 % of a core.
#include "engine/core/base/clock.h"
#include "engine/core/posix/channel_pair.h"
#include "engine/core/posix/pidfd.h"
#include "engine/core/posix/poller.h"
#include "engine/core/posix/process_identity.h"
#include "engine/core/posix/process_start.h"
#include "engine/core/posix/wait_status.h"
#include "engine/scope/observe/kernel/proc_process_source.h"
#include "engine/scope/observe/sampling/tree_watch.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fmt/format.h>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

using namespace poolscope;
using namespace poolscope::observe;

namespace {

double cpu_ms(int who) {
    rusage usage{};
    ::getrusage(who, &usage);
    const auto ms = [](const timeval &time) { return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3; };
    return ms(usage.ru_utime) + ms(usage.ru_stime);
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

template <class Work> double cost_ms(int times, Work work) {
    std::vector<double> costs;
    for (int time = 0; time < times; ++time) {
        const double before = cpu_ms(RUSAGE_SELF);
        work();
        costs.push_back(cpu_ms(RUSAGE_SELF) - before);
    }
    return median(costs);
}

void reap(pid_t pid) {
    if (const auto pidfd = posix::open_pidfd(pid))
        (void)posix::wait_child(pid, pidfd->get(), Deadline::never());
}

// A shell with so many processes below it, which sleep, two by two at the ends of a pipe.
class Sleepers {
public:
    explicit Sleepers(int count) {
        posix::SpawnRequest request;
        request.program = "/bin/sh";
        request.arguments = {"sh", "-c", fmt::format("i=0; while [ $i -lt {} ]; do sleep 100000 | cat & i=$((i+2)); done; wait", count)};
        request.process_group = posix::ProcessGroup::own_session;
        request.parent_death_signal = SIGKILL;
        root_ = posix::spawn(request).value_or(0);
        ProcProcessSource source;
        for (const Deadline deadline = Deadline::after(Seconds(60)); !deadline.has_passed();) {
            const auto tree = scan_tree(source, root());
            const auto sleeping = [](const ProcessStat &stat) { return stat.name == "sleep" || stat.name == "cat"; };
            if (tree && std::count_if(tree->processes.begin(), tree->processes.end(), sleeping) >= count)
                break;
            std::this_thread::sleep_for(std::chrono::milliseconds(20)); // between two looks
        }
    }
    ~Sleepers() {
        ProcProcessSource source;
        if (const auto tree = scan_tree(source, root()))
            for (const ProcessStat &stat : tree->processes)
                ::kill(stat.key.pid, SIGKILL);
        reap(root_);
    }
    ProcessKey root() const { return posix::process_key_of(root_).value_or(ProcessKey{}); }

private:
    pid_t root_ = 0;
};

// What a program prints last, as a number; −1 when it cannot be run.
double printed_by(std::vector<std::string> command) {
    auto output = posix::make_pipe();
    posix::SpawnRequest request;
    request.program = command.front();
    request.arguments = std::move(command);
    request.standard_output = output->write.get();
    const auto pid = posix::spawn(request);
    output->write.reset();
    if (!pid)
        return -1;
    std::string text;
    char bytes[4096];
    for (ssize_t size; (size = ::read(output->read.get(), bytes, sizeof bytes)) > 0;)
        text.append(bytes, static_cast<std::size_t>(size));
    reap(*pid);
    return text.empty() ? -1 : std::strtod(text.c_str(), nullptr);
}

std::string psutil_program(int times, bool with_descriptors) {
    return fmt::format(R"(
import os, psutil, statistics, time
def look():
    for p in psutil.process_iter():
        try:
            with p.oneshot():
                p.ppid(), p.name(), p.status(), p.cpu_times(), p.memory_info()
                if {}:
                    for fd in os.scandir('/proc/%d/fd' % p.pid): os.readlink(fd.path)
        except (psutil.Error, OSError): pass
costs = []
for _ in range({}):
    before = time.process_time(); look(); costs.append(time.process_time() - before)
print(statistics.median(costs) * 1000)
)",
                       with_descriptors ? "True" : "False", times);
}

double ps_ms(int times) {
    std::vector<double> costs;
    for (int time = 0; time < times; ++time) {
        const double before = cpu_ms(RUSAGE_CHILDREN);
        if (printed_by({"/bin/ps", "-e", "-o", "pid=,ppid=,stat=,time=,rss="}) < 0)
            return -1;
        costs.push_back(cpu_ms(RUSAGE_CHILDREN) - before);
    }
    return median(costs);
}

void line(const char *metric, int processes, const char *who, double value, const char *unit, double ours) {
    if (value < 0)
        fmt::print("observer {:<22} {:>5} {:<22} not installed\n", metric, processes, who);
    else
        fmt::print("observer {:<22} {:>5} {:<22} {:>10.3f} {}  {:.1f}\n", metric, processes, who, value, unit, ours > 0 ? value / ours : 1.0);
}

void compare(int processes) {
    const Sleepers sleepers(processes);
    const int times = processes > 500 ? 11 : 41;
    ProcProcessSource source;
    const ProcessKey root = sleepers.root();
    const auto scan = [&] { (void)source.all(); };
    scan(); // opens the stat files
    const double tree = cost_ms(times, scan);
    line("tree,state,cpu,rss", processes, "poolscope", tree, "ms", tree);
    line("tree,state,cpu,rss", processes, "psutil", printed_by({"/usr/bin/python3", "-c", psutil_program(times, false)}), "ms", tree);
    line("tree,state,cpu,rss", processes, "procps ps", ps_ms(std::min(times, 11)), "ms", tree);

    const double whole = cost_ms(std::min(times, 11), [&] {
        SnapshotTaker fresh(source);
        (void)fresh.take(root, {}, Extent::tree, 1);
    });
    SnapshotTaker taker(source);
    (void)taker.take(root, {}, Extent::tree, 1);
    const double again = cost_ms(times, [&] { (void)taker.take(root, {}, Extent::tree, 1); });
    line("with descriptors", processes, "poolscope, whole", whole, "ms", whole);
    line("with descriptors", processes, "poolscope, again", again, "ms", whole);
    line("with descriptors", processes, "psutil", printed_by({"/usr/bin/python3", "-c", psutil_program(std::min(times, 11), true)}), "ms", whole);

    TreeWatch watch(source, root, posix::own_process_key());
    (void)watch.look(monotonic_ns());
    (void)watch.look_at_objects(monotonic_ns());
    constexpr int looks = 20;
    const double before = cpu_ms(RUSAGE_SELF);
    for (int look = 0; look < looks; ++look) {
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        const std::int64_t now = monotonic_ns();
        (void)watch.look(now);
        (void)watch.look_at_objects(now);
    }
    fmt::print("observer {:<22} {:>5} {:<22} {:>10.3f} % of a core\n", "at rest, 5 Hz", processes, "poolscope", (cpu_ms(RUSAGE_SELF) - before) / (looks * 200.0) * 100);
}

void compare_peeks() {
    auto pipe = posix::make_pipe();
    const std::string message(93, 'x');
    for (int number = 0; number < 4; ++number)
        (void)posix::write_all(pipe->write.get(), message.data(), message.size());
    Peeker peeker;
    std::vector<double> whole, held;
    for (int time = 0; time < 5000; ++time) {
        const std::int64_t before = monotonic_ns();
        const auto peeked = peeker.peek(posix::own_process_key(), pipe->read.get());
        whole.push_back(static_cast<double>(monotonic_ns() - before) / 1e3);
        held.push_back(static_cast<double>(peeked->held.count()) / 1e3);
    }
    fmt::print("observer {:<22} {:>5} {:<22} {:>10.3f} µs\n", "peek", 1, "poolscope", median(whole));
    fmt::print("observer {:<22} {:>5} {:<22} {:>10.3f} µs\n", "peek, pipe held", 1, "poolscope", median(held));
}

} // namespace

int main(int argc, char **argv) {
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
    fmt::print("what; processes; who; cost; times poolscope's\n");
    compare_peeks();
    std::vector<int> counts{100, 1000};
    if (argc > 1) {
        counts.clear();
        for (int index = 1; index < argc; ++index)
            counts.push_back(std::max(1, std::atoi(argv[index])));
    }
    for (const int count : counts)
        compare(count);
    return 0;
}
