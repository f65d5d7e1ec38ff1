// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/wire/pickle/codec.h"

#include <QTest>
#include <limits>

using namespace poolscope;

namespace {

struct Point {
    int x = 0;
    double y = 0;
    bool operator==(const Point &) const = default;
};
enum class Color : std::uint8_t { red, green };
struct Tree {
    std::string name;
    std::vector<Tree> children;
    std::optional<int> size;
    std::variant<double, int, std::string> any;
    std::array<int, 2> pair{};
    Point point;
    Color color = Color::red;
    std::map<std::string, Point> places;
    Bytes raw;
    Value dynamic;
    bool operator==(const Tree &) const = default;
};
struct Empty {
    bool operator==(const Empty &) const = default;
};
struct Sixteen {
    int a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p;
    bool operator==(const Sixteen &) const = default;
};
struct NoDefault {
    explicit NoDefault(int number) : number_(number) {}
    int number() const { return number_; }

private:
    int number_;
};
struct WithArray {
    int before;
    int array[3];
};
struct Base {
    int a;
};
struct Derived : Base {
    int b;
};
class Hidden {
    [[maybe_unused]] int secret_ = 0;
};
struct Holder {
    NoDefault number;
};

static_assert(Encodable<int> && Encodable<Point> && Encodable<std::vector<std::map<int, Tree>>> &&
              Encodable<std::vector<bool>>);
static_assert(!Encodable<Hidden> && !Encodable<std::vector<Hidden>> && !Encodable<int *> &&
              !Encodable<std::optional<Hidden>>);
static_assert(codec::count_members<Tree>() == 10 && codec::count_members<Empty>() == 0 &&
              codec::count_members<Sixteen>() == 16);
static_assert(codec::has_array_member<WithArray, 4>() && !codec::has_array_member<Tree, 10>());
static_assert(codec::has_base_class<Derived>() && !codec::has_base_class<Point>() && !codec::has_base_class<Tree>());

template <class T> bool survives(const T &object) {
    const auto back = decode<T>(encode(object));
    return back && *back == object;
}

template <class T> Error problem(const auto &object) {
    const auto result = decode<T>(encode(object));
    return result ? Error{} : result.error();
}

std::string shown(const auto &object) {
    return decode_pickle(encode(object))->value.repr();
}

} // namespace

template <> struct poolscope::Codec<NoDefault> {
    static void write(PickleWriter &writer, const NoDefault &object) { writer.integer(object.number()); }
    static Result<NoDefault> read(const Value &value) {
        return read_object<int>(value).map([](int number) { return NoDefault(number); });
    }
};

