// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagnosis/finding_model.h"

#include "engine/scope/diagnose/diagnose.h"
#include <QLocale>

#include <algorithm>

namespace poolscope::ui {
namespace {

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

Finding findingOf(const Moment &moment, const diagnose::Finding &finding) {
    return {finding.kind, toneOf(finding.severity), wordsOf(moment, finding), culpritsOf(*moment.state, finding), finding.is_dead_end()};
}

} // namespace

void FindingModel::show(const Moment &moment) {
    startNs_ = moment.startNs;
    looks_ = moment.findings->looks();
    if (revision_ != moment.findings->revision())
        readEpisodes(moment);
    const std::vector<diagnose::Finding> here = moment.live ? moment.findings->now() : diagnose::diagnose(*moment.state);
    std::vector<Finding> findings;
    for (const diagnose::Finding &finding : here)
        findings.push_back(findingOf(moment, finding));
    for (std::size_t index = 0; index < episodes_.size(); ++index) {
        const diagnose::Episode &episode = moment.findings->episodes()[index];
        const bool isHere = episode.period.covers(moment.state->events()) &&
                            std::ranges::any_of(here, [&episode](const diagnose::Finding &finding) { return is_same_thing(finding, episode.finding); });
        if (!isHere)
            findings.push_back(episodes_[index]);
    }
    become(std::move(findings));
}

void FindingModel::readEpisodes(const Moment &moment) {
    const Moment newest{.state = moment.newest, .log = moment.log, .startNs = moment.startNs};
    episodes_.clear();
    for (const diagnose::Episode &episode : moment.findings->episodes()) {
        episodes_.push_back(findingOf(newest, episode.finding));
        episodes_.back().elsewhen = episode.period;
    }
    revision_ = moment.findings->revision();
}

void FindingModel::apply(const state::Changes &, const Moment &moment) {
    if (looks_ != moment.findings->looks())
        show(moment);
}

int FindingModel::troubleCount() const {
    return int(std::count_if(findings_.begin(), findings_.end(), [](const Finding &finding) { return finding.tone != Tone::normal && !finding.elsewhen; }));
}

int FindingModel::noteCount() const {
    return int(std::count_if(findings_.begin(), findings_.end(), [](const Finding &finding) { return finding.tone == Tone::normal && !finding.elsewhen; }));
}

bool FindingModel::isAtDeadEnd() const {
    return std::ranges::any_of(findings_, [](const Finding &finding) { return finding.isDeadEnd && !finding.elsewhen; });
}

void FindingModel::become(std::vector<Finding> findings) {
    // One that says the same with other numbers stays where it is, and selected.
    const auto isSame = [](const Finding &one, const Finding &other) {
        return one.kind == other.kind && one.elsewhen.has_value() == other.elsewhen.has_value() &&
               (one.culprits == other.culprits || one.kind == diagnose::FindingKind::too_few_cpus);
    };
    const auto [oldPlace, newPlace] = std::mismatch(findings_.begin(), findings_.end(), findings.begin(), findings.end(), isSame);
    const int same = int(oldPlace - findings_.begin());
    for (int row = 0; row < same; ++row)
        if (Finding &shown = findings_[std::size_t(row)], &now = findings[std::size_t(row)]; shown != now) {
            shown = now;
            emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
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
    if (!finding.elsewhen)
        return finding.words.what;
    const diagnose::Period &period = *finding.elsewhen;
    // Nobody looks so often that it is known more exactly.
    const auto seconds = [this](std::int64_t timeNs) { return QLocale().toString(double(timeNs - startNs_) / 1e9, 'f', 1); };
    const QString from = seconds(period.from_ns), to = seconds(period.to_ns);
    if (!period.is_over())
        return tr("From %1 s on: %2").arg(from, finding.words.what);
    if (period.times > 1)
        return tr("From %1 s to %2 s, again and again: %3").arg(from, to, finding.words.what);
    return tr("From %1 s to %2 s: %3").arg(from, to, finding.words.what);
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
        return int(index.column() == What && !finding.elsewhen ? finding.tone : Tone::dim);
    case IconRole:
        return index.column() == What ? QVariant(finding.elsewhen && finding.elsewhen->is_over() ? QStringLiteral("state-exited")
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
