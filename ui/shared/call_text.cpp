// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/call_text.h"

#include "engine/core/telemetry/event.h"
#include "engine/core/wire/preview/call_text.h"

namespace poolscope::ui {
namespace {

QString oneLine(const std::string &text) {
    return QString::fromStdString(text).replace(QLatin1Char('\n'), QLatin1Char(' '));
}

QString shortened(const QString &line, qsizetype maximum) {
    return line.size() <= maximum ? line : line.left(maximum - 1) + QChar(0x2026);
}

} // namespace

QString payloadText(std::string_view payload, bool truncated, qsizetype maximum) {
    return payload.empty() ? QString() : shortened(oneLine(message_text(payload, truncated, std::size_t(maximum) * 4)), maximum);
}

QString resultText(std::string_view result, bool truncated, qsizetype maximum) {
    return result.empty() ? QString() : shortened(oneLine(result_text(result, truncated, std::size_t(maximum) * 4)), maximum);
}

QString callText(std::string_view call, std::size_t maximum) {
    return oneLine(call_text(call, call.size() >= telemetry::payload_limit, maximum));
}

QString functionOf(std::string_view call) {
    return QString::fromStdString(function_of(call, call.size() >= telemetry::payload_limit));
}

} // namespace poolscope::ui
