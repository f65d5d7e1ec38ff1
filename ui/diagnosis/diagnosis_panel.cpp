// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagnosis/diagnosis_panel.h"

#include "ui/bridge/follow.h"
#include "ui/controls/cell_delegate.h"
#include "ui/controls/empty_state.h"
#include "ui/controls/item_views.h"
#include "ui/controls/second_hand.h"
#include "ui/diagnosis/doing_words.h"
#include "ui/insight/insight_words.h"
#include "ui/theme/metrics.h"
#include "ui/theme/symbolic_icon.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace poolscope::ui {

namespace {

// Calm enough to be read and clicked while a program is busy.
constexpr std::chrono::seconds retellingPace{1};

} // namespace

DiagnosisPanel::DiagnosisPanel(Session &session, const ThemeProvider &themes, QWidget *parent) : QWidget(parent), session_(session) {
    follow(session, model_);
    view_ = new QTableView;
    view_->setObjectName(QStringLiteral("findings"));
    view_->setAccessibleName(tr("Findings"));
    view_->setModel(&model_);
    view_->setItemDelegate(new CellDelegate(session, themes, view_));
    setUpTable(*view_);
    setUpSentences(*view_);
    empty_ = EmptyState::of(view_, QStringLiteral("finding"), {}, {});
    connect(&session, &Session::momentChanged, this, &DiagnosisPanel::tellWhetherSeen);
    connect(&session, &Session::changed, this, [this](const state::Changes &changes) {
        if (std::any_of(changes.begin(), changes.end(), [](const state::Change &change) { return change.table == state::Table::program; }))
            tellWhetherSeen();
    });
    tellWhetherSeen();
    connect(&session, &Session::cleared, this, [this] { model_.forget(); });
    connect(&session, &Session::findingsChanged, this, [this, &session] {
        model_.forget();
        model_.show(session.moment());
    });
    const auto selectCulprits = [this, &session](const QModelIndex &index) {
        if (index.isValid() && !model_.findingAt(index.row()).culprits.empty())
            session.selection().select(model_.findingAt(index.row()).culprits);
    };
    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, selectCulprits);
    // Again, after something else was selected; and what held at another moment is looked at there.
    const auto goTo = [this, &session](const QModelIndex &index) {
        const Finding finding = model_.findingAt(index.row());
        if (finding.elsewhen)
            session.setCursor(std::size_t(finding.elsewhen->seen_after));
        if (!finding.culprits.empty())
            session.selection().select(finding.culprits);
    };
    connect(view_, &QAbstractItemView::clicked, this, goTo);
    connect(view_, &QAbstractItemView::activated, this, goTo);
    auto *copy = new QAction(symbolicIcon(QStringLiteral("copy")), tr("Copy all findings as Markdown"), view_);
    connect(copy, &QAction::triggered, this, [this] { QGuiApplication::clipboard()->setText(model_.markdown()); });
    view_->addAction(copy);
    view_->setContextMenuPolicy(Qt::ActionsContextMenu);
    doings_ = new QLabel;
    doings_->setObjectName(QStringLiteral("doings"));
    doings_->setAccessibleName(tr("What the program does"));
    doings_->setTextFormat(Qt::RichText);
    doings_->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    doings_->setWordWrap(true);
    doings_->setMargin(space(2));
    connect(doings_, &QLabel::linkActivated, this,
            [&session](const QString &key) { session.selection().select(Selected::process(ProcessKey::unpack(key.toULongLong()))); });
    retelling_.setSingleShot(true);
    connect(&retelling_, &QTimer::timeout, this, &DiagnosisPanel::tellDoings);
    connect(&session, &Session::changed, this, [this] {
        if (isVisible() && !retelling_.isActive())
            retelling_.start(retellingPace);
    });
    connect(&session, &Session::momentChanged, this, [this] {
        if (isVisible())
            retelling_.start(0);
    });
    connect(new SecondHand(session, *this), &SecondHand::moved, this, &DiagnosisPanel::tellDoings);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(view_);
    layout->addWidget(doings_);
    setFocusProxy(view_);
    tellDoings();
}

void DiagnosisPanel::showEvent(QShowEvent *event) {
    tellDoings();
    QWidget::showEvent(event);
}

void DiagnosisPanel::tellDoings() {
    const QString text = model_.isAtDeadEnd() ? QString() : doingText(session_.moment());
    if (text != doings_->text())
        doings_->setText(text);
    doings_->setVisible(!text.isEmpty());
}

// Nothing found where nothing can be seen does not mean that nothing is wrong.
void DiagnosisPanel::tellWhetherSeen() {
    const auto &program = session_.state().program();
    const state::Insight *waits = nullptr;
    if (program)
        if (const auto found = program->insight.find(Aspect::waits); found != program->insight.end())
            waits = &found->second;
    if (waits && waits->sight == Sight::unseen && waits->hindrance != Hindrance::ended && !program->is_over)
        empty_->setText(tr("Whether something is wrong cannot be seen."),
                        tr("%1: %2.").arg(aspectWord(Aspect::waits), sightSentence(*waits)) + (waits->remedy.empty() ? QString() : QLatin1Char('\n') + QString::fromStdString(waits->remedy)));
    else
        empty_->setText(tr("Nothing is wrong at this moment."),
                        tr("Lost tasks, broken pools, leaks and locks of dead owners are told here as they happen, and stay in the list when they are over."));
}

} // namespace poolscope::ui
