// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <poolscope/engine.h>
#include <stdexcept>

struct Refused : std::runtime_error {
    Refused(const std::string &who, const std::string &why) : std::runtime_error(who + ": " + why) {}
};

int work(std::string who) {
    throw Refused(who, "too young");
}
POOLSCOPE_TASK(work);

int main(int argc, char **argv) {
    return poolscope::run(argc, argv, [] {
        poolscope::Pool pool(1);
        auto result = pool.apply_async(work, "bob");
        try {
            result.get(poolscope::Seconds(3));
        } catch (const poolscope::TimeoutError &) {
            fmt::print("no answer\n");
        } catch (const poolscope::RemoteError &error) {
            fmt::print("{}: {}\n", error.type(), error.message());
        }
    });
}
