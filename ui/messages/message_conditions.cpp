// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/messages/message_conditions.h"

#include "ui/messages/message_model.h"
#include "ui/shared/call_text.h"

namespace poolscope::ui {
namespace {

QString processCondition(const char *end, ProcessKey key) {
    return QStringLiteral("%1.pid == %2").arg(QLatin1String(end)).arg(key.pid);
}

} // namespace

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
    if (const state::ChannelRow *channel = state.channel(message.channel); channel && !channel->name.empty())
        conditions << QStringLiteral("channel == %1").arg(quotedText(channel->name));
    else if (channel)
        conditions << QStringLiteral("channel.kind == %1").arg(QString::fromUtf8(to_string(channel->kind).data()));
    if (message.from)
        conditions << processCondition("from", message.from);
    if (message.to)
        conditions << processCondition("to", message.to);
    if (!function.isEmpty())
        conditions << QStringLiteral("task.function == %1").arg(quotedText(function.toStdString()));
    return conditions;
}

} // namespace poolscope::ui
