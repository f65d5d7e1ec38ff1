// SPDX-License-Identifier: Apache-2.0
#pragma once

// The functions that the shim stands in for, as the next library in line has them, so that cancellation, other preloaded
// libraries and errno stay what they are. Found at start; before that (in constructors of others) at the first call.

#include <dlfcn.h>

namespace poolscope::shim {

template <class Function> class Real;

template <class Result, class... Arguments> class Real<Result(Arguments...)> {
public:
    explicit constexpr Real(const char *name) : name_(name) {}

    Result operator()(Arguments... arguments) {
        if (function_ == nullptr) [[unlikely]]
            find();
        return function_(arguments...);
    }
    void find() { function_ = reinterpret_cast<Result (*)(Arguments...)>(::dlsym(RTLD_NEXT, name_)); }
    bool exists() {
        if (function_ == nullptr)
            find();
        return function_ != nullptr;
    }

private:
    Result (*function_)(Arguments...) = nullptr;
    const char *name_;
};

} // namespace poolscope::shim

#define POOLSCOPE_EXPORT extern "C" [[gnu::visibility("default")]]
