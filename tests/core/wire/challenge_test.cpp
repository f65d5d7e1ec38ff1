// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/wire/challenge.h"
#include "tests/core/wire/hex.h"

#include <QTest>

using namespace poolscope;

namespace {

constexpr std::string_view key = "secret";

std::string nonce(int first, int count) {
    std::string bytes;
    for (int i = 0; i < count; ++i)
        bytes += static_cast<char>(first + i);
    return bytes;
}

std::string modern(int first) {
    return make_challenge(ChallengeStyle::modern, nonce(first, 40));
}

std::string legacy(int first) {
    return make_challenge(ChallengeStyle::legacy, nonce(first, 20));
}

} // namespace

class ChallengeTest : public QObject {
    Q_OBJECT
private slots:
    void answers_are_those_of_cpython() {
        QCOMPARE(modern(0).size(), std::size_t{0x3b});
        QCOMPARE(*answer_challenge(key, modern(0)),
                 "{sha256}" + hex("fc57fbe650d6124b98215e7b5d197d5807ad69982d275a9735ea2d56f1fa6989"));
        QCOMPARE(*answer_challenge(key, modern(0x64)),
                 "{sha256}" + hex("ae0e87a78d52303bf1858025a924cf0bbdd4d462272cff778bea41045078e86a"));
        QCOMPARE(legacy(0).size(), std::size_t{0x1f});
        QCOMPARE(*answer_challenge(key, legacy(0)), hex("7defa9cc46abc3583325d17ccda75190"));
        QCOMPARE(*answer_challenge(key, legacy(0x64)), hex("5f9f891a641f27a6cbc56977af884b59"));
    }
    void an_old_client_answers_a_modern_challenge_with_md5() {
        QVERIFY(verify_answer(key, modern(0), hex("8e48d2bb349b4b72b9382999ed5b62eb")));
        QVERIFY(verify_answer(key, modern(0x64), hex("8151cd4c7af4d387ed2d53bddc335275")));
    }
    void every_digest_of_cpython_is_accepted() {
        for (const Digest digest : {Digest::md5, Digest::sha256, Digest::sha384, Digest::sha3_256, Digest::sha3_384}) {
            const std::string name = "{" + std::string(to_string(digest)) + "}";
            const std::string challenge = std::string(challenge_mark) + name + nonce(1, 40);
            const auto answer = answer_challenge(key, challenge);
            QVERIFY(answer && answer->starts_with(name));
            QVERIFY(verify_answer(key, challenge, *answer));
            QVERIFY(verify_answer(key, modern(0), name + *hmac(digest, key, modern(0).substr(challenge_mark.size()))));
        }
    }
    void a_fresh_challenge_is_answered_and_verified() {
        for (const ChallengeStyle style : {ChallengeStyle::modern, ChallengeStyle::legacy}) {
            const std::string challenge = *make_challenge(style);
            QVERIFY(verify_answer(key, challenge, *answer_challenge(key, challenge)));
            QVERIFY(challenge != *make_challenge(style));
        }
    }
    void an_empty_key_is_a_key() {
        const auto answer = answer_challenge("", modern(0));
        QVERIFY(verify_answer("", modern(0), *answer));
        QVERIFY(!verify_answer(key, modern(0), *answer));
    }
    void what_is_wrong_is_refused_data() {
        QTest::addColumn<QByteArray>("answer");
        const std::string good = *answer_challenge(key, modern(0));
        const auto row = [](const char *name, const std::string &answer) {
            QTest::newRow(name) << QByteArray::fromStdString(answer);
        };
        row("another key", *answer_challenge("other", modern(0)));
        row("another challenge", *answer_challenge(key, modern(1)));
        row("cut", good.substr(0, good.size() - 1));
        row("longer", good + "x");
        row("only the name", "{sha256}");
        row("empty", "");
        row("unknown digest", "{crc32}" + good.substr(8));
        row("unfinished name", "{sha256");
        row("name of another length", "{sha384}" + good.substr(8));
        row("zeros", std::string(16, '\0'));
    }
    void what_is_wrong_is_refused() {
        QFETCH(QByteArray, answer);
        const Status status = verify_answer(key, modern(0), answer.toStdString());
        QVERIFY(!status);
        QVERIFY(status.error().code == ErrorCode::authentication);
    }
    void only_a_challenge_is_answered() {
        for (const std::string &message : {std::string("hello"), std::string(challenge_mark) + nonce(0, 19),
                                           std::string(challenge_mark) + nonce(0, 40),
                                           std::string(challenge_mark) + "{crc32}" + nonce(0, 40), std::string()})
            QVERIFY(answer_challenge(key, message).error().code == ErrorCode::authentication);
    }
    void welcome_and_failure_are_told_apart() {
        QVERIFY(verify_welcome("#WELCOME#"));
        QVERIFY(verify_welcome(hex("234641494c55524523")).error().code == ErrorCode::authentication);
        QVERIFY(verify_welcome("").error().code == ErrorCode::authentication);
    }
    void a_missing_library_is_an_error_that_says_what_to_install() {
        const auto library = CryptoLibrary::open("libcrypto-that-is-not-there.so.3");
        QVERIFY(!library);
        QVERIFY(library.error().code == ErrorCode::unsupported);
        QVERIFY(library.error().detail.find("libssl3") != std::string::npos);
    }
    void another_library_is_no_crypto_library() {
        const auto library = CryptoLibrary::open("libc.so.6");
        QVERIFY(!library);
        QVERIFY(library.error().code == ErrorCode::unsupported);
    }
};

QTEST_APPLESS_MAIN(ChallengeTest)
#include "challenge_test.moc"
