// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/process/popen_direct.h"

#include "engine/core/posix/channel_pair.h"
#include "engine/core/posix/memory_file.h"
#include "engine/core/wire/framing.h"
#include "engine/mp/process/encoded_body.h"
#include "engine/mp/process/resource_tracker.h"
#include "engine/mp/process/roles.h"

#include <fmt/format.h>

namespace poolscope {

namespace {
// What surely fits into an empty pipe (pipe(7): 16 pages), so that it is written before the child exists: a start never
// blocks and no child can break it.
constexpr std::size_t pipe_capacity = 65536;
} // namespace

Result<std::unique_ptr<Popen>> start_spawn(const ProcessBody &body, ChildSetup setup) {
    POOLSCOPE_ASSIGN(const int tracker, resource_tracker::descriptor());
    POOLSCOPE_ASSIGN(const EncodedBody encoded, encode_body(StartMethod::spawn, body, std::move(setup)));
    POOLSCOPE_ASSIGN(posix::PipePair pipe, posix::make_pipe());

    std::vector<std::string> words;
    std::vector<int> descriptors;
    const auto pass = [&](std::string_view name, int fd) {
        words.push_back(fmt::format("{}={}", name, 3 + descriptors.size()));
        descriptors.push_back(fd);
    };
    pass("tracker_fd", tracker);
    pass("pipe_handle", pipe.read.get());
    UniqueFd payload_file;
    std::string frame;
    append_frame(frame, encoded.payload);
    if (frame.size() <= pipe_capacity) {
        POOLSCOPE_TRY(posix::write_all(pipe.write.get(), frame.data(), frame.size()));
    } else {
        POOLSCOPE_ASSIGN(payload_file, posix::make_memory_file_of("poolscope-payload", encoded.payload));
        pass("payload_handle", payload_file.get());
    }
    if (!encoded.descriptors.empty()) {
        words.push_back(fmt::format("first_handle={}", 3 + descriptors.size()));
        words.push_back(fmt::format("last_handle={}", 2 + descriptors.size() + encoded.descriptors.size()));
        descriptors.insert(descriptors.end(), encoded.descriptors.begin(), encoded.descriptors.end());
    }
    POOLSCOPE_ASSIGN(const pid_t pid, posix::spawn(role_request(child_role, std::move(words), std::move(descriptors))));
    return PopenDirect::of(pid, std::move(pipe.write));
}

} // namespace poolscope
