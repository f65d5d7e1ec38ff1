// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the plots show, folded from events as they come: depth and traffic of every channel, tasks, how busy workers
// are, and what every process takes of processor and memory. Bounded memory, no clock, no Qt Widgets; GUI thread.

#include "engine/core/telemetry/event.h"
#include "ui/plots/binned_series.h"
#include "ui/plots/step_series.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace poolscope::ui {

enum class Quantity : std::uint8_t { depth, messages, bytes, tasks, utilisation, cpu, memory };
constexpr int quantityCount = 7;

constexpr bool isOfProcesses(Quantity quantity) {
    return quantity == Quantity::utilisation || quantity == Quantity::cpu || quantity == Quantity::memory;
}

// One line of a plot.
struct SeriesId {
    static constexpr int allWorkers = -1, finishedTasks = 0, failedTasks = 1;
    Quantity quantity = Quantity::depth;
    int index = 0; // of the channel, worker or process; for tasks and utilisation also one of the above
    bool operator==(const SeriesId &) const = default;
};

class PlotsModel {
public:
    struct Channel {
        ObjectId id = 0;
        ChannelKind kind = ChannelKind::unknown;
        std::string name;
        StepSeries depth; // items
        BinnedSeries messages, bytes;
        std::uint64_t messagesTotal = 0;
        bool hasGauge = false; // tells its depth itself, so counting is not needed
        std::int64_t counted = 0;
    };
    struct Worker {
        ProcessKey process;
        int number = 0;
        std::string name;
        BinnedSeries busy, present;
        std::optional<std::int64_t> busySince, presentSince;
    };

    // What was measured of a process at the looks at it.
    struct Process {
        ProcessKey key;
        std::string name;
        StepSeries cpu;    // processors in use, from one look to the next
        StepSeries memory; // bytes: the proportional set size once it is known, else the resident one
        std::optional<std::int64_t> cpuNs, lookedNs; // at the last look
        bool hasProportional = false, hasEnded = false;
    };

    void apply(const Event &event);
    void clear() { *this = PlotsModel(); }

    bool isEmpty() const { return !begun_; }
    std::int64_t beginNs() const { return grid_.originNs; }
    std::int64_t endNs() const { return endNs_; }
    std::int64_t binWidthNs() const { return grid_.widthNs; }

    const std::vector<Channel> &channels() const { return channels_; }
    const std::vector<Worker> &workers() const { return workers_; }
    const std::vector<Process> &processes() const { return processes_; }
    // Null for a line of rates.
    const StepSeries *stepsOf(SeriesId series) const;
    // Whom a line is about: a channel's id or a process's packed key, 0 for neither.
    std::uint64_t subjectOf(SeriesId series) const;

    // The interval over which rates are taken by default: about 100 of them in the session, 1, 2, 5 or 10 … ms and a
    // multiple of the bin width.
    std::int64_t automaticIntervalNs() const;

    // Means over [first, first + count) bins, per second.
    double messageRate(const Channel &channel, std::size_t first, std::size_t count) const;
    double byteRate(const Channel &channel, std::size_t first, std::size_t count) const;
    double finishedRate(std::size_t first, std::size_t count) const; // tasks with a value
    double failedRate(std::size_t first, std::size_t count) const;   // errors and lost tasks
    // Busy time as a share of the time that the worker was there, 0 … 1; of all workers together without one.
    double utilisation(std::size_t first, std::size_t count) const;
    double utilisation(const Worker &worker, std::size_t first, std::size_t count) const;
    // The lines that there are of a quantity: at most `maximum` channels or processes, the busiest and no channel that never carried
    // anything, of workers the newest, in the order in which they came. Without a maximum all.
    std::vector<SeriesId> seriesOf(Quantity quantity, std::size_t maximum = std::size_t(-1)) const;
    // The value at that time, or of a rate the mean over the interval around it.
    double valueAt(SeriesId series, std::int64_t timeNs, std::int64_t intervalNs) const;
    // The mean over [first, first + count) bins; where there are steps, the value at the beginning.
    double mean(SeriesId series, std::size_t first, std::size_t count) const;

    std::size_t binCount() const { return begun_ ? grid_.binOf(endNs_) + 1 : 0; }
    std::size_t binOf(std::int64_t timeNs) const { return grid_.binOf(timeNs); }
    std::int64_t binStartNs(std::size_t bin) const { return grid_.startOf(bin); }

private:
    Channel &channel(ObjectId id);
    Worker *worker(ProcessKey process);
    void measure(const Event &event);
    void rename(ProcessKey process, const std::string &name);
    void reach(std::int64_t timeNs);
    void countItem(const Event &event, int items);
    void endTask(const Event &event, ProcessKey process);
    double perSecond(const BinnedSeries &series, std::size_t first, std::size_t count) const;
    // The nanoseconds since then that lie within the bins.
    double open(std::optional<std::int64_t> since, std::size_t first, std::size_t count) const;

    BinGrid grid_;
    bool begun_ = false;
    std::int64_t endNs_ = 0;
    std::vector<Channel> channels_;
    std::map<ObjectId, std::size_t> channelPlaces_;
    std::vector<Worker> workers_;
    std::map<ProcessKey, std::size_t> workerPlaces_;
    std::vector<Process> processes_;
    std::map<ProcessKey, std::size_t> processPlaces_;
    std::map<ProcessKey, std::string> names_;
    std::vector<std::size_t> present_;    // places of the workers that are here
    BinnedSeries busy_, presence_;        // of all workers, as far as it is over
    BinnedSeries finished_, failed_;
};

} // namespace poolscope::ui
