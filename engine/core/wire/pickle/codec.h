// SPDX-License-Identifier: Apache-2.0
#pragma once

// C++ types on the wire, as the Python objects that a Python peer would expect: numbers, text, containers, optional
// (None), variant, enums (int), Value, and without a line of code structs of up to 16 such public members (tuple). For
// any other class specialise Codec. Reading checks types and ranges and says where in the message it went wrong.

#include "engine/core/wire/pickle/codec_aggregate.h"
#include "engine/core/wire/pickle/codec_base.h"
#include "engine/core/wire/pickle/codec_containers.h"
