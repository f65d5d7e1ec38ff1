// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/host/protocol.h"

#include <QTest>
#include <random>

using namespace poolscope;
using namespace poolscope::host;

class ProtocolTest : public QObject {
    Q_OBJECT
private slots:
    void frames_come_out_as_they_went_in() {
        const std::string bytes = encode_frame(FrameType::hello, "{}") + encode_frame(FrameType::events, std::string(70'000, '\0')) +
                                  encode_frame(FrameType::bye, "");
        FrameReader reader;
        reader.feed(bytes);
        const auto hello = reader.next();
        QVERIFY(hello && *hello && (*hello)->type == FrameType::hello && (*hello)->body == "{}");
        const auto events = reader.next();
        QVERIFY(events && *events && (*events)->type == FrameType::events && (*events)->body.size() == 70'000);
        const auto bye = reader.next();
        QVERIFY(bye && *bye && (*bye)->type == FrameType::bye && (*bye)->body.empty());
        QVERIFY(reader.next() && !*reader.next());
        QCOMPARE(reader.pending(), std::size_t(0));
    }
    void a_stream_may_be_cut_anywhere() {
        std::string bytes;
        for (int i = 0; i < 2'000; ++i)
            bytes += encode_frame(FrameType::events, std::string(static_cast<std::size_t>(i % 700), static_cast<char>(i)));
        std::mt19937 random(1);
        FrameReader reader;
        int frames = 0;
        for (std::size_t at = 0; at < bytes.size();) {
            const std::size_t length = std::min<std::size_t>(random() % 900, bytes.size() - at);
            reader.feed(std::string_view(bytes).substr(at, length));
            at += length;
            while (true) {
                const auto frame = reader.next();
                QVERIFY(frame.has_value());
                if (!*frame)
                    break;
                QCOMPARE((*frame)->body, std::string(static_cast<std::size_t>(frames % 700), static_cast<char>(frames)));
                ++frames;
            }
        }
        QCOMPARE(frames, 2'000);
    }
    void an_unfinished_frame_is_known_at_end_of_file() {
        FrameReader reader;
        reader.feed(encode_frame(FrameType::result, "{}").substr(0, 6));
        QVERIFY(reader.next() && !*reader.next());
        QCOMPARE(reader.pending(), std::size_t(6));
    }
    void a_header_that_cannot_be_is_an_error_for_good_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        QTest::newRow("length 0") << QByteArray("\0\0\0\0", 4) << int(ErrorCode::malformed);
        QTest::newRow("17 MiB") << QByteArray("\0\0\x10\x01\x02", 5) << int(ErrorCode::too_large);
        QTest::newRow("4 GiB") << QByteArray("\xff\xff\xff\xff", 4) << int(ErrorCode::too_large);
        QTest::newRow("type 77") << QByteArray("\x02\0\0\0\x4d", 5) << int(ErrorCode::malformed);
    }
    void a_header_that_cannot_be_is_an_error_for_good() {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        FrameReader reader;
        reader.feed(bytes.toStdString());
        QVERIFY(!reader.next());
        QCOMPARE(int(reader.next().error().code), code);
        reader.feed(encode_frame(FrameType::hello, "{}"));
        QCOMPARE(int(reader.next().error().code), code);
    }
    void random_bytes_never_do_harm() {
        std::mt19937 random(7);
        int refused = 0;
        for (int round = 0; round < 2'000; ++round) {
            FrameReader reader;
            std::string bytes(64, '\0');
            for (char &byte : bytes)
                byte = static_cast<char>(random());
            reader.feed(bytes);
            refused += !reader.next();
        }
        QVERIFY(refused > 1'900);
    }
};

QTEST_APPLESS_MAIN(ProtocolTest)
#include "protocol_test.moc"
