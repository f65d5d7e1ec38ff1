// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagnosis/finding_model.h"

#include "engine/scope/diagnose/diagnose.h"
#include "ui/shared/names.h"

#include <algorithm>

namespace poolscope::ui {
namespace {

constexpr std::size_t mostPassed = 50;

Tone toneOf(diagnose::Severity severity) {
    return severity == diagnose::Severity::error ? Tone::error : severity == diagnose::Severity::warning ? Tone::warning : Tone::normal;
}

std::vector<Selected> culpritsOf(const state::State &state, const diagnose::Finding &finding) {
    std::vector<Selected> culprits;
    const auto add = [&culprits](const Selected &selected) {
        if (std::find(culprits.begin(), culprits.end(), selected) == culprits.end())
            culprits.push_back(selected);
    };
    if (finding.task != 0 && finding.kind != diagnose::FindingKind::obituary)
        add(Selected::task(finding.task));
    if (finding.kind == diagnose::FindingKind::pool_broken)
        add(Selected::pool(finding.pool));
    if (finding.kind == diagnose::FindingKind::owner_died && state.lock(finding.objects.front()) != nullptr)
        add(Selected::lock(finding.objects.front()));
    for (const ProcessKey process : finding.processes)
        if (state.process(process) != nullptr)
            add(Selected::process(process));
    for (const ObjectId object : finding.objects)
        if (state.channel(object) != nullptr)
            add(Selected::channel(object));
        else if (state.lock(object) != nullptr)
            add(Selected::lock(object));
    return culprits;
}

std::vector<Finding> findingsAt(const Moment &moment) {
    std::vector<Finding> findings;
    for (const diagnose::Finding &finding : diagnose::diagnose(*moment.state))
        findings.push_back({finding.kind, toneOf(finding.severity), wordsOf(moment, finding), culpritsOf(*moment.state, finding), finding.is_dead_end()});
    return findings;
}

// One is about the same as another whatever its words say by now.
bool holds(const std::vector<Finding> &findings, const Finding &wanted) {
    return std::any_of(findings.begin(), findings.end(), [&wanted](const Finding &each) { return each.kind == wanted.kind && each.culprits == wanted.culprits; });
}

} // namespace

void FindingModel::show(const Moment &moment) {
    become(findingsAt(moment), moment);
}

// What was wrong and is over is kept only while the run goes on: elsewhere the cursor is where it was put.
void FindingModel::keepPassed(const std::vector<Finding> &findings, const Moment &moment) {
    std::erase_if(passed_, [&findings](const Finding &passed) { return holds(findings, passed); });
    for (const Finding &old : findings_) {
        if (old.passing || old.tone == Tone::normal || holds(findings, old))
            continue;
        if (passed_.size() == mostPassed)
            passed_.pop_back();
        passed_.insert(passed_.begin(), old);
        passed_.front().passing = {shownNs_, moment.nowNs()};
    }
}

int FindingModel::troubleCount() const {
    return int(std::count_if(findings_.begin(), findings_.end(), [](const Finding &finding) { return finding.tone != Tone::normal && !finding.passing; }));
}

bool FindingModel::isAtDeadEnd() const {
    return std::ranges::any_of(findings_, [](const Finding &finding) { return finding.isDeadEnd && !finding.passing; });
}

void FindingModel::apply(const state::Changes &changes, const Moment &moment) {
    // Nothing that is told here comes or goes without one of these.
    const bool touched = std::any_of(changes.begin(), changes.end(), [](const state::Change &change) {
        return change.table == state::Table::program || change.table == state::Table::process || change.table == state::Table::pool || change.table == state::Table::lock || change.table == state::Table::resource ||
               change.table == state::Table::task;
    });
    if (!touched && moment.state->lost_events() == 0)
        return;
    std::vector<Finding> findings = findingsAt(moment);
    keepPassed(findings, moment);
    become(std::move(findings), moment);
}

void FindingModel::become(std::vector<Finding> findings, const Moment &moment) {
    shownNs_ = moment.nowNs();
    startNs_ = moment.startNs;
    const auto now = findings.size();
    for (const Finding &passed : passed_)
        if (!holds({findings.begin(), findings.begin() + std::ptrdiff_t(now)}, passed))
            findings.push_back(passed);
    const auto [oldPlace, newPlace] = std::mismatch(findings_.begin(), findings_.end(), findings.begin(), findings.end());
    const int same = int(oldPlace - findings_.begin());
    if (same < int(findings_.size())) {
        beginRemoveRows({}, same, int(findings_.size()) - 1);
        findings_.resize(std::size_t(same));
        endRemoveRows();
    }
    if (same < int(findings.size())) {
        beginInsertRows({}, same, int(findings.size()) - 1);
        findings_ = std::move(findings);
        endInsertRows();
    }
}

QString FindingModel::sentence(const Finding &finding) const {
    return finding.passing ? tr("Over at %1 s: %2").arg(momentText(finding.passing->overNs - startNs_), finding.words.what) : finding.words.what;
}

QString FindingModel::markdown() const {
    QString text;
    for (const Finding &finding : findings_)
        text += QStringLiteral("- **%1** %2 *%3*\n").arg(sentence(finding), finding.words.why, finding.words.advice);
    return text;
}

QVariant FindingModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid() || std::size_t(index.row()) >= findings_.size())
        return {};
    const Finding &finding = findingAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return index.column() == What ? sentence(finding) : index.column() == Why ? finding.words.why : finding.words.advice;
    case ToneRole:
        return int(index.column() == What && !finding.passing ? finding.tone : Tone::dim);
    case IconRole:
        return index.column() == What ? QVariant(finding.passing              ? QStringLiteral("state-exited")
                                                 : finding.tone == Tone::error     ? QStringLiteral("error")
                                                      : finding.tone == Tone::warning ? QStringLiteral("warning")
                                                                                      : QStringLiteral("information")) : QVariant();
    default:
        return {};
    }
}

QVariant FindingModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == What ? tr("Finding") : section == Why ? tr("Why") : tr("What to do");
}

} // namespace poolscope::ui
