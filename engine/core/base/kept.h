// SPDX-License-Identifier: Apache-2.0
#pragma once

// Objects that stay until the process ends, whatever becomes of those who had them. Callable by any thread, also in a child
// that was forked while another thread was in here: it waits for nobody.

#include <memory>

namespace poolscope {

void keep_for_ever(std::shared_ptr<const void> object);

} // namespace poolscope
