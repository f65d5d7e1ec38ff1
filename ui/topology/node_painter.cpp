// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/node_painter.h"

#include "ui/shared/names.h"
#include "ui/shared/units.h"
#include "ui/shared/words.h"
#include "ui/theme/metrics.h"
#include "ui/theme/symbolic_icon.h"

#include <QCoreApplication>
#include <QPainterPath>

#include <algorithm>

namespace poolscope::ui {
namespace {

class TopologyWords {
    Q_DECLARE_TR_FUNCTIONS(TopologyWords)
};

bool isPipe(const TopologyNode &channel) {
    return channel.channelKind == ChannelKind::pipe || channel.channelKind == ChannelKind::duplex_pipe ||
           channel.channelKind == ChannelKind::socket;
}

std::int64_t levelOf(const TopologyNode &channel) {
    return isPipe(channel) && channel.capacity > 0 ? channel.depthBytes : channel.depthItems;
}

QString waitedText(const TopologyNode &process, std::int64_t nowNs) {
    return process.wait != WaitKind::none && nowNs > process.waitingSinceNs ? durationText(nowNs - process.waitingSinceNs) : QString();
}

// All there is to say of its state, and shorter and shorter ways to say it.
QStringList stateTexts(const TopologyNode &process, std::int64_t nowNs) {
    if (process.wait == WaitKind::none)
        return {stateText(process)};
    const QString waited = waitedText(process, nowNs), brief = wordFor(ProcessState::waiting);
    if (waited.isEmpty())
        return {stateText(process), brief};
    const QString both = QStringLiteral("%1 · %2");
    return {both.arg(stateText(process), waited), both.arg(brief, waited), brief, waited};
}

// What there is to say of a process without a task in hand; may be nothing.
QString factsOf(const TopologyNode &process) {
    QStringList facts;
    if (process.tasksDone > 0)
        facts << TopologyWords::tr("tasks done: %1").arg(countText(std::int64_t(process.tasksDone)));
    if (process.rssBytes > 0)
        facts << bytesText(process.rssBytes);
    if (facts.isEmpty() && wordFor(process.role) != process.name)
        facts << wordFor(process.role);
    return facts.join(QStringLiteral(" · "));
}

// The first that fits into that width; nothing when none does.
QString firstFitting(const QStringList &texts, const QFontMetricsF &metrics, double width) {
    const auto fitting = std::ranges::find_if(texts, [&](const QString &text) { return metrics.horizontalAdvance(text) <= width; });
    return fitting != texts.end() ? *fitting : QString();
}

} // namespace

QString stateText(const TopologyNode &process) {
    if (process.isDead())
        return process.exitCode ? exitText(*process.exitCode) : wordFor(ProcessState::dead);
    if (process.wait == WaitKind::none)
        return wordFor(process.state);
    if (process.waitedOn.isEmpty())
        return TopologyWords::tr("waits: %1").arg(wordFor(process.wait));
    // On a card there is room for one of both; the line to what is waited for says the other.
    return TopologyWords::tr("waits: %1").arg(process.waitedOn);
}

QString fittingStateText(const TopologyNode &process, std::int64_t nowNs, const QFontMetricsF &metrics, double width) {
    const QStringList texts = stateTexts(process, nowNs);
    return texts.size() == 1 ? texts.front() : firstFitting(texts, metrics, width);
}

QString fillText(const TopologyNode &channel) {
    if (isPipe(channel) && channel.capacity > 0)
        return TopologyWords::tr("%1 of %2").arg(bytesText(channel.depthBytes), bytesText(channel.capacity));
    return QStringLiteral("%1 / %2").arg(countText(channel.depthItems), channel.capacity > 0 ? countText(channel.capacity) : QStringLiteral("∞"));
}

QString holderText(const TopologyNode &lock) {
    if (lock.ownerDied)
        return lock.holder.isEmpty() ? TopologyWords::tr("its owner died") : TopologyWords::tr("%1 died with it").arg(lock.holder);
    if (lock.counts)
        return TopologyWords::tr("value: %1").arg(lock.value);
    if (lock.maximum > 1)
        return TopologyWords::tr("%1 of %2 free").arg(lock.value).arg(lock.maximum);
    return lock.holder.isEmpty() ? TopologyWords::tr("free") : TopologyWords::tr("held by %1").arg(lock.holder);
}

QString fittingHolderText(const TopologyNode &lock, const QFontMetricsF &metrics, double width) {
    const QString brief = lock.ownerDied ? TopologyWords::tr("its owner died") : lock.maximum > 1 ? holderText(lock) : lock.holder;
    const QString shown = firstFitting({holderText(lock), brief}, metrics, width);
    return shown.isEmpty() ? brief : shown;
}

NodePainter::NodePainter(const Theme &theme, Identities &identities, double scale, std::int64_t nowNs)
    : theme_(theme), identities_(identities), scale_(std::clamp(scale, 1.0, 2.0)), nowNs_(nowNs), font_(textFont(TextSize::small)),
      figures_(tabularFont(TextSize::small)) {
    font_.setPointSizeF(font_.pointSizeF() * scale_);
    figures_.setPointSizeF(figures_.pointSizeF() * scale_);
    bold_ = font_;
    bold_.setWeight(QFont::DemiBold);
    row_ = std::ceil(QFontMetricsF(font_).height()) + 1;
}

void NodePainter::paint(QPainter &painter, const QRectF &where, const TopologyNode &node, bool isSelected) {
    switch (node.id.kind) {
    case NodeKind::process:
        paintProcess(painter, where, node);
        break;
    case NodeKind::channel:
        paintChannel(painter, where, node);
        break;
    case NodeKind::lock:
        paintLock(painter, where, node);
        break;
    }
    if (!isSelected)
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme_.color(Token::accent), 2));
    painter.drawRoundedRect(where.adjusted(-1, -1, 1, 1), cornerRadius + 1, cornerRadius + 1);
}

