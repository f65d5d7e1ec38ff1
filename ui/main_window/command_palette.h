// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// All actions of the window in one list that narrows as one types; Enter does the chosen one. GUI thread.

#include <QAction>
#include <QFrame>
#include <QLineEdit>
#include <QListWidget>

namespace poolscope::ui {

class CommandPalette : public QFrame {
    Q_OBJECT
public:
    explicit CommandPalette(QWidget *window);

    void open(const QList<QAction *> &actions);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void narrow(const QString &text);
    void accept();

    QList<QAction *> actions_;
    QLineEdit *edit_;
    QListWidget *list_;
};

// True when the letters of `wanted` come in this order in `text`, words in any case.
bool matches(const QString &text, const QString &wanted);

} // namespace poolscope::ui
