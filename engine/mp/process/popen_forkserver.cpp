// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/process/popen_direct.h"

#include "engine/core/posix/channel_pair.h"
#include "engine/mp/process/encoded_body.h"
#include "engine/mp/process/forkserver.h"

namespace poolscope {

namespace {

// A child of the forkserver: the starter hears from the server how it ended.
class PopenForkServer : public Popen {
public:
    PopenForkServer(forkserver::Started started, UniqueFd link) : started_(std::move(started)) {
        pid_ = started_.pid;
        pidfd_ = std::move(started_.pidfd);
        link_ = posix::ParentEnd(std::move(link));
    }
    ProcessKey kernel_parent() const override { return started_.server; }
    Result<std::optional<posix::ExitCode>> poll() override { return forkserver::exit_code(started_, sentinel()); }

private:
    forkserver::Started started_;
};

} // namespace

Result<std::unique_ptr<Popen>> start_forkserver(const ProcessBody &body, ChildSetup setup) {
    POOLSCOPE_TRY(forkserver::ensure_running());
    setup.forkserver = forkserver::known_address();
    POOLSCOPE_ASSIGN(const EncodedBody encoded, encode_body(StartMethod::forkserver, body, std::move(setup)));
    POOLSCOPE_ASSIGN(posix::PipePair link, posix::make_pipe());
    POOLSCOPE_ASSIGN(auto started, forkserver::request(encoded.payload, link.read.get(), encoded.descriptors));
    return std::make_unique<PopenForkServer>(std::move(started), std::move(link.write));
}

} // namespace poolscope
