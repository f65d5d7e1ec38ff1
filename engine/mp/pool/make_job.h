// SPDX-License-Identifier: Apache-2.0
#pragma once

// Makes jobs of functions and their arguments: encodes the calls and cuts them into chunks. Shared by pools and executors.

#include "engine/core/base/exception.h"
#include "engine/core/base/strictness.h"
#include "engine/mp/pool/job.h"
#include "engine/mp/pool/task_frame.h"
#include "engine/mp/process/inheritance.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <ranges>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace poolscope::detail {

template <class R, class... P> const Task *task_of(R (*function)(P...), std::string_view what = "this function") {
    const Task *task = task_registry::find(reinterpret_cast<AnyFunction>(function));
    if (task == nullptr)
        raise(task_registry::not_registered(what).value());
    return task;
}

// The chunk as CPython would send it, made of what call_codec wrote.
template <class Arguments, task_frame::Kind kind> std::string show_chunk(const Job &job, std::size_t chunk) {
    std::vector<Arguments> all;
    (void)call_codec::read<Arguments>(job.chunk_bytes(chunk), job.calls_in(chunk), [&](Arguments arguments) { all.push_back(std::move(arguments)); });
    return task_frame::write_task({job.number(), static_cast<std::int64_t>(chunk)}, kind, job.function(), all.size(), [&](PickleWriter &writer) {
        for (const Arguments &arguments : all) {
            if constexpr (kind == task_frame::Kind::map)
                write_object(writer, std::get<0>(arguments));
            else
                write_object(writer, arguments);
        }
    });
}

template <class R, class Arguments, task_frame::Kind kind> JobCalls calls_of(const Task *task) {
    JobCalls calls;
    calls.task = task;
    calls.is_single = kind == task_frame::Kind::apply;
    if constexpr (!std::is_void_v<R>)
        calls.result_size = Plain<std::decay_t<R>>::size;
    calls.show = &show_chunk<Arguments, kind>;
    encoding_refusal().reset();
    return calls;
}

// The job; one that cannot be encoded is refused here. In strict mode it fails where its result is asked for, as in Python.
template <class R> std::shared_ptr<Job> job_of(JobCalls calls, TaskPolicy policy) {
    auto job = std::make_shared<Job>(std::move(calls), policy);
    if (is_strict()) {
        if constexpr (!std::is_void_v<R>)
            job->can_read = [](std::string_view results, std::size_t count) {
                return call_codec::read<std::decay_t<R>>(results, count, [](const auto &) {}).has_value();
            };
    }
    if (auto &refusal = encoding_refusal()) {
        const Error error = *std::exchange(refusal, std::nullopt);
        if (!is_strict())
            raise(error);
        for (std::size_t chunk = 0; chunk < job->chunks(); ++chunk)
            job->fail(chunk, error);
    }
    return job;
}

template <class R, class Arguments> std::shared_ptr<Job> single_job(const Task *task, const Arguments &arguments, TaskPolicy policy) {
    JobCalls calls = calls_of<R, Arguments, task_frame::Kind::apply>(task);
    calls.count = 1;
    call_codec::write<Arguments>(calls.bytes, 1, [&]() -> const Arguments & { return arguments; });
    return job_of<R>(std::move(calls), policy);
}

// Of items that are converted to argument tuples; `chunk_of` tells the chunk size for so many.
template <class R, class Arguments, task_frame::Kind kind, class Items, class ChunkOf>
std::shared_ptr<Job> map_job(const Task *task, Items &&items, ChunkOf &&chunk_of, TaskPolicy policy) {
    JobCalls calls = calls_of<R, Arguments, kind>(task);
    if constexpr (Plain<Arguments>::is) {
        if constexpr (std::ranges::sized_range<Items>)
            calls.bytes.reserve(std::ranges::size(items) * Plain<Arguments>::size);
        for (auto &&item : items) {
            char place[Plain<Arguments>::size + 1];
            Plain<Arguments>::write(place, Arguments(std::forward<decltype(item)>(item)));
            calls.bytes.append(place, Plain<Arguments>::size);
            ++calls.count;
        }
        calls.chunk = chunk_of(calls.count);
    } else {
        std::vector<Arguments> all;
        for (auto &&item : items)
            all.emplace_back(std::forward<decltype(item)>(item));
        calls.count = all.size();
        calls.chunk = chunk_of(calls.count);
        auto next = all.begin();
        for (std::size_t left = calls.count; left > 0;) {
            const std::size_t here = std::min(left, calls.chunk);
            call_codec::write<Arguments>(calls.bytes, here, [&]() -> const Arguments & { return *next++; });
            calls.ends.push_back(calls.bytes.size());
            left -= here;
        }
    }
    return job_of<R>(std::move(calls), policy);
}

// Has ended already, with a value for every call that nobody made.
template <class R> std::shared_ptr<Job> uncalled_job(std::size_t count) {
    JobCalls calls;
    calls.count = count;
    calls.chunk = std::max<std::size_t>(1, count);
    auto job = std::make_shared<Job>(std::move(calls));
    if constexpr (!std::is_void_v<R>) {
        std::string results;
        call_codec::write<std::decay_t<R>>(results, count, [] { return std::decay_t<R>{}; });
        if (count != 0)
            job->finish(0, results);
    } else if (count != 0) {
        job->finish(0, {});
    }
    return job;
}

} // namespace poolscope::detail
