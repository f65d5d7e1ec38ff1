// SPDX-License-Identifier: GPL-3.0-or-later
// Types that cannot be sent: refused_types.cmake checks that the compiler stops at each with a sentence.
#include "engine/core/wire/pickle/codec.h"

class Hidden {
    int number_ = 0;
};
struct HoldsHidden {
    Hidden hidden;
};
struct Base {
    int a;
};
struct Derived : Base {
    int b;
};
struct Seventeen {
    int a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q;
};
struct WithArray {
    int array[3];
};

template <class T> std::string refused(const T &object) {
    return poolscope::encode(object);
}
template std::string refused(const Hidden &);
template std::string refused(const HoldsHidden &);
template std::string refused(const Derived &);
template std::string refused(const Seventeen &);
template std::string refused(const WithArray &);
