// SPDX-License-Identifier: Apache-2.0
#pragma once

// An object in which processes leave their mark: units taken, a party that takes part. A process that ends in order takes
// its marks back; one that is killed leaves them, and that is how others know. A token that one process takes and another
// gives back is thus never mistaken for something that its taker lost.

namespace poolscope {

class Claimant {
public:
    Claimant(const Claimant &) = delete;
    Claimant &operator=(const Claimant &) = delete;
    // For all claimants of the calling process, at its end. Nothing of them may be used afterwards.
    static void withdraw_all();

protected:
    Claimant();
    ~Claimant() = default;
    // In the derived destructor, first of all: withdraws, and is no longer one of all.
    void retire();

private:
    virtual void withdraw() = 0;

    Claimant *previous_ = nullptr;
    Claimant *next_ = nullptr;
};

} // namespace poolscope
