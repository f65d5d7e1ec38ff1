// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/wire/pickle/codec.h"
#include "engine/core/wire/pickle/pickle_reader.h"
#include "engine/core/wire/pickle/pickle_writer.h"
#include "tests/core/wire/hex.h"
#include "tests/core/wire/vectors.h"

#include <QElapsedTimer>
#include <QTest>

using namespace poolscope;
using namespace std::string_literals;

namespace {

std::string pickle_of(void (*write)(PickleWriter &)) {
    std::string out;
    PickleWriter writer(out);
    write(writer);
    writer.finish();
    return out;
}

// Ten lists, each twice in the next, and so on: 2^30 values from about 250 bytes.
std::string billion_laughs(int levels) {
    std::string pickle = "\x80\4]q"s + '\0';
    for (int i = 1; i <= levels; ++i) {
        pickle += "](";
        for (int k = 0; k < 2; ++k)
            pickle += "h"s + static_cast<char>(i - 1);
        pickle += "eq"s + static_cast<char>(i);
    }
    return pickle + ".";
}

ErrorCode problem(const std::string &pickle, const PickleLimits &limits = {}) {
    const auto result = decode_pickle(pickle, Secrets::redact, limits);
    return result ? ErrorCode::os : result.error().code;
}

} // namespace

class PickleTest : public QObject {
    Q_OBJECT
private slots:
    void captured_messages_are_read_and_written_again_data() {
        QTest::addColumn<QByteArray>("pickle");
        QTest::addColumn<QByteArray>("repr");
        for (const vectors::Vector &vector : vectors::pickles)
            QTest::newRow(vector.name) << QByteArray::fromStdString(hex(vector.body)) << QByteArray(vector.repr);
    }
    void captured_messages_are_read_and_written_again() {
        QFETCH(QByteArray, pickle);
        const auto unpickled = decode_pickle(pickle.toStdString());
        QVERIFY(unpickled);
        QTEST(QByteArray::fromStdString(unpickled->value.repr()), "repr");
        QCOMPARE(unpickled->consumed, static_cast<std::size_t>(pickle.size()));
        QVERIFY(*decode<Value>(encode(unpickled->value)) == unpickled->value);
    }
    void every_cut_of_a_message_is_told_as_truncated_data() { captured_messages_are_read_and_written_again_data(); }
    void every_cut_of_a_message_is_told_as_truncated() {
        QFETCH(QByteArray, pickle);
        const std::string whole = pickle.toStdString();
        for (std::size_t size = 0; size < whole.size(); ++size) {
            QVERIFY(problem(whole.substr(0, size)) == ErrorCode::truncated);
            const auto prefix = decode_prefix(whole.substr(0, size));
            QVERIFY(prefix ? prefix->truncated : size < 15);
        }
        QVERIFY(!decode_prefix(whole)->truncated);
    }
    void typed_writing_gives_the_bytes_of_cpython() {
        QCOMPARE(pickle_of([](PickleWriter &writer) { writer.none(); }), hex("80044e2e"));
        QCOMPARE(
            encode(std::tuple(0, 0, Global{"__main__", "add"}, std::tuple(1), std::map<std::string, int>{{"b", 2}})),
            hex("8004952800000000000000284b004b008c085f5f6d61696e5f5f948c036164649493944b0185947d948c0162944b027374942"
                "e"));
        QCOMPARE(encode(std::tuple(1, 0, std::pair(true, std::vector{0, 1}))),
                 hex("80049512000000000000004b014b00885d94284b004b0165869487942e"));
    }
    void an_object_with_a_state_is_written_as_cpython_writes_it() {
        const std::string lock = pickle_of([](PickleWriter &writer) {
            writer.global("multiprocessing.synchronize", "Lock");
            writer.begin_tuple(0);
            writer.end_tuple(0);
            writer.new_object();
            writer.begin_tuple(4);
            writer.integer(0x7f4938be1000);
            writer.integer(1);
            writer.integer(1);
            writer.text("/mp-18xj52pa");
            writer.end_tuple(4);
            writer.build();
        });
        QCOMPARE(decode_pickle(lock)->value.repr(),
                 std::string("multiprocessing.synchronize.Lock(){(139952461320192, 1, 1, '/mp-18xj52pa')}"));
        QCOMPARE(lock, hex("8004954a000000000000008c1b6d756c746970726f63657373696e672e73796e6368726f6e697a65948c044c6f6"
                           "36b949394298194288a060010"
                           "be38497f4b014b018c0c2f6d702d3138786a35327061947494622e"));
    }
    void pickles_may_follow_each_other() {
        std::string stream = encode(1) + encode("two");
        const auto first = decode_pickle(stream);
        QCOMPARE(first->value.repr(), std::string("1"));
        QCOMPARE(decode_pickle(std::string_view(stream).substr(first->consumed))->value.repr(), std::string("'two'"));
    }
    void shared_objects_are_copied_and_objects_in_themselves_become_references() {
        QCOMPARE(decode_pickle("\x80\4](]q\1(K\1eh\1e.")->value.repr(), std::string("[[1], [1]]"));
        const Value knot = decode_pickle("\x80\4]q\1(K\1h\1e.")->value;
        QVERIFY(knot == Value::list({1, Reference{1}}));
        QCOMPARE(decode<Value>(encode(knot))->repr(), std::string("[1, [...]]"));
    }
    void hostile_bytes_are_refused_data() {
        QTest::addColumn<QByteArray>("pickle");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const std::string &pickle, ErrorCode code = ErrorCode::malformed) {
            QTest::newRow(name) << QByteArray::fromStdString(pickle) << static_cast<int>(code);
        };
        row("nothing", "", ErrorCode::truncated);
        row("only STOP", "\x80\4.");
        row("unknown opcode", "\x80\4\xff.");
        row("unknown protocol", "\x80\6N.");
        row("text longer than the message", "\x80\4X\xff\xff\xff\x7f.", ErrorCode::truncated);
        row("text of 2^64-1 bytes", "\x80\4\x8d\xff\xff\xff\xff\xff\xff\xff\xff."s, ErrorCode::truncated);
        row("bytes of 2^63 bytes", "\x80\4\x8e\0\0\0\0\0\0\0\x80."s, ErrorCode::truncated);
        row("int of 2^31 bytes", "\x80\4\x8b\xff\xff\xff\x7f.", ErrorCode::truncated);
        row("POP of nothing", "\x80\4\x30.");
        row("POP below a MARK", "\x80\4N(K\1\x30\x30\x30\x30.");
        row("TUPLE without MARK", "\x80\4Nt.");
        row("TUPLE2 of one", "\x80\4N\x86.");
        row("APPEND to an int", "\x80\4K\1N"
                                "a.");
        row("APPEND without a list", "\x80\4Na.");
        row("APPENDS below a MARK", "\x80\4((Ne.");
        row("APPENDS to a tuple", "\x80\4)(Ne.");
        row("SETITEM on a list", "\x80\4]NNs.");
        row("SETITEMS with a key only", "\x80\4}(NNNu.");
        row("DICT with a key only", "(I1\nd.");
        row("ADDITEMS to a dict", "\x80\4}(N\x90.");
        row("GET of what was never stored", "\x80\4h\5.");
        row("GET of a huge index", "\x80\4j\xff\xff\xff\xff.");
        row("GET of no number", "gx\n.");
        row("GET beyond 64 bits", "g99999999999999999999\n.");
        row("MEMOIZE of nothing", "\x80\4\x94.");
        row("a class that is an int", "\x80\4K\1)\x81.");
        row("arguments that are a list", "\x80\4"
                                         "cm\nC\n]R.");
        row("a name that is an int", "\x80\4K\1\x8c\1a\x93.");
        row("state of an int", "\x80\4K\1Nb.");
        row("a string without quotes", "Sabc\n.");
        row("an int that is none", "Iabc\n.");
        row("a float that is none", "Fabc\n.");
        row("an int of 20000 digits", "L" + std::string(20'000, '7') + "L\n.", ErrorCode::too_large);
        row("an object without a class", "(o.");
        row("100,000 lists in each other", "\x80\4" + std::string(100'000, ']') + std::string(99'999, 'a') + ".",
            ErrorCode::too_large);
        row("100,000 tuples in each other", "\x80\4)" + std::string(100'000, '\x85') + ".", ErrorCode::too_large);
        row(
            "100,000 calls in each other",
            [] {
                std::string pickle = "\x80\4";
                for (int i = 0; i < 100'000; ++i)
                    pickle += "cm\nC\n";
                pickle += ")";
                for (int i = 0; i < 100'000; ++i)
                    pickle += "R\x85";
                return pickle + ".";
            }(),
            ErrorCode::too_large);
        row("billion laughs", billion_laughs(30), ErrorCode::too_large);
    }
    void hostile_bytes_are_refused() {
        QFETCH(QByteArray, pickle);
        QElapsedTimer timer;
        timer.start();
        QTEST(static_cast<int>(problem(pickle.toStdString())), "code");
        const auto prefix =
            decode_prefix(pickle.toStdString(), Secrets::redact, {.depth = 100, .nodes = 10'000, .copies = 10'000});
        QVERIFY(!prefix || prefix->value.repr(1000).size() <= 1003);
        QVERIFY(timer.elapsed() < 30'000);
    }
    void an_error_says_where_it_went_wrong() {
        const auto result = decode_pickle("\x80\4K\1\xff.");
        QCOMPARE(result.error().describe(), std::string("unpickle byte 5: opcode 0xff is unknown: malformed"));
    }
    void each_limit_holds() {
        const std::string list = encode(std::vector<int>(100, 1));
        QVERIFY(problem(list) == ErrorCode::os);
        QVERIFY(problem(list, {.nodes = 50}) == ErrorCode::too_large);
        QVERIFY(problem(list, {.ops = 50}) == ErrorCode::too_large);
        QVERIFY(problem(list, {.bytes = 50}) == ErrorCode::too_large);
        QVERIFY(problem(list, {.depth = 0}) == ErrorCode::too_large);
        QVERIFY(problem(billion_laughs(5), {.copies = 30}) == ErrorCode::too_large);
        QVERIFY(problem(billion_laughs(5), {.copies = 100}) == ErrorCode::os);
        // A long text that is shared counts by its length.
        const std::string texts = "\x80\4](X\0\1\0\0"s + std::string(256, 'x') + "q\1h\1h\1e.";
        QVERIFY(problem(texts, {.copies = 9}) == ErrorCode::too_large);
        QVERIFY(problem(texts, {.copies = 10}) == ErrorCode::os);
    }
    void depth_up_to_the_limit_is_read() {
        const auto nested = [](std::size_t depth) {
            return "\x80\4" + std::string(depth, ']') + std::string(depth - 1, 'a') + ".";
        };
        QVERIFY(problem(nested(1000)) == ErrorCode::os);
        QVERIFY(problem(nested(1001)) == ErrorCode::too_large);
    }
    void a_far_memo_index_costs_no_memory() {
        QCOMPARE(decode_pickle("\x80\4]r\xff\xff\xff\xff"
                               "0j\xff\xff\xff\xff.")
                     ->value.repr(),
                 std::string("[]"));
    }
    void text_of_old_protocols_is_unescaped() {
        QCOMPARE(decode_pickle("Va\\u000a\xe9\\U0001f600\n.")->value.repr(), std::string("'a\\né😀'"));
        QCOMPARE(decode_pickle("S'a\\n\\x41\\101\\'\\\\'\n.")->value.repr(), std::string("\"a\\nAA'\\\\\""));
        QCOMPARE(decode_pickle("F1e400\n.")->value.repr(), std::string("inf"));
        QCOMPARE(decode_pickle("(imodule\nClass\np0\n.")->value.repr(), std::string("module.Class()"));
        QCOMPARE(decode_pickle("(c__builtin__\nset\nK\1o.")->value.repr(), std::string("set(1)"));
        QCOMPARE(decode_pickle("\x80\2\x82\7.")->value.repr(), std::string("copyreg.extension_7"));
    }
    void a_prefix_shows_what_is_there() {
        const std::string body =
            encode(std::tuple(1, std::map<std::string, std::vector<int>>{{"a", {1, 2, 3}}, {"b", {4}}}));
        QCOMPARE(decode_prefix(body.substr(0, 29))->value.repr(), std::string("(1, {'a': [1, 2, 3, …]})"));
        QCOMPARE(decode_prefix(body.substr(0, 30))->value.repr(), std::string("(1, {'a': [1, 2, 3], …})"));
        QCOMPARE(decode_prefix(body.substr(0, 34))->value.repr(), std::string("(1, {'a': [1, 2, 3], 'b': …})"));
        QCOMPARE(decode_prefix(encode(std::vector<std::string>{"한국어"}).substr(0, 23))->value.repr(),
                 std::string("['한국…']"));
        QVERIFY(!decode_prefix("\x80\4"));
        QVERIFY(!decode_prefix("\x80\4N\xff"));
        const auto laughs = decode_prefix(billion_laughs(30), Secrets::redact, {.copies = 100});
        QVERIFY(laughs && laughs->truncated);
    }
    void keys_are_redacted_unless_asked_for() {
        const Value key =
            Instance{{Global{"multiprocessing.process", "AuthenticationString"}, Value::tuple({Bytes{"secret"}})}};
        for (const Value &value :
             {key, Value::dict({{"authkey", Bytes{"secret"}}}), Value::dict({{"authkey", "secret"}}),
              Value::dict({{"authkey", Value::list({Bytes{"secret"}})}}),
              Value(Instance{{Global{"m", "f"}, Tuple{}, nullptr, Value::dict({{"authkey", Bytes{"secret"}}})}})}) {
            const std::string body = encode(value);
            QVERIFY(decode_pickle(body)->value.repr().find("secret") == std::string::npos);
            QVERIFY(decode_pickle(body)->value.repr().find("<redacted>") != std::string::npos);
            QVERIFY(decode_prefix(body)->value.repr().find("secret") == std::string::npos);
            QVERIFY(decode_pickle(body, Secrets::keep)->value == value);
        }
        // Wherever else the same object stands.
        const std::string shared = "\x80\4}(\x8c\7authkeyC\6secretq\1\x8c\1xh\1u.";
        QCOMPARE(decode_pickle(shared)->value.repr(), std::string("{'authkey': b'<redacted>', 'x': b'<redacted>'}"));
        // As protocol 2 has it.
        const std::string old =
            "\x80\2cmultiprocessing.process\nAuthenticationString\nc_codecs\nencode\nX\6\0\0\0secretX\6\0\0\0latin1\x86R\x85R."s;
        QVERIFY(decode_pickle(old)->value.repr().find("secret") == std::string::npos);
        for (std::size_t size = 0; size < old.size(); ++size)
            if (const auto prefix = decode_prefix(old.substr(0, size)))
                QVERIFY(prefix->value.repr().find("sec") == std::string::npos);
        QVERIFY(decode_pickle(encode(Value::dict({{"authkey", nullptr}})))->value ==
                Value::dict({{"authkey", nullptr}}));
    }
};

QTEST_APPLESS_MAIN(PickleTest)
#include "pickle_test.moc"
