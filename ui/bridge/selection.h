// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the person has selected, the same in every view: a click anywhere selects everywhere. Owned by the Session, GUI
// thread.

#include "ui/shared/selected.h"

#include <QObject>

#include <vector>

namespace poolscope::ui {

class Selection : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    // The one that matters most, e.g. the one to be inspected.
    const Selected &current() const { return current_; }
    // With those that belong to it, e.g. all who have part in a deadlock; the current one is the first.
    const std::vector<Selected> &all() const { return all_; }
    bool contains(const Selected &selected) const;
    void select(const Selected &selected);
    void select(std::vector<Selected> all);
    void clear() { select(Selected()); }

signals:
    // Only when it is another one, or others belong to it. A view that follows and thereby selects one of them changes nothing.
    void changed(const poolscope::ui::Selected &selected);

private:
    Selected current_;
    std::vector<Selected> all_;
    bool isTelling_ = false;
};

} // namespace poolscope::ui
