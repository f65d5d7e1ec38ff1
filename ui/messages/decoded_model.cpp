// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/messages/decoded_model.h"

#include "ui/shared/roles.h"

namespace poolscope::ui {
namespace {

struct Part {
    QString name;
    const Value *value;
};

QString asName(const Value &key) {
    return QString::fromStdString(key.repr(80));
}

template <class Items> std::vector<Part> numbered(const Items &items) {
    std::vector<Part> parts;
    parts.reserve(items.size());
    for (const Value &item : items)
        parts.push_back({QStringLiteral("[%1]").arg(parts.size()), &item});
    return parts;
}

std::vector<Part> partsOf(const Value &value) {
    if (const auto *list = value.get_if<List>())
        return numbered(*list);
    if (const auto *tuple = value.get_if<Tuple>())
        return numbered(tuple->items);
    if (const auto *set = value.get_if<Set>())
        return numbered(set->items);
    if (const auto *set = value.get_if<FrozenSet>())
        return numbered(set->items);
    std::vector<Part> parts;
    if (const auto *dict = value.get_if<Dict>()) {
        for (const DictItem &item : dict->items)
            parts.push_back({asName(item.key), &item.value});
    } else if (const auto *instance = value.get_if<Instance>()) {
        const QString names[] = {DecodedModel::tr("class"),          DecodedModel::tr("arguments"), DecodedModel::tr("keyword arguments"),
                                 DecodedModel::tr("state"), DecodedModel::tr("items"),     DecodedModel::tr("set items")};
        for (std::size_t place = 0; place < instance->parts.size() && place < std::size(names); ++place)
            if (!instance->parts[place].is_none())
                parts.push_back({names[place], &instance->parts[place]});
    }
    return parts;
}

bool hasParts(const Value &value) {
    if (const auto *list = value.get_if<List>())
        return !list->empty();
    if (const auto *tuple = value.get_if<Tuple>())
        return !tuple->items.empty();
    if (const auto *set = value.get_if<Set>())
        return !set->items.empty();
    if (const auto *set = value.get_if<FrozenSet>())
        return !set->items.empty();
    if (const auto *dict = value.get_if<Dict>())
        return !dict->items.empty();
    return value.is<Instance>();
}

} // namespace

DecodedModel::DecodedModel(QObject *parent) : QAbstractItemModel(parent) {}
DecodedModel::~DecodedModel() = default;

void DecodedModel::setValue(const QString &name, Value value) {
    if (root_ && root_->name == name && value == value_)
        return;
    beginResetModel();
    value_ = std::move(value);
    root_ = std::make_unique<Node>();
    root_->value = &value_;
    root_->name = name;
    endResetModel();
}

void DecodedModel::clear() {
    if (!root_)
        return;
    beginResetModel();
    root_.reset();
    value_ = {};
    endResetModel();
}

DecodedModel::Node *DecodedModel::nodeAt(const QModelIndex &index) const {
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : nullptr;
}

QModelIndex DecodedModel::index(int row, int column, const QModelIndex &parent) const {
    if (!hasIndex(row, column, parent))
        return {};
    const Node *above = nodeAt(parent);
    return createIndex(row, column, above ? above->children[std::size_t(row)].get() : root_.get());
}

QModelIndex DecodedModel::parent(const QModelIndex &child) const {
    const Node *node = nodeAt(child);
    return node && node->parent ? createIndex(node->parent->row, 0, node->parent) : QModelIndex();
}

int DecodedModel::rowCount(const QModelIndex &parent) const {
    if (parent.column() > 0)
        return 0;
    const Node *node = nodeAt(parent);
    return node ? int(node->children.size()) : root_ ? 1 : 0;
}

bool DecodedModel::hasChildren(const QModelIndex &parent) const {
    const Node *node = nodeAt(parent);
    return node ? parent.column() == 0 && (node->fetched ? !node->children.empty() : hasParts(*node->value)) : root_ != nullptr;
}

bool DecodedModel::canFetchMore(const QModelIndex &parent) const {
    const Node *node = nodeAt(parent);
    return node && parent.column() == 0 && !node->fetched && hasParts(*node->value);
}

void DecodedModel::fetchMore(const QModelIndex &parent) {
    Node *node = nodeAt(parent);
    if (!node || node->fetched)
        return;
    node->fetched = true;
    const std::vector<Part> parts = partsOf(*node->value);
    if (parts.empty())
        return;
    beginInsertRows(parent, 0, int(parts.size()) - 1);
    for (const Part &part : parts) {
        auto child = std::make_unique<Node>();
        child->value = part.value;
        child->name = part.name;
        child->parent = node;
        child->row = int(node->children.size());
        node->children.push_back(std::move(child));
    }
    endInsertRows();
}

QVariant DecodedModel::data(const QModelIndex &index, int role) const {
    const Node *node = nodeAt(index);
    if (!node)
        return {};
    if (role == ToneRole)
        return int(index.column() == Type ? Tone::dim : Tone::normal);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case Name:
        return node->name;
    case Text:
        return QString::fromStdString(node->value->repr(role == Qt::ToolTipRole ? 2000 : 200));
    case Type:
        return QString::fromStdString(node->value->type_name());
    default:
        return {};
    }
}

QVariant DecodedModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Part");
    case Text:
        return tr("Value");
    case Type:
        return tr("Type");
    default:
        return {};
    }
}

} // namespace poolscope::ui
