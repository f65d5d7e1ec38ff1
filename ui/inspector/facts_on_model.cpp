// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/facts_on_model.h"

#include "engine/scope/state/ledger.h"
#include "engine/scope/state/obituary.h"
#include "ui/shared/call_text.h"
#include "ui/shared/channel_fill.h"
#include "ui/shared/names.h"
#include "ui/shared/sentences.h"
#include "ui/shared/shown_name.h"
#include "ui/shared/units.h"
#include "ui/shared/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace poolscope::ui {
namespace {

class Facts {
    Q_DECLARE_TR_FUNCTIONS(Facts)

public:
    explicit Facts(const Moment &moment) : moment_(moment), state_(*moment.state) {}

    std::vector<Fact> take() { return std::move(facts_); }

    void onProcess(const state::ProcessRow &row);
    void onChannel(const state::ChannelRow &row);
    void onTask(const state::TaskRow &row);
    void onMessage(const state::MessageRow &row);
    void onPool(const state::PoolRow &row);
    void onLock(const state::LockRow &row);

private:
    Fact &add(const QString &label, const QString &value, Tone tone = Tone::normal) {
        return facts_.emplace_back(Fact{label, value, tone, {}, {}, {}});
    }
    void addNumber(const QString &label, std::uint64_t value) {
        if (value != 0)
            add(label, countText(std::int64_t(value)));
    }
    void addProcess(const QString &label, ProcessKey key) {
        if (!key)
            return;
        Fact &fact = add(label, processText(state_, key));
        fact.process = key;
        if (state_.process(key))
            fact.leadsTo = Selected::process(key);
    }
    void addMoment(const QString &label, std::int64_t timeNs) {
        if (timeNs != 0)
            add(label, tr("%1 s").arg(momentText(timeNs - moment_.startNs)));
    }
    void addDuration(const QString &label, std::int64_t nanoseconds) {
        if (nanoseconds > 0)
            add(label, durationText(nanoseconds));
    }
    void addObject(const QString &label, const QString &value, const Selected &leadsTo, const QString &icon) {
        Fact &fact = add(label, value);
        fact.leadsTo = leadsTo;
        fact.icon = icon;
    }
    void addMetrics(const state::ProcessRow &row);
    void addHeld(const state::ProcessRow &row);
    void addObituary(const state::Obituary &dead);
    void addLedger(const state::ProcessRow &row);
    void addResource(const QString &label, const state::ResourceRow &resource);

