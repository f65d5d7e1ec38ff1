// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/contrast.h"
#include "ui/theme/identities.h"
#include "ui/theme/metrics.h"
#include "ui/theme/symbolic_icon.h"
#include "ui/theme/terminal_palette.h"
#include "ui/theme/theme_provider.h"

#include <QApplication>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace poolscope;
using namespace poolscope::ui;

namespace {

QByteArray table(const char *scheme) {
    QFile file(QStringLiteral(":/poolscope/palettes/%1.json").arg(QLatin1String(scheme)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class ThemeTest : public QObject {
    Q_OBJECT
private slots:
    void both_tables_are_whole() {
        for (const char *scheme : {"light", "dark"}) {
            const auto theme = Theme::fromJson(table(scheme));
            QVERIFY2(theme, theme ? "" : theme.error().detail.c_str());
        }
    }

    void a_table_with_a_missing_token_is_refused_by_name() {
        const auto theme = Theme::fromJson(table("dark").replace("\"accent\"", "\"akzent\""));
        QVERIFY(!theme);
        QCOMPARE(theme.error().code, ErrorCode::malformed);
        QVERIFY(theme.error().detail.find("accent") != std::string::npos);
    }

    void bytes_that_are_no_table_are_refused() {
        QVERIFY(!Theme::fromJson("\xff\x00 nonsense"));
        QVERIFY(!Theme::fromJson("{}"));
    }

    void text_and_states_can_be_read_on_every_surface() {
        for (const Scheme scheme : {Scheme::light, Scheme::dark}) {
            const Theme theme = Theme::builtIn(scheme);
            for (const Token surface : {Token::surface, Token::surfaceRaised, Token::surfaceSunken, Token::selection}) {
                const QColor below = theme.color(surface);
                QVERIFY(contrast(theme.color(Token::text), below) >= 7.0);
                QVERIFY(contrast(theme.color(Token::textDim), below) >= 4.5 - (surface == Token::selection ? 0.9 : 0));
                for (int state = 0; state <= int(ProcessState::dead); ++state)
                    QVERIFY(contrast(theme.colorFor(ProcessState(state)), below) >= 3.0);
            }
            for (int method = 1; method <= int(StartMethod::forkserver); ++method)
                QVERIFY(contrast(theme.colorFor(StartMethod(method)), theme.color(Token::surfaceRaised)) >= 4.5);
            QVERIFY(contrast(theme.color(Token::textOnAccent), theme.color(Token::accent)) >= 4.5);
        }
    }

    void the_colours_of_a_terminal_can_be_read_in_either_theme() {
        for (const Scheme scheme : {Scheme::light, Scheme::dark}) {
            const Theme theme = Theme::builtIn(scheme);
            for (int colour = 0; colour < TerminalPalette::colorCount; ++colour)
                QVERIFY2(contrast(TerminalPalette::of(scheme).color(colour), theme.color(Token::surfaceRaised)) >= 4.5, qPrintable(QString::number(colour)));
        }
    }

    void the_first_twenty_one_identities_all_differ() {
        for (const Scheme scheme : {Scheme::light, Scheme::dark}) {
            const Theme theme = Theme::builtIn(scheme);
            std::set<QRgb> hues;
            for (int ordinal = 0; ordinal < 21; ++ordinal)
                hues.insert(theme.identityColor(ordinal).rgb());
            QCOMPARE(hues.size(), std::size_t(21));
            QVERIFY(theme.identityColor(-1).isValid());
            QVERIFY(theme.identityColor(100000).isValid());
        }
    }

    void a_process_keeps_its_ordinal_and_a_reused_pid_gets_another() {
        Identities identities;
        const ProcessKey first{4201, 10}, reused{4201, 99};
        QCOMPARE(identities.ordinalOf(first), 0);
        QCOMPARE(identities.ordinalOf(reused), 1);
        QCOMPARE(identities.ordinalOf(first), 0);
        QCOMPARE(identities.ordinalOf(QStringLiteral("square")), 0);
        identities.clear();
        QCOMPARE(identities.ordinalOf(reused), 0);
    }

    void the_style_sheet_has_no_token_left_unfilled() {
        const QString sheet = Theme::builtIn(Scheme::dark).styleSheet();
        QVERIFY(!sheet.isEmpty());
        QVERIFY(!sheet.contains(QLatin1Char('@')));
    }

    void every_icon_draws_something_in_the_colour_asked_for() {
        const QStringList names = symbolicIconNames();
        for (const char *needed : {"run", "pause", "step", "stop", "record", "role-main", "role-worker", "role-forkserver",
                                   "role-tracker", "role-zygote", "role-host", "kill", "live", "filter", "search", "lesson",
                                   "attach", "queue", "pipe", "lock", "task", "warning", "finding"})
            QVERIFY2(names.contains(QLatin1String(needed)), needed);
        for (const QString &name : names) {
            if (name == QLatin1String("poolscope"))
                continue;
            const QImage image = symbolicIcon(name, Qt::red).pixmap(16, 16).toImage();
            int coloured = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x) {
                    const QColor pixel = image.pixelColor(x, y);
                    coloured += pixel.alpha() > 128;
                    QVERIFY2(pixel.alpha() < 200 || (pixel.red() > 200 && pixel.green() < 60), qPrintable(name));
                }
            QVERIFY2(coloured >= 4, qPrintable(name));
        }
    }

    void an_icon_follows_the_text_colour_without_being_made_anew() {
        const QIcon icon = symbolicIcon(QStringLiteral("stop"));
        ThemeProvider provider(SchemeChoice::light);
        provider.applyTo(*qApp);
        const QColor light = icon.pixmap(16, 16).toImage().pixelColor(8, 8);
        QSignalSpy changed(&provider, &ThemeProvider::changed);
        provider.setChoice(SchemeChoice::dark);
        QCOMPARE(changed.count(), 1);
        const QColor dark = icon.pixmap(16, 16).toImage().pixelColor(8, 8);
        QCOMPARE(light.rgb(), Theme::builtIn(Scheme::light).color(Token::text).rgb());
        QCOMPARE(dark.rgb(), Theme::builtIn(Scheme::dark).color(Token::text).rgb());
    }

    void tabular_figures_have_one_width() {
        const QFontMetricsF metrics(tabularFont());
        for (char16_t figure = u'1'; figure <= u'9'; ++figure)
            QCOMPARE(metrics.horizontalAdvance(QChar(figure)), metrics.horizontalAdvance(u'0'));
    }
};

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
