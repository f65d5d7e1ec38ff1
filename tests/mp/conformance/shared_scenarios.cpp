// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/mp/conformance/scenario.h"

#include <limits>
#include <sys/stat.h>

using namespace poolscope;

struct Point {
    int x = 0;
    double y = 0;
};

static void add_to_value(SharedValue<int> value, SharedArray<double> array, int times) {
    for (int round = 0; round < times; ++round) {
        const std::lock_guard guard(value);
        value.set_value(value.value() + 1);
        array[0] = array.get(0) + 0.5;
    }
}
POOLSCOPE_TASK(add_to_value);

static void fill_raw(RawValue<long> value, RawArray<char> text) {
    value.set_value(77L);
    text.set_value("seen");
}
POOLSCOPE_TASK(fill_raw);

static void write_memory(SharedMemory memory) {
    memory.buf()[1] = std::byte{66};
    memory.close();
}
POOLSCOPE_TASK(write_memory);

static void change_list(ShareableList list) {
    list.set(0, 11);
    list.set(-1, "end");
}
POOLSCOPE_TASK(change_list);

SCENARIO(raw_values) {
    auto value = get_context().raw_value<'i'>(5);
    say("{}", value.value());
    value.set_value(-3);
    say("{}", value.value());
    say("{}", get_context().raw_value<'d'>().value());
    say("{}", raised([] { (void)get_context().raw_value<'B'>(300); }));
    say("{}", raised([] { (void)get_context().raw_array<'i'>(-1); }));
    say("{}", get_context().raw_array<'i'>(0).size());
    auto array = get_context().raw_array<'h'>(std::vector{1, 2, 3, 4});
    say("{} {} {}", array.size(), array[0], array[-1]);
    say("{} {}", raised([&] { (void)array[4]; }), raised([&] { (void)array[-5]; }));
    const auto part = array.slice(1, 3);
    say("{} {} {}", part.size(), part[0], part[1]);
    say("{} {}", array.slice(3, 1).size(), array.slice(-2, 100).size());
    array.set_slice(0, 2, std::vector<short>{8, 9});
    say("{} {}", array[0], array[1]);
    say("{}", raised([&] { array.set_slice(0, 2, std::vector<short>{8}); }));
}

SCENARIO(values_wrap) {
    std::string seen;
    try {
        seen = std::to_string(get_context().raw_value<'B'>(300).value());
    } catch (const OverflowError &) {
        seen = "OverflowError";
    }
    say("{}", seen);
}

SCENARIO(char_arrays) {
    auto text = get_context().array<'c'>(6);
    text.set_value("hello");
    say("{} {}", text.value(), text.raw().size());
    text.set_value("ab");
    say("{} {}", text.value(), text.get(3));
    text.set_raw("xyz");
    say("{}", text.raw().substr(0, 3));
    say("{} {}", raised([&] { text.set_value("too long a text"); }), raised([&] { text.set_raw("too long a text"); }));
    text.set_value("sixsix");
    say("{}", text.value());
}

SCENARIO(values_with_locks) {
    auto value = get_context().value<int>(0);
    auto array = get_context().array<double>(std::vector{0.0, 1.5});
    auto p = process(add_to_value, value, array, 200), q = process(add_to_value, value, array, 200);
    p.start();
    q.start();
    p.join();
    q.join();
    say("{} {} {}", value.value(), array.get(0), array.size());
    say("{}", value.get_lock().repr());
    value.acquire();
    say("{}", value.get_lock().repr());
    value.get_obj().set_value(9);
    value.release();
    say("{} {}", value.value(), raised([&] { value.release(); }));
    auto lock = get_context().lock();
    auto own = get_context().value<int>(4, lock);
    say("{} {}", own.value(), own.get_lock().repr());
    say("{} {}", array.get(-1), raised([&] { (void)array.get(2); }));
}

SCENARIO(raw_objects_travel) {
    auto value = get_context().raw_value<long>(0);
    auto text = get_context().raw_array<char>(10);
    auto p = process(fill_raw, value, text);
    p.start();
    p.join();
    say("{} {}", value.value(), text.value());
    auto again = copy(value);
    value.set_value(1L);
    say("{} {}", again.value(), value.value());
    auto locked = synchronized(value, get_context().rlock());
    locked.set_value(2);
    say("{}", value.value());
}

