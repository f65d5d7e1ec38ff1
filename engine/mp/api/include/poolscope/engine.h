// SPDX-License-Identifier: Apache-2.0
#pragma once

// Python's multiprocessing for C++ programs. See README.md for a first program.

#include "engine/mp/api/context.h"
#include "engine/mp/api/descriptors.h"
#include "engine/mp/api/logging.h"
#include "engine/mp/api/run.h"
