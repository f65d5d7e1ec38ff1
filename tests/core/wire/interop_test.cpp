// SPDX-License-Identifier: GPL-3.0-or-later
// Poolscope's wire against Debian's Python, over pipes: every protocol in, byte for byte the same out.
#include "engine/core/wire/challenge.h"
#include "engine/core/wire/framing.h"
#include "engine/core/wire/pickle/codec.h"

#include <QProcess>
#include <QTest>

using namespace poolscope;

namespace {

class PythonPeer {
public:
    PythonPeer() {
        process_.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process_.start("/usr/bin/python3", {"-I", POOLSCOPE_INTEROP_PEER});
        process_.waitForStarted();
    }
    ~PythonPeer() {
        process_.closeWriteChannel();
        if (!process_.waitForFinished(5000))
            process_.kill();
        process_.waitForFinished(5000);
    }

    void send(std::string_view body) {
        std::string frame;
        append_frame(frame, body);
        process_.write(frame.data(), static_cast<qint64>(frame.size()));
    }
    // Empty when the peer ended or is silent for long.
    std::string receive() {
        while (true) {
            const auto message = decoder_.next();
            if (!message)
                return {};
            if (*message)
                return std::string(**message);
            if (process_.bytesAvailable() == 0 && !process_.waitForReadyRead(30'000))
                return {};
            const QByteArray bytes = process_.readAll();
            decoder_.feed({bytes.data(), static_cast<std::size_t>(bytes.size())});
        }
    }

private:
    QProcess process_;
    FrameDecoder decoder_;
};

} // namespace

class InteropTest : public QObject {
    Q_OBJECT
private slots:
    void python_and_poolscope_agree_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("count");
        QTest::addColumn<bool>("same_bytes");
        QTest::newRow("plain data") << "plain" << 500 << true;
        QTest::newRow("shared objects, sets, exceptions") << "rich" << 500 << false;
        QTest::newRow("large data") << "large" << 0 << true;
        QTest::newRow("objects in themselves") << "knot" << 0 << false;
    }
    void python_and_poolscope_agree() {
        QFETCH(QString, kind);
        QFETCH(int, count);
        QFETCH(bool, same_bytes);
        PythonPeer python;
        python.send(encode(std::tuple(std::string("generate"), kind.toStdString(), 20260728, count)));
        int objects = 0;
        while (true) {
            const std::string expected = python.receive();
            if (expected == "end")
                break;
            QVERIFY(!expected.empty());
            std::string protocol_4;
            std::optional<Value> value;
            for (int protocol = 0; protocol <= 5; ++protocol) {
                const std::string pickle = python.receive();
                const auto unpickled = decode_pickle(pickle);
                QVERIFY2(unpickled, unpickled ? "" : unpickled.error().describe().c_str());
                QCOMPARE(unpickled->consumed, pickle.size());
                const std::string printed = unpickled->value.repr();
                QVERIFY2(printed == expected,
                         fmt::format("protocol {}: {:.500} is not {:.500}", protocol, printed, expected).c_str());
                if (protocol == 4) {
                    protocol_4 = pickle;
                    value = unpickled->value;
                }
            }
            const std::string ours = encode(*value);
            if (same_bytes)
                QVERIFY2(ours == protocol_4, fmt::format("other bytes for {:.500}", expected).c_str());
            python.send(ours);
            QCOMPARE(QString::fromStdString(python.receive()), QStringLiteral("same"));
            ++objects;
        }
        QVERIFY(objects >= std::max(count, 5));
    }
    void instances_are_symbolic_in_every_protocol() {
        PythonPeer python;
        python.send(encode(std::tuple(std::string("objects"))));
        int objects = 0;
        for (std::string expected = python.receive(); expected != "end"; expected = python.receive(), ++objects) {
            QVERIFY(!expected.empty());
            const auto unpickled = decode_pickle(python.receive());
            QVERIFY2(unpickled, unpickled ? "" : unpickled.error().describe().c_str());
            QCOMPARE(QString::fromStdString(unpickled->value.repr()), QString::fromStdString(expected));
        }
        QVERIFY(objects > 40);
    }
    void text_that_is_not_utf_8_reaches_python_as_os_fsdecode_would_give_it() {
        PythonPeer python;
        python.send(encode(std::tuple(std::string("repr"), std::string("caf\xe9 \xff"))));
        QCOMPARE(QString::fromStdString(python.receive()), QStringLiteral("'caf\\udce9 \\udcff'"));
    }
    void python_trusts_who_has_the_key() {
        PythonPeer python;
        const std::string key = "secret";
        python.send(encode(std::pair(std::string("challenge"), Bytes{key})));
        const auto answer = answer_challenge(key, python.receive());
        QVERIFY(answer);
        python.send(*answer);
        QVERIFY(verify_welcome(python.receive()));
        const auto challenge = make_challenge();
        python.send(*challenge);
        QVERIFY(verify_answer(key, *challenge, python.receive()));
        python.send(welcome_message);
        QCOMPARE(python.receive(), std::string("trusted"));
    }
    void python_refuses_another_key() {
        PythonPeer python;
        python.send(encode(std::pair(std::string("challenge"), Bytes{"secret"})));
        python.send(*answer_challenge("other", python.receive()));
        QVERIFY(verify_welcome(python.receive()).error().code == ErrorCode::authentication);
    }
};

QTEST_GUILESS_MAIN(InteropTest)
#include "interop_test.moc"
