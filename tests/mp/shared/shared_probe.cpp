// SPDX-License-Identifier: GPL-3.0-or-later

// What shared_test has done outside of a process with Qt Test's threads: shared_probe CASE [NAME].

#include "engine/core/base/clock.h"
#include "engine/core/telemetry/collector.h"
#include "engine/core/telemetry/emitter.h"
#include "engine/scope/state/state.h"
#include "tests/support/footprint.h"

#include <csignal>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <mutex>
#include <poolscope/engine.h>
#include <unistd.h>

using namespace poolscope;

struct Particle {
    double x = 0;
    double y = 0;
    int hits = 0;
};

template <class... A> static void say(fmt::format_string<A...> format, A &&...arguments) {
    fmt::print("{}\n", fmt::format(format, std::forward<A>(arguments)...));
    std::fflush(stdout);
}

static void move_particle(SharedValue<Particle> particle, RawArray<Particle> all) {
    const std::lock_guard guard(particle);
    particle.set(&Particle::hits, particle.get(&Particle::hits) + 1);
    all[-1].x = 2.5;
}
POOLSCOPE_TASK(move_particle);

static void hold_value(SharedValue<int> value, Connection out) {
    value.acquire();
    out.send(true);
    for (;;)
        pause();
}
POOLSCOPE_TASK(hold_value);

static void touch_memory(SharedMemory memory, std::string name) {
    memory.buf()[0] = std::byte{1};
    if (!name.empty())
        SharedMemory({.name = name}).unlink();
}
POOLSCOPE_TASK(touch_memory);

static std::string what(const std::function<void()> &call) {
    try {
        call();
        return "nothing";
    } catch (const Exception &error) {
        return error.error().describe();
    }
}

static void structs() {
    auto particle = get_context().value(Particle{1, 2, 3});
    auto all = get_context().raw_array<Particle>(3);
    auto p = process(move_particle, particle, all);
    p.start();
    p.join();
    say("{} {} {}", particle.value().hits, particle.get(&Particle::y), all[2].x);
}

static void made_for_fork() {
    auto value = get_context("fork").value<int>(1);
    const std::string refused = what([&] {
        auto [ours, theirs] = pipe();
        get_context("spawn").process(hold_value, value, theirs).start();
    });
    say("{}", refused.find("fork context") != std::string::npos);
    say("{}", what([&] {
        auto [ours, theirs] = pipe();
        theirs.send(value.get_obj());
    }));
}

static void owner_killed() {
    auto value = get_context().value<int>(1);
    auto [ours, theirs] = pipe();
    auto p = process(hold_value, value, theirs);
    p.start();
    (void)ours.recv<bool>();
    p.kill();
    try {
        say("{}", value.value());
    } catch (const OwnerDied &) {
        say("told, then {}", value.value());
    }
    p.join();
}

static void hold_memory(SharedMemory memory, Connection talk) {
    memory.buf()[0] = std::byte{1};
    talk.send(true);
    (void)talk.recv<bool>();
}
POOLSCOPE_TASK(hold_memory);

// What a watcher knows of who has a segment: its maker twice, and a child for as long as it lives.
static void who_has_it() {
    auto collector = unwrap(telemetry::Collector::create());
    unwrap(telemetry::start_watching(collector->segment().address()));
    state::State state;
    std::string name;
    const auto holders = [&](std::size_t wanted) {
        const state::ResourceRow *row = nullptr;
        for (const Deadline deadline = Deadline::after(Seconds(30)); !deadline.has_passed();) {
            std::vector<Event> events;
            collector->drain(events);
            for (const Event &event : events)
                state.apply(event);
            for (const auto &[key, resource] : state.resources())
                if (key == name)
                    row = &resource;
            if (row != nullptr && row->holders.size() == wanted)
                break;
            (void)collector->wait_for_events(Deadline::after(Seconds(0.05)));
        }
        return row == nullptr ? std::string("none") : fmt::format("{}{}", row->holders.size(), row->registered ? "" : " unlinked");
    };
    {
        SharedMemory memory({.create = true, .size = 64, .named = true});
        name = "/" + memory.name();
        say("made {}", holders(1));
        auto [ours, theirs] = pipe();
        auto child = get_context().process(hold_memory, memory, theirs);
        child.start();
        (void)ours.recv<bool>();
        say("child {}", holders(2));
        ours.send(true);
        child.join();
        say("joined {}", holders(1));
        {
            SharedMemory again({.name = memory.name()});
            again.close();
        }
        memory.unlink();
        say("again {}", holders(1));
    }
    say("closed {}", holders(0));
}

