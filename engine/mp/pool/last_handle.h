// SPDX-License-Identifier: Apache-2.0
#pragma once

// Handles of something whose destructor joins threads of its own. A callback may hold the last one, and so one of these very
// threads drop it: then another thread destroys the object. A forked copy, which has none of its threads and whose mutexes are
// as they happened to be, is left as it is.

#include "engine/mp/process/current_process.h"

#include <memory>
#include <system_error>
#include <thread>

namespace poolscope {

// T tells by is_own_thread() whether the calling thread is one that its destructor waits for.
template <class T> std::shared_ptr<T> destroyed_by_others(T *object) {
    return std::shared_ptr<T>(object, [generation = current::generation()](T *last) {
        if (generation != current::generation())
            return;
        if (!last->is_own_thread()) {
            delete last;
            return;
        }
        try {
            std::thread([last] { delete last; }).detach();
        } catch (const std::system_error &) { // no thread can be made: it stays for as long as the process
        }
    });
}

} // namespace poolscope
