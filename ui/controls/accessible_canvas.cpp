// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/accessible_canvas.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QWidget>

#include <vector>

namespace poolscope::ui {
namespace {

class ItemInterface : public QAccessibleInterface, public QAccessibleActionInterface {
public:
    ItemInterface(QWidget *widget, const AccessibleCanvas *canvas, int item) : widget_(widget), canvas_(canvas), item_(item) {}

    bool isValid() const override { return item_ < canvas_->itemCount(); }
    QObject *object() const override { return nullptr; }
    QWindow *window() const override { return widget_->window()->windowHandle(); }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(widget_); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    void setText(QAccessible::Text, const QString &) override {}
    QString text(QAccessible::Text kind) const override {
        if (!isValid())
            return {};
        return kind == QAccessible::Name          ? canvas_->itemName(item_)
               : kind == QAccessible::Description ? canvas_->itemDescription(item_)
                                                  : QString();
    }
    QRect rect() const override {
        if (!isValid())
            return {};
        const QRect here = canvas_->itemRect(item_);
        return {widget_->mapToGlobal(here.topLeft()), here.size()};
    }
    QAccessible::State state() const override {
        QAccessible::State state;
        state.selectable = state.focusable = true;
        state.selected = canvas_->selectedItem() == item_;
        state.focused = state.selected && widget_->hasFocus();
        state.invalid = !isValid();
        return state;
    }
    void *interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this) : nullptr;
    }
    QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString &name) override {
        if (name == pressAction() && isValid())
            const_cast<AccessibleCanvas *>(canvas_)->activateItem(item_);
    }
    QStringList keyBindingsForAction(const QString &) const override { return {}; }

private:
    QWidget *widget_;
    const AccessibleCanvas *canvas_;
    int item_;
};

class CanvasInterface : public QAccessibleWidget {
public:
    CanvasInterface(QWidget *widget, const AccessibleCanvas *canvas) : QAccessibleWidget(widget, QAccessible::List), canvas_(canvas) {}
    ~CanvasInterface() override {
        for (const QAccessible::Id id : ids_)
            QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override { return canvas_->itemCount(); }
    QAccessibleInterface *child(int index) const override {
        if (index < 0 || index >= canvas_->itemCount())
            return nullptr;
        while (int(ids_.size()) <= index)
            ids_.push_back(QAccessible::registerAccessibleInterface(new ItemInterface(widget(), canvas_, int(ids_.size()))));
        return QAccessible::accessibleInterface(ids_[std::size_t(index)]);
    }
    int indexOfChild(const QAccessibleInterface *wanted) const override {
        for (std::size_t i = 0; i < ids_.size(); ++i)
            if (QAccessible::accessibleInterface(ids_[i]) == wanted)
                return int(i);
        return -1;
    }
    QAccessibleInterface *childAt(int x, int y) const override {
        const QPoint here = widget()->mapFromGlobal(QPoint(x, y));
        for (int item = 0; item < canvas_->itemCount(); ++item)
            if (canvas_->itemRect(item).contains(here))
                return child(item);
        return nullptr;
    }
    QAccessibleInterface *focusChild() const override { return child(canvas_->selectedItem()); }

private:
    const AccessibleCanvas *canvas_;
    mutable std::vector<QAccessible::Id> ids_;
};

QAccessibleInterface *makeInterface(const QString &, QObject *object) {
    auto *widget = qobject_cast<QWidget *>(object);
    const auto *canvas = dynamic_cast<AccessibleCanvas *>(object);
    return widget && canvas ? new CanvasInterface(widget, canvas) : nullptr;
}

} // namespace

AccessibleCanvas::~AccessibleCanvas() = default;

void makeCanvasesAccessible() {
    QAccessible::installFactory(makeInterface);
}

void announceSelection(QObject *canvas, int item) {
    if (!QAccessible::isActive() || item < 0)
        return;
    QAccessibleEvent event(canvas, QAccessible::Focus);
    event.setChild(item);
    QAccessible::updateAccessibility(&event);
}

} // namespace poolscope::ui
