// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/block_words.h"

#include <QCoreApplication>

namespace poolscope::ui {
namespace {

class BlockWords {
    Q_DECLARE_TR_FUNCTIONS(BlockWords)
};

} // namespace

void BlockCount::add(const TopologyNode &node) {
    ++(node.id.kind == NodeKind::channel ? channels : node.id.kind == NodeKind::lock ? locks : node.isDead() ? ended : running);
}

QString blockText(const BlockCount &count) {
    QStringList words;
    if (count.running > 0)
        words << BlockWords::tr("processes: %1").arg(count.running);
    if (count.ended > 0)
        words << BlockWords::tr("ended processes: %1").arg(count.ended);
    if (count.channels > 0)
        words << BlockWords::tr("channels: %1").arg(count.channels);
    if (count.locks > 0)
        words << BlockWords::tr("locks: %1").arg(count.locks);
    return words.join(QStringLiteral(" · "));
}

} // namespace poolscope::ui
