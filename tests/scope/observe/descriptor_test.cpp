// SPDX-License-Identifier: GPL-3.0-or-later
// What a process has open is told whole, however it numbers it.
#include "engine/core/posix/channel_pair.h"
#include "engine/core/posix/process_identity.h"
#include "engine/scope/observe/kernel/number_folder.h"
#include "engine/scope/observe/kernel/proc_process_source.h"

#include <QTest>
#include <algorithm>
#include <fcntl.h>
#include <set>
#include <sys/resource.h>
#include <unistd.h>

using namespace poolscope;
using namespace poolscope::observe;

namespace {

std::vector<int> told() {
    ProcProcessSource source;
    std::vector<int> numbers;
    const auto descriptors = source.descriptors(posix::own_process_key()).value();
    for (const Descriptor &descriptor : descriptors)
        numbers.push_back(descriptor.number);
    return numbers;
}

// As the kernel lists them, without what the listing itself has open.
std::vector<int> listed() {
    const UniqueFd folder = open_folder(AT_FDCWD, "/proc/self/fd").value();
    std::vector<int> numbers = numbers_in(folder.get()).value();
    std::erase(numbers, folder.get());
    std::erase_if(numbers, [](int number) { return ::fcntl(number, F_GETFD) < 0; });
    return numbers;
}

// Of what the source itself has open for the look nothing is known here.
bool are_told(const std::vector<int> &expected) {
    const std::vector<int> numbers = told();
    return std::is_sorted(numbers.begin(), numbers.end()) &&
           std::set(numbers.begin(), numbers.end()).size() == numbers.size() &&
           std::includes(numbers.begin(), numbers.end(), expected.begin(), expected.end());
}

} // namespace

class DescriptorTest : public QObject {
    Q_OBJECT
private slots:
    void numbers_without_gaps() { QVERIFY(are_told(listed())); }

    void numbers_with_gaps_small_and_large() {
        std::vector<UniqueFd> kept;
        for (int number = 0; number < 40; ++number)
            kept.emplace_back(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        for (const std::size_t index : {1u, 2u, 3u, 7u, 12u, 13u, 14u, 15u, 16u, 17u, 18u, 30u})
            kept[index].reset();
        const UniqueFd far(::fcntl(kept[0].get(), F_DUPFD_CLOEXEC, 700));
        QVERIFY(are_told(listed()));
    }

    void ten_thousand_of_them() {
        rlimit limit{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &limit), 0);
        limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 10'200);
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &limit), 0);
        const std::size_t count = std::min<std::size_t>(10'000, limit.rlim_cur - 200);
        std::vector<UniqueFd> kept;
        while (kept.size() < count)
            kept.emplace_back(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        QVERIFY(are_told(listed()));
    }

    void pipes_and_files_say_for_what_they_are_open() {
        const auto pipe = posix::make_pipe().value();
        const UniqueFd file(::open("/proc/self/exe", O_RDONLY | O_CLOEXEC));
        ProcProcessSource source;
        const auto descriptors = source.descriptors(posix::own_process_key()).value();
        const auto direction_of = [&](int number) {
            const auto found = std::find_if(descriptors.begin(), descriptors.end(), [&](const Descriptor &each) { return each.number == number; });
            return found != descriptors.end() ? found->direction : Direction::none;
        };
        QCOMPARE(direction_of(pipe.read.get()), Direction::read);
        QCOMPARE(direction_of(pipe.write.get()), Direction::write);
        QCOMPARE(direction_of(file.get()), Direction::read);
    }
};

QTEST_GUILESS_MAIN(DescriptorTest)
#include "descriptor_test.moc"
