// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/look/wait_words.h"
#include "app/poolscope-cli/words/messages.h"

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
    // Without the right to see calls there is only where in the kernel a thread sleeps; that is said, and no more.
    void of_a_wait_that_may_not_be_seen_its_kind_is_said() {
        const Messages text(Language::english);
        const auto words = [&](const char *channel) {
            observe::ProcessView process;
            observe::ThreadView thread;
            thread.state.letter = 'S';
            thread.state.wait_channel = channel;
            thread.block.kind = observe::BlockKind::unseen;
            return wait_words(text, {}, {}, process, thread);
        };
        for (const char *channel : {"futex_do_wait", "futex_wait_queue", "futex_wait_queue_me"})
            QVERIFY(words(channel).starts_with("waits for a lock in memory; which one"));
        for (const char *channel : {"poll_schedule_timeout.constprop.0", "do_epoll_wait", "ep_poll", "do_select"})
            QVERIFY(words(channel).starts_with("waits for something on its descriptors"));
        for (const char *channel : {"unix_stream_read_generic", "__skb_wait_for_more_packets", "sk_wait_data", "inet_csk_accept"})
            QVERIFY(words(channel).starts_with("waits at a socket"));
        QCOMPARE(words(""), std::string("sleeps; on what may not be seen"));
        QCOMPARE(words("jbd2_log_wait_commit"), std::string("sleeps; on what may not be seen"));
    }
    void an_error_becomes_a_sentence() {
        const Messages text(Language::english);
        QCOMPARE(text.sentence({ErrorCode::os, ENOSPC, "write", "/x"}), std::string("/x: no room is left on the disk."));
        QCOMPARE(text.sentence({ErrorCode::os, ENOENT, "create", "/x/y"}), std::string("Its folder does not exist: /x/y."));
        QCOMPARE(text.sentence({ErrorCode::os, EIO, "write", "/x"}), std::string("write failed on /x: Input/output error."));
        QCOMPARE(Messages(Language::korean).sentence({ErrorCode::os, EIO, "write", "/x"}), std::string("/x: Input/output error (write)."));
        QCOMPARE(text.sentence({ErrorCode::not_found, 0, "open", "/x"}), std::string("Not found: /x."));
        QCOMPARE(text.end_of(-9), std::string("killed by SIGKILL"));
        QCOMPARE(text.end_of(3), std::string("exit code 3"));
    }
};

QTEST_APPLESS_MAIN(MessagesTest)
#include "cli_messages_test.moc"