void NodePainter::paintProcess(QPainter &painter, const QRectF &where, const TopologyNode &node) {
    const QColor hue = theme_.identityColor(identities_.ordinalOf(ProcessKey::unpack(node.id.id)));
    const bool dead = node.isDead();
    const bool small = where.height() < row_ + 4;
    QColor fill = theme_.color(dead ? Token::surface : Token::surfaceRaised);
    if (small) // no room for a word: the state is the fill
        fill = Theme::mixed(colorOf(node), fill, 0.35);
    const bool badEnd = node.endedBadly();
    QPen border(theme_.color(badEnd ? Token::stateDead : dead ? Token::border : Token::borderStrong), 1);
    if (dead)
        border.setStyle(Qt::DashLine);
    paintFrame(painter, where, fill, border);
    // The hue of the process, in every view a bar at its left.
    const double bar = std::max(3.0, where.width() * 0.02);
    QColor barColor = hue;
    barColor.setAlphaF(dead ? 0.5F : 1.0F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(barColor);
    painter.drawRoundedRect(QRectF(where.left() + 1, where.top() + 1, bar, where.height() - 2), std::min(bar / 2, 2.0), std::min(bar / 2, 2.0));
    if (small)
        return;

    const bool isWrapped = node.task.isEmpty() && wrapsState(node, where.width() - bar - space(4) * scale_);
    const bool hasThird = isWrapped || !node.task.isEmpty() || !factsOf(node).isEmpty();
    const int rows = std::clamp(int((where.height() - 4) / row_), 1, hasThird ? 3 : 2);
    const double pad = std::max((where.height() - rows * row_) / 2, 1.0);
    QRectF row(where.left() + bar + space(2) * scale_, where.top() + pad, where.width() - bar - space(4) * scale_, row_);
    const double icon = std::min(14.0 * scale_, row_);
    const double wanted = QFontMetricsF(bold_).horizontalAdvance(node.name);
    const double iconRoom = icon + space(1) * scale_, badgeRoom = row_ * 1.7;
    const bool hasIcon = row.width() > (rows == 1 ? 3.5 : 5) * row_ && (rows == 1 || row.width() >= wanted + iconRoom);
    if (hasIcon) { // with room for one line only, the state is more than the role
        const QString stateIcon = dead && !badEnd ? QStringLiteral("state-exited") : iconNameFor(node.state);
        paintSymbolicIcon(painter, {row.left(), row.center().y() - icon / 2, icon, icon}, rows == 1 ? stateIcon : iconNameFor(node.role),
                          rows == 1 ? colorOf(node) : theme_.color(dead ? Token::textDim : Token::text));
    }
    const double named = hasIcon ? iconRoom : 0;
    const double badge = node.startMethod == StartMethod::none || row.width() < std::max(7 * row_, wanted + named + badgeRoom) ? 0 : badgeRoom;
    text(painter, row.adjusted(named, 0, -badge, 0), node.name, bold_, theme_.color(dead ? Token::textDim : Token::text));
    if (badge > 0)
        paintBadge(painter, row, node.startMethod);
    if (rows >= 2)
        paintStateRow(painter, row.translated(0, row_), node, isWrapped && rows >= 3);
    if (rows >= 3 && !isWrapped)
        paintTaskRow(painter, row.translated(0, 2 * row_), node);
}

bool NodePainter::wrapsState(const TopologyNode &node, double width) const {
    return !waitedText(node, nowNs_).isEmpty() &&
           QFontMetricsF(font_).horizontalAdvance(stateTexts(node, nowNs_).front()) > width - 12 * scale_ - space(1) * scale_;
}

// Wrapped, for how long it waits stands in a row of its own. The number gives way to words: the process tree has it, too.
void NodePainter::paintStateRow(QPainter &painter, const QRectF &row, const TopologyNode &node, bool isWrapped) {
    const QColor color = colorOf(node);
    const double icon = 12 * scale_;
    const bool badEnd = node.endedBadly();
    const QString name = node.isDead() && !badEnd ? QStringLiteral("state-exited") : iconNameFor(node.state);
    const QRectF mark(row.left(), row.center().y() - icon / 2, icon, icon);
    if (node.isBlocked) { // hatched: somebody is to blame
        painter.setPen(QPen(color, 1));
        painter.setBrush(QBrush(color, Qt::BDiagPattern));
        painter.drawRect(mark.adjusted(1, 1, -1, -1));
    } else {
        paintSymbolicIcon(painter, mark, name, color);
    }
    const QFontMetricsF metrics(font_);
    const QString pid = QString::number(node.pid());
    const QRectF room = row.adjusted(icon + space(1) * scale_, 0, 0, 0);
    const double besidePid = room.width() - QFontMetricsF(figures_).horizontalAdvance(pid) - space(1) * scale_;
    const QString words = fittingStateText(node, isWrapped ? 0 : nowNs_, metrics, room.width());
    if (isWrapped)
        text(painter, room.translated(0, row_), waitedText(node, nowNs_), font_, color);
    if (isWrapped || metrics.horizontalAdvance(words) <= besidePid)
        text(painter, isWrapped ? row.translated(0, row_) : row, pid, figures_, theme_.color(Token::textDim), Qt::AlignRight);
    text(painter, room, words, font_, color);
}

void NodePainter::paintTaskRow(QPainter &painter, const QRectF &row, const TopologyNode &node) {
    if (node.task.isEmpty()) {
        text(painter, row, factsOf(node), font_, theme_.color(Token::textDim));
        return;
    }
    const QColor hue = node.function.isEmpty() ? theme_.color(Token::textDim) : theme_.identityColor(identities_.ordinalOf(node.function));
    const double mark = 8 * scale_;
    painter.fillRect(QRectF(row.left() + 2, row.center().y() - mark / 2, mark, mark), hue);
    const bool lost = node.isDead();
    text(painter, row.adjusted(mark + space(2) * scale_, 0, 0, 0), lost ? TopologyWords::tr("lost %1").arg(node.task) : node.task, font_,
         theme_.color(lost ? Token::stateDead : Token::text));
}

void NodePainter::paintBadge(QPainter &painter, const QRectF &row, StartMethod method) {
    const QColor color = theme_.colorFor(method);
    const double width = row_ * 1.5, height = row_ - 2;
    const QRectF badge(row.right() - width, row.center().y() - height / 2, width, height);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::mixed(color, theme_.color(Token::surfaceRaised), 0.2));
    painter.drawRoundedRect(badge, 3, 3);
    painter.setFont(bold_);
    painter.setPen(color);
    painter.drawText(badge, Qt::AlignCenter, initialFor(method));
}

