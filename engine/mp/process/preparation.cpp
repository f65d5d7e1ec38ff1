// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/process/preparation.h"

#include "engine/core/base/clock.h"
#include "engine/core/base/log.h"
#include "engine/core/posix/process_identity.h"
#include "engine/core/telemetry/emitter.h"
#include "engine/core/wire/pickle/codec.h"
#include "engine/core/wire/pickle/pickle_reader.h"
#include "engine/core/wire/pickle/pickle_writer.h"
#include "engine/mp/process/forkserver.h"
#include "engine/mp/process/start_method.h"
#include "engine/mp/process/temp_dir.h"

#include <filesystem>
#include <fmt/format.h>

namespace poolscope {

namespace {

Value preparation_dict(const ChildSetup &setup) {
    List identity;
    for (const int number : setup.self.identity)
        identity.emplace_back(number);
    return Value::dict({
        {"name", setup.self.name},
        {"identity", std::move(identity)},
        {"role", static_cast<int>(setup.self.role)},
        {"start_method", static_cast<int>(setup.self.start_method)},
        {"default_start_method", static_cast<int>(setup.default_method)},
        {"daemon", setup.self.daemon},
        {"parent", static_cast<std::int64_t>(setup.self.parent.packed())},
        {"parent_name", setup.self.parent_name},
        {"module_name", setup.self.module_name},
        {"dir", setup.directory},
        {"log_level", setup.log_level},
        {"strict", setup.strictness == Strictness::strict},
        {"requested_ns", setup.requested_ns},
        {"watch", setup.watch_address},
        {"outlives_parent", setup.outlives_parent},
        {"forkserver", setup.forkserver.path},
        {"forkserver_key", Bytes{setup.forkserver.key}},
        {"authkey", Bytes{setup.authkey}},
        {"class", setup.self.class_name},
        {"tempdir", setup.temp_dir},
    });
}

// One field of the preparation dict; the zero value when it is missing or of another type.
template <class T> T field(const Dict &dict, std::string_view key) {
    const Value *value = find(dict, key);
    if (value == nullptr)
        return {};
    return Codec<T>::read(*value).value_or(T{});
}

ChildSetup read_preparation(const Dict &dict) {
    ChildSetup setup;
    setup.self.name = field<std::string>(dict, "name");
    setup.self.identity = field<std::vector<int>>(dict, "identity");
    setup.self.role = static_cast<Role>(field<int>(dict, "role"));
    setup.self.start_method = static_cast<StartMethod>(field<int>(dict, "start_method"));
    setup.default_method = static_cast<StartMethod>(field<int>(dict, "default_start_method"));
    setup.self.daemon = field<bool>(dict, "daemon");
    setup.self.parent = ProcessKey::unpack(static_cast<std::uint64_t>(field<std::int64_t>(dict, "parent")));
    setup.self.parent_name = field<std::string>(dict, "parent_name");
    setup.self.module_name = field<std::string>(dict, "module_name");
    setup.directory = field<std::string>(dict, "dir");
    setup.log_level = field<int>(dict, "log_level");
    setup.strictness = field<bool>(dict, "strict") ? Strictness::strict : Strictness::safe;
    setup.requested_ns = field<std::int64_t>(dict, "requested_ns");
    setup.watch_address = field<std::string>(dict, "watch");
    setup.outlives_parent = field<bool>(dict, "outlives_parent");
    setup.forkserver.path = field<std::string>(dict, "forkserver");
    setup.forkserver.key = field<Bytes>(dict, "forkserver_key").data;
    setup.authkey = field<Bytes>(dict, "authkey").data;
    setup.self.class_name = field<std::string>(dict, "class");
    setup.temp_dir = field<std::string>(dict, "tempdir");
    return setup;
}

} // namespace

std::string encode_payload(const ProcessPayload &payload) {
    std::string bytes;
    {
        PickleWriter writer(bytes);
        writer.write(preparation_dict(payload.setup));
        writer.finish();
    }
    PickleWriter writer(bytes);
    writer.write(Value::dict({{"_name", payload.setup.self.name},
                              {"_target", Global{"__main__", payload.task_name}},
                              {"_args", Bytes{payload.arguments}}}));
    writer.finish();
    return bytes;
}

Result<ProcessPayload> decode_payload(std::string_view bytes) {
    POOLSCOPE_ASSIGN(const Unpickled preparation, decode_pickle(bytes, Secrets::keep));
    POOLSCOPE_ASSIGN(const Unpickled object, decode_pickle(bytes.substr(preparation.consumed), Secrets::keep));
    const Dict *setup = preparation.value.get_if<Dict>();
    const Dict *process = object.value.get_if<Dict>();
    const Value *target = process != nullptr ? find(*process, "_target") : nullptr;
    if (setup == nullptr || target == nullptr || !target->is<Global>())
        return failure(ErrorCode::malformed, "decode", "the data that starts a process");
    return ProcessPayload{read_preparation(*setup), target->get_if<Global>()->name, field<Bytes>(*process, "_args").data};
}

ChildSetup setup_for_child(ProcessSelf self) {
    ChildSetup setup;
    setup.self = std::move(self);
    setup.requested_ns = monotonic_ns();
    setup.watch_address = telemetry::watch_address();
    std::error_code unreadable;
    setup.directory = std::filesystem::current_path(unreadable).string();
    setup.default_method = start_methods::get_if_set().value_or(StartMethod::none);
    setup.log_level = static_cast<int>(log_level());
    setup.strictness = strictness();
    setup.forkserver = forkserver::known_address();
    setup.authkey = current::authkey();
    setup.temp_dir = temp_dir::known();
    return setup;
}

} // namespace poolscope
