// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/process/encoded_body.h"

#include "engine/mp/process/inheritance.h"
#include "engine/mp/task/task_registry.h"

namespace poolscope {

Result<EncodedBody> encode_body(StartMethod method, const ProcessBody &body, ChildSetup setup) {
    if (body.task_name.empty()) {
        Error error = task_registry::not_registered("this function or function object").value();
        error.detail += " A lambda can be run under fork only.";
        return Failure(std::move(error));
    }
    OutgoingDescriptors outgoing(method);
    POOLSCOPE_ASSIGN(std::string arguments, body.encode());
    EncodedBody encoded;
    encoded.payload = encode_payload({std::move(setup), body.task_name, std::move(arguments)});
    encoded.descriptors = outgoing.fds();
    return encoded;
}

} // namespace poolscope
