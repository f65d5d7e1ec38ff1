// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The processes of a session as a tree, by the kernel's parent or by who asked for them. Ended processes stay as rows;
// a row that came or ended while one was watching says so for three seconds. GUI thread.

#include "ui/shared/moment.h"
#include "ui/shared/roles.h"

#include <QAbstractItemModel>
#include <QElapsedTimer>
#include <QTimer>

#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace poolscope::ui {

class ProcessTreeModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { Name, Pid, State, Method, Task, TasksDone, Sent, Received, Cpu, Memory, Descriptors, Parent, Ready, RoleName,
                  ColumnCount };
    enum class Grouping { parent, starter };
    static constexpr int arrivalMilliseconds = 3000;

    explicit ProcessTreeModel(QObject *parent = nullptr);
    ~ProcessTreeModel() override;

    Grouping grouping() const { return grouping_; }
    void setGrouping(Grouping grouping);

    const Moment &moment() const { return moment_; }
    void show(const Moment &moment);
    void apply(const state::Changes &changes, const Moment &moment);

    QModelIndex indexOf(ProcessKey key, int column = Name) const;
    ProcessKey keyAt(const QModelIndex &index) const;
    const state::ProcessRow *rowAt(const QModelIndex &index) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex & = {}) const override { return ColumnCount; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Node {
        ProcessKey key;
        std::int64_t startedNs = 0;
        Node *parent = nullptr;
        int row = 0;
        std::vector<Node *> children;
        Arrival arrival = Arrival::none;
        qint64 arrivalEnds = 0; // on clock_
        bool wasAlive = true;
    };

    Node *nodeOf(ProcessKey key) const;
    QModelIndex indexOf(const Node *node, int column) const;
    ProcessKey wantedParent(const state::ProcessRow &row) const;
    Node *parentFor(const Node *node, const state::ProcessRow &row) const;
    // Adds the row, or moves it under its parent of now.
    Node *place(const state::ProcessRow &row);
    void insert(Node *node, Node *parent);
    void move(Node *node, Node *parent);
    void removeMissing(const state::State &state);
    void tellUpdated(std::vector<Node *> nodes);
    void markArrival(Node *node, Arrival arrival);
    void endArrivals();
    QString text(const state::ProcessRow &row, int column) const;
    Tone tone(const state::ProcessRow &row, int column) const;

    Moment moment_;
    Grouping grouping_ = Grouping::parent;
    Node root_;
    std::unordered_map<std::uint64_t, std::unique_ptr<Node>> nodes_;
    // Rows at the top whose parent is not there yet, by that parent.
    std::unordered_map<std::uint64_t, std::unordered_set<Node *>> awaiting_;
    std::unordered_set<Node *> arrivals_;
    QElapsedTimer clock_;
    QTimer arrivalTimer_;
};

} // namespace poolscope::ui
