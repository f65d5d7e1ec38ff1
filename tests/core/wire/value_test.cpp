// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/wire/pickle/big_integer.h"
#include "engine/core/wire/pickle/value.h"

#include <QTest>
#include <cmath>
#include <limits>

using namespace poolscope;

class ValueTest : public QObject {
    Q_OBJECT
private slots:
    void prints_as_python_does_data() {
        QTest::addColumn<QString>("printed");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const Value &value, const char *expected) {
            QTest::newRow(name) << QString::fromStdString(value.repr()) << QString::fromUtf8(expected);
        };
        row("None", nullptr, "None");
        row("bool", true, "True");
        row("int", -5, "-5");
        row("unsigned beyond 63 bits", std::numeric_limits<std::uint64_t>::max(), "18446744073709551615");
        row("big", integer_from_little_endian(std::string(8, '\0') + "\x40"), "1180591620717411303424");
        row("big negative", integer_from_little_endian(std::string(9, '\0') + "\xff"), "-4722366482869645213696");
        row("whole float", 1.0, "1.0");
        row("negative zero", -0.0, "-0.0");
        row("last without exponent", 1234567890123456.0, "1234567890123456.0");
        row("first with exponent", 1e16, "1e+16");
        row("exponent and digits", 1.5e300, "1.5e+300");
        row("small without exponent", 0.0001, "0.0001");
        row("small with exponent", 0.00001234, "1.234e-05");
        row("shortest", 0.1, "0.1");
        row("thirds", 1.0 / 3, "0.3333333333333333");
        row("infinity", -std::numeric_limits<double>::infinity(), "-inf");
        row("nan", -std::nan(""), "nan");
        row("text", "plain", "'plain'");
        row("one quote", "it's", "\"it's\"");
        row("both quotes", "it's \"so\"", "'it\\'s \"so\"'");
        row("escapes", std::string("\\\n\r\t\0\x7f", 6), "'\\\\\\n\\r\\t\\x00\\x7f'");
        row("printable", "é한😀", "'é한😀'");
        row("not printable", "\u0080\u00a0\u200b\U000e0001", "'\\x80\\xa0\\u200b\\U000e0001'");
        row("lone surrogate", "\xed\xa0\x80", "'\\ud800'");
        row("not UTF-8", "\xff\xc3", "'\\udcff\\udcc3'");
        row("bytes", Bytes{std::string("a'\0\xff\n", 5)}, "b\"a'\\x00\\xff\\n\"");
        row("bytearray", ByteArray{"x"}, "bytearray(b'x')");
        row("bytearray with a quote", ByteArray{"it's"}, "bytearray(b\"it\\'s\")");
        row("lists", Value::list({1, Value::list({}), "a"}), "[1, [], 'a']");
        row("tuple of one", Value::tuple({1}), "(1,)");
        row("empty tuple", Tuple{}, "()");
        row("dict", Value::dict({{"a", 1}, {2, nullptr}}), "{'a': 1, 2: None}");
        row("empty set", Set{}, "set()");
        row("set", Set{{1, 2}}, "{1, 2}");
        row("empty frozenset", FrozenSet{}, "frozenset()");
        row("frozenset", FrozenSet{{1}}, "frozenset({1})");
        row("function", Global{"__main__", "square"}, "__main__.square");
        row("builtin", Global{"builtins", "len"}, "len");
        row("instance", Instance{{Global{"m", "C"}, Tuple{{1}}, Value::dict({{"k", 2}}), Value::dict({{"s", 3}})}},
            "m.C(1, k=2){'s': 3}");
        row("state that is no dict", Instance{{Global{"m", "C"}, Tuple{}, nullptr, Value::tuple({1, 2})}},
            "m.C(){(1, 2)}");
        row("list in itself", Value::list({Reference{1}}), "[[...]]");
        row("dict in itself", Value::dict({{"d", Reference{1}}}), "{'d': {...}}");
        row("outer in inner", Value::list({Value::tuple({Reference{2}})}), "[([...],)]");
    }
    void prints_as_python_does() {
        QFETCH(QString, printed);
        QTEST(printed, "expected");
    }
    void a_long_repr_is_cut_at_a_character_and_says_so() {
        const Value value = List(100'000, Value("한국어"));
        const std::string text = value.repr(10);
        QVERIFY(text.size() <= 10 + 3);
        QVERIFY(QString::fromStdString(text).endsWith(QStringLiteral("…")));
        QVERIFY(!QString::fromStdString(text).contains(QChar::ReplacementCharacter));
        QCOMPARE(Value(12345).repr(5), std::string("12345"));
    }
    void names_types_as_python_does() {
        QCOMPARE(Value().type_name(), std::string("NoneType"));
        QCOMPARE(Value(1.0).type_name(), std::string("float"));
        QCOMPARE(Value(Bytes{}).type_name(), std::string("bytes"));
        QCOMPARE(Value(FrozenSet{}).type_name(), std::string("frozenset"));
        QCOMPARE(Value(Instance{{Global{"__main__", "Point"}, Tuple{}}}).type_name(), std::string("__main__.Point"));
        QCOMPARE(Value(Instance{{Global{"builtins", "ValueError"}, Tuple{}}}).type_name(), std::string("ValueError"));
    }
    void sets_and_dicts_are_equal_in_any_order() {
        QVERIFY(Value(Set{{1, 2}}) == Value(Set{{2, 1}}));
        QVERIFY(Value::dict({{1, 2}, {3, 4}}) == Value::dict({{3, 4}, {1, 2}}));
        QVERIFY(Value::dict({{1, 2}}) != Value::dict({{1, 3}}));
        QVERIFY(Value::list({1, 2}) != Value::list({2, 1}));
        QVERIFY(Value(1) != Value(true));
    }
    void a_dict_is_searched_by_text() {
        const Dict dict{{{1, 2}, {"name", "x"}}};
        QVERIFY(find(dict, "name"));
        QCOMPARE(*find(dict, "name")->get_if<std::string>(), std::string("x"));
        QVERIFY(!find(dict, "other"));
    }
    void a_pointer_is_no_bool() { QVERIFY((!std::is_constructible_v<Value, void *>)); }
    void integers_survive_their_text_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char *text :
             {"0", "-1", "127", "-128", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
              "-9223372036854775809", "340282366920938463463374607431768211456",
              "-57896044618658097711785492504343953926634992332820282019728792003956564819968"})
            QTest::newRow(text) << QByteArray(text);
    }
    void integers_survive_their_text() {
        QFETCH(QByteArray, text);
        const auto integer = integer_from_decimal(text.toStdString());
        QVERIFY(integer);
        QCOMPARE(QByteArray::fromStdString(integer->repr()), text);
    }
    void what_is_no_integer_is_refused() {
        for (const char *text : {"", "-", "1x", " 1", "0x10"})
            QVERIFY(integer_from_decimal(text).error().code == ErrorCode::malformed);
        QVERIFY(integer_from_decimal(std::string(20'000, '9')).error().code == ErrorCode::too_large);
    }
    void an_int_too_long_for_decimal_is_shown_in_hexadecimal() {
        const std::string shown = integer_from_little_endian(std::string(3000, '\x11')).repr();
        QVERIFY(shown.starts_with("0x1111"));
        QCOMPARE(shown.size(), std::size_t{6002});
    }
};

QTEST_APPLESS_MAIN(ValueTest)
#include "value_test.moc"