SCENARIO(memory_basics) {
    SharedMemory memory({.create = true, .size = 100});
    say("{}", memory.size());
    memory.buf()[0] = std::byte{7};
    auto p = process(write_memory, memory);
    p.start();
    p.join();
    say("{} {}", std::to_integer<int>(memory.buf()[0]), std::to_integer<int>(memory.buf()[1]));
    {
        const SharedBuffer view = memory.buf();
        say("{}", raised([&] { memory.close(); }));
    }
    memory.close();
    memory.close();
    memory.unlink();
}

SCENARIO(memory_by_name) {
    SharedMemory memory({.create = true, .size = 10, .named = true});
    say("{} {}", memory.name().substr(0, 4), memory.name().size());
    SharedMemory other({.name = memory.name(), .size = 5000});
    say("{} {}", other.size(), other.name() == memory.name());
    other.buf()[9] = std::byte{1};
    say("{}", std::to_integer<int>(memory.buf()[9]));
    say("{}", raised([&] { SharedMemory({.name = memory.name(), .create = true, .size = 1}); }));
    auto p = process(write_memory, memory);
    p.start();
    p.join();
    say("{}", std::to_integer<int>(memory.buf()[1]));
    memory.unlink();
    say("{}", raised([&] { memory.unlink(); }));
    say("{}", raised([&] { SharedMemory({.name = memory.name()}); }));
    const std::string text = other.repr();
    say("{}", text.substr(text.find(", ")));
}

SCENARIO(memory_errors) {
    say("{}", raised([] { SharedMemory(SharedMemoryOptions{}); }));
    say("{}", raised([] { SharedMemory({.create = true}); }));
    say("{}", raised([] { SharedMemory({.create = true, .size = -1}); }));
    say("{}", raised([] { SharedMemory({.name = "poolscope-no-such"}); }));
    say("{}", raised([] { SharedMemory({.name = "a/b", .create = true, .size = 1}); }));
    say("{}", raised([] { SharedMemory({.name = std::string(300, 'x'), .create = true, .size = 1}); }));
}

SCENARIO(shareable_list_basics) {
    ShareableList list({1, 2.5, true, nullptr, "text", Bytes{"raw"}, -7});
    say("{} {}", list.size(), list.format());
    say("{}", Value(List(list.list())).repr());
    list.set(4, "longer ");
    list.set(0, "12345678");
    list.set(-1, nullptr);
    say("{} {}", Value(List(list.list())).repr(), list.format());
    say("{} {}", list.count(2.5), list.index(true));
    const ShareableList same({1, true, 1.0, "1", 0, 2});
    say("{} {} {} {}", same.count(1), same.count(true), same.index(1.0), same.index(false));
    same.shm().unlink();
    say("{} {}", raised([&] { (void)list.index("absent"); }), raised([&] { list.set(4, "much longer"); }));
    say("{} {} {}", raised([&] { (void)list.get(7); }), raised([&] { list.set(7, 1); }), raised([&] { (void)list.get(-20); }));
    say("{}", raised([&] { list.set(1, List{}); }));
    say("{}", raised([] { ShareableList({Dict{}}); }));
    say("{}", raised([] { ShareableList({std::string(100'000'000, 'x')}); }));
    say("{}", ShareableList(std::vector<Value>{}).size());
    auto p = process(change_list, ShareableList(list.shm()));
    list.set(-1, 5);
    say("{}", raised([&] { list.set(-1, "too long for it"); }));
    p.start();
    p.join();
    say("{} {}", list.get(0).repr(), list.get(-1).repr());
    list.shm().close();
    list.shm().unlink();
}

SCENARIO(shareable_list_loses_nothing) {
    ShareableList list({Bytes{std::string("ab\0\0", 4)}, std::string("tail\0", 5), "ü", "aüüüüüü", 3});
    say("{} {}", list.get(0).repr(), list.get(1).repr());
    say("{}", list.get(2).repr());
    std::string wide;
    try {
        wide = list.get(3).repr();
    } catch (const UnicodeDecodeError &) {
        wide = "UnicodeDecodeError";
    }
    say("{}", wide);
    const std::string wrong = raised([&] { (void)list.get(-6); });
    say("{}", wrong);
    say("{}", raised([] { ShareableList({BigInteger::from(std::numeric_limits<std::uint64_t>::max())}); }));
    list.shm().unlink();
}

