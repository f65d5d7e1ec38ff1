// SPDX-License-Identifier: Apache-2.0
#include "engine/core/wire/pickle/pickle_reader.h"

#include "engine/core/wire/pickle/pickle_assembler.h"
#include "engine/core/wire/pickle/pickle_parser.h"

namespace poolscope {

Result<Unpickled> decode_pickle(std::string_view input, Secrets secrets, const PickleLimits &limits) {
    PickleGraph graph;
    PickleParser parser(graph, input, limits);
    if (!parser.run())
        return tl::unexpected(parser.error());
    if (secrets == Secrets::redact)
        graph.mark_secrets();
    PickleAssembler assembler(graph, limits, PickleAssembler::AtLimit::fail);
    Result<Unpickled> result(Unpickled{{}, parser.consumed()});
    if (!assembler.assemble(graph.root, result->value))
        return tl::unexpected(assembler.error());
    return result;
}

Result<PicklePrefix> decode_prefix(std::string_view input, Secrets secrets, const PickleLimits &limits) {
    PickleGraph graph;
    PickleParser parser(graph, input, limits);
    const bool whole = parser.run();
    if (!whole && parser.error().code == ErrorCode::malformed)
        return tl::unexpected(parser.error());
    if (!whole && !parser.collapse())
        return tl::unexpected(parser.error());
    if (secrets == Secrets::redact) {
        graph.mark_secrets();
        if (!whole && graph.may_hold_secrets())
            graph.mark_all_bytes_secret(graph.protocol < 3);
    }
    PickleAssembler assembler(graph, limits, PickleAssembler::AtLimit::cut);
    Result<PicklePrefix> result(PicklePrefix{{}, parser.consumed(), false});
    if (!assembler.assemble(graph.root, result->value))
        return tl::unexpected(assembler.error());
    result->truncated = !whole || assembler.has_cut();
    return result;
}

} // namespace poolscope
