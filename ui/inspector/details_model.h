// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a look into a process found, as a tree: its threads with their functions, its limits, descriptors, files in memory and
// environment. A later look changes only the rows that differ, so that what was opened and selected stays so. GUI thread.

#include "ui/shared/process_details.h"
#include "ui/shared/roles.h"
#include "ui/shared/selected.h"

#include <QAbstractItemModel>

#include <functional>
#include <memory>
#include <vector>

namespace poolscope::ui {

class DetailsModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { Label, Text, ColumnCount };

    explicit DetailsModel(QObject *parent = nullptr);
    ~DetailsModel() override;

    // `nameOf` is what a process is called here.
    void show(const ProcessDetails &details, const std::function<QString(ProcessKey)> &nameOf);
    void clear();

    Selected leadsTo(const QModelIndex &index) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex & = {}) const override { return ColumnCount; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Node;
    Node *nodeAt(const QModelIndex &index) const;
    QModelIndex indexOf(const Node &node) const;
    void become(Node &known, std::vector<std::unique_ptr<Node>> wanted);

    std::unique_ptr<Node> root_;
};

} // namespace poolscope::ui
