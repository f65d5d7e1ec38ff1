// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <poolscope/engine.h>

using poolscope::Value;

void f(poolscope::Connection conn) {
    conn.send(Value::list({42, nullptr, "hello"}));
    conn.close();
}
POOLSCOPE_TASK(f);

int main(int argc, char **argv) {
    return poolscope::run(argc, argv, [] {
        auto [parent_conn, child_conn] = poolscope::pipe();
        auto p = poolscope::process(f, child_conn);
        p.start();
        fmt::print("{}\n", parent_conn.recv().repr()); // prints "[42, None, 'hello']"
        p.join();
    });
}
