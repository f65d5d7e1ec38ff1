// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/lesson/lesson_catalog.h"

#include <QTemporaryDir>
#include <QTest>
#include <fstream>

using namespace poolscope;
using namespace poolscope::host;

class LessonCatalogTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder;

    static constexpr const char *good = R"({"id": "a", "order": 5, "title": {"en": "A", "ko": "가"}, "summary": {"en": "S", "ko": "요"},
        "uses_workers": true, "workers": 4, "start_method": "free", "expects": ["process_started"],
        "questions": [{"ask": {"en": "Q", "ko": "물"}, "because": {"en": "B", "ko": "답"},
                       "choices": [{"text": {"en": "1", "ko": "1"}, "happened": "kind == gap"}, {"text": {"en": "2", "ko": "2"}}]}],
        "steps": [{"text": {"en": "T", "ko": "글"}, "python": "p", "cpp": "c", "when": "bytes > 1KiB"}]})";

    LessonCatalog with(const std::string &json) {
        const auto lessons = std::filesystem::path(folder.path().toStdString()) / "lessons";
        std::filesystem::remove_all(lessons);
        std::filesystem::create_directories(lessons / "a");
        std::ofstream(lessons / "a" / "lesson.json") << json;
        return LessonCatalog::load({folder.path().toStdString(), "/programs", "/cli"});
    }
    static std::string replaced(std::string json, const std::string &part, const std::string &by) {
        return json.replace(json.find(part), part.size(), by);
    }

private slots:
    void a_lesson_is_read_whole() {
        const auto catalog = with(good);
        QVERIFY(catalog.problems().empty());
        const Lesson *lesson = catalog.find("a");
        QVERIFY(lesson != nullptr);
        QCOMPARE(lesson->title.in("ko"), std::string("가"));
        QCOMPARE(lesson->title.in("en"), std::string("A"));
        QCOMPARE(*lesson->workers, 4);
        QVERIFY(!lesson->uses_chunk_size && with(replaced(good, R"("start_method")", R"("uses_chunk_size": true, "start_method")")).find("a")->uses_chunk_size);
        QVERIFY(lesson->fixed_start_method == StartMethod::none);
        QCOMPARE(lesson->program.string(), std::string("/programs/a"));
        QCOMPARE(lesson->questions.size(), std::size_t(1));
        QCOMPARE(lesson->questions[0].choices.size(), std::size_t(2));
        QVERIFY(lesson->questions[0].choices[0].happened.has_value() && !lesson->questions[0].choices[1].happened.has_value());
        QCOMPARE(lesson->steps.size(), std::size_t(1));
        QCOMPARE(lesson->steps[0].when.text(), std::string("bytes > 1KiB"));
        QVERIFY(catalog.find("b") == nullptr);
    }
    void what_is_wrong_is_named_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("named");
        const auto row = [](const char *name, const std::string &json, const char *named) {
            QTest::newRow(name) << QByteArray::fromStdString(json) << QByteArray(named);
        };
        row("no JSON", "lesson", "JSON");
        row("another id", replaced(good, R"("id": "a")", R"("id": "b")"), "id");
        row("no title", replaced(good, R"("title")", R"("titel")"), "titel");
        row("no Korean", replaced(good, R"(, "ko": "가")", ""), "ko");
        row("order", replaced(good, "5", "-5"), "order");
        row("workers 0", replaced(good, "4", "0"), "workers");
        row("workers 1001", replaced(good, "4", "1001"), "workers");
        row("chunk size", replaced(good, R"("start_method")", R"("uses_chunk_size": 4, "start_method")"), "uses_chunk_size");
        row("method", replaced(good, "free", "thread"), "start_method");
        row("question without a reason", replaced(good, R"("because": {"en": "B", "ko": "답"},)", ""), "because");
        row("one choice", replaced(good, R"(, {"text": {"en": "2", "ko": "2"}})", ""), "choices");
        row("question before a step that is none", replaced(good, R"("ask")", R"("before_step": 2, "ask")"), "before_step");
        row("no filter", replaced(good, "kind == gap", "kind == gab"), "happened");
        row("misspelt step", replaced(good, R"("cpp")", R"("c++")"), "c++");
        row("step that never comes", replaced(good, "bytes > 1KiB", "bytes >"), "when");
        row("steps", replaced(good, R"("steps": [{)", R"("steps": [1, {)"), "steps");
        row("expects", replaced(good, R"(["process_started"])", "[1]"), "expects");
    }
    void what_is_wrong_is_named() {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, named);
        const auto catalog = with(json.toStdString());
        QVERIFY(catalog.lessons().empty());
        QCOMPARE(catalog.problems().size(), std::size_t(1));
        QVERIFY2(QByteArray::fromStdString(catalog.problems()[0].detail).contains(named), catalog.problems()[0].detail.c_str());
    }
    void a_launch_is_refused_where_it_has_no_meaning() {
        Lesson lesson = *with(good).find("a");
        lesson.program = "/bin/true";
        QCOMPARE(launch_of(lesson, Twin::cpp, StartMethod::spawn, 7)->environment.at("POOLSCOPE_WORKERS"), std::string("7"));
        QCOMPARE(launch_of(lesson, Twin::cpp, StartMethod::none, {})->environment.at("POOLSCOPE_WORKERS"), std::string("4"));
        QVERIFY(launch_of(lesson, Twin::cpp, StartMethod::none, 0).error().code == ErrorCode::invalid_argument);
        QVERIFY(launch_of(lesson, Twin::cpp, StartMethod::none, 100'000).error().code == ErrorCode::invalid_argument);
        QVERIFY(launch_of(lesson, Twin::python, StartMethod::none, {}).error().code == ErrorCode::not_found);
        QVERIFY(launch_of(lesson, Twin::cpp, StartMethod::none, {}, 2).error().code == ErrorCode::invalid_argument);
        lesson.uses_chunk_size = true;
        QCOMPARE(launch_of(lesson, Twin::cpp, StartMethod::none, {}, 2)->chunk_size, 2);
        QVERIFY(launch_of(lesson, Twin::cpp, StartMethod::none, {}, maximum_chunk_size + 1).error().code == ErrorCode::invalid_argument);
        lesson.fixed_start_method = StartMethod::spawn;
        QVERIFY(launch_of(lesson, Twin::cpp, StartMethod::fork, {}).error().code == ErrorCode::invalid_argument);
        lesson.workers.reset();
        QVERIFY(launch_of(lesson, Twin::cpp, StartMethod::spawn, 3).error().code == ErrorCode::invalid_argument);
        lesson.program = "/no/such/program";
        QVERIFY(launch_of(lesson, Twin::cpp, StartMethod::spawn, {}).error().code == ErrorCode::not_found);
    }
};

QTEST_APPLESS_MAIN(LessonCatalogTest)
#include "lesson_catalog_test.moc"
