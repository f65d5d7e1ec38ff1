// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the person has selected, the same in every view: a click anywhere selects everywhere. Owned by the Session, GUI
// thread.

#include "ui/shared/selected.h"

#include <QObject>

namespace poolscope::ui {

class Selection : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    const Selected &current() const { return current_; }
    void select(const Selected &selected);
    void clear() { select({}); }

signals:
    // Only when it is another one.
    void changed(const poolscope::ui::Selected &selected);

private:
    Selected current_;
};

} // namespace poolscope::ui
