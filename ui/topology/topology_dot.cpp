// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/topology_dot.h"

#include "ui/shared/words.h"

namespace poolscope::ui {
namespace {

// A quoted DOT string; names come from other programs.
QByteArray quoted(QString text) {
    text.replace(QLatin1Char('\\'), QLatin1String("\\\\"));
    text.replace(QLatin1Char('"'), QLatin1String("\\\""));
    text.replace(QLatin1Char('\n'), QLatin1String("\\n"));
    return '"' + text.toUtf8() + '"';
}

QByteArray labelOf(const TopologyNode &node) {
    switch (node.id.kind) {
    case NodeKind::process:
        return quoted(QStringLiteral("%1\n%2 %3").arg(node.name, wordFor(node.role)).arg(node.pid()));
    case NodeKind::channel:
        return quoted(QStringLiteral("%1\n%2").arg(node.name, wordFor(node.channelKind)));
    case NodeKind::lock:
        break;
    }
    return quoted(QStringLiteral("%1\n%2").arg(node.name, wordFor(node.lockKind)));
}

const char *shapeOf(NodeKind kind) {
    return kind == NodeKind::process ? "box" : kind == NodeKind::channel ? "cds" : "octagon";
}

QByteArray styleOf(const TopologyEdge &edge, const TopologyNode &to) {
    switch (edge.kind) {
    case EdgeKind::parent:
        return "style=dotted, arrowhead=none, label=" + quoted(wordFor(to.startMethod));
    case EdgeKind::lock:
        return edge.isHolding ? "arrowhead=dot, penwidth=2" : edge.isWaiting ? "arrowhead=dot, style=dashed" : "arrowhead=none";
    case EdgeKind::write:
    case EdgeKind::read:
        break;
    }
    return edge.isUsed ? "" : "style=dashed";
}

} // namespace

QByteArray dotOf(const TopologyModel &model) {
    QByteArray text = "digraph topology {\n    rankdir=LR;\n    node [fontname=\"sans-serif\", fontsize=10];\n";
    for (std::size_t i = 0; i < model.nodes().size(); ++i) {
        const TopologyNode &node = model.nodes()[i];
        text += "    n" + QByteArray::number(qulonglong(i)) + " [shape=" + shapeOf(node.id.kind) + ", label=" + labelOf(node) +
                (node.isDead() ? ", style=dashed" : "") + "];\n";
    }
    for (const TopologyEdge &edge : model.edges())
        text += "    n" + QByteArray::number(edge.from) + " -> n" + QByteArray::number(edge.to) + " [" +
                styleOf(edge, model.nodes()[std::size_t(edge.to)]) + "];\n";
    return text + "}\n";
}

} // namespace poolscope::ui
