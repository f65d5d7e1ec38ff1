// SPDX-License-Identifier: Apache-2.0
#pragma once

// A message body, or its first bytes, with its contents made unreadable and its length kept, so that it can be shown to
// somebody who must not read it. Of a pickle the structure stays: containers, None, True and False, and the names of classes
// and functions. Texts and bytes become 'x', numbers 0, but for the two that
// a pool gives each of its tasks, and whatever is not understood for certain is hidden.

#include <string>
#include <string_view>

namespace poolscope {

std::string masked_body(std::string_view body);
// What a program printed: white space stays, so that lines stay lines.
std::string masked_output(std::string_view output);

} // namespace poolscope
