// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/wire/framing.h"
#include "tests/core/wire/hex.h"

#include <QTest>

using namespace poolscope;

class FramingTest : public QObject {
    Q_OBJECT
private slots:
    void frames_are_those_of_cpython() {
        std::string out;
        append_frame(out, "");
        append_frame(out, "abc");
        QCOMPARE(out, hex("0000000000000003616263"));
        QCOMPARE(std::string(frame_header(0x7fffffff).view()), hex("7fffffff"));
        QCOMPARE(std::string(frame_header(0x80000000).view()), hex("ffffffff0000000080000000"));
        QCOMPARE(std::string(frame_header(0x123456789a).view()), hex("ffffffff000000123456789a"));
    }
    void messages_come_out_however_the_stream_is_cut() {
        std::string stream;
        const std::string bodies[] = {"", "abc", std::string(1000, 'x'), "last"};
        for (const std::string &body : bodies)
            append_frame(stream, body);
        for (const std::size_t step : {std::size_t{1}, std::size_t{3}, std::size_t{500}, stream.size()}) {
            FrameDecoder decoder;
            std::vector<std::string> got;
            for (std::size_t at = 0; at < stream.size(); at += step) {
                decoder.feed(std::string_view(stream).substr(at, step));
                for (auto message = decoder.next(); *message; message = decoder.next())
                    got.emplace_back(**message);
            }
            QVERIFY(std::equal(got.begin(), got.end(), std::begin(bodies), std::end(bodies)));
            QVERIFY(!decoder.has_partial());
            QCOMPARE(decoder.missing(), std::uint64_t{0});
        }
    }
    void a_partial_message_is_told_with_what_it_lacks() {
        FrameDecoder decoder;
        decoder.feed(hex("0000"));
        QVERIFY(!*decoder.next());
        QVERIFY(decoder.has_partial());
        QCOMPARE(decoder.missing(), std::uint64_t{2});
        decoder.feed(hex("000a616263"));
        QVERIFY(!*decoder.next());
        QCOMPARE(decoder.pending(), std::size_t{7});
        QCOMPARE(decoder.missing(), std::uint64_t{7});
        QCOMPARE(std::string(decoder.partial_body()), std::string("abc"));
    }
    void the_long_form_is_understood() {
        FrameDecoder decoder;
        decoder.feed(hex("ffffffff00000000"));
        QVERIFY(!*decoder.next());
        QCOMPARE(decoder.missing(), std::uint64_t{4});
        decoder.feed(hex("00000003616263"));
        QCOMPARE(std::string(**decoder.next()), std::string("abc"));
    }
    void a_negative_length_ends_the_stream() {
        for (const char *header : {"fffffffe", "80000000"}) {
            FrameDecoder decoder;
            decoder.feed(hex(header));
            QVERIFY(decoder.next().error().code == ErrorCode::malformed);
            decoder.feed(hex("00000000"));
            QVERIFY(decoder.next().error().code == ErrorCode::malformed);
        }
    }
    void a_length_above_the_maximum_is_refused_before_its_body_comes() {
        FrameDecoder decoder(100);
        decoder.feed(hex("00000065"));
        QVERIFY(decoder.next().error().code == ErrorCode::too_large);
        FrameDecoder huge;
        huge.feed(hex("ffffffffffffffffffffffff"));
        QVERIFY(huge.next().error().code == ErrorCode::too_large);
        FrameDecoder exact(3);
        exact.feed(hex("00000003616263"));
        QVERIFY(exact.next()->has_value());
    }
};

QTEST_APPLESS_MAIN(FramingTest)
#include "framing_test.moc"