static void come_and_go() {
    const auto round = [](bool is_named) {
        SharedMemory memory({.create = true, .size = 10'000, .named = is_named});
        memory.buf()[9'999] = std::byte{1};
        if (is_named)
            SharedMemory({.name = memory.name()}).buf()[0] = std::byte{2};
        memory.unlink();
        auto value = get_context().value<long>(1);
        auto array = get_context().array<double>(1000);
        array.set(-1, value.value());
        ShareableList list({1, "text", nullptr});
        list.set(1, "other");
    };
    for (int number = 0; number < 200; ++number)
        round(number % 10 == 0);
    const std::size_t descriptors = open_descriptors();
    const long memory = status_kib("VmRSS:");
    for (int number = 0; number < 3000; ++number)
        round(number % 10 == 0);
    say("descriptors {} memory {}", open_descriptors() == descriptors, tests::is_sanitized || status_kib("VmRSS:") < memory + 1024);
}

// One that makes, tells its name, and changes when told; the other end is Python's.
static void make_for_python() {
    SharedMemory memory({.create = true, .size = 64, .named = true});
    std::memcpy(memory.buf().data(), "from the engine", 15);
    ShareableList list({1, 2.5, "text", Bytes{"raw"}, nullptr, true, std::string("nul\0", 4)}, "");
    say("{} {}", memory.name(), list.shm().name());
    std::string line;
    std::getline(std::cin, line);
    say("{}", std::string(reinterpret_cast<const char *>(memory.buf().data()) + 32, 11));
    say("{}", Value(List(list.list())).repr());
    list.shm().unlink();
    memory.unlink();
}

static void take_from_python() {
    std::string memory_name, list_name;
    std::cin >> memory_name >> list_name;
    SharedMemory memory({.name = memory_name});
    say("{} {}", memory.size() >= 64, std::string(reinterpret_cast<const char *>(memory.buf().data()), 11));
    std::memcpy(memory.buf().data() + 32, "from engine", 11);
    ShareableList list = ShareableList::attach(list_name);
    say("{}", Value(List(list.list())).repr());
    list.set(0, 42);
    list.set(2, "changed");
}

static void leave_behind() {
    SharedMemory memory({.create = true, .size = 64, .named = true});
    SharedMemory untracked({.create = true, .size = 64, .track = false, .named = true});
    say("{} {}", memory.name(), untracked.name());
    kill(getpid(), SIGKILL);
}

// The name is somebody else's by the time the tracker cleans up.
static void leave_to_another() {
    const SharedMemory memory({.create = true, .size = 64, .named = true});
    const std::string path = "/dev/shm/" + memory.name();
    ::unlink(path.c_str());
    std::ofstream(path) << "another's";
    say("{}", memory.name());
    kill(getpid(), SIGKILL);
}

// It ends as it should, and has not unlinked what it named.
static void forget() {
    say("{}", SharedMemory({.create = true, .size = 64, .named = true}).name());
}

static void outlive_the_maker(std::string name) {
    parent_process()->join();
    say("{}", ::access(("/dev/shm/" + name).c_str(), F_OK) == 0 ? "still there" : "gone");
}
POOLSCOPE_TASK(outlive_the_maker);

static void leave_to_a_child() {
    const SharedMemory memory({.create = true, .size = 64, .named = true});
    say("{}", memory.name());
    auto p = process(outlive_the_maker, memory.name());
    p.start();
    kill(getpid(), SIGKILL);
}

// A stranger that attaches and is killed: what it attached stays.
static void attach_and_die(bool is_tracked) {
    std::string name;
    std::cin >> name;
    SharedMemory memory({.name = name, .track = is_tracked});
    say("attached");
    kill(getpid(), SIGKILL);
}

static void unlinked_by_a_child() {
    SharedMemory memory({.create = true, .size = 64, .named = true});
    auto p = process(touch_memory, memory, memory.name());
    p.start();
    p.join();
    say("{} {}", std::to_integer<int>(memory.buf()[0]), what([&] { memory.unlink(); }).find("No such file") != std::string::npos);
}

static int triple(int number) {
    return 3 * number;
}
POOLSCOPE_TASK(triple);

static void add_up(Lock lock, Queue<int> numbers, SharedMemory memory, Queue<int> sums) {
    const std::lock_guard guard(lock);
    sums.put(numbers.get() + std::to_integer<int>(memory.buf()[0]));
}
POOLSCOPE_TASK(add_up);

// What has a name needs /dev/shm; everything else works without.
static void without_dev_shm() {
    say("{}", what([] { SharedMemory({.create = true, .size = 8 << 20, .named = true}); }));
    say("{}", what([] { SharedMemory({.name = "poolscope-no-such"}); }));
    SharedMemory memory({.create = true, .size = 8 << 20});
    memory.buf()[0] = std::byte{40};
    Queue<int> numbers, sums;
    numbers.put(2);
    auto p = process(add_up, Lock(), numbers, memory, sums);
    p.start();
    say("sum {}", sums.get(true, Seconds(60)));
    p.join();
    auto workers = get_context().pool(2);
    say("triple {}", workers.map(triple, std::vector{1, 2, 3}).back());
    workers.close();
    workers.join();
}

static void bad_arguments() {
    say("{}", what([] { SharedMemory({.name = std::string("a\0b", 3), .create = true, .size = 1}); }));
    say("{}", what([] { (void)raw_array<double>(std::int64_t{1} << 62); }));
    say("{}", what([] { (void)raw_array<char>(std::int64_t{1} << 62); }));
    SharedMemory memory({.create = true, .size = 64});
    std::memset(memory.buf().data(), 0xff, 64);
    say("{}", what([&] { ShareableList{memory}; }));
    memory.buf()[0] = std::byte{0};
    memory.close();
    say("{}", what([&] { (void)memory.buf(); }));
}

int main(int argc, char **argv) {
    const std::map<std::string, std::function<void()>> cases{
        {"structs", structs}, {"made_for_fork", made_for_fork}, {"owner_killed", owner_killed}, {"come_and_go", come_and_go}, {"who_has_it", who_has_it},
        {"make_for_python", make_for_python}, {"take_from_python", take_from_python}, {"leave_behind", leave_behind}, {"leave_to_another", leave_to_another},
        {"attach_and_die", [] { attach_and_die(true); }}, {"attach_untracked_and_die", [] { attach_and_die(false); }},
        {"forget", forget}, {"leave_to_a_child", leave_to_a_child}, {"unlinked_by_a_child", unlinked_by_a_child}, {"without_dev_shm", without_dev_shm},
        {"bad_arguments", bad_arguments}};
    return run(argc, argv, [&] {
        const auto found = cases.find(argc > 1 ? argv[1] : "");
        if (found == cases.end())
            throw SystemExit{2};
        found->second();
    });
}
