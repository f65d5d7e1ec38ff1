// SPDX-License-Identifier: Apache-2.0
#pragma once

// A process body as bytes and descriptors, for children that are not copies of the caller. Encoded before any process
// exists, so that what cannot be sent is refused where it was asked for.

#include "engine/mp/process/popen.h"

#include <vector>

namespace poolscope {

struct EncodedBody {
    std::string payload;          // see preparation.h
    std::vector<int> descriptors; // still owned by the objects among the arguments
};

Result<EncodedBody> encode_body(StartMethod method, const ProcessBody &body, ChildSetup setup);

} // namespace poolscope
