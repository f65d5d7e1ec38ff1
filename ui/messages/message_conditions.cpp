// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/messages/message_conditions.h"

#include "ui/messages/message_model.h"
#include "ui/shared/call_text.h"

namespace poolscope::ui {
namespace {

QString processCondition(const char *end, ProcessKey key) {
    return QStringLiteral("%1.pid == %2").arg(QLatin1String(end)).arg(key.pid);
}

QString channelCondition(ObjectId id, const state::State &state) {
    const state::ChannelRow *channel = state.channel(id);
    if (!channel)
        return {};
    return channel->name.empty() ? QStringLiteral("channel.kind == %1").arg(QString::fromUtf8(to_string(channel->kind).data()))
                                 : QStringLiteral("channel == %1").arg(quotedText(channel->name));
}

} // namespace

QString streamCondition(const state::MessageRow &message, const state::State &state) {
    QStringList parts{channelCondition(message.channel, state)};
    if (message.from)
        parts << (message.to ? QStringLiteral("from.pid in {%1, %2}").arg(message.from.pid).arg(message.to.pid) : QStringLiteral("from.pid == %1").arg(message.from.pid));
    // One that is still on its way may come to anybody.
    if (message.from && message.to)
        parts << QStringLiteral("(in_flight || to.pid in {%1, %2})").arg(message.from.pid).arg(message.to.pid);
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" && "));
}

QString quotedText(const std::string &text) {
    QString written = QString::fromStdString(text);
    written.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('"'), QLatin1String("\\\""));
    return QLatin1Char('"') + written + QLatin1Char('"');
}

QStringList conditionsFor(const state::MessageRow &message, int column, const state::State &state) {
    QStringList conditions;
    const QString function = functionOf(message.payload);
    switch (column) {
    case MessageModel::Size:
        conditions << QStringLiteral("bytes == %1").arg(message.bytes) << QStringLiteral("bytes >= %1").arg(message.bytes);
        break;
    case MessageModel::Preview:
        if (const QString preview = payloadText(message.payload, message.truncated, 60); !preview.isEmpty() && !preview.endsWith(QChar(0x2026)))
            conditions << QStringLiteral("preview == %1").arg(quotedText(preview.toStdString()));
        break;
    case MessageModel::Operation:
        conditions << (message.dropped ? QStringLiteral("dropped") : message.received_sequence ? QStringLiteral("kind == message_received")
                                                                                               : QStringLiteral("in_flight"));
        break;
    case MessageModel::Waited:
        if (message.sent_ns && message.received_ns)
            conditions << QStringLiteral("wait >= %1us").arg((message.received_ns - message.sent_ns) / 1000);
        break;
    default:
        break;
    }
    if (const QString channel = channelCondition(message.channel, state); !channel.isEmpty())
        conditions << channel;
    if (message.from)
        conditions << processCondition("from", message.from);
    if (message.to)
        conditions << processCondition("to", message.to);
    if (!function.isEmpty())
        conditions << QStringLiteral("task.function == %1").arg(quotedText(function.toStdString()));
    return conditions;
}

} // namespace poolscope::ui
