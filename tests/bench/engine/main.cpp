// SPDX-License-Identifier: GPL-3.0-or-later
// engine_bench SECTION: measures one section of the engine, as tests/bench/engine/section.h says.
#include "tests/bench/engine/section.h"

#include <algorithm>
#include <fmt/format.h>
#include <poolscope/engine.h>

namespace poolscope::bench {

std::vector<Section> &sections() {
    static std::vector<Section> all;
    return all;
}

void report(std::string_view section, std::string_view peer, std::string_view metric, std::string_view param, std::vector<double> samples) {
    if (samples.empty())
        return;
    std::sort(samples.begin(), samples.end());
    const auto at = [&](double share) {
        return samples[std::min(samples.size() - 1, static_cast<std::size_t>(share * static_cast<double>(samples.size())))];
    };
    fmt::print("{{\"sec\":\"{}\",\"peer\":\"{}\",\"metric\":\"{}\",\"param\":\"{}\",\"med\":{:.6g},\"p99\":{:.6g},\"min\":{:.6g},\"n\":{}}}\n",
               section, peer, metric, param, at(0.5), at(0.99), samples.front(), samples.size());
    std::fflush(stdout);
}

} // namespace poolscope::bench

int main(int argc, char **argv) {
    return poolscope::run(argc, argv, [&] {
        const std::string_view wanted = argc == 2 ? argv[1] : "";
        for (const auto &section : poolscope::bench::sections())
            if (section.name == wanted || wanted == std::string_view(&section.letter, 1))
                return section.run();
        fmt::print(stderr, "usage: engine_bench SECTION, one of:");
        for (const auto &section : poolscope::bench::sections())
            fmt::print(stderr, " {}", section.name);
        fmt::print(stderr, "\n");
        throw poolscope::SystemExit{2};
    });
}
