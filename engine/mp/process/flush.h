// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace poolscope {

// Writes out what stands in the buffers of this process's streams. Never waits for a thread that reads standard input: it
// holds that stream, so then the standard ones are all that is flushed.
void flush_output();

} // namespace poolscope
