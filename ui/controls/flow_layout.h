// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A row that goes on in the next line when there is no room, so that words are never cut. A stretch, or a widget that
// expands, takes what is left of its line. GUI thread.

#include <QLayout>

#include <vector>

namespace poolscope::ui {

class FlowLayout : public QLayout {
public:
    explicit FlowLayout(QWidget *parent = nullptr) : QLayout(parent) {}
    ~FlowLayout() override;

    void addStretch();
    void addGap(int pixels);

    void addItem(QLayoutItem *item) override;
    int count() const override { return int(items_.size()); }
    QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return Qt::Horizontal; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return arrange(QRect(0, 0, width, 0), Act::measure); }
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    enum class Act { measure, place };
    struct Line {
        std::size_t begin = 0, end = 0;
        int width = 0, height = 0;
    };

    std::vector<Line> linesIn(int width) const;
    int arrange(const QRect &rect, Act act) const;
    int gapBefore(QLayoutItem &item) const;
    static bool isStretch(const QLayoutItem &item);

    std::vector<QLayoutItem *> items_;
};

} // namespace poolscope::ui