void NodePainter::paintChannel(QPainter &painter, const QRectF &where, const TopologyNode &node) {
    paintFrame(painter, where, theme_.color(Token::surface), QPen(theme_.color(Token::border), 1));
    if (where.height() < row_ + 4) {
        paintGauge(painter, where.adjusted(2, where.height() * 0.3, -2, -where.height() * 0.3), node);
        return;
    }
    const bool two = where.height() >= 2 * row_ + 4;
    const double pad = space(2) * scale_;
    QRectF row(where.left() + pad, where.top() + (two ? space(1) * scale_ : (where.height() - row_) / 2), where.width() - 2 * pad, row_);
    const double icon = std::min(14.0 * scale_, row_);
    const bool hasIcon = row.width() >= QFontMetricsF(bold_).horizontalAdvance(node.name) + icon + space(1) * scale_;
    if (hasIcon)
        paintSymbolicIcon(painter, {row.left(), row.center().y() - icon / 2, icon, icon}, iconNameFor(node.channelKind), theme_.color(Token::textDim));
    const QString level = isPipe(node) && node.capacity > 0 ? bytesText(node.depthBytes) : fillText(node);
    const double levelWidth = row.width() > 6 * row_ ? text(painter, row, level, figures_, theme_.color(Token::text), Qt::AlignRight) : 0;
    text(painter, row.adjusted(hasIcon ? icon + space(1) * scale_ : 0, 0, levelWidth > 0 ? -levelWidth - space(1) * scale_ : 0, 0), node.name, bold_, theme_.color(Token::text));
    if (!two)
        return;
    QRectF below(row.left(), row.bottom() + space(1) * scale_, row.width(), where.bottom() - row.bottom() - space(3) * scale_);
    const double rate = node.rate.messages > 0 && below.height() >= row_ - 4
                            ? text(painter, QRectF(below.left(), below.center().y() - row_ / 2, below.width(), row_), rateText(node.rate.messages), figures_,
                                   theme_.color(Token::textDim), Qt::AlignRight)
                            : 0;
    const double height = std::min(below.height(), 8.0 * scale_);
    paintGauge(painter, QRectF(below.left(), below.center().y() - height / 2, below.width() - (rate > 0 ? rate + space(2) : 0), height), node);
}

