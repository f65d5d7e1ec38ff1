// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/channel/handover.h"

#include "engine/core/posix/channel_pair.h"
#include "engine/core/posix/fd_passing.h"
#include "engine/core/posix/pidfd.h"
#include "engine/core/posix/process_identity.h"
#include "engine/mp/process/after_fork.h"

#include <atomic>
#include <cerrno>
#include <fmt/format.h>
#include <mutex>
#include <new>
#include <optional>
#include <sys/prctl.h>
#include <sys/socket.h>

namespace poolscope::handover {

namespace {

// A ticket: magic, the sender's packed key, the descriptor of the box, the serial number that lies in it with the descriptors.
constexpr std::int64_t ticket_magic = 0x6b746b63'6c6f6f50; // "Poolcktk"
constexpr std::size_t ticket_size = 4;

// Of a box; nothing once it is empty.
std::optional<std::uint64_t> serial_in(int box) {
    std::uint64_t serial = 0;
    if (::recv(box, &serial, sizeof serial, MSG_PEEK | MSG_DONTWAIT) != sizeof serial)
        return std::nullopt;
    return serial;
}

// A box is a socket in whose buffer the descriptors wait: the kernel has them, not the sender, and who takes them out has them
// alone from that moment on.
class Sender {
public:
    static Sender &own() {
        static auto *sender = new Sender; // never destroyed: tickets are good until the process ends
        return *sender;
    }

    Result<std::vector<std::int64_t>> offer(std::span<const int> fds) {
        const std::lock_guard lock(mutex_);
        forget_parents();
        change([&] { std::erase_if(boxes_, [](const UniqueFd &box) { return !serial_in(box.get()); }); });
        POOLSCOPE_ASSIGN(posix::SocketPair ends, posix::make_socket_pair(SOCK_DGRAM | SOCK_NONBLOCK));
        const std::uint64_t serial = ++serial_;
        POOLSCOPE_TRY(posix::send_packet(ends.first.get(), {reinterpret_cast<const char *>(&serial), sizeof serial}, fds));
        const std::int64_t box = ends.second.get();
        change([&] { boxes_.push_back(std::move(ends.second)); });
        return std::vector{ticket_magic, static_cast<std::int64_t>(owner_.packed()), box, static_cast<std::int64_t>(serial)};
    }

private:
    // A process that is forked meanwhile has boxes that nobody can go through.
    template <class Body> void change(Body body) {
        is_changing_.store(true, std::memory_order_release);
        body();
        is_changing_.store(false, std::memory_order_release);
    }

    // A forked copy has no boxes of its own; what its parent offered is the parent's to give.
    void forget_parents() {
        const ProcessKey self = posix::own_process_key();
        if (owner_ == self)
            return;
        if (is_changing_.exchange(false))
            new (&boxes_) decltype(boxes_);
        boxes_.clear();
        owner_ = self;
        // Where a process may be looked into by its ancestors alone (kernel.yama.ptrace_scope), its siblings and children may, too.
        const ProcessKey parent = current::self().parent;
        ::prctl(PR_SET_PTRACER, static_cast<unsigned long>(parent ? parent.pid : self.pid), 0, 0, 0);
    }

    ForkAwareThreadLock mutex_;
    ProcessKey owner_;
    std::vector<UniqueFd> boxes_;
    std::atomic<bool> is_changing_{false};
    std::uint64_t serial_ = 0;
};

[[maybe_unused]] const auto &made_early = Sender::own();

Failure received_before() {
    return failure(ErrorCode::not_found, "recv", "this object has been received before: what is sent once can be taken once");
}

} // namespace

Result<std::vector<std::int64_t>> offer(std::span<const int> fds) {
    return Sender::own().offer(fds);
}

bool is_ticket(std::span<const std::int64_t> numbers) {
    return numbers.size() == ticket_size && numbers[0] == ticket_magic;
}

Result<std::vector<UniqueFd>> take(std::span<const std::int64_t> ticket) {
    const ProcessKey sender = ProcessKey::unpack(static_cast<std::uint64_t>(ticket[1]));
    auto pidfd = posix::open_pidfd(sender);
    if (!pidfd)
        return failure(ErrorCode::not_found, "recv", fmt::format("the process {} that sent this object has ended, and the object with it", sender.describe()));
    const auto box = posix::copy_descriptor(pidfd->get(), static_cast<int>(ticket[2]));
    if (!box && box.error().os_error == EBADF)
        return received_before();
    if (!box)
        return tl::unexpected(box.error());
    if (serial_in(box->get()) != static_cast<std::uint64_t>(ticket[3])) // the number of the descriptor may be another's by now
        return received_before();
    POOLSCOPE_ASSIGN(auto packet, posix::receive_packet(box->get(), sizeof(std::uint64_t)));
    if (!packet) // another one was faster
        return received_before();
    if (packet->lost_descriptors) {
        errno = EMFILE;
        return os_failure("recvmsg", "the object that was sent");
    }
    return std::move(packet->fds);
}

} // namespace poolscope::handover
