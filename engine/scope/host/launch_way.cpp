// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/host/launch_way.h"

#include "engine/scope/trace/program_image.h"

namespace poolscope::host {

LaunchWay launch_way(const trace::ProgramImage &image) {
    if (image.has_engine)
        return LaunchWay::itself;
    if (image.can_be_preloaded())
        return LaunchWay::preloaded;
    if (!image.is_native)
        return image.is_understood ? LaunchWay::traced_compatible : LaunchWay::traced_foreign;
    return !image.is_dynamic ? LaunchWay::traced_static : LaunchWay::traced_privileged;
}

LaunchWay launch_way(const std::string &program) {
    const auto image = trace::read_program_image(program);
    return image ? launch_way(*image) : LaunchWay::unknown;
}

} // namespace poolscope::host