// A bounded channel fills its bar; an unbounded one has ten cells, and what does not fit is in the number beside it.
void NodePainter::paintGauge(QPainter &painter, const QRectF &where, const TopologyNode &node) {
    if (where.width() < 4 || where.height() < 1)
        return;
    const bool full = node.capacity > 0 && levelOf(node) >= node.capacity;
    const QColor fill = theme_.color(full ? Token::stateBlocked : Token::accent);
    const QColor groove = theme_.color(Token::border);
    painter.setPen(Qt::NoPen);
    const int cells = isPipe(node) ? 0 : node.capacity > 0 ? int(std::min<std::int64_t>(node.capacity, 1000)) : 10;
    if (cells < 1 || cells > 16 || where.width() / cells < 5) {
        painter.setBrush(groove);
        painter.drawRoundedRect(where, 2, 2);
        const double capacity = node.capacity > 0 ? double(node.capacity) : 10;
        const double share = std::clamp(double(levelOf(node)) / capacity, 0.0, 1.0);
        if (share > 0) {
            painter.setBrush(full ? QBrush(fill, Qt::BDiagPattern) : QBrush(fill));
            painter.drawRoundedRect(QRectF(where.left(), where.top(), std::max(where.width() * share, 2.0), where.height()), 2, 2);
        }
        return;
    }
    const double width = where.width() / cells;
    for (int cell = 0; cell < cells; ++cell) {
        painter.setBrush(cell < node.depthItems ? fill : groove);
        painter.drawRoundedRect(QRectF(where.left() + cell * width, where.top(), width - 2, where.height()), 1.5, 1.5);
    }
}

void NodePainter::paintLock(QPainter &painter, const QRectF &where, const TopologyNode &node) {
    const bool held = node.maximum <= 1 && !node.holder.isEmpty();
    const QColor color = theme_.color(node.ownerDied ? Token::stateDead : held ? Token::stateWaiting : Token::textDim);
    paintFrame(painter, where, theme_.color(Token::surface), QPen(theme_.color(Token::border), 1));
    if (where.height() < row_ + 4) {
        painter.fillRect(where.adjusted(2, where.height() * 0.3, -2, -where.height() * 0.3), color);
        return;
    }
    const bool two = where.height() >= 2 * row_ + 2;
    QRectF row(where.left() + space(2) * scale_, where.top() + (where.height() - (two ? 2 : 1) * row_) / 2, where.width() - space(4) * scale_, row_);
    const double icon = std::min(14.0 * scale_, row_);
    paintSymbolicIcon(painter, {row.left(), row.center().y() - icon / 2, icon, icon},
                      node.maximum > 1 || node.counts ? QStringLiteral("semaphore") : QStringLiteral("lock"), color);
    const QRectF right = row.adjusted(icon + space(1) * scale_, 0, 0, 0);
    text(painter, right, node.name, bold_, theme_.color(Token::text));
    if (two)
        text(painter, row.translated(0, row_), fittingHolderText(node, QFontMetricsF(font_), row.width()), font_, color);
}

void NodePainter::paintFrame(QPainter &painter, const QRectF &where, const QColor &fill, const QPen &pen) {
    const double radius = std::min<double>(cornerRadius, where.height() / 4);
    painter.setPen(pen);
    painter.setBrush(fill);
    painter.drawRoundedRect(where.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

double NodePainter::text(QPainter &painter, const QRectF &where, const QString &words, const QFont &font, const QColor &color, Qt::Alignment alignment) {
    const QFontMetricsF metrics(font);
    double width = metrics.horizontalAdvance(words);
    QString shown = words;
    if (width > where.width()) {
        // "worker-107" is told from its siblings by its end.
        const bool numbered = !words.isEmpty() && words.back().isDigit();
        const bool narrow = where.width() < 8 * row_;
        shown = metrics.elidedText(words, !numbered ? Qt::ElideRight : narrow ? Qt::ElideLeft : Qt::ElideMiddle, where.width());
        width = where.width();
    }
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(where, int(alignment | Qt::AlignVCenter | Qt::TextSingleLine), shown);
    return width;
}

QColor NodePainter::colorOf(const TopologyNode &process) const {
    if (process.isDead())
        return theme_.color(process.endedBadly() ? Token::stateDead : Token::stateIdle);
    return process.isBlocked ? theme_.color(Token::stateBlocked) : theme_.colorFor(process.state);
}

} // namespace poolscope::ui
