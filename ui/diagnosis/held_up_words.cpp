// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagnosis/held_up_words.h"

#include "engine/scope/diagnose/held_up.h"
#include "ui/shared/names.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

namespace poolscope::ui {

namespace {

constexpr std::size_t mostNamed = 3;

class Words {
    Q_DECLARE_TR_FUNCTIONS(HeldUpWords)
};

} // namespace

QString heldUpText(const Moment &moment) {
    const std::vector<diagnose::HeldUp> all = diagnose::held_up(*moment.state);
    if (all.empty())
        return {};
    QStringList named;
    for (std::size_t index = 0; index < std::min(all.size(), mostNamed); ++index) {
        const diagnose::HeldUp &each = all[index];
        const QString link = QStringLiteral("<a href=\"%1\">%2</a>").arg(QString::number(each.by.packed()), processText(*moment.state, each.by).toHtmlEscaped());
        named.append(Words::tr("%1 (%n wait)", nullptr, int(each.waiting.size())).arg(link));
    }
    if (all.size() > mostNamed)
        named.append(Words::tr("%n more", nullptr, int(all.size() - mostNamed)));
    return Words::tr("The others wait in the end for %1.").arg(named.join(QStringLiteral(", ")));
}

} // namespace poolscope::ui
