// SPDX-License-Identifier: Apache-2.0
#pragma once

// Keys in raw bytes: the authkey crosses the pipes of spawn and forkserver in clear, and a
// view of bytes would show it. What is masked keeps its length, so that offsets and pickles stay what they are.

#include <string>

namespace poolscope {

// Overwrites with '*' whatever may be a key: the byte strings that follow the words AuthenticationString and authkey, and answers
// to challenges. Rather too much than too little. True when something was masked.
bool mask_keys(std::string &bytes);

} // namespace poolscope
