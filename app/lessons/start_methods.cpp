// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <fmt/format.h>
#include <poolscope/engine.h>
#include <tuple>
#include <unistd.h>

int number = 1; // main changes it to 2: who sees the change?

using Report = std::tuple<std::string, std::string, int, std::string, double>;

void report(poolscope::Connection conn, int main_pid, int fd, std::int64_t asked_at) {
    const double started_after = static_cast<double>(poolscope::monotonic_ns() - asked_at) / 1e6;
    const std::string parent = getppid() == main_pid ? "main" : "forkserver";
    const std::string has_file = fcntl(fd, F_GETFD) >= 0 ? "yes" : "no";
    conn.send(Report(parent, poolscope::module_name(), number, has_file, started_after));
    conn.close();
}
POOLSCOPE_TASK(report);

int main(int argc, char **argv) {
    return poolscope::run(argc, argv, [] {
        number = 2;
        const int fd = dup2(open("/dev/null", O_RDONLY), 100); // a file that no child asked for
        fmt::print("method      parent      module       number  has file  started after\n");
        for (const char *method : {"spawn", "fork", "forkserver"}) {
            auto ctx = poolscope::get_context(method);
            auto [parent_conn, child_conn] = ctx.pipe();
            auto p = ctx.process(report, child_conn, getpid(), fd, poolscope::monotonic_ns());
            p.start();
            const auto [parent, module, seen, has_file, ms] = parent_conn.recv<Report>();
            p.join();
            fmt::print("{:<12}{:<12}{:<13}{:<8}{:<10}{:.1f} ms\n", method, parent, module, seen, has_file, ms);
        }
    });
}
