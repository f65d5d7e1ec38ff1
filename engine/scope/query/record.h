// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a filter reads fields from: a message, task, process or event together with the state that names what they mention.
// Made for each row and thrown away; refers to the row and the state.

#include "engine/scope/query/problem.h"
#include "engine/scope/state/state.h"

namespace poolscope::query {

// The values of one field: none when it is not there, two where either of two processes may be meant.
class Reading {
public:
    void add(std::int64_t number) { values_[count_++].number = number; }
    void add(std::string_view text) { values_[count_++].text = text; }
    void add_made(std::string text) {
        made_ = std::move(text);
        add(std::string_view(made_));
    }

    struct Value {
        std::int64_t number = 0;
        std::string_view text;
    };
    const Value *begin() const { return values_; }
    const Value *end() const { return values_ + count_; }

private:
    Value values_[2];
    std::size_t count_ = 0;
    std::string made_;
};

// What a row is seen against.
struct Context {
    const state::State *state = nullptr;
    std::int64_t start_ns = 0; // time zero of the run
};

class Record {
public:
    explicit Record(const Context &context) : context_(context) {}
    virtual ~Record() = default;
    virtual void read(Field field, Reading &reading) const = 0;

protected:
    enum class End : std::uint8_t { from, to, process };
    // pid, name and role of a process, when the field is one of those of that end.
    void read_process(Field field, End end, ProcessKey key, Reading &reading) const;
    void read_channel(Field field, ObjectId id, Reading &reading) const;
    void read_pool(ObjectId id, Reading &reading) const;
    void read_time(std::int64_t time_ns, Reading &reading) const;
    const state::State &state() const { return *context_.state; }

private:
    Context context_;
};

class MessageRecord : public Record {
public:
    MessageRecord(const state::MessageRow &row, const Context &context) : Record(context), row_(row) {}
    void read(Field field, Reading &reading) const override;

private:
    const state::MessageRow &row_;
};

class TaskRecord : public Record {
public:
    TaskRecord(const state::TaskRow &row, const Context &context) : Record(context), row_(row) {}
    void read(Field field, Reading &reading) const override;

private:
    void read_times(Field field, Reading &reading) const;

    const state::TaskRow &row_;
};

class ProcessRecord : public Record {
public:
    ProcessRecord(const state::ProcessRow &row, const Context &context) : Record(context), row_(row) {}
    void read(Field field, Reading &reading) const override;

private:
    const state::ProcessRow &row_;
};

class EventRecord : public Record {
public:
    EventRecord(const Event &event, const Context &context) : Record(context), event_(event) {}
    void read(Field field, Reading &reading) const override;

private:
    void read_message(Field field, Reading &reading) const;
    void read_task(Field field, Reading &reading) const;
    void read_others(Field field, Reading &reading) const;

    const Event &event_;
};

} // namespace poolscope::query
