// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/host_end.h"

#include <QCoreApplication>

namespace poolscope::ui {
namespace {

class HostEndText {
    Q_DECLARE_TR_FUNCTIONS(HostEnd)
};

} // namespace

QString HostEnd::sentence() const {
    switch (kind) {
    case Kind::saidBye:
        return {};
    case Kind::notStarted:
        return HostEndText::tr("The host that runs programs could not be started (%1). Is poolscope-cli installed beside poolscope?")
            .arg(detail);
    case Kind::crashed:
        return HostEndText::tr("The host crashed (%1). What was received until then is kept; run again to go on.").arg(detail);
    case Kind::vanished:
        return HostEndText::tr("The host ended without a word (%1). What was received until then is kept; run again to go on.").arg(detail);
    case Kind::unreadable:
        return HostEndText::tr("The host sent something that cannot be read (%1). What was received until then is kept.").arg(detail);
    }
    return {};
}

} // namespace poolscope::ui
