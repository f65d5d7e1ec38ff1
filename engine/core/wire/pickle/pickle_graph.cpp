// SPDX-License-Identifier: Apache-2.0
#include "engine/core/wire/pickle/pickle_graph.h"

namespace poolscope {

PickleGraph::PickleGraph()
    : memory_(first_buffer_.data(), first_buffer_.size()), nodes(&memory_), cells(&memory_), parts(&memory_),
      stack(&memory_), marks(&memory_), memo_(&memory_) {
    // Fits the first buffer, so that an ordinary message allocates nothing here.
    nodes.reserve(64);
    cells.reserve(64);
    stack.reserve(48);
    memo_.reserve(32);
    marks.reserve(16);
}

PickleGraph::Index PickleGraph::add(Kind kind) {
    nodes.emplace_back().kind = kind;
    return static_cast<Index>(nodes.size() - 1);
}

PickleGraph::Index PickleGraph::add_integer(std::int64_t integer) {
    const Index index = add(Kind::integer);
    nodes[index].integer = integer;
    return index;
}

PickleGraph::Index PickleGraph::add_text(Kind kind, std::string_view text) {
    const Index index = add(kind);
    nodes[index].data = text.data();
    nodes[index].size = text.size();
    if (text == "authkey")
        may_hold_secrets_ = true;
    return index;
}

PickleGraph::Index PickleGraph::add_global(Index module, Index name) {
    const Index index = add(Kind::global);
    nodes[index].first = module;
    nodes[index].last = name;
    if (nodes[name].text() == "AuthenticationString")
        may_hold_secrets_ = true;
    return index;
}

PickleGraph::Index PickleGraph::add_call(Kind kind, Index callable, Index arguments, Index keywords) {
    const Index index = add(kind);
    nodes[index].first = static_cast<Index>(parts.size());
    parts.push_back({callable, arguments, keywords, nothing, nothing, nothing});
    return index;
}

void PickleGraph::append(Index container, Index child) {
    const auto cell = static_cast<Index>(cells.size());
    cells.push_back({child, nothing});
    Node &node = nodes[container];
    if (node.last == nothing)
        node.first = cell;
    else
        cells[node.last].next = cell;
    node.last = cell;
    ++node.count;
}

std::string_view PickleGraph::keep(std::string text) {
    return kept_.emplace_front(std::move(text));
}

bool PickleGraph::is_container(Index index) const {
    const Kind kind = nodes[index].kind;
    return kind >= Kind::list && kind <= Kind::frozen_set;
}

bool PickleGraph::is_global(Index index, std::string_view module, std::string_view name) const {
    return index != nothing && nodes[index].kind == Kind::global && nodes[nodes[index].last].text() == name &&
           nodes[nodes[index].first].text() == module;
}

void PickleGraph::remember(std::uint32_t key, Index node) {
    if (recall(key) == nothing)
        ++memoized_;
    // Far indices would let a few bytes claim much memory.
    if (key < memo_.size()) {
        memo_[key] = node;
    } else if (key - memo_.size() <= 256) {
        memo_.resize(key, nothing);
        memo_.push_back(node);
    } else {
        sparse_memo_[key] = node;
    }
}

PickleGraph::Index PickleGraph::recall(std::uint32_t key) const {
    if (key < memo_.size() && memo_[key] != nothing)
        return memo_[key];
    if (sparse_memo_.empty())
        return nothing;
    const auto found = sparse_memo_.find(key);
    return found == sparse_memo_.end() ? nothing : found->second;
}

void PickleGraph::mark_secrets() {
    if (!may_hold_secrets_)
        return;
    for (Index i = 0; i < nodes.size(); ++i) {
        const Node &node = nodes[i];
        if (node.kind == Kind::dict) {
            for (Index key = node.first; key != nothing;) {
                const Index value = cells[key].next;
                if (value == nothing)
                    break;
                const Node &name = nodes[cells[key].node];
                if ((name.kind == Kind::text || name.kind == Kind::bytes) && name.text() == "authkey")
                    mark_secret(cells[value].node);
                key = cells[value].next;
            }
        } else if (node.kind == Kind::call || node.kind == Kind::new_object) {
            const Parts &of = parts[node.first];
            const Node &callable = nodes[of[0]];
            if (callable.kind == Kind::global && nodes[callable.last].text() == "AuthenticationString")
                for (std::size_t k = 1; k < of.size(); ++k)
                    mark_secret(of[k]);
        }
    }
}

void PickleGraph::mark_secret(Index start) {
    std::vector<Index> pending{start};
    while (!pending.empty()) {
        const Index index = pending.back();
        pending.pop_back();
        if (index == nothing || nodes[index].is_secret)
            continue;
        Node &node = nodes[index];
        node.is_secret = true;
        if (is_container(index))
            for (Index cell = node.first; cell != nothing; cell = cells[cell].next)
                pending.push_back(cells[cell].node);
        else if (node.kind == Kind::call || node.kind == Kind::new_object)
            for (std::size_t k = 1; k < parts[node.first].size(); ++k)
                pending.push_back(parts[node.first][k]);
    }
}

void PickleGraph::mark_all_bytes_secret(bool texts_too) {
    for (Node &node : nodes)
        if (node.kind == Kind::bytes || node.kind == Kind::byte_array || (texts_too && node.kind == Kind::text))
            node.is_secret = true;
}

} // namespace poolscope