    const Moment &moment_;
    const state::State &state_;
    std::vector<Fact> facts_;
};

void Facts::onProcess(const state::ProcessRow &row) {
    const ProcessState state = effectiveState(row);
    add(tr("Role"), wordFor(row.role)).icon = iconNameFor(row.role);
    add(tr("PID"), QString::number(row.key.pid));
    addProcess(row.adopted ? tr("Adopted by") : tr("Parent"), row.parent);
    if (row.starter && row.starter != row.parent)
        addProcess(tr("Asked for by"), row.starter);
    if (row.start_method != StartMethod::none)
        add(tr("Start method"), wordFor(row.start_method), toneFor(row.start_method));
    Fact &stateFact = row.is_alive() ? add(tr("State"), wordFor(state), toneFor(state))
                                     : add(tr("State"), row.exit_code ? exitText(*row.exit_code) : wordFor(ProcessState::dead),
                                           toneForExit(row.exit_code));
    stateFact.icon = row.is_alive() ? iconNameFor(state) : iconNameForExit(row.exit_code);
    if (row.is_alive())
        for (const auto &[thread, wait] : row.waits) {
            Fact &fact = add(tr("Thread %1").arg(thread),
                             lastingWaitSentence(state_, wait, moment_.presentNs()), Tone::waiting);
            if (state_.channel(wait.object))
                fact.leadsTo = Selected::channel(wait.object);
        }
    if (const state::TaskRow *task = row.task ? state_.task(row.task) : nullptr)
        addObject(row.is_alive() ? tr("Task in hand") : tr("Task at its end"), callText(task->call), Selected::task(task->id),
                  QStringLiteral("task"));
    if (row.pool != 0)
        addObject(tr("Pool"), tr("worker %1").arg(row.worker_number), Selected::pool(row.pool), QStringLiteral("pool"));
    addMoment(tr("Started at"), row.started_ns);
    addDuration(tr("Start took"), row.ready_after_ns);
    addMoment(tr("Ended at"), row.ended_ns);
    addNumber(tr("Tasks done"), row.tasks_done);
    addNumber(tr("Messages sent"), row.messages_sent);
    addNumber(tr("Messages received"), row.messages_received);
    if (const auto dead = state::obituary(state_, row.key))
        addObituary(*dead);
    addMetrics(row);
    addHeld(row);
    addLedger(row);
    if (!row.command.empty())
        add(tr("Command"), commandText(row));
    if (row.certainty != Certainty::observed)
        add(tr("Known by"), row.certainty == Certainty::inferred ? tr("inference") : tr("a guess"));
}

void Facts::addMetrics(const state::ProcessRow &row) {
    for (const auto &[metric, value] : row.metrics)
        switch (metric) {
        case Metric::cpu_ns:
            add(tr("CPU time"), durationText(value));
            break;
        case Metric::rss_bytes:
            add(tr("Resident memory"), bytesText(value));
            break;
        case Metric::pss_bytes:
            add(tr("Proportional memory"), bytesText(value));
            break;
        case Metric::descriptors:
            add(tr("Descriptors"), countText(value));
            break;
        case Metric::inherited_descriptors:
            add(tr("Inherited descriptors"), countText(value));
            break;
        case Metric::threads:
            add(tr("Threads"), countText(value));
            break;
        case Metric::private_bytes:
            add(tr("Private memory"), bytesText(value));
            break;
        case Metric::start_ns:
            break;
        }
}

void Facts::addHeld(const state::ProcessRow &row) {
    for (const auto &[id, channel] : state_.channels())
        for (const state::ChannelEnd &end : channel.ends)
            if (end.process == row.key)
                addObject(end.direction == Direction::write  ? tr("Writes to")
                          : end.direction == Direction::read ? tr("Reads from")
                                                             : tr("Reads and writes"),
                          nameOf(channel), Selected::channel(id), iconNameFor(channel.kind));
    for (const auto &[id, lock] : state_.locks())
        for (const state::LockHolder &holder : lock.holders)
            if (holder.process == row.key)
                addObject(tr("Holds"), objectText(state_, id), Selected::lock(id), QStringLiteral("lock"));
}

void Facts::addObituary(const state::Obituary &dead) {
    if (!dead.exit_code)
        add(tr("Exit code"), tr("unknown: nobody saw how it ended"), Tone::dim);
    else if (dead.exit_certainty != Certainty::observed)
        add(tr("Exit code"), tr("inferred: other threads outlived the first one"), Tone::dim);
    if (dead.out_of_memory)
        add(tr("Memory"), memoryText(*dead.out_of_memory), Tone::error);
    for (const state::LastMessage &message : dead.messages) {
        const bool isKept = message.message < moment_.messages();
        const QString text = isKept ? payloadText(moment_.log->messages()[message.message].payload, moment_.log->messages()[message.message].truncated, 100)
                                    : QString();
        const QString channel = objectText(state_, message.channel);
        addObject(message.direction == Direction::write ? tr("Last sent") : tr("Last received"),
                  text.isEmpty() ? channel : tr("%1: %2").arg(channel, text), isKept ? Selected::message(message.message) : Selected::channel(message.channel),
                  QStringLiteral("message"));
    }
    for (const ObjectId lock : dead.locks) {
        addObject(tr("Left taken"), objectText(state_, lock), Selected::lock(lock), QStringLiteral("lock"));
        facts_.back().tone = Tone::error;
    }
}

void Facts::addResource(const QString &label, const state::ResourceRow &resource) {
    QStringList holders;
    for (const ProcessKey holder : resource.holders)
        holders.append(processText(state_, holder));
    const QString name = shownName(resource.name);
    const QString fate = resource.leaked ? tr("left behind") : resource.registered ? tr("its name is still there") : tr("unlinked");
    add(label, holders.isEmpty() ? tr("%1 (%2; nobody has it)").arg(name, fate) : tr("%1 (%2; %3)").arg(name, fate, holders.join(QStringLiteral(", "))),
        resource.leaked ? Tone::warning : Tone::normal);
}

// The resource ledger.
void Facts::addLedger(const state::ProcessRow &row) {
    const state::Ledger account = state::ledger(state_, row.key);
    for (const state::ResourceRow *resource : account.made)
        addResource(resource->creator_certainty == Certainty::heuristic ? tr("First seen with") : tr("Made"), *resource);
    for (const state::ResourceRow *resource : account.held)
        if (resource->creator != row.key)
            addResource(tr("Has mapped"), *resource);
    for (const state::IdleEnd &end : account.unused_inherited)
        addObject(end.direction == Direction::write ? tr("Inherited, never written to") : tr("Inherited, never read"), objectText(state_, end.channel),
                  Selected::channel(end.channel), QStringLiteral("pipe"));
}

void Facts::onChannel(const state::ChannelRow &row) {
    add(tr("Kind"), wordFor(row.kind)).icon = iconNameFor(row.kind);
    addProcess(tr("Made by"), row.creator);
    addMoment(tr("Made at"), row.created_ns);
    if (row.capacity > 0)
        add(tr("Capacity"), countsBytes(row) ? bytesText(row.capacity) : tr("%n items", nullptr, int(row.capacity)));
    else if (!countsBytes(row))
        add(tr("Capacity"), tr("no limit"));
    add(tr("Now in it"), tr("%1 (%2)").arg(tr("%n items", nullptr, int(row.depth_items)), bytesText(bytesHeld(row))));
    addNumber(tr("Sent"), row.sent);
    addNumber(tr("Received"), row.received);
    if (row.dropped)
        add(tr("Dropped"), countText(std::int64_t(row.dropped)), Tone::error);
    if (row.bytes_sent)
        add(tr("Volume"), bytesText(std::int64_t(row.bytes_sent)));
    for (const state::ChannelEnd &end : row.ends)
        addProcess(end.direction == Direction::write  ? tr("Write end")
                   : end.direction == Direction::read ? tr("Read end")
                                                      : tr("Both ends"),
                   end.process);
    for (const auto &[key, process] : state_.processes())
        for (const auto &[thread, wait] : process.waits)
            if (wait.object == row.id && process.is_alive())
                addProcess(tr("Waited for by"), key);
}

void Facts::onTask(const state::TaskRow &row) {
    add(tr("Call"), callText(row.call, 400));
    add(tr("State"), wordFor(row.outcome), toneFor(row.outcome));
    if (row.outcome == TaskOutcome::lost)
        add(tr("Why"), lossSentence(state_, row), Tone::error);
    else if (!row.result.empty())
        add(row.outcome == TaskOutcome::error ? tr("Error") : tr("Result"), resultText(row.result, row.result_truncated, 400),
            row.outcome == TaskOutcome::error ? Tone::error : Tone::normal);
    addProcess(tr("Worker"), row.worker);
    if (const state::PoolRow *pool = state_.pool(row.pool))
        addObject(tr("Pool"), pool->name.empty() ? tr("without a name") : shownName(pool->name), Selected::pool(row.pool), QStringLiteral("pool"));
    if (row.attempt > 1)
        add(tr("Attempt"), QString::number(row.attempt));
    if (row.items > 1)
        add(tr("Items"), countText(row.items));
    addMoment(tr("Submitted at"), row.submitted_ns);
    addDuration(tr("Queued for"), row.started_ns ? row.started_ns - row.submitted_ns : 0);
    addMoment(tr("Started at"), row.started_ns);
    addDuration(tr("Ran for"), row.ran_ns);
    addMoment(tr("Ended at"), row.ended_ns);
}

void Facts::onMessage(const state::MessageRow &row) {
    const bool isReceived = moment_.hasHappened(row.received_sequence);
    addObject(tr("Channel"), objectText(state_, row.channel), Selected::channel(row.channel), QStringLiteral("queue"));
    addProcess(tr("From"), row.from);
    if (isReceived)
        addProcess(tr("To"), row.to);
    if (row.dropped)
        add(tr("State"), tr("dropped: nobody will receive it"), Tone::error);
    else if (!isReceived)
        add(tr("State"), tr("in flight"), Tone::waiting);
    add(tr("Size"), bytesText(row.bytes));
    addMoment(tr("Sent at"), row.sent_ns);
    if (isReceived) {
        addMoment(tr("Received at"), row.received_ns);
        if (row.sent_ns)
            addDuration(tr("On the way"), row.received_ns - row.sent_ns);
    }
    // A pool's numbers are names of tasks, and count nothing.
    const state::ChannelRow *channel = state_.channel(row.channel);
    if (channel && row.number > 0 && std::uint64_t(row.number) <= std::max(channel->sent, channel->received))
        add(tr("Number in its channel"), countText(row.number));
}

void Facts::onPool(const state::PoolRow &row) {
    addProcess(tr("Owner"), row.owner);
    if (row.start_method != StartMethod::none)
        add(tr("Start method"), wordFor(row.start_method), toneFor(row.start_method));
    add(tr("Workers wanted"), countText(row.workers_wanted));
    add(tr("Workers present"), countText(std::int64_t(row.workers.size())));
    addNumber(tr("Tasks submitted"), row.submitted);
    addNumber(tr("Tasks done"), row.finished);
    for (const auto &[label, count] : {std::pair{tr("Tasks failed"), row.failed}, std::pair{tr("Tasks lost"), row.lost}})
        if (count)
            add(label, countText(std::int64_t(count)), Tone::error);
    if (!row.broken_reason.empty())
        add(tr("Broken"), QString::fromStdString(row.broken_reason), Tone::error);
    else if (row.closed)
        add(tr("State"), tr("closed"), Tone::dim);
    for (const ProcessKey worker : row.workers)
        addProcess(tr("Worker"), worker);
}

void Facts::onLock(const state::LockRow &row) {
    add(tr("Kind"), wordFor(row.kind)).icon = QStringLiteral("lock");
    if (!row.semaphore.empty())
        add(tr("Semaphore"), QString::fromStdString(row.semaphore));
    add(tr("Value"), row.use == state::SemaphoreUse::counted ? countText(row.value) : tr("%1 of %2").arg(row.value).arg(row.maximum));
    for (const state::LockHolder &holder : row.holders) {
        addProcess(tr("Held by"), holder.process);
        addDuration(tr("Held for"), moment_.presentNs() - holder.since_ns);
    }
    if (row.died_holding)
        addProcess(tr("Died holding it"), *row.died_holding);
    for (const auto &[key, process] : state_.processes())
        for (const auto &[thread, wait] : process.waits)
            if (wait.object == row.id && process.is_alive())
                addProcess(tr("Waited for by"), key);
}

} // namespace

std::vector<Fact> factsOn(const Selected &subject, const Moment &moment) {
    Facts facts(moment);
    const state::State &state = *moment.state;
    switch (subject.kind) {
    case Selected::Kind::process:
        if (const auto *row = state.process(subject.processKey()))
            facts.onProcess(*row);
        break;
    case Selected::Kind::channel:
        if (const auto *row = state.channel(subject.id))
            facts.onChannel(*row);
        break;
    case Selected::Kind::task:
        if (const auto *row = state.task(subject.id))
            facts.onTask(*row);
        break;
    case Selected::Kind::message:
        if (subject.id < moment.messages())
            facts.onMessage(moment.log->messages()[subject.id]);
        break;
    case Selected::Kind::pool:
        if (const auto *row = state.pool(subject.id))
            facts.onPool(*row);
        break;
    case Selected::Kind::lock:
        if (const auto *row = state.lock(subject.id))
            facts.onLock(*row);
        break;
    case Selected::Kind::nothing:
        break;
    }
    return facts.take();
}

} // namespace poolscope::ui
