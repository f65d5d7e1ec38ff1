// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/call_text.h"

#include "engine/core/wire/pickle_reader.h"
#include "engine/core/wire/preview.h"
#include "engine/core/wire/value.h"

namespace poolscope::ui {
namespace {

QString oneLine(const std::string &text) {
    return QString::fromStdString(text).replace(QLatin1Char('\n'), QLatin1Char(' '));
}

QString bytesAsText(std::string_view bytes, std::size_t maximum) {
    return oneLine(Value(Bytes{std::string(bytes)}).repr(maximum));
}

// (function name, arguments) with anything behind it; null when the value is something else.
const Tuple *callIn(const Value &value) {
    const Tuple *call = value.get_if<Tuple>();
    return call && !call->items.empty() && (call->items[0].is<std::string>() || call->items[0].is<Global>()) ? call
                                                                                                            : nullptr;
}

QString functionName(const Value &value) {
    if (const auto *global = value.get_if<Global>())
        return QString::fromStdString(global->name);
    return QString::fromStdString(*value.get_if<std::string>());
}

} // namespace

QString payloadText(std::string_view payload, bool truncated, qsizetype maximum) {
    if (payload.empty())
        return {};
    const QString line = oneLine(preview(payload, truncated).line);
    return line.size() <= maximum ? line : line.left(maximum - 1) + QChar(0x2026);
}

QString callText(std::string_view call, std::size_t maximum) {
    const auto decoded = decode_prefix(call);
    if (!decoded)
        return bytesAsText(call, maximum);
    const Tuple *tuple = callIn(decoded->value);
    if (!tuple)
        return oneLine(decoded->value.repr(maximum));
    QString arguments = QStringLiteral("…");
    if (tuple->items.size() > 1) {
        arguments = oneLine(tuple->items[1].repr(maximum));
        if (tuple->items[1].is<Tuple>() && arguments.startsWith(QLatin1Char('(')) && arguments.endsWith(QLatin1Char(')')))
            arguments = arguments.mid(1, arguments.size() - 2);
        if (arguments.endsWith(QLatin1Char(',')))
            arguments.chop(1);
    }
    return functionName(tuple->items[0]) + QLatin1Char('(') + arguments + QLatin1Char(')');
}

QString functionOf(std::string_view call) {
    const auto decoded = decode_prefix(call);
    const Tuple *tuple = decoded ? callIn(decoded->value) : nullptr;
    return tuple ? functionName(tuple->items[0]) : QString();
}

} // namespace poolscope::ui
