// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/channel/handover.h"

#include "engine/core/posix/memory_file.h"
#include "engine/core/posix/pidfd.h"
#include "engine/core/posix/process_identity.h"
#include "engine/mp/process/after_fork.h"

#include <algorithm>
#include <atomic>
#include <fcntl.h>
#include <fmt/format.h>
#include <mutex>
#include <sys/prctl.h>
#include <sys/stat.h>

namespace poolscope::handover {

namespace {

// A ticket: magic, the sender's packed key, the descriptor of its desk, the slot there, the slot's serial number, the descriptors.
constexpr std::int64_t ticket_magic = 0x6b746b63'6c6f6f50; // "Poolcktk"
constexpr std::size_t ticket_head = 5;
constexpr std::size_t desk_size = 64 * 1024;

// The page of a sender where its receivers mark what they have fetched: the serial number of the offer, 0 once it is gone.
using Desk = std::atomic<std::uint64_t>;
constexpr std::size_t slots = desk_size / sizeof(Desk);

class Sender {
public:
    static Sender &own() {
        static auto *sender = new Sender; // never destroyed: tickets are good until the process ends
        return *sender;
    }

    Result<std::vector<std::int64_t>> offer(std::span<const int> fds) {
        const std::lock_guard lock(mutex_);
        POOLSCOPE_TRY(open());
        release_fetched();
        const auto free = std::find_if(offers_.begin(), offers_.end(), [](const Offer &offer) { return offer.fds.empty(); });
        if (free == offers_.end() && offers_.size() == slots)
            return failure(ErrorCode::full, "send", fmt::format("{} connections that were sent have not been received yet", slots));
        const std::size_t slot = static_cast<std::size_t>(free - offers_.begin());
        if (slot == offers_.size())
            offers_.emplace_back();
        Offer &offer = offers_[slot];
        std::vector<std::int64_t> ticket{ticket_magic, static_cast<std::int64_t>(posix::own_process_key().packed()), desk_fd_.get(),
                                         static_cast<std::int64_t>(slot), static_cast<std::int64_t>(++serial_)};
        for (const int fd : fds) {
            offer.fds.emplace_back(::fcntl(fd, F_DUPFD_CLOEXEC, 0));
            if (!offer.fds.back()) {
                offer.fds.clear();
                return os_failure("dup", "a descriptor to be sent");
            }
            ticket.push_back(offer.fds.back().get());
        }
        desk_.as<Desk>()[slot].store(serial_, std::memory_order_release);
        return ticket;
    }

private:
    struct Offer {
        std::vector<UniqueFd> fds;
    };

    // A forked copy begins with a desk of its own; what its parent offered is the parent's to give.
    Status open() {
        const ProcessKey self = posix::own_process_key();
        if (owner_ == self)
            return {};
        offers_.clear();
        POOLSCOPE_ASSIGN(desk_fd_, posix::make_memory_file("poolscope-handover", desk_size));
        POOLSCOPE_ASSIGN(desk_, posix::SharedMapping::map(desk_fd_.get(), desk_size));
        owner_ = self;
        // Where a process may be looked into by its ancestors alone (kernel.yama.ptrace_scope), its siblings and children may, too.
        const ProcessKey parent = current::self().parent;
        ::prctl(PR_SET_PTRACER, static_cast<unsigned long>(parent ? parent.pid : self.pid), 0, 0, 0);
        return {};
    }
    void release_fetched() {
        for (std::size_t slot = 0; slot < offers_.size(); ++slot)
            if (!offers_[slot].fds.empty() && desk_.as<Desk>()[slot].load(std::memory_order_acquire) == 0)
                offers_[slot].fds.clear();
    }

    ForkAwareThreadLock mutex_;
    ProcessKey owner_;
    UniqueFd desk_fd_;
    posix::SharedMapping desk_;
    std::vector<Offer> offers_;
    std::uint64_t serial_ = 0;
};

[[maybe_unused]] const auto &made_early = Sender::own();

} // namespace

Result<std::vector<std::int64_t>> offer(std::span<const int> fds) {
    return Sender::own().offer(fds);
}

bool is_ticket(std::span<const std::int64_t> numbers) {
    return numbers.size() > ticket_head && numbers[0] == ticket_magic;
}

Result<std::vector<UniqueFd>> take(std::span<const std::int64_t> ticket) {
    const ProcessKey sender = ProcessKey::unpack(static_cast<std::uint64_t>(ticket[1]));
    auto pidfd = posix::open_pidfd(sender);
    if (!pidfd)
        return failure(ErrorCode::not_found, "recv", fmt::format("the process {} that sent this connection has ended, and the connection with it", sender.describe()));
    POOLSCOPE_ASSIGN(const UniqueFd desk_fd, posix::copy_descriptor(pidfd->get(), static_cast<int>(ticket[2])));
    struct stat status;
    const auto slot = static_cast<std::uint64_t>(ticket[3]);
    if (::fstat(desk_fd.get(), &status) != 0 || status.st_size != static_cast<off_t>(desk_size) || slot >= slots)
        return failure(ErrorCode::malformed, "recv", "a connection whose sender does not know of it");
    POOLSCOPE_ASSIGN(const posix::SharedMapping desk, posix::SharedMapping::map(desk_fd.get(), desk_size));
    Desk &mark = desk.as<Desk>()[slot];
    if (mark.load(std::memory_order_acquire) != static_cast<std::uint64_t>(ticket[4]))
        return failure(ErrorCode::not_found, "recv", "this connection has been received before: one that is sent can be taken once");
    std::vector<UniqueFd> fds;
    for (const std::int64_t theirs : ticket.subspan(ticket_head)) {
        POOLSCOPE_ASSIGN(UniqueFd fd, posix::copy_descriptor(pidfd->get(), static_cast<int>(theirs)));
        fds.push_back(std::move(fd));
    }
    // Only now: until here the descriptors are the sender's to keep. Of two that race for it, one comes too late.
    std::uint64_t serial = static_cast<std::uint64_t>(ticket[4]);
    if (!mark.compare_exchange_strong(serial, 0, std::memory_order_acq_rel))
        return failure(ErrorCode::not_found, "recv", "this connection has been received before: one that is sent can be taken once");
    return fds;
}

} // namespace poolscope::handover