SCENARIO(memory_edges) {
    say("{}", raised([] { SharedMemory({.name = "", .create = true, .size = 1}); }));
    say("{}", raised([] { SharedMemory({.name = ""}); }));
    say("{}", raised([] { SharedMemory({.name = "x", .size = -1}); }));
    say("{}", raised([] { SharedMemory({.name = "..", .create = true, .size = 1}); }));
    say("{}", raised([] { SharedMemory({.create = true, .size = std::numeric_limits<std::int64_t>::max(), .named = true}); }));
    SharedMemory memory({.create = true, .size = 5000, .named = true});
    const std::string path = "/dev/shm/" + memory.name();
    struct stat status {};
    ::stat(path.c_str(), &status);
    say("{:o} {}", status.st_mode & 0777, status.st_size);
    say("{}", std::to_integer<int>(memory.buf()[4999]));
    memory.close();
    say("{} {}", memory.size(), memory.name().size());
    say("{}", raised([&] { SharedMemory other({.name = memory.name()}); other.unlink(); }));
    say("{}", raised([&] { memory.unlink(); }));
}

SCENARIO(list_edges) {
    ShareableList list({"", Bytes{""}, 0, false, "1234567", Bytes{"12345678"}, 1e300}, "");
    say("{}", list.format());
    say("{} {}", list.get(0).repr(), list.get(1).repr());
    list.set(0, Bytes{"ab"});
    list.set(2, "12345678");
    list.set(3, 9);
    list.set(6, true);
    say("{} {}", Value(List(list.list())).repr(), list.format());
    list.set(2, 5);
    list.set(5, nullptr);
    say("{} {}", Value(List(list.list())).repr(), list.format());
    list.set(5, "123456789012345");
    say("{}", list.get(5).repr());
    say("{}", raised([&] { list.set(2, "123456789"); }));
    say("{} {}", list.get(2).repr(), list.format());
    list.set(2, std::numeric_limits<std::int64_t>::min());
    say("{}", list.get(2).repr());
    auto other = ShareableList::attach(list.shm().name());
    other.set(2, -1);
    say("{} {}", list.get(2).repr(), list.get(-7).repr());
    say("{} {}", list.count("absent"), list.count(nullptr));
    const ShareableList same(list.list());
    say("{}", same.format());
    same.shm().unlink();
    const std::string text = list.repr();
    say("{}", text.substr(0, text.find("name")));
    say("{}", raised([] { (void)ShareableList::attach("poolscope-no-such"); }));
    other.shm().close();
    list.shm().close();
    say("{}", raised([&] { list.shm().unlink(); }));
}

SCENARIO(raw_edges) {
    say("{} {}", get_context().raw_value<'f'>(0.5).value(), get_context().raw_value<'Q'>(std::numeric_limits<std::uint64_t>::max()).value());
    auto array = get_context().array<int>(std::vector{1, 2, 3});
    say("{} {}", raised([&] { array.set(3, 1); }), raised([&] { array.set(-4, 1); }));
    say("{}", raised([&] { array.set_slice(0, 2, std::vector{1, 2, 3}); }));
    say("{}", array.slice(-100, 100).size());
    array.set_slice(3, 1, std::vector<int>{});
    say("{} {} {}", array.get(0), array.get(1), array.get(2));
    say("{}", raised([] { (void)get_context().array<int>(-1); }));
    say("{}", get_context().array<int>(0).size());
    auto text = get_context().raw_array<char>(std::string("hi"));
    say("{} {}", text.size(), text.value());
    text.set_value("");
    say("{} {}", text.value().size(), text[1]);
    auto value = get_context().value<int>(3, get_context().lock());
    say("{}", py(value.acquire()));
    say("{}", py(value.acquire(false)));
    say("{}", py(value.acquire(true, Seconds(0.01))));
    value.release();
    say("{}", raised([&] { value.release(); }));
    auto recursive = get_context().value<int>(3);
    say("{} {}", py(recursive.acquire()), py(recursive.acquire()));
    recursive.set_value(4);
    recursive.release();
    recursive.release();
    say("{} {}", recursive.value(), raised([&] { recursive.release(); }));
}
