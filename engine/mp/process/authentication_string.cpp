// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/process/authentication_string.h"

#include "engine/mp/process/inheritance.h"

namespace poolscope {

namespace {
constexpr std::string_view class_name = "AuthenticationString";
}

void Codec<AuthenticationString>::write(PickleWriter &writer, const AuthenticationString &key) {
    if (OutgoingDescriptors::current() == nullptr) {
        refuse_encoding(Error{ErrorCode::wrong_type, 0, "encode",
                              "Pickling an AuthenticationString object is disallowed for security reasons"});
        writer.none();
        return;
    }
    writer.global("multiprocessing.process", class_name);
    writer.begin_tuple(1);
    writer.write(Bytes{key.bytes()});
    writer.end_tuple(1);
    writer.reduce();
}

Result<AuthenticationString> Codec<AuthenticationString>::read(const Value &value) {
    const Instance *instance = value.get_if<Instance>();
    const Global *callable = instance != nullptr ? instance->callable().get_if<Global>() : nullptr;
    const Tuple *arguments = instance != nullptr ? instance->arguments().get_if<Tuple>() : nullptr;
    const Bytes *bytes = arguments != nullptr && arguments->items.size() == 1 ? arguments->items[0].get_if<Bytes>() : nullptr;
    if (callable == nullptr || callable->name != class_name || bytes == nullptr)
        return failure(ErrorCode::wrong_type, "decode", "an AuthenticationString");
    return AuthenticationString(bytes->data);
}

} // namespace poolscope
