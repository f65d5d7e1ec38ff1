// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What stands in a view that has nothing to show: what would appear here, and how to make it appear.

#include <QAbstractItemView>
#include <QAction>
#include <QLabel>

class QHBoxLayout;

namespace poolscope::ui {

class EmptyState : public QWidget {
    Q_OBJECT
public:
    // Covers `host` while nothing else is there; see setShown.
    EmptyState(const QString &iconName, const QString &what, const QString &how, QWidget *host);
    // Covers the view whenever its model has no rows.
    static EmptyState *of(QAbstractItemView *view, const QString &iconName, const QString &what, const QString &how);

    void setText(const QString &what, const QString &how);
    // While a filter is what keeps everything away, the words say that instead.
    void setFiltered(bool filtered);
    // Buttons below the words, each as long as its action can be done.
    void offer(const QList<QAction *> &actions);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void follow(QAbstractItemModel *model);
    void showText();

    QString whatWords_, howWords_;
    bool filtered_ = false;
    QLabel *what_;
    QLabel *how_;
    QHBoxLayout *buttons_;
};

} // namespace poolscope::ui
