// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How a widget that paints things itself tells assistive technology what is on it: it derives from AccessibleCanvas as well
// and answers for its items by number. GUI thread.

#include <QRect>
#include <QString>

class QObject;

namespace poolscope::ui {

class AccessibleCanvas {
public:
    virtual ~AccessibleCanvas();

    virtual int itemCount() const = 0;
    virtual QString itemName(int item) const = 0;
    virtual QString itemDescription(int item) const = 0;
    virtual QRect itemRect(int item) const = 0; // in the widget's coordinates
    // −1: none is selected.
    virtual int selectedItem() const = 0;
    virtual void activateItem(int item) = 0;
};

// To be called by the constructor of such a widget; the second call and all later ones change nothing.
void makeCanvasesAccessible();
// To be called when another item was selected.
void announceSelection(QObject *canvas, int item);

} // namespace poolscope::ui
