// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The bars of the comparison: for each fact one bar a start method, with its number. Bars of one fact share a scale that
// begins at zero. Grows with its content, to stand in a scroll area.

#include "ui/compare/compare_model.h"
#include "ui/controls/accessible_canvas.h"
#include "ui/theme/theme_provider.h"

#include <QWidget>

namespace poolscope::ui {

class CompareView : public QWidget, public AccessibleCanvas {
    Q_OBJECT
public:
    CompareView(const CompareModel &model, const ThemeProvider &themes, QWidget *parent = nullptr);

    // Reads the model again.
    void refresh();
    void paintTo(QPaintDevice &device);

    // Items are bars: fact · 3 + method.
    int itemCount() const override;
    QString itemName(int item) const override;
    QString itemDescription(int item) const override;
    QRect itemRect(int item) const override;
    int selectedItem() const override { return -1; }
    void activateItem(int) override {}

    QSize sizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Bar {
        MethodFact fact;
        StartMethod method;
    };
    Bar barOf(int item) const;
    void paint(QPainter &painter);
    void paintBar(QPainter &painter, const QRectF &row, const Bar &bar, int numberWidth);

    const CompareModel &model_;
    const ThemeProvider &themes_;
};

} // namespace poolscope::ui
