// SPDX-License-Identifier: GPL-3.0-or-later
// A dozen pictures of views with a made-up session, compared with those in pictures/: what moved or is missing fails. Both are
// scaled down first, so that fonts drawn a little otherwise on another machine do not. After a change that was wanted:
//   ninja golden_test && POOLSCOPE_RENEW_PICTURES=1 ctest -R golden    then look at every picture that git shows as changed.
#include "tests/support/synthetic_session.h"
#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/messages/messages_panel.h"
#include "ui/process_tree/process_tree_panel.h"
#include "ui/tasks/tasks_panel.h"
#include "ui/theme/theme_provider.h"
#include "ui/timeline/timeline_panel.h"

#include <QDir>
#include <QFontDatabase>
#include <QPainter>
#include <QTest>
#include <QToolButton>
#include <QTranslator>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

namespace {

constexpr int cellSize = 8;      // pixels of a picture that become one; the strokes of a letter are lost in it
constexpr int mostDifferent = 30; // of 255, in any cell and colour

QImage scaledDown(const QImage &picture) {
    return picture.convertToFormat(QImage::Format_RGB32).scaled(picture.size() / cellSize, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

// The place of the cell that differs most, and by how much.
struct Difference {
    QPoint cell;
    int much = 0;
};
Difference difference(const QImage &one, const QImage &other) {
    if (one.size() != other.size())
        return {{}, 255};
    const QImage a = scaledDown(one), b = scaledDown(other);
    Difference most;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x) {
            const QColor left(a.pixel(x, y)), right(b.pixel(x, y));
            const int much = std::max({std::abs(left.red() - right.red()), std::abs(left.green() - right.green()), std::abs(left.blue() - right.blue())});
            if (much > most.much)
                most = {{x, y}, much};
        }
    return most;
}

} // namespace

class GoldenTest : public QObject {
    Q_OBJECT

    ThemeProvider themes_{SchemeChoice::light};
    Session session_;
    QTranslator words_;

    std::unique_ptr<QWidget> made(const QString &view) {
        if (view == "tasks")
            return std::make_unique<TasksPanel>(session_, themes_);
        if (view == "timeline")
            return std::make_unique<TimelinePanel>(session_, themes_);
        if (view == "messages")
            return std::make_unique<MessagesPanel>(session_, themes_);
        if (view == "process-tree")
            return std::make_unique<ProcessTreePanel>(session_, themes_);
        return std::make_unique<DiagnosisPanel>(session_, themes_);
    }
    static QImage pictureOf(QWidget &widget) {
        widget.resize(800, 320);
        widget.show();
        [[maybe_unused]] const bool shown = QTest::qWaitForWindowExposed(&widget, 30'000);
        for (int turn = 0; turn < 5; ++turn) {
            QApplication::processEvents();
            if (QWidget *focused = widget.focusWidget())
                focused->clearFocus(); // whether the window is active is the platform's affair
        }
        return widget.grab().toImage();
    }
    static bool isScaled() { return qApp->devicePixelRatio() > 1.5; }

private slots:
    void initTestCase() {
        if (!QFontDatabase::families().contains("DejaVu Sans") || !QFontDatabase::families().contains("NanumGothic"))
            QFAIL("the pictures are drawn with DejaVu Sans and NanumGothic: install what packaging/packages.txt lists");
        QFont font("DejaVu Sans");
        font.setFamilies({"DejaVu Sans", "NanumGothic"});
        font.setPointSizeF(9);
        font.setHintingPreference(QFont::PreferNoHinting);
        QApplication::setFont(font);
        QLocale::setDefault(QLocale::c());
        QApplication::setCursorFlashTime(0);
        QVERIFY(words_.load(POOLSCOPE_KOREAN_WORDS));
        session_.append(synthetic_session({.workers = 4, .tasks = 60, .killed_worker = 2}));
        session_.flush();
    }

    void views_look_as_they_did_data() {
        QTest::addColumn<QString>("view");
        QTest::addColumn<QString>("variant");
        if (isScaled()) {
            QTest::newRow("timeline at 200 %") << "timeline" << "twice";
            return;
        }
        for (const char *view : {"tasks", "timeline", "process-tree", "diagnosis"})
            for (const char *variant : {"light", "dark"})
                QTest::addRow("%s %s", view, variant) << view << variant;
        QTest::newRow("messages light") << "messages" << "light";
        QTest::newRow("tasks Korean") << "tasks" << "korean";
    }
    void views_look_as_they_did() {
        QFETCH(QString, view);
        QFETCH(QString, variant);
        themes_.setChoice(variant == "dark" ? SchemeChoice::dark : SchemeChoice::light);
        themes_.applyTo(*qApp);
        if (variant == "korean")
            QApplication::installTranslator(&words_);
        session_.selection().clear(); // of what the view before has selected
        const auto widget = made(view);
        const QImage picture = pictureOf(*widget);
        QApplication::removeTranslator(&words_);
        const QString name = QStringLiteral("%1-%2.png").arg(view, variant), golden = QStringLiteral(POOLSCOPE_PICTURES "/") + name;
        if (qEnvironmentVariableIsSet("POOLSCOPE_RENEW_PICTURES")) {
            QVERIFY(picture.save(golden));
            return;
        }
        const QImage wanted(golden);
        QVERIFY2(!wanted.isNull(), qPrintable(golden + " is missing: see the top of golden_test.cpp"));
        const Difference found = difference(picture, wanted);
        const QString seen = QDir::current().filePath("seen-" + name);
        if (found.much > mostDifferent)
            picture.save(seen);
        QVERIFY2(found.much <= mostDifferent, qPrintable(QStringLiteral("%1 differs by %2 near %3, %4; what is seen now: %5").arg(name).arg(found.much).arg(found.cell.x() * cellSize).arg(found.cell.y() * cellSize).arg(seen)));
    }

    // That the comparison can fail: a button that is gone, a view that moved, a word that is another one.
    void what_is_missing_or_moved_is_found() {
        themes_.setChoice(SchemeChoice::light);
        themes_.applyTo(*qApp);
        const auto widget = made("tasks");
        const QImage whole = pictureOf(*widget);
        QVERIFY(difference(whole, pictureOf(*widget)).much <= 2);
        widget->findChild<QToolButton *>("slowest-tasks")->setVisible(false);
        QVERIFY(difference(whole, pictureOf(*widget)).much > mostDifferent);
        widget->findChild<QToolButton *>("slowest-tasks")->setVisible(true);
        QVERIFY(difference(whole, pictureOf(*widget)).much <= mostDifferent);
        widget->findChild<QToolButton *>("failed-tasks")->setText("Elsewhere");
        QVERIFY(difference(whole, pictureOf(*widget)).much > mostDifferent);
        QImage moved(whole.size(), whole.format());
        moved.setDevicePixelRatio(whole.devicePixelRatio());
        moved.fill(Qt::white);
        QPainter(&moved).drawImage(QPoint(4, 4), whole);
        QVERIFY(difference(whole, moved).much > mostDifferent);
    }
};

QTEST_MAIN(GoldenTest)
#include "golden_test.moc"
