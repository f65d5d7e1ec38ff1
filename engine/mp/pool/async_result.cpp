// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/async_result.h"

namespace poolscope {

Value detail::chunk_value(const Job::Outcome &outcome) {
    if (const Error *error = std::get_if<Error>(&outcome))
        raise(*error);
    task_frame::ResultParts result = unwrap(task_frame::read_result(std::get<std::string>(outcome)));
    if (!result.ok)
        throw RemoteError(std::move(result.error));
    return std::move(result.value);
}

} // namespace poolscope
