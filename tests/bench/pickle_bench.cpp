// SPDX-License-Identifier: GPL-3.0-or-later
// What reading and writing one message costs, beside CPython's own pickle module in the same run. The messages are
// those that the wire's tests captured from real programs: 50 bytes on average.
#include "engine/core/wire/pickle/codec.h"
#include "engine/core/wire/preview/preview.h"
#include "tests/core/wire/vectors.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <string>
#include <vector>

using namespace poolscope;

namespace {

constexpr int rounds = 7;
constexpr int calls = 20'000;

std::string from_hex(std::string_view digits) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
        bytes += static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16));
    return bytes;
}

// Of this thread's own work, so that what else the machine does counts little.
std::int64_t cpu_ns() {
    timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

// Nanoseconds a call, the best of some rounds.
template <class Function> double measure(Function function) {
    double best = 1e18;
    for (int round = 0; round < rounds; ++round) {
        const std::int64_t start = cpu_ns();
        for (int i = 0; i < calls; ++i)
            function();
        best = std::min(best, static_cast<double>(cpu_ns() - start) / calls);
    }
    return best;
}

std::size_t used = 0; // so that no call is optimised away

struct PythonTimes {
    double loads = 0, dumps = 0;
};

// Only of plain data and exceptions: Python would really call what the other messages name.
std::map<std::string, PythonTimes> python_times(const std::vector<std::string> &messages) {
    std::string command =
        "/usr/bin/python3 -I -c 'import pickle, sys, time, timeit\n"
        "for body in sys.argv[1:]:\n"
        "    raw = bytes.fromhex(body)\n"
        "    obj = pickle.loads(raw)\n"
        "    best = lambda f: min(timeit.repeat(f, timer=time.thread_time, number=20000, repeat=7)) / 20000 * 1e9\n"
        "    print(body, best(lambda: pickle.loads(raw)), best(lambda: pickle.dumps(obj, 4)))\n'";
    for (const std::string &message : messages)
        command += " " + message;
    std::map<std::string, PythonTimes> times;
    const std::unique_ptr<FILE, int (*)(FILE *)> pipe(popen(command.c_str(), "r"), pclose);
    char body[4096];
    PythonTimes row;
    while (pipe && std::fscanf(pipe.get(), "%4095s %lf %lf", body, &row.loads, &row.dumps) == 3)
        times[body] = row;
    return times;
}

} // namespace

int main() {
    std::vector<std::string> messages;
    for (const vectors::Vector &vector : vectors::pickles)
        if (const std::string_view repr = vector.repr;
            repr.find("multiprocessing") == std::string_view::npos && repr.find("__main__") == std::string_view::npos)
            messages.emplace_back(vector.body);
    const auto python = python_times(messages);

    fmt::print("{:20} {:>6} {:>9} {:>9} {:>9} {:>12} {:>12}   (ns)\n", "message", "bytes", "decode", "encode",
               "preview", "py loads", "py dumps");
    double sum = 0, both = 0, both_python = 0;
    std::size_t bytes = 0;
    for (const vectors::Vector &vector : vectors::pickles) {
        const std::string body = from_hex(vector.body);
        const Value value = decode_pickle(body)->value;
        const double decode_ns = measure([&] { used += decode_pickle(body)->consumed; });
        const double encode_ns = measure([&] { used += encode(value).size(); });
        const double preview_ns = measure([&] { used += preview(body).line.size(); });
        const auto found = python.find(vector.body);
        sum += decode_ns;
        bytes += body.size();
        std::string loads = "-", dumps = "-";
        if (found != python.end()) {
            both += decode_ns;
            both_python += found->second.loads;
            loads = fmt::format("{:.0f}", found->second.loads);
            dumps = fmt::format("{:.0f}", found->second.dumps);
        }
        fmt::print("{:20} {:6} {:9.0f} {:9.0f} {:9.0f} {:>12} {:>12}\n", vector.name, body.size(), decode_ns, encode_ns,
                   preview_ns, loads, dumps);
    }
    const auto count = static_cast<double>(std::size(vectors::pickles));
    fmt::print(
        "average message of {:.0f} bytes: decode {:.0f} ns; where Python can read it, {:.2f} times Python's time\n",
        static_cast<double>(bytes) / count, sum / count, both / both_python);

    using Task = std::tuple<int, int, Global, std::tuple<int>, std::map<std::string, int>>;
    const Task task(0, 0, Global{"__main__", "add"}, 1, {{"b", 2}});
    const std::string task_body = encode(task);
    fmt::print("typed pool task of {} bytes: encode {:.0f} ns, decode {:.0f} ns\n", task_body.size(),
               measure([&] { used += encode(task).size(); }),
               measure([&] { used += decode<Task>(task_body).has_value(); }));
    return used == 0;
}
