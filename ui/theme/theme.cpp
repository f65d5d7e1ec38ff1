// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMetaType>

#include <algorithm>

namespace poolscope::ui {
namespace {

constexpr std::array<const char *, tokenCount> tokenNames = {
    "surface",      "surfaceRaised", "surfaceSunken", "hover",        "selection",      "border",      "borderStrong",
    "text",         "textDim",       "textOnAccent",  "accent",       "stateRunning",   "stateWaiting", "stateBlocked",
    "stateDead",    "stateIdle",     "methodSpawn",   "methodFork",   "methodForkserver", "findingError", "findingWarning",
    "findingNote",  "codeKeyword",   "codeString",    "codeNumber",   "codeComment",    "codeFunction", "codeType",
};

Failure badTable(std::string detail) {
    return failure(ErrorCode::malformed, "read palette", std::move(detail));
}

Result<QColor> colorOf(const QJsonValue &value, const char *name) {
    const QColor color(value.toString());
    if (!value.isString() || !color.isValid())
        return badTable(std::string(name) + " is no colour like \"#8fa8ff\"");
    return color;
}

QByteArray builtInTable(Scheme scheme) {
    QFile file(scheme == Scheme::dark ? QStringLiteral(":/poolscope/palettes/dark.json")
                                      : QStringLiteral(":/poolscope/palettes/light.json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

Activity activityOf(ProcessState state) {
    switch (state) {
    case ProcessState::running:
        return Activity::running;
    case ProcessState::waiting:
        return Activity::waiting;
    case ProcessState::stopped:
        return Activity::blocked;
    case ProcessState::zombie:
    case ProcessState::dead:
        return Activity::dead;
    case ProcessState::unknown:
    case ProcessState::starting:
    case ProcessState::sleeping:
        break;
    }
    return Activity::idle;
}

Theme Theme::builtIn(Scheme scheme) {
    auto theme = fromJson(builtInTable(scheme));
    Q_ASSERT_X(theme.has_value(), "Theme::builtIn", theme ? "" : theme.error().detail.c_str());
    return *std::move(theme);
}

Result<Theme> Theme::fromJson(const QByteArray &json) {
    QJsonParseError parsing;
    const QJsonObject table = QJsonDocument::fromJson(json, &parsing).object();
    if (parsing.error != QJsonParseError::NoError)
        return badTable(parsing.errorString().toStdString() + " at byte " + std::to_string(parsing.offset));

    Theme theme;
    const QString scheme = table.value(QLatin1String("scheme")).toString();
    if (scheme != QLatin1String("dark") && scheme != QLatin1String("light"))
        return badTable("scheme is neither \"light\" nor \"dark\"");
    theme.scheme_ = scheme == QLatin1String("dark") ? Scheme::dark : Scheme::light;

    const QJsonObject tokens = table.value(QLatin1String("tokens")).toObject();
    for (std::size_t i = 0; i < tokenCount; ++i) {
        POOLSCOPE_ASSIGN(theme.colors_[i], colorOf(tokens.value(QLatin1String(tokenNames[i])), tokenNames[i]));
    }
    for (const QJsonValue hue : table.value(QLatin1String("identity")).toArray()) {
        POOLSCOPE_ASSIGN(const QColor color, colorOf(hue, "identity"));
        theme.identity_.push_back(color);
    }
    for (const QJsonValue step : table.value(QLatin1String("identitySteps")).toArray())
        theme.identitySteps_.push_back(step.toInt());
    if (theme.identity_.empty() || theme.identitySteps_.empty())
        return badTable("identity and identitySteps must not be empty");
    return theme;
}

QColor Theme::colorFor(Activity activity) const {
    switch (activity) {
    case Activity::running:
        return color(Token::stateRunning);
    case Activity::waiting:
        return color(Token::stateWaiting);
    case Activity::blocked:
        return color(Token::stateBlocked);
    case Activity::idle:
        return color(Token::stateIdle);
    case Activity::dead:
        return color(Token::stateDead);
    }
    return color(Token::stateIdle);
}

QColor Theme::colorFor(StartMethod method) const {
    switch (method) {
    case StartMethod::spawn:
        return color(Token::methodSpawn);
    case StartMethod::fork:
        return color(Token::methodFork);
    case StartMethod::forkserver:
        return color(Token::methodForkserver);
    case StartMethod::none:
        break;
    }
    return color(Token::textDim);
}

QColor Theme::identityColor(int ordinal) const {
    const std::size_t place = static_cast<std::size_t>(std::max(ordinal, 0));
    const QColor hue = identity_[place % identity_.size()];
    const double step = identitySteps_[place / identity_.size() % identitySteps_.size()] / 100.0;
    return QColor::fromHslF(hue.hslHueF(), hue.hslSaturationF(),
                            std::clamp(hue.lightnessF() + float(step), 0.1F, 0.9F));
}

QColor Theme::mixed(const QColor &color, const QColor &over, double share) {
    const auto blend = [share](float above, float below) { return float(above * share + below * (1 - share)); };
    return QColor::fromRgbF(blend(color.redF(), over.redF()), blend(color.greenF(), over.greenF()),
                            blend(color.blueF(), over.blueF()));
}

QPalette Theme::palette() const {
    const QColor raised = color(Token::surfaceRaised), text = color(Token::text), dim = color(Token::textDim);
    QPalette palette(color(Token::hover), color(Token::surface));
    const auto set = [&palette](QPalette::ColorRole role, const QColor &value) {
        palette.setColor(QPalette::All, role, value);
    };
    set(QPalette::Window, color(Token::surface));
    set(QPalette::WindowText, text);
    set(QPalette::Base, raised);
    set(QPalette::AlternateBase, mixed(color(Token::hover), raised, 0.4));
    set(QPalette::Text, text);
    set(QPalette::PlaceholderText, dim);
    set(QPalette::Button, raised);
    set(QPalette::ButtonText, text);
    set(QPalette::BrightText, color(Token::stateDead));
    set(QPalette::ToolTipBase, raised);
    set(QPalette::ToolTipText, text);
    set(QPalette::Highlight, color(Token::selection));
    set(QPalette::HighlightedText, text);
    set(QPalette::Link, color(Token::accent));
    set(QPalette::LinkVisited, color(Token::accent));
    set(QPalette::Light, color(Token::hover));
    set(QPalette::Midlight, color(Token::hover));
    set(QPalette::Mid, color(Token::border));
    set(QPalette::Dark, color(Token::borderStrong));
    set(QPalette::Shadow, color(Token::surfaceSunken));
    const QColor disabled = mixed(dim, color(Token::surface), 0.7);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, disabled);
    return palette;
}

QString Theme::styleSheet() const {
    QFile file(QStringLiteral(":/poolscope/palettes/workbench.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    for (std::size_t i = 0; i < tokenCount; ++i)
        sheet.replace(QLatin1Char('@') + QLatin1String(tokenNames[i]) + QLatin1Char('@'), colors_[i].name());
    sheet.replace(QLatin1String("@scheme@"), isDark() ? QLatin1String("dark") : QLatin1String("light"));
    return sheet;
}

} // namespace poolscope::ui
