// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/filter/filter_help.h"

#include "ui/controls/show_beside.h"
#include "ui/filter/filter_sentences.h"
#include "ui/theme/metrics.h"

#include <QTextBrowser>
#include <QVBoxLayout>

namespace poolscope::ui {
namespace {

QString heading(const QString &text) {
    return QStringLiteral("<h3>%1</h3>").arg(text);
}

QString row(const QString &code, const QString &meaning, const QString &more = {}) {
    return QStringLiteral("<tr><td style='padding: 2px 16px 2px 0; white-space: nowrap'><code>%1</code></td><td style='padding: 2px 16px 2px 0'>%2</td>"
                          "<td style='padding: 2px 0'>%3</td></tr>")
        .arg(code.toHtmlEscaped(), meaning.toHtmlEscaped(), more.toHtmlEscaped());
}

QString fieldRows() {
    QString rows;
    for (const query::FieldRow &field : query::all_fields()) {
        const QString name = QString::fromUtf8(field.name.data(), qsizetype(field.name.size()));
        rows += row(name, FilterHelp::tr("%1 (%2)", "what a field means (what has it)").arg(meaningOf(field.field), whatHas(field)),
                    howToWrite(field.field));
    }
    return rows;
}

} // namespace

QString filterHelpPage() {
    const auto table = [](const QString &rows) { return QStringLiteral("<table cellspacing='0'>%1</table>").arg(rows); };
    QString page = heading(FilterHelp::tr("Examples"));
    page += table(row(QStringLiteral("channel == \"tasks\" && bytes > 64KiB"), FilterHelp::tr("large messages in one queue")) +
                  row(QStringLiteral("wait > 5ms && !(from.pid in {4201, 4202})"), FilterHelp::tr("slow ones that two processes did not send")) +
                  row(QStringLiteral("preview matches \"(?i)error\" || dropped"), FilterHelp::tr("what looks like trouble")) +
                  row(QStringLiteral("task.function == \"square\" && task.ran > 1s"), FilterHelp::tr("slow calls of one function")));
    page += heading(FilterHelp::tr("Conditions"));
    page += table(row(QStringLiteral("== != < <= > >="), FilterHelp::tr("compare; texts and words know == and != only")) +
                  row(QStringLiteral("in {1, 2, 3}"), FilterHelp::tr("is one of these")) +
                  row(QStringLiteral("contains \"text\""), FilterHelp::tr("the text occurs in it, in this spelling")) +
                  row(QStringLiteral("matches \"pattern\""), FilterHelp::tr("the regular expression (RE2) fits a part of it")) +
                  row(QStringLiteral("in_flight, wait"), FilterHelp::tr("a field alone: it is there and is not 0, empty or false")) +
                  row(QStringLiteral("&& || ! ( )"), FilterHelp::tr("and, or, not; && binds more than ||")));
    return page + heading(FilterHelp::tr("Fields")) + table(fieldRows());
}

FilterHelp::FilterHelp(QWidget *window) : QDialog(window) {
    setObjectName(QStringLiteral("filter-help-page"));
    setWindowTitle(tr("Filter language"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *browser = new QTextBrowser;
    browser->setAccessibleName(windowTitle());
    browser->setHtml(filterHelpPage());
    browser->document()->setDocumentMargin(space(4));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(browser);
    resizeWithin(*this, window, {860, 620});
}

} // namespace poolscope::ui
