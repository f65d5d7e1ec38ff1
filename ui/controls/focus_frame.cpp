// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/focus_frame.h"

#include "ui/controls/accessible_canvas.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QEvent>
#include <QPainter>
#include <QPointer>

namespace poolscope::ui {
namespace {

class Frame : public QWidget {
public:
    explicit Frame(QWidget *view) : QWidget(view) {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        view->installEventFilter(this);
        fit();
        show();
    }
    bool eventFilter(QObject *, QEvent *event) override {
        if (event->type() == QEvent::Resize)
            fit();
        return false;
    }

protected:
    void paintEvent(QPaintEvent *) override {
        QPainter painter(this);
        painter.setPen(palette().color(QPalette::Link));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }

private:
    void fit() {
        setGeometry(parentWidget()->rect());
        setMask(QRegion(rect()) - QRegion(rect().adjusted(1, 1, -1, -1)));
    }
};

bool isView(QWidget *widget) {
    return widget && widget->windowType() != Qt::Popup && widget->window()->windowType() != Qt::Popup &&
           (qobject_cast<QAbstractScrollArea *>(widget) || dynamic_cast<AccessibleCanvas *>(widget) || widget->property("framed").toBool());
}

} // namespace

void frameFocusedViews(QObject *owner) {
    QObject::connect(qApp, &QApplication::focusChanged, owner, [frame = QPointer<Frame>()](QWidget *, QWidget *now) mutable {
        delete frame;
        if (isView(now))
            frame = new Frame(now);
    });
}

} // namespace poolscope::ui
