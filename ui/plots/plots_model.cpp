// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plots_model.h"

#include <algorithm>
#include <numeric>

namespace poolscope::ui {
namespace {

ProcessKey keyIn(std::int64_t packed) {
    return ProcessKey::unpack(static_cast<std::uint64_t>(packed));
}

// The places of the greatest, in their own order.
std::vector<int> placesOfGreatest(const std::vector<double> &weights, std::size_t maximum) {
    std::vector<int> places(weights.size());
    std::iota(places.begin(), places.end(), 0);
    const auto last = places.begin() + std::ptrdiff_t(std::min(maximum, places.size()));
    std::partial_sort(places.begin(), last, places.end(), [&weights](int a, int b) {
        const double left = weights[std::size_t(a)], right = weights[std::size_t(b)];
        return left != right ? left > right : a < b;
    });
    std::sort(places.begin(), last);
    places.erase(last, places.end());
    return places;
}

} // namespace

void PlotsModel::apply(const Event &event) {
    reach(event.time_ns);
    switch (event.kind) {
    case EventKind::process_started:
        rename(event.process, event.payload);
        break;
    case EventKind::process_ready:
        if (!event.payload.empty())
            rename(event.process, event.payload);
        break;
    case EventKind::channel_created: {
        Channel &created = channel(event.object);
        created.kind = static_cast<ChannelKind>(event.a & 0xff);
        created.name = event.payload;
        break;
    }
    case EventKind::message_sent: {
        Channel &sent = channel(event.object);
        sent.messages.add(grid_, event.time_ns, 1);
        sent.bytes.add(grid_, event.time_ns, double(event.b));
        ++sent.messagesTotal;
        countItem(event, 1);
        break;
    }
    case EventKind::message_received:
    case EventKind::message_dropped:
        countItem(event, -1);
        break;
    case EventKind::queue_depth: {
        Channel &gauged = channel(event.object);
        gauged.hasGauge = true;
        gauged.depth.set(event.time_ns, double(event.a));
        break;
    }
    case EventKind::worker_joined: {
        workerPlaces_[event.process] = workers_.size();
        present_.push_back(workers_.size());
        Worker &joined = workers_.emplace_back();
        joined.process = event.process;
        joined.number = int(event.a);
        joined.name = names_[event.process];
        joined.presentSince = event.time_ns;
        break;
    }
    case EventKind::process_metric:
        measure(event);
        break;
    case EventKind::worker_left:
    case EventKind::process_exited:
        if (const auto gone = processPlaces_.find(event.process); gone != processPlaces_.end()) {
            processes_[gone->second].cpu.set(event.time_ns, 0);
            processes_[gone->second].memory.set(event.time_ns, 0);
            processes_[gone->second].hasEnded = true;
        }
        if (Worker *left = worker(event.process)) {
            endTask(event, event.process);
            if (left->presentSince) {
                left->present.addInterval(grid_, *left->presentSince, event.time_ns);
                presence_.addInterval(grid_, *left->presentSince, event.time_ns);
                std::erase(present_, std::size_t(left - workers_.data()));
            }
            left->presentSince.reset();
        }
        break;
    case EventKind::task_started:
        if (Worker *busy = worker(event.process); busy && !busy->busySince)
            busy->busySince = event.time_ns;
        break;
    case EventKind::task_finished:
        (event.a == std::int64_t(TaskOutcome::value) ? finished_ : failed_).add(grid_, event.time_ns, 1);
        endTask(event, event.process);
        break;
    case EventKind::task_lost:
        failed_.add(grid_, event.time_ns, 1);
        endTask(event, keyIn(event.a));
        break;
    default:
        break;
    }
}

std::int64_t PlotsModel::automaticIntervalNs() const {
    std::int64_t interval = grid_.widthNs;
    static constexpr int steps[] = {1, 2, 5, 10};
    for (std::int64_t decade = 1'000'000;; decade *= 10)
        for (const int step : steps) {
            interval = decade * step;
            if (interval >= grid_.widthNs && interval % grid_.widthNs == 0 && interval * 100 >= endNs_ - grid_.originNs)
                return interval;
        }
}

double PlotsModel::messageRate(const Channel &channel, std::size_t first, std::size_t count) const {
    return perSecond(channel.messages, first, count);
}

double PlotsModel::byteRate(const Channel &channel, std::size_t first, std::size_t count) const {
    return perSecond(channel.bytes, first, count);
}

double PlotsModel::finishedRate(std::size_t first, std::size_t count) const {
    return perSecond(finished_, first, count);
}

double PlotsModel::failedRate(std::size_t first, std::size_t count) const {
    return perSecond(failed_, first, count);
}

double PlotsModel::utilisation(std::size_t first, std::size_t count) const {
    double busy = busy_.sum(first, count), present = presence_.sum(first, count);
    for (const std::size_t place : present_) {
        busy += open(workers_[place].busySince, first, count);
        present += open(workers_[place].presentSince, first, count);
    }
    return present > 0 ? std::min(busy / present, 1.0) : 0;
}

double PlotsModel::utilisation(const Worker &worker, std::size_t first, std::size_t count) const {
    const double present = worker.present.sum(first, count) + open(worker.presentSince, first, count);
    return present > 0 ? std::min((worker.busy.sum(first, count) + open(worker.busySince, first, count)) / present, 1.0) : 0;
}

std::vector<SeriesId> PlotsModel::seriesOf(Quantity quantity, std::size_t maximum) const {
    std::vector<SeriesId> found;
    switch (quantity) {
    case Quantity::depth:
    case Quantity::messages:
    case Quantity::bytes: {
        std::vector<double> weights;
        for (const Channel &each : channels_)
            weights.push_back(std::max(double(each.messagesTotal), each.depth.maximum()));
        // A choice of them is better off without those that never carried anything.
        const bool isChoice = maximum < std::size_t(-1) && std::any_of(weights.begin(), weights.end(), [](double weight) { return weight > 0; });
        for (const int place : placesOfGreatest(weights, maximum))
            if (!isChoice || weights[std::size_t(place)] > 0)
                found.push_back({quantity, place});
        break;
    }
    case Quantity::cpu:
    case Quantity::memory: {
        std::vector<double> weights;
        for (const Process &each : processes_)
            weights.push_back(quantity == Quantity::cpu ? double(each.cpuNs.value_or(0)) : each.memory.maximum());
        for (const int place : placesOfGreatest(weights, maximum))
            found.push_back({quantity, place});
        break;
    }
    case Quantity::tasks:
        if (!workers_.empty() || !finished_.isEmpty() || !failed_.isEmpty())
            found = {{quantity, SeriesId::finishedTasks}, {quantity, SeriesId::failedTasks}};
        break;
    case Quantity::utilisation:
        if (!workers_.empty())
            found = {{quantity, SeriesId::allWorkers}};
        for (std::size_t worker = workers_.size() - std::min(maximum, workers_.size()); worker < workers_.size(); ++worker)
            found.push_back({quantity, int(worker)});
        break;
    }
    return found;
}

double PlotsModel::valueAt(SeriesId series, std::int64_t timeNs, std::int64_t intervalNs) const {
    if (const StepSeries *steps = stepsOf(series))
        return steps->at(timeNs);
    const std::size_t count = std::max<std::size_t>(std::size_t(intervalNs / grid_.widthNs), 1);
    return mean(series, grid_.binOf(timeNs) / count * count, count);
}

double PlotsModel::mean(SeriesId series, std::size_t first, std::size_t count) const {
    if (const StepSeries *steps = stepsOf(series))
        return steps->at(grid_.startOf(first));
    const std::size_t index = std::size_t(series.index);
    switch (series.quantity) {
    case Quantity::messages:
        return messageRate(channels_[index], first, count);
    case Quantity::bytes:
        return byteRate(channels_[index], first, count);
    case Quantity::tasks:
        return series.index == SeriesId::failedTasks ? failedRate(first, count) : finishedRate(first, count);
    case Quantity::utilisation:
        return series.index == SeriesId::allWorkers ? utilisation(first, count)
                                                    : utilisation(workers_[index], first, count);
    default:
        return 0;
    }
}

const StepSeries *PlotsModel::stepsOf(SeriesId series) const {
    const std::size_t index = std::size_t(series.index);
    switch (series.quantity) {
    case Quantity::depth:
        return &channels_[index].depth;
    case Quantity::cpu:
        return &processes_[index].cpu;
    case Quantity::memory:
        return &processes_[index].memory;
    default:
        return nullptr;
    }
}

std::uint64_t PlotsModel::subjectOf(SeriesId series) const {
    const std::size_t index = std::size_t(series.index);
    switch (series.quantity) {
    case Quantity::depth:
    case Quantity::messages:
    case Quantity::bytes:
        return channels_[index].id;
    case Quantity::utilisation:
        return series.index == SeriesId::allWorkers ? 0 : workers_[index].process.packed();
    case Quantity::cpu:
    case Quantity::memory:
        return processes_[index].key.packed();
    case Quantity::tasks:
        break;
    }
    return 0;
}

// A look tells what was used since the process began; the line shows it between two looks, from the earlier one on.
void PlotsModel::measure(const Event &event) {
    const auto metric = Metric(event.object);
    if (metric != Metric::cpu_ns && metric != Metric::rss_bytes && metric != Metric::pss_bytes)
        return;
    const auto [place, isNew] = processPlaces_.try_emplace(event.process, processes_.size());
    if (isNew) {
        processes_.emplace_back().key = event.process;
        processes_.back().name = names_[event.process];
    }
    Process &measured = processes_[place->second];
    if (measured.hasEnded)
        return; // a look that was taken before the end
    if (metric == Metric::cpu_ns) {
        if (measured.cpuNs && event.time_ns > *measured.lookedNs)
            measured.cpu.set(*measured.lookedNs, double(std::max<std::int64_t>(event.a - *measured.cpuNs, 0)) / double(event.time_ns - *measured.lookedNs));
        measured.cpuNs = event.a;
        measured.lookedNs = event.time_ns;
        return;
    }
    if (metric == Metric::rss_bytes && measured.hasProportional)
        return;
    measured.hasProportional |= metric == Metric::pss_bytes;
    measured.memory.set(event.time_ns, double(event.a));
}

void PlotsModel::rename(ProcessKey process, const std::string &name) {
    names_[process] = name;
    if (const auto known = processPlaces_.find(process); known != processPlaces_.end())
        processes_[known->second].name = name;
}

PlotsModel::Channel &PlotsModel::channel(ObjectId id) {
    const auto [place, isNew] = channelPlaces_.try_emplace(id, channels_.size());
    if (isNew)
        channels_.emplace_back().id = id;
    return channels_[place->second];
}

PlotsModel::Worker *PlotsModel::worker(ProcessKey process) {
    const auto place = workerPlaces_.find(process);
    return place == workerPlaces_.end() ? nullptr : &workers_[place->second];
}

void PlotsModel::reach(std::int64_t timeNs) {
    if (!begun_) {
        begun_ = true;
        grid_.originNs = endNs_ = timeNs;
    }
    endNs_ = std::max(endNs_, timeNs);
    while (grid_.binOf(endNs_) >= BinGrid::maximumBins) {
        const int factor = grid_.widen();
        for (Channel &each : channels_) {
            each.messages.merge(factor);
            each.bytes.merge(factor);
        }
        for (Worker &each : workers_) {
            each.busy.merge(factor);
            each.present.merge(factor);
        }
        for (BinnedSeries *each : {&busy_, &presence_, &finished_, &failed_})
            each->merge(factor);
    }
}

void PlotsModel::countItem(const Event &event, int items) {
    Channel &counted = channel(event.object);
    counted.counted = std::max<std::int64_t>(counted.counted + items, 0);
    if (!counted.hasGauge)
        counted.depth.set(event.time_ns, double(counted.counted));
}

void PlotsModel::endTask(const Event &event, ProcessKey process) {
    Worker *ended = worker(process);
    if (!ended || !ended->busySince)
        return;
    ended->busy.addInterval(grid_, *ended->busySince, event.time_ns);
    busy_.addInterval(grid_, *ended->busySince, event.time_ns);
    ended->busySince.reset();
}

double PlotsModel::perSecond(const BinnedSeries &series, std::size_t first, std::size_t count) const {
    return series.sum(first, count) * 1e9 / double(std::int64_t(count) * grid_.widthNs);
}

double PlotsModel::open(std::optional<std::int64_t> since, std::size_t first, std::size_t count) const {
    if (!since)
        return 0;
    const std::int64_t begin = std::max(grid_.startOf(first), *since), end = std::min(grid_.startOf(first + count), endNs_);
    return double(std::max<std::int64_t>(end - begin, 0));
}

} // namespace poolscope::ui
