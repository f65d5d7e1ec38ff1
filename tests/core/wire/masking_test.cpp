// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/wire/pickle/codec.h"
#include "engine/core/wire/preview/call_text.h"
#include "engine/core/wire/preview/masking.h"
#include "engine/core/wire/preview/preview.h"

#include <QProcess>
#include <QTest>

using namespace poolscope;

class MaskingTest : public QObject {
    Q_OBJECT

    static std::string task() {
        Tuple arguments;
        arguments.items = {"the password", 12345, 2.5, Bytes{"raw secret"}};
        return encode(Value::tuple({7, 3, Global{"__main__", "square"}, arguments, Value::dict({{"keyword", nullptr}})}));
    }
    // Pickles of Python's own, of every protocol.
    static QByteArrayList python_pickles() {
        QProcess python;
        python.start("/usr/bin/python3", {"-c", "import pickle, fractions\n"
                                                "value = ['the secret', b'the secret bytes', 987654321, 2**70, -1, 1.25, {'secret': ('secret',) * 2}, None, True,\n"
                                                "         fractions.Fraction, fractions.gcd if hasattr(fractions, 'gcd') else fractions.Decimal]\n"
                                                "for protocol in range(6): print(pickle.dumps(value, protocol).hex())"});
        if (!python.waitForFinished(60'000))
            return {};
        QByteArrayList all;
        for (const QByteArray &line : python.readAllStandardOutput().split('\n'))
            if (!line.isEmpty())
                all << QByteArray::fromHex(line);
        return all;
    }

private slots:
    void a_task_keeps_its_shape_and_its_function_only() {
        const std::string body = task(), masked = masked_body(body);
        QCOMPARE(masked.size(), body.size());
        QCOMPARE(QString::fromStdString(function_of(masked, false)), QString("square"));
        const Preview shown = preview(masked);
        QCOMPARE(shown.kind, Preview::Kind::pool_task);
        const auto &numbers = shown.value->get_if<Tuple>()->items;
        QVERIFY(numbers[0] == Value(7) && numbers[1] == Value(3)); // its result has them too
        QCOMPARE(QString::fromStdString(call_text(masked, false)), QString("square('xxxxxxxxxxxx', 0, 0.0, b'xxxxxxxxxx')"));
        for (const char *word : {"password", "raw secret", "keyword"})
            QVERIFY2(masked.find(word) == std::string::npos, word);
    }
    void what_python_pickled_is_masked_whatever_the_protocol() {
        const QByteArrayList all = python_pickles();
        QCOMPARE(all.size(), 6);
        for (int protocol = 0; protocol < all.size(); ++protocol) {
            const std::string masked = masked_body(all[protocol].toStdString());
            QCOMPARE(masked.size(), std::size_t(all[protocol].size()));
            QVERIFY2(masked.find("secret") == std::string::npos, masked.c_str());
            if (protocol < 2) // of text: nothing can be told apart for certain
                continue;
            const Preview shown = preview(masked);
            QCOMPARE(shown.kind, Preview::Kind::value);
            QVERIFY2(shown.line.find("Fraction") != std::string::npos && shown.line.find("'xxxxxxxxxx'") != std::string::npos && shown.line.find("987") == std::string::npos,
                     shown.line.c_str());
        }
    }
    void a_beginning_is_masked_as_the_whole_is() {
        const std::string body = task(), masked = masked_body(body);
        for (std::size_t size = 0; size <= body.size(); ++size) {
            const std::string part = masked_body(std::string_view(body).substr(0, size));
            QCOMPARE(part.size(), size);
            // A text becomes a name, and a number one of a pool's, only by what follows; all else is the same.
            for (std::size_t at = 0; at < size; ++at)
                QVERIFY(part[at] == masked[at] || part[at] == 'x' || part[at] == '\0');
        }
    }
    void what_is_no_pickle_is_hidden_to_the_last_byte() {
        for (const std::string &body : {std::string("plain text"), std::string("\x80 not a pickle"), std::string("\x80\x04plain"), std::string(300, '\xff')})
            QCOMPARE(masked_body(body), std::string(body.size(), 'x'));
        QCOMPARE(masked_body(encode(Value(1)) + "and more").substr(encode(Value(1)).size()), std::string(8, 'x'));
    }
    void a_text_that_looks_like_a_name_is_hidden() {
        const std::string masked = masked_body(encode(Value::tuple({"__main__", "square", Global{"__main__", "square"}})));
        QCOMPARE(QString::fromStdString(preview(masked).line), QString("('xxxxxxxx', 'xxxxxx', __main__.square)"));
    }
    void lines_stay_lines() {
        QCOMPARE(masked_output("a word\n\tand 한\n"), std::string("x xxxx\n\txxx xxx\n"));
    }
};

QTEST_GUILESS_MAIN(MaskingTest)
#include "masking_test.moc"
