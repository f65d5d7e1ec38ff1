// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/xray/waiting_model.h"

#include "engine/core/wire/preview/preview.h"
#include "ui/shared/roles.h"
#include "ui/shared/units.h"

#include <algorithm>

namespace poolscope::ui {
namespace {

// How many rows were taken from the front, if what is left is how the new list begins.
std::size_t takenFrom(const std::vector<WaitingMessage> &before, const std::vector<WaitingMessage> &now) {
    for (std::size_t taken = 0; taken < before.size(); ++taken)
        if (before.size() - taken <= now.size() && std::equal(before.begin() + std::ptrdiff_t(taken), before.end(), now.begin()))
            return taken;
    return before.size();
}

} // namespace

WaitingModel::Row WaitingModel::decoded(const WaitingMessage &message) {
    const Preview shown = preview(message.bytes, message.isCut());
    return {message, QString::fromStdString(std::string(to_string(shown.kind))), QString::fromStdString(shown.line)};
}

void WaitingModel::show(const std::vector<WaitingMessage> &messages) {
    std::vector<WaitingMessage> before;
    for (const Row &row : rows_)
        before.push_back(row.message);
    const std::size_t taken = takenFrom(before, messages);
    if (taken > 0) {
        beginRemoveRows({}, 0, int(taken) - 1);
        rows_.erase(rows_.begin(), rows_.begin() + std::ptrdiff_t(taken));
        endRemoveRows();
    }
    if (rows_.size() < messages.size()) {
        beginInsertRows({}, rowCount(), int(messages.size()) - 1);
        for (std::size_t row = rows_.size(); row < messages.size(); ++row)
            rows_.push_back(decoded(messages[row]));
        endInsertRows();
    }
}

QVariant WaitingModel::cell(const QModelIndex &index, int role) const {
    const Row &row = rows_[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case Size:
            return bytesText(row.message.size);
        case Kind:
            return row.kind;
        case Content:
            return row.message.part == WaitingMessage::Part::beginning ? tr("%1 [its end is not there yet]").arg(row.line)
                   : row.message.part == WaitingMessage::Part::rest    ? tr("%1 [its beginning was read already]").arg(row.line)
                                                                       : row.line;
        default:
            return {};
        }
    case Qt::ToolTipRole:
        return index.column() == Content ? QVariant(row.line) : QVariant();
    case ToneRole:
        return int(row.message.part == WaitingMessage::Part::whole ? index.column() == Kind ? Tone::dim : Tone::normal : Tone::warning);
    default:
        return {};
    }
}

QString WaitingModel::title(int column) const {
    switch (column) {
    case Size:
        return tr("Size");
    case Kind:
        return tr("Kind");
    case Content:
        return tr("Content");
    default:
        return {};
    }
}

} // namespace poolscope::ui
