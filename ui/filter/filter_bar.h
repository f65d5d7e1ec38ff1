// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where a filter is written: a line with completion that is green when it can be read and says in a sentence what is wrong
// when not, and the conditions that were kept, each a chip to click away. What holds is all chips and the line together.
// GUI thread.

#include "engine/scope/query/completion.h"
#include "engine/scope/query/filter.h"

#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QStringListModel>
#include <QTimer>
#include <QWidget>


namespace poolscope::ui {

class FlowLayout;
class Session;

class FilterBar : public QWidget {
    Q_OBJECT
public:
    FilterBar(query::Subject subject, Session &session, QWidget *parent = nullptr);

    const query::Filter &filter() const { return filter_; }
    // Keeps one more condition as a chip. It must be one that can be read.
    void add(const QString &condition);
    // Keeps exactly this one, or none when it is empty.
    void replace(const QString &condition);
    const QStringList &chips() const { return chips_; }
    // Exactly these, as far as they can be read.
    void setChips(const QStringList &conditions);
    QLineEdit &line() { return *line_; }
    // More that belongs into this bar, at its right.
    void addWidget(QWidget *widget);

signals:
    void changed(const poolscope::query::Filter &filter);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void takeText();
    void keep();
    void removeChip(const QString &condition);
    void editChip(const QString &condition);
    void showChips();
    void apply();
    void offer();
    void choose(const QString &choice);
    void remember(const QString &condition);
    QString settingsKey() const;

    query::Subject subject_;
    Session &session_;
    query::Filter filter_;
    QStringList chips_;
    QLineEdit *line_;
    QLabel *sentence_;
    QWidget *chipRow_;
    FlowLayout *barLayout_;
    QCompleter completer_;
    QStringListModel choices_;
    query::Completion completion_;
    QTimer applyTimer_;
};

} // namespace poolscope::ui
