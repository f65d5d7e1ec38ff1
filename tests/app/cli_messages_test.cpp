// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/messages.h"

#include <QTest>
#include <set>

using namespace poolscope;
using namespace poolscope::cli;

namespace {

std::size_t placeholders(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1))
        ++count;
    return count;
}

bool has_hangul(std::string_view text) {
    const QString words = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    return std::any_of(words.begin(), words.end(), [](QChar c) { return c.unicode() >= 0xAC00 && c.unicode() <= 0xD7A3; });
}

} // namespace

class MessagesTest : public QObject {
    Q_OBJECT
private slots:
    void both_languages_take_the_same_values() {
        for (int id = 0; id < static_cast<int>(Text::count); ++id) {
            const auto english = Messages(Language::english).raw(static_cast<Text>(id));
            const auto korean = Messages(Language::korean).raw(static_cast<Text>(id));
            QVERIFY2(!english.empty() && !korean.empty(), qPrintable(QString::number(id)));
            QVERIFY2(placeholders(english) == placeholders(korean), english.data());
        }
    }
    void sentences_are_translated() {
        int translated = 0, with_letters = 0;
        for (int id = 0; id < static_cast<int>(Text::count); ++id) {
            const auto english = Messages(Language::english).raw(static_cast<Text>(id));
            const bool has_words = std::count_if(english.begin(), english.end(), [](char c) { return c >= 'a' && c <= 'z'; }) > 14;
            with_letters += has_words;
            translated += has_words && has_hangul(Messages(Language::korean).raw(static_cast<Text>(id)));
        }
        QVERIFY(with_letters > 60);
        QCOMPARE(translated, with_letters);
    }
    void the_language_is_that_of_the_environment_data() {
        QTest::addColumn<QByteArray>("lc_all");
        QTest::addColumn<QByteArray>("lc_messages");
        QTest::addColumn<QByteArray>("lang");
        QTest::addColumn<bool>("korean");
        QTest::newRow("none") << QByteArray() << QByteArray() << QByteArray() << false;
        QTest::newRow("LANG") << QByteArray() << QByteArray() << QByteArray("ko_KR.UTF-8") << true;
        QTest::newRow("LC_MESSAGES wins") << QByteArray() << QByteArray("en_US.UTF-8") << QByteArray("ko_KR.UTF-8") << false;
        QTest::newRow("LC_ALL wins") << QByteArray("ko") << QByteArray("en_US.UTF-8") << QByteArray("C") << true;
        QTest::newRow("unknown is English") << QByteArray("C.UTF-8") << QByteArray("ko") << QByteArray("ko") << false;
    }
    void the_language_is_that_of_the_environment() {
        QFETCH(QByteArray, lc_all);
        QFETCH(QByteArray, lc_messages);
        QFETCH(QByteArray, lang);
        QFETCH(bool, korean);
        qputenv("LC_ALL", lc_all);
        qputenv("LC_MESSAGES", lc_messages);
        qputenv("LANG", lang);
        QCOMPARE(language_of_environment() == Language::korean, korean);
    }
    void an_error_becomes_a_sentence() {
        const Messages text(Language::english);
        QCOMPARE(text.sentence({ErrorCode::os, ENOSPC, "write", "/x"}), std::string("write failed on /x: No space left on device."));
        QCOMPARE(text.sentence({ErrorCode::not_found, 0, "open", "/x"}), std::string("Not found: /x."));
        QCOMPARE(text.end_of(-9), std::string("killed by SIGKILL"));
        QCOMPARE(text.end_of(3), std::string("exit code 3"));
    }
};

QTEST_APPLESS_MAIN(MessagesTest)
#include "cli_messages_test.moc"
