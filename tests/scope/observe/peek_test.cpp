// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/observe/kernel/peek.h"

#include "engine/core/posix/process_identity.h"
#include "engine/scope/observe/kernel/proc_process_source.h"
#include "tests/scope/observe/running_program.h"

#include <QtTest>
#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace poolscope;
using namespace poolscope::observe;

namespace {

std::string read_all(int fd, std::size_t size) {
    std::string bytes(size, '\0');
    std::size_t used = 0;
    while (used < size) {
        const ssize_t count = ::read(fd, bytes.data() + used, size - used);
        if (count <= 0)
            break;
        used += static_cast<std::size_t>(count);
    }
    bytes.resize(used);
    return bytes;
}

} // namespace

// The pipes are this process's own: to the kernel that makes no difference.
class PeekTest : public QObject {
    Q_OBJECT
private slots:
    void what_waits_in_a_pipe_is_seen_and_stays() {
        auto pipe = posix::make_pipe().value();
        QVERIFY(posix::write_all(pipe.write.get(), "hello", 5));
        QVERIFY(posix::write_all(pipe.write.get(), " world", 6));
        Peeker peeker;
        for (const int end : {pipe.read.get(), pipe.write.get(), pipe.read.get()}) {
            const auto peeked = peeker.peek(posix::own_process_key(), end);
            QVERIFY(peeked.has_value());
            QCOMPARE(peeked->bytes, std::string("hello world"));
            QVERIFY(peeked->is_whole);
            QCOMPARE(peeked->fill, (PipeFill{11, 65536}));
        }
        QCOMPARE(peeker.fill(posix::own_process_key(), pipe.read.get()).value(), (PipeFill{11, 65536}));
        QCOMPARE(read_all(pipe.read.get(), 11), std::string("hello world"));
        QCOMPARE(peeker.peek(posix::own_process_key(), pipe.read.get())->bytes, std::string());
    }

    void full_pipes_of_any_size_are_seen_whole() {
        Peeker peeker;
        for (const int size : {4096, 65536, 1 << 20, 65536}) {
            auto pipe = posix::make_pipe().value();
            QVERIFY(::fcntl(pipe.write.get(), F_SETPIPE_SZ, size) >= size);
            ::fcntl(pipe.write.get(), F_SETFL, O_NONBLOCK);
            std::string sent;
            for (char byte = 'a'; ::write(pipe.write.get(), std::string(1000, byte).data(), 1000) == 1000; byte = byte == 'z' ? 'a' : char(byte + 1))
                sent += std::string(1000, byte);
            const auto peeked = peeker.peek(posix::own_process_key(), pipe.read.get(), std::size_t{2} << 20);
            QVERIFY(peeked.has_value());
            QVERIFY(peeked->bytes.size() >= sent.size());
            QVERIFY(std::string_view(peeked->bytes).starts_with(sent));
            const auto beginning = peeker.peek(posix::own_process_key(), pipe.read.get(), 10);
            QCOMPARE(beginning->bytes, sent.substr(0, 10));
            QVERIFY(!beginning->is_whole);
            QCOMPARE(read_all(pipe.read.get(), sent.size()), sent);
        }
    }

    void an_end_is_held_for_a_moment_only() {
        auto pipe = posix::make_pipe().value();
        QVERIFY(posix::write_all(pipe.write.get(), std::string(5000, 'x').data(), 5000));
        Peeker peeker;
        std::vector<Nanoseconds> held;
        for (int time = 0; time < 200; ++time)
            held.push_back(peeker.peek(posix::own_process_key(), pipe.read.get())->held);
        std::sort(held.begin(), held.end());
        qInfo("an end was held for %lld ns (median of 200)", static_cast<long long>(held[100].count()));
        QVERIFY(held.front() < std::chrono::milliseconds(1)); // on a machine with much else to do, others take longer
    }

    void a_writer_still_learns_that_its_reader_is_gone() {
        auto pipe = posix::make_pipe().value();
        QVERIFY(posix::write_all(pipe.write.get(), "x", 1));
        Peeker peeker;
        QVERIFY(peeker.peek(posix::own_process_key(), pipe.read.get()).has_value());
        pipe.read.reset();
        QCOMPARE(peeker.peek(posix::own_process_key(), pipe.write.get())->bytes, std::string("x")); // left for nobody
        struct sigaction ignored {}, before {};
        ignored.sa_handler = SIG_IGN;
        ::sigaction(SIGPIPE, &ignored, &before);
        QCOMPARE(::write(pipe.write.get(), "y", 1), ssize_t{-1});
        QCOMPARE(errno, EPIPE);
        ::sigaction(SIGPIPE, &before, nullptr);
    }

    void what_waits_in_a_socket_is_seen_and_stays() {
        auto pair = posix::make_socket_pair(SOCK_STREAM).value();
        QVERIFY(posix::write_all(pair.first.get(), "question", 8));
        Peeker peeker;
        const auto peeked = peeker.peek(posix::own_process_key(), pair.second.get());
        QVERIFY(peeked.has_value());
        QCOMPARE(peeked->bytes, std::string("question"));
        QVERIFY(peeked->is_whole);
        QCOMPARE(peeker.peek(posix::own_process_key(), pair.first.get())->bytes, std::string());
        QCOMPARE(read_all(pair.second.get(), 8), std::string("question"));
    }

    void of_a_socket_with_borders_the_first_packet_is_seen() {
        auto pair = posix::make_socket_pair(SOCK_SEQPACKET).value();
        QVERIFY(posix::write_all(pair.first.get(), "one", 3));
        QVERIFY(posix::write_all(pair.first.get(), "two", 3));
        Peeker peeker;
        const auto peeked = peeker.peek(posix::own_process_key(), pair.second.get());
        QCOMPARE(peeked->bytes, std::string("one"));
        QVERIFY(!peeked->is_whole);
    }

    void what_cannot_be_looked_into_says_why() {
        Peeker peeker;
        const UniqueFd file(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        QCOMPARE(peeker.peek(posix::own_process_key(), file.get()).error().code, ErrorCode::unsupported);
        QCOMPARE(peeker.peek(posix::own_process_key(), 1'000'000).error().code, ErrorCode::not_found);
        QCOMPARE(peeker.peek({posix::own_process_key().pid, 1}, 0).error().code, ErrorCode::not_found); // an earlier one with our pid
        QCOMPARE(peeker.peek({4'000'000, 1}, 0).error().code, ErrorCode::not_found);
    }

    void sockets_know_their_peers() {
        auto pair = posix::make_socket_pair(SOCK_STREAM).value();
        QVERIFY(posix::write_all(pair.first.get(), "1234567", 7));
        ProcProcessSource source;
        const auto descriptors = source.descriptors(posix::own_process_key()).value();
        const auto inode_of = [&](int fd) {
            return std::find_if(descriptors.begin(), descriptors.end(), [&](const Descriptor &each) { return each.number == fd; })->object;
        };
        const std::uint64_t first = inode_of(pair.first.get()), second = inode_of(pair.second.get());
        const auto sockets = read_unix_sockets().value();
        const auto found = std::find_if(sockets.begin(), sockets.end(), [&](const UnixSocket &each) { return each.inode == second; });
        QVERIFY(found != sockets.end());
        QCOMPARE(found->peer, first);
        QCOMPARE(found->waiting, 7u);
        QCOMPARE(found->type, int{SOCK_STREAM});
    }
};

QTEST_GUILESS_MAIN(PeekTest)
#include "peek_test.moc"
