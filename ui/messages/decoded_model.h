// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A decoded value as a tree that can be opened: lists, dicts and instances have their parts below them. Rows are made when
// their parent is opened. GUI thread.

#include "engine/core/wire/pickle/value.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace poolscope::ui {

class DecodedModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { Name, Text, Type, ColumnCount };

    explicit DecodedModel(QObject *parent = nullptr);
    ~DecodedModel() override;

    // The value under that name; what was shown before goes.
    void setValue(const QString &name, Value value);
    void clear();

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex & = {}) const override { return ColumnCount; }
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Node {
        const Value *value = nullptr; // in value_
        QString name;
        Node *parent = nullptr;
        int row = 0;
        bool fetched = false;
        std::vector<std::unique_ptr<Node>> children;
    };
    Node *nodeAt(const QModelIndex &index) const;

    Value value_;
    std::unique_ptr<Node> root_; // null while empty
};

} // namespace poolscope::ui
