// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/async_result.h"

namespace poolscope {

void detail::raise_failure(const Job &job) {
    const Job::Failure *failure = job.failure();
    if (failure == nullptr)
        return;
    if (const Error *error = std::get_if<Error>(failure))
        raise(*error);
    if (const TaskError *error = std::get_if<TaskError>(failure)) {
        if (error->type == MaybeEncodingError::type_name)
            throw MaybeEncodingError(*error);
        throw RemoteError(*error);
    }
    std::rethrow_exception(std::get<std::exception_ptr>(*failure));
}

} // namespace poolscope
