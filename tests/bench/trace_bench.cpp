// SPDX-License-Identifier: GPL-3.0-or-later
// How much slower a program becomes that does nothing but send messages, when it is watched: by the preloaded library, by our
// tracer, and by strace where that is installed: trace_bench [MESSAGES [ROUNDS]]. Medians of interleaved runs, as ratios to the bare
// program of the same round, with the lowest and the highest: a machine whose CPUs are slow to wake each other has several speeds.
#include "engine/core/base/clock.h"
#include "engine/core/telemetry/collector.h"
#include "engine/scope/observe/kernel/proc_process_source.h"
#include "engine/scope/observe/program/process_tree.h"
#include "engine/scope/trace/stream_matcher.h"
#include "engine/scope/trace/tracer.h"
#include "tests/scope/observe/running_program.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace poolscope;
using observe::RunningProgram;

namespace {

constexpr const char *script = R"(
import multiprocessing as mp, sys, time

def work(inq, outq):
    while (x := inq.get()) is not None:
        outq.put(x * x)

if __name__ == '__main__':
    n = int(sys.argv[1])
    inq, outq = mp.SimpleQueue(), mp.SimpleQueue()
    ps = [mp.Process(target=work, args=(inq, outq)) for _ in range(2)]
    for p in ps:
        p.start()
    print('ready', flush=True)
    sys.stdin.readline()
    begin = time.perf_counter()
    for base in range(0, n, 50):
        for i in range(base, base + 50):
            inq.put(i)
        for i in range(50):
            outq.get()
    print(time.perf_counter() - begin, flush=True)
    for p in ps:
        inq.put(None)
    for p in ps:
        p.join()
)";

double seconds_of(RunningProgram &program) {
    program.say("go\n");
    const double seconds = std::strtod(program.next_line().value_or("0").c_str(), nullptr);
    static_cast<void>(program.wait());
    return seconds;
}

double run(std::vector<std::string> command) {
    RunningProgram program(std::move(command));
    static_cast<void>(program.next_line());
    return seconds_of(program);
}

class Bench {
public:
    explicit Bench(std::string count) : count_(std::move(count)), path_("/tmp/poolscope-trace-bench-" + std::to_string(::getpid()) + ".py") {
        std::ofstream(path_) << script;
    }
    ~Bench() { ::unlink(path_.c_str()); }

    std::vector<std::string> command(std::vector<std::string> before = {}) const {
        before.insert(before.end(), {"/usr/bin/python3", path_, count_});
        return before;
    }

    double bare() const { return run(command()); }

    double preloaded() const {
        auto collector = *telemetry::Collector::create();
        std::atomic<bool> is_over{false};
        std::thread reader([&] {
            std::vector<Event> events;
            trace::StreamMatcher matcher;
            while (!is_over) {
                static_cast<void>(collector->wait_for_events(Deadline::after(Seconds(0.05))));
                events.clear();
                collector->drain(events);
                matcher.pass(events);
            }
        });
        const double seconds = run(command({"/usr/bin/env", "LD_PRELOAD=" SHIM, "POOLSCOPE_WATCH=" + collector->segment().address()}));
        is_over = true;
        reader.join();
        return seconds;
    }

    double traced() const {
        RunningProgram program(command());
        static_cast<void>(program.next_line());
        std::vector<ProcessKey> tree{program.key()};
        observe::ProcProcessSource source;
        if (const auto found = observe::scan_tree(source, program.key()))
            for (const observe::ProcessStat &stat : found->processes)
                if (stat.key != program.key())
                    tree.push_back(stat.key);
        trace::StreamMatcher matcher;
        const auto tracer = trace::Tracer::start(tree, [&](std::vector<Event> &&events) { matcher.pass(events); });
        if (!tracer)
            std::printf("cannot trace: %s\n", tracer.error().describe().c_str());
        return seconds_of(program);
    }

    double straced(std::vector<std::string> options) const {
        options.insert(options.begin(), {"strace", "-f", "-qq", "-o", "/dev/null"});
        return run(command(std::move(options)));
    }

private:
    std::string count_, path_;
};

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

} // namespace

int main(int argc, char **argv) {
    const Bench bench(argc > 1 ? argv[1] : "5000");
    const int rounds = argc > 2 ? std::max(std::atoi(argv[2]), 1) : 9;
    struct Method {
        const char *name;
        std::function<double()> run;
        std::vector<double> ratios, seconds;
    };
    std::vector<Method> methods{{"preloaded library", [&] { return bench.preloaded(); }, {}, {}},
                                {"attached tracer", [&] { return bench.traced(); }, {}, {}}};
    if (::access("/usr/bin/strace", X_OK) == 0) {
        methods.push_back({"strace -f", [&] { return bench.straced({}); }, {}, {}});
        methods.push_back({"strace -f --seccomp-bpf -e read,write", [&] { return bench.straced({"--seccomp-bpf", "-e", "trace=read,write"}); }, {}, {}});
    }
    std::vector<double> bare;
    for (int round = 0; round < rounds; ++round) {
        bare.push_back(bench.bare());
        for (Method &method : methods) {
            method.seconds.push_back(method.run());
            method.ratios.push_back(method.seconds.back() / bare.back());
        }
    }
    std::printf("%-40s %8.3f s\n", "bare", median(bare));
    for (const Method &method : methods)
        std::printf("%-40s %8.3f s   %6.2f x   (%.2f to %.2f)\n", method.name, median(method.seconds), median(method.ratios),
                    *std::min_element(method.ratios.begin(), method.ratios.end()), *std::max_element(method.ratios.begin(), method.ratios.end()));
}
