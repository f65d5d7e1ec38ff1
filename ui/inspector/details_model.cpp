// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/details_model.h"

#include "ui/shared/units.h"

namespace poolscope::ui {

struct DetailsModel::Node {
    QString label, value, hint; // the hint is the whole of what is shown short
    Tone tone = Tone::normal;
    Selected leadsTo;
    Node *parent = nullptr;
    int row = 0;
    std::vector<std::unique_ptr<Node>> children;

    Node &add(const QString &childLabel, const QString &childValue = {}) {
        auto child = std::make_unique<Node>();
        child->label = childLabel;
        child->value = childValue;
        child->parent = this;
        child->row = int(children.size());
        return *children.emplace_back(std::move(child));
    }
    bool looksAs(const Node &other) const {
        return label == other.label && value == other.value && hint == other.hint && tone == other.tone && leadsTo == other.leadsTo;
    }
    void lookAs(const Node &other) {
        label = other.label;
        value = other.value;
        hint = other.hint;
        tone = other.tone;
        leadsTo = other.leadsTo;
    }
};

namespace {

QString fileName(const QString &path) {
    return path.mid(path.lastIndexOf(QLatin1Char('/')) + 1);
}

QString placeText(const StackFrame &frame) {
    return frame.line > 0 ? QStringLiteral("%1:%2").arg(fileName(frame.file)).arg(frame.line) : fileName(frame.file);
}

QString nameOfLimit(const QString &kind) {
    if (kind == QLatin1String("memory"))
        return DetailsModel::tr("Memory");
    if (kind == QLatin1String("processes"))
        return DetailsModel::tr("Processes");
    if (kind == QLatin1String("cpu"))
        return DetailsModel::tr("CPUs");
    if (kind == QLatin1String("descriptors"))
        return DetailsModel::tr("Descriptors");
    if (kind == QLatin1String("user_processes"))
        return DetailsModel::tr("Processes of its user");
    if (kind == QLatin1String("address_space"))
        return DetailsModel::tr("Address space");
    if (kind == QLatin1String("file_size"))
        return DetailsModel::tr("Size of a file");
    return DetailsModel::tr("CPU time");
}

QString amountText(const QString &kind, std::int64_t amount) {
    if (kind == QLatin1String("memory") || kind == QLatin1String("address_space") || kind == QLatin1String("file_size"))
        return bytesText(amount);
    if (kind == QLatin1String("cpu"))
        return QString::number(double(amount) / 1000.0, 'f', 2);
    return kind == QLatin1String("cpu_time") ? DetailsModel::tr("%1 s").arg(amount) : countText(amount);
}

constexpr double nearLimit = 0.9;

} // namespace

DetailsModel::DetailsModel(QObject *parent) : QAbstractItemModel(parent), root_(std::make_unique<Node>()) {}
DetailsModel::~DetailsModel() = default;

void DetailsModel::show(const ProcessDetails &details, const std::function<QString(ProcessKey)> &nameOf) {
    Node wanted;
    const auto section = [&](const QString &title, std::size_t count) -> Node & {
        Node &node = wanted.add(title, countText(std::int64_t(count)));
        return node;
    };
    if (!details.isOpen)
        wanted.add(tr("Inside"), tr("not to be seen: the kernel does not let us look into it")).tone = Tone::waiting;
    Node &threads = section(tr("Threads"), details.threads.size());
    if (!details.unknownPython.isEmpty())
        threads.add(tr("Python"), tr("version %1: where it keeps its functions is not known here").arg(details.unknownPython)).tone = Tone::dim;
    for (const ThreadDetails &thread : details.threads) {
        QStringList facts;
        if (thread.feeds)
            facts << (thread.feeds->isEmpty() ? tr("feeder of one of its queues") : tr("feeder of %1").arg(*thread.feeds + (thread.isFeedGuessed ? QStringLiteral(" ?") : QString())));
        if (thread.hasGil)
            facts << tr("has the GIL");
        if (!thread.call.isEmpty())
            facts << tr("in %1").arg(thread.call);
        else if (thread.runs)
            facts << tr("runs");
        Node &node = threads.add(tr("%1 (%2)").arg(thread.name).arg(thread.id), facts.join(QStringLiteral(", ")));
        node.tone = thread.runs ? Tone::running : Tone::normal;
        const auto addFrames = [](Node &into, const std::vector<StackFrame> &frames) {
            for (const StackFrame &frame : frames) {
                Node &row = into.add(frame.function, placeText(frame));
                row.hint = frame.line > 0 ? QStringLiteral("%1:%2").arg(frame.file).arg(frame.line) : frame.file;
                row.tone = frame.isLibrary ? Tone::dim : Tone::normal;
            }
        };
        addFrames(node, thread.python.empty() ? thread.native : thread.python);
        if (!thread.isWhole)
            node.add(QStringLiteral("…"), tr("more that cannot be followed while it runs")).tone = Tone::dim;
        if (!thread.python.empty() && !thread.native.empty())
            addFrames(node.add(tr("Native"), countText(std::int64_t(thread.native.size()))), thread.native);
    }
    Node &limits = section(tr("Limits"), details.limits.size());
    for (const ProcessLimit &limit : details.limits) {
        const QString maximum = amountText(limit.kind, limit.maximum);
        Node &node = limits.add(nameOfLimit(limit.kind), limit.used ? tr("%1 of %2").arg(amountText(limit.kind, *limit.used), maximum) : tr("at most %1").arg(maximum));
        node.hint = limit.group.isEmpty() ? tr("of the process itself") : tr("of the control group %1").arg(limit.group);
        if (limit.used && double(*limit.used) >= nearLimit * double(limit.maximum))
            node.tone = Tone::error;
    }
    Node &descriptors = section(tr("Descriptors"), details.descriptors.size());
    for (const DescriptorDetails &descriptor : details.descriptors) {
        Node &node = descriptors.add(QString::number(descriptor.number), descriptor.isInherited ? tr("%1, inherited").arg(descriptor.target) : descriptor.target);
        for (const ProcessKey &other : descriptor.alsoHeldBy)
            node.add(tr("Also held by"), nameOf(other)).leadsTo = Selected::process(other);
    }
    Node &files = section(tr("Files in memory"), details.mappings.size());
    for (const MappedFile &file : details.mappings)
        files.add(file.path.isEmpty() ? tr("no file") : fileName(file.path), file.isShared ? tr("%1, shared").arg(bytesText(file.size)) : bytesText(file.size)).hint = file.path;
    Node &environment = section(tr("Environment"), details.environment.size());
    for (const auto &[name, value] : details.environment)
        environment.add(name, value);
    wanted.add(tr("Program"), details.program);
    wanted.add(tr("Folder"), details.folder);
    become(*root_, std::move(wanted.children));
}

void DetailsModel::clear() {
    become(*root_, {});
}

void DetailsModel::become(Node &known, std::vector<std::unique_ptr<Node>> wanted) {
    const QModelIndex place = indexOf(known);
    const int before = int(known.children.size()), after = int(wanted.size());
    if (after < before) {
        beginRemoveRows(place, after, before - 1);
        known.children.resize(wanted.size());
        endRemoveRows();
    }
    for (int row = 0; row < std::min(before, after); ++row) {
        Node &node = *known.children[std::size_t(row)];
        if (!node.looksAs(*wanted[std::size_t(row)])) {
            node.lookAs(*wanted[std::size_t(row)]);
            emit dataChanged(index(row, 0, place), index(row, ColumnCount - 1, place));
        }
        become(node, std::move(wanted[std::size_t(row)]->children));
    }
    if (after > before) {
        beginInsertRows(place, before, after - 1);
        for (int row = before; row < after; ++row) {
            wanted[std::size_t(row)]->parent = &known;
            known.children.push_back(std::move(wanted[std::size_t(row)]));
        }
        endInsertRows();
    }
}

DetailsModel::Node *DetailsModel::nodeAt(const QModelIndex &index) const {
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : root_.get();
}

QModelIndex DetailsModel::indexOf(const Node &node) const {
    return &node == root_.get() ? QModelIndex() : createIndex(node.row, 0, &node);
}

Selected DetailsModel::leadsTo(const QModelIndex &index) const {
    return nodeAt(index)->leadsTo;
}

QModelIndex DetailsModel::index(int row, int column, const QModelIndex &parent) const {
    return hasIndex(row, column, parent) ? createIndex(row, column, nodeAt(parent)->children[std::size_t(row)].get()) : QModelIndex();
}

QModelIndex DetailsModel::parent(const QModelIndex &child) const {
    const Node *node = nodeAt(child);
    return node->parent != nullptr ? indexOf(*node->parent) : QModelIndex();
}

int DetailsModel::rowCount(const QModelIndex &parent) const {
    return parent.column() > 0 ? 0 : int(nodeAt(parent)->children.size());
}

QVariant DetailsModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid())
        return {};
    const Node &node = *nodeAt(index);
    const QString &shown = index.column() == Label ? node.label : node.value;
    switch (role) {
    case Qt::DisplayRole:
        return shown;
    case Qt::ToolTipRole:
        return node.hint.isEmpty() ? shown : node.hint;
    case ToneRole:
        return int(index.column() == Text || node.tone == Tone::dim ? node.tone : Tone::normal);
    default:
        return {};
    }
}

QVariant DetailsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Label ? tr("What") : tr("Value");
}

} // namespace poolscope::ui
