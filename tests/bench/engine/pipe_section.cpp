// SPDX-License-Identifier: GPL-3.0-or-later

// Pipes between two processes: round trips, and messages a second one way, on both carriers; on shared memory also lent.

#include "tests/bench/engine/channel_bench.h"
#include "tests/bench/engine/section.h"

#include <chrono>
#include <cstring>
#include <fmt/format.h>
#include <numeric>
#include <poolscope/engine.h>
#include <thread>

namespace poolscope::bench {

namespace {

// What the child does `count` times. Both sides use memory of their own, as the peers do.
enum class Exercise { echo, sink, echo_value, sink_value, sink_lent };

constexpr int rounds_before = 200; // round trips that are not measured

void exercise(Connection in, Connection out, Exercise what, std::size_t size, int count) {
    std::string buffer(std::max<std::size_t>(size, 8), '\7');
    std::uint64_t sum = 0;
    out.send_bytes("hello");
    for (int done = 0; done < count; ++done)
        switch (what) {
        case Exercise::echo: out.send_bytes(std::string_view(buffer).substr(0, in.recv_bytes_into(buffer))); break;
        case Exercise::sink: in.recv_bytes_into(buffer); break;
        case Exercise::echo_value: out.send(in.recv<std::int64_t>()); break;
        case Exercise::sink_value: (void)in.recv<std::int64_t>(); break;
        case Exercise::sink_lent: {
            const LoanedMessage message = in.recv_loan();
            for (std::size_t at = 0; at + 8 <= message.bytes().size(); at += 64) { // every cache line
                std::uint64_t word;
                std::memcpy(&word, message.bytes().data() + at, sizeof word);
                sum += word;
            }
        }
        }
    out.send_bytes(sum == 1 ? "odd" : "done");
}

struct Ends {
    Connection ours_in, ours_out, theirs_in, theirs_out;
};

Ends both_ways(const Context &context, Duplex duplex, Carrier carrier) {
    const auto [ours_in, theirs_out] = context.pipe(duplex, carrier);
    if (duplex == Duplex::yes)
        return {ours_in, ours_in, theirs_out, theirs_out};
    const auto [theirs_in, ours_out] = context.pipe(duplex, carrier);
    return {ours_in, ours_out, theirs_in, theirs_out};
}

// A message to a side that sleeps: whoever sends lets the other fall asleep first. It says when it was sent and how long the
// one before it took.
struct Stamp {
    std::int64_t sent_ns, took_ns;
};

void say(Connection &out, std::int64_t took_ns) {
    std::this_thread::sleep_for(std::chrono::microseconds(500));
    const Stamp stamp{monotonic_ns(), took_ns};
    out.send_bytes({reinterpret_cast<const char *>(&stamp), sizeof stamp});
}

struct Ways {
    std::int64_t here_ns, there_ns;
};

Ways hear(Connection &in) {
    Stamp stamp;
    in.recv_bytes_into({reinterpret_cast<char *>(&stamp), sizeof stamp});
    return {monotonic_ns() - stamp.sent_ns, stamp.took_ns};
}

void echo_asleep(Connection in, Connection out, int count) {
    for (int done = 0; done < count; ++done)
        say(out, hear(in).here_ns);
}

std::vector<double> measure_asleep(Duplex duplex, Carrier carrier) {
    constexpr int count = 600, warm_up = 50;
    const Context context = get_context("fork");
    Ends ends = both_ways(context, duplex, carrier);
    Process process = context.process(echo_asleep, ends.theirs_in, ends.theirs_out, count);
    process.start();
    std::vector<double> samples;
    for (int done = 0; done < count; ++done) {
        say(ends.ours_out, 0);
        const Ways ways = hear(ends.ours_in);
        if (done >= warm_up)
            samples.push_back(static_cast<double>(ways.here_ns + ways.there_ns) / 1e3);
    }
    process.join();
    return samples;
}

std::vector<double> measure(Duplex duplex, Carrier carrier, Exercise what, std::size_t size, int count) {
    const Context context = get_context("fork");
    auto [ours_in, ours_out, theirs_in, theirs_out] = both_ways(context, duplex, carrier);
    const bool is_echo = what == Exercise::echo || what == Exercise::echo_value;
    const int total = is_echo ? count + rounds_before : count;
    Process process = context.process(exercise, theirs_in, theirs_out, what, size, total);
    process.start();
    std::string buffer(std::max<std::size_t>(size, 8), '\7');
    const std::string_view message = std::string_view(buffer).substr(0, size);
    ours_in.recv_bytes();
    std::vector<double> samples;
    const std::int64_t began = monotonic_ns();
    for (int done = 0; done < total; ++done) {
        const std::int64_t sent = is_echo ? monotonic_ns() : 0;
        switch (what) {
        case Exercise::echo:
            ours_out.send_bytes(message);
            ours_in.recv_bytes_into(buffer);
            break;
        case Exercise::sink: ours_out.send_bytes(message); break;
        case Exercise::echo_value:
            ours_out.send(std::int64_t{done});
            (void)ours_in.recv<std::int64_t>();
            break;
        case Exercise::sink_value: ours_out.send(std::int64_t{done}); break;
        case Exercise::sink_lent: {
            Loan loan = ours_out.loan(size);
            std::memset(loan.data().data(), done, loan.data().size());
            loan.send();
        }
        }
        if (is_echo && done >= rounds_before)
            samples.push_back(static_cast<double>(monotonic_ns() - sent) / 1e3);
    }
    ours_in.recv_bytes();
    if (!is_echo)
        samples.push_back(count / seconds_since(began));
    process.join();
    return samples;
}

void run_carrier(std::string_view peer, Duplex duplex, Carrier carrier) {
    constexpr int trips = 2000;
    report("B", peer, "rtt_asleep_us", human(sizeof(Stamp)), measure_asleep(duplex, carrier));
    report("B", peer, "rtt_obj_us", "int", measure(duplex, carrier, Exercise::echo_value, 8, trips));
    report("B", peer, "msg_obj_s", "int", measure(duplex, carrier, Exercise::sink_value, 8, 200'000));
    const auto one_way = [&](std::string_view name, Exercise what, std::size_t size) {
        const std::size_t count = std::clamp<std::size_t>((size >= 65536 ? std::size_t{192} << 20 : std::size_t{48} << 20) / size, 12, 400'000);
        std::vector<double> rates, volumes;
        for (int round = 0; round < 3; ++round) {
            rates.push_back(measure(duplex, carrier, what, size, static_cast<int>(count)).front());
            volumes.push_back(rates.back() * static_cast<double>(size) / 1e6);
        }
        report("B", name, "msg_s", human(size), rates);
        report("B", name, "MB_s", human(size), volumes);
    };
    for (const std::size_t size : {std::size_t{16}, std::size_t{1024}, std::size_t{65536}, std::size_t{1} << 20, std::size_t{16} << 20}) {
        if (size <= 65536)
            report("B", peer, "rtt_us", human(size), measure(duplex, carrier, Exercise::echo, size, trips));
        one_way(peer, Exercise::sink, size);
        if (carrier == Carrier::shared_memory && size >= 65536 && size <= std::size_t{1} << 20)
            one_way(fmt::format("{} lent", peer), Exercise::sink_lent, size);
    }
}

void run_pipes() {
    run_carrier("poolscope Pipe(True)", Duplex::yes, Carrier::descriptor);
    run_carrier("poolscope Pipe(False)", Duplex::no, Carrier::descriptor);
    run_carrier("poolscope Pipe(shared)", Duplex::no, Carrier::shared_memory);
}

const AddSection add("pipe", 'B', run_pipes);

} // namespace

} // namespace poolscope::bench