class CodecTest : public QObject {
    Q_OBJECT
private slots:
    void numbers_survive() {
        QVERIFY(survives(std::numeric_limits<std::int64_t>::min()));
        QVERIFY(survives(std::numeric_limits<std::int64_t>::max()));
        QVERIFY(survives(std::numeric_limits<std::uint64_t>::max()));
        for (int bits = 0; bits < 63; ++bits)
            for (const std::int64_t near : {-1, 0, 1})
                for (const std::int64_t sign : {-1, 1})
                    QVERIFY(survives(sign * ((std::int64_t{1} << bits) + near)));
        QVERIFY(survives(0.1) && survives(-0.0) && survives(std::numeric_limits<double>::denorm_min()));
        QVERIFY(survives(3.5f) && survives(true) && survives(Color::green) && survives('c'));
    }
    void text_and_bytes_survive_whatever_they_hold() {
        QVERIFY(survives(std::string("한국어 \0 é", 15)));
        QVERIFY(survives(std::string("\xff not UTF-8 \xc3")));
        QVERIFY(survives(std::string("\xed\xb2\x80 \xed\xa0\x80")));
        QVERIFY(survives(std::string(100'000, 'x')) && survives(std::string("\xff") + std::string(100'000, 'x')));
        QVERIFY(survives(Bytes{std::string(70'000, '\0')}) && survives(ByteArray{"x"}));
    }
    void containers_survive() {
        QVERIFY(survives(std::vector<int>(2500, 7)));
        QVERIFY(survives(std::vector<bool>{true, false, true}));
        QVERIFY(survives(std::map<std::string, std::vector<double>>{{"a", {1, 2}}, {"b", {}}}));
        QVERIFY(survives(std::unordered_map<int, int>{{1, 2}, {3, 4}}));
        QVERIFY(survives(std::set<std::string>{"x", "y"}) && survives(std::unordered_set<int>{1, 2}));
        QVERIFY(survives(std::deque<int>{1, 2}) && survives(std::list<int>{3}));
        QVERIFY(survives(std::array<int, 3>{1, 2, 3}));
        QVERIFY(survives(std::pair(1, std::string("x"))) && survives(std::tuple(1, 2.5, std::string("x"), true)));
        QVERIFY(survives(std::optional<int>{}) && survives(std::optional<int>{3}));
        std::map<int, int> thousand;
        for (int i = 0; i < 1000; ++i)
            thousand[i] = i;
        QVERIFY(survives(thousand));
    }
    void a_struct_travels_as_a_tuple_without_a_line_of_code() {
        QCOMPARE(shown(Point{1, 2.5}), std::string("(1, 2.5)"));
        QCOMPARE(shown(Empty{}), std::string("()"));
        const Tree leaf{"leaf",          {}, 3, "text", {1, 2}, {1, 2}, Color::green, {{"here", {0, 0}}}, {"raw"},
                        Value::list({1})};
        QVERIFY(survives(Tree{"root", {leaf, leaf}, {}, 1.5, {}, {}, {}, {}, {}, nullptr}));
        QVERIFY(survives(Sixteen{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}));
        QVERIFY(survives(Empty{}));
    }
    void a_class_with_its_own_codec_may_lack_a_default() {
        const auto holder = decode<Holder>(encode(Holder{NoDefault(7)}));
        QVERIFY(holder);
        QCOMPARE(holder->number.number(), 7);
    }
    void a_variant_comes_back_as_the_alternative_that_python_would_name() {
        using Any = std::variant<double, int, bool, std::string, std::monostate>;
        QVERIFY(survives(Any(1.0)) && survives(Any(1)) && survives(Any(true)) && survives(Any("x")) &&
                survives(Any(std::monostate{})));
        QCOMPARE(decode<std::variant<double>>(encode(3))->index(), std::size_t{0});
        QVERIFY(problem<Any>(std::vector<int>{}).code == ErrorCode::wrong_type);
    }
    void an_int_is_a_float_where_a_float_is_wanted_and_not_the_other_way() {
        QCOMPARE(*decode<double>(encode(3)), 3.0);
        QCOMPARE(*decode<double>(encode(std::numeric_limits<std::uint64_t>::max())), 18446744073709551616.0);
        QVERIFY(problem<int>(3.0).code == ErrorCode::wrong_type);
        QVERIFY(problem<bool>(1).code == ErrorCode::wrong_type);
        QVERIFY(problem<float>(1e300).code == ErrorCode::invalid_argument);
    }
    void an_error_says_where_and_what_data() {
        QTest::addColumn<QString>("detail");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const Error &error, const char *expected) {
            QTest::newRow(name) << QString::fromStdString(error.detail) << QString::fromUtf8(expected);
        };
        row("list", problem<std::vector<int>>(std::vector<std::string>{"a"}),
            "element 0 of list: expected int, got str 'a'");
        row("nested",
            problem<std::map<std::string, std::vector<std::uint8_t>>>(
                std::map<std::string, std::vector<int>>{{"k", {1, 300}}}),
            "value of key 'k' of dict: element 1 of list: 300 is not in the range 0 to 255");
        row("key", problem<std::map<int, int>>(std::map<std::string, int>{{"k", 1}}),
            "key 0 of dict: expected int, got str 'k'");
        row("negative", problem<unsigned>(-1), "-1 is not in the range 0 to 4294967295");
        row("big", problem<std::int64_t>(std::numeric_limits<std::uint64_t>::max()),
            "18446744073709551615 is not in the range -9223372036854775808 to 9223372036854775807");
        row("none", problem<int>(std::optional<int>{}), "expected int, got None");
        row("tuple size", problem<std::pair<int, int>>(std::tuple(1, 2, 3)), "pair has 2 items, got 3");
        row("member", problem<std::pair<int, int>>(std::tuple(1, std::string("x"))),
            "element 1 of pair: expected int, got str 'x'");
        row("array size", problem<std::array<int, 2>>(std::vector{1}), "an array has 2 items, got 1");
    }
    void an_error_says_where_and_what() {
        QFETCH(QString, detail);
        QTEST(detail, "expected");
    }
    void an_error_names_the_struct() {
        const Error error = problem<std::vector<Point>>(std::vector{std::pair(1, std::string("x"))});
        QVERIFY(error.detail.ends_with("Point: expected float, got str 'x'"));
        QVERIFY(error.detail.starts_with("element 0 of list: element 1 of "));
    }
    void bytes_after_the_message_are_refused() {
        QVERIFY(decode<int>(encode(1) + "x").error().code == ErrorCode::malformed);
    }
    void a_key_reaches_the_program_it_is_sent_to() {
        const auto got =
            decode<std::map<std::string, Bytes>>(encode(std::map<std::string, Bytes>{{"authkey", {"secret"}}}));
        QCOMPARE(got->at("authkey").data, std::string("secret"));
    }
    void literals_can_be_sent() {
        QCOMPARE(*decode<std::string>(encode("literal")), std::string("literal"));
        QCOMPARE(*decode<std::string>(encode(std::string_view("view"))), std::string("view"));
    }
};

QTEST_APPLESS_MAIN(CodecTest)
#include "codec_test.moc"
