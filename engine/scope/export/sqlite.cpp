// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/export/formats.h"
#include "engine/scope/export/record_table.h"

#include <cerrno>
#include <memory>
#include <sqlite3.h>

namespace poolscope::exporting {

namespace {

class Database {
public:
    static Result<Database> create(const std::string &path) {
        sqlite3 *opened = nullptr;
        const int code = sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
        Database database(opened, path);
        if (code != SQLITE_OK)
            return tl::unexpected(database.error("create"));
        return database;
    }

    Status run(const std::string &text) {
        return sqlite3_exec(handle_.get(), text.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK ? Status() : Status(tl::unexpected(error("write")));
    }

    Status add_table(const std::string &name, const state::History &history, query::Subject subject) {
        const std::vector<Column> columns = columns_of(subject);
        std::string names, marks;
        for (const Column &column : columns) {
            names += (names.empty() ? "\"" : ", \"") + column.name + "\"";
            marks += marks.empty() ? "?" : ", ?";
        }
        POOLSCOPE_TRY(run("CREATE TABLE \"" + name + "\" (" + names + ")"));
        sqlite3_stmt *prepared = nullptr;
        const std::string insert = "INSERT INTO \"" + name + "\" VALUES (" + marks + ")";
        if (sqlite3_prepare_v2(handle_.get(), insert.c_str(), -1, &prepared, nullptr) != SQLITE_OK)
            return tl::unexpected(error("write"));
        const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt *)> statement(prepared, sqlite3_finalize);
        bool is_whole = true;
        for_each(history, subject, [&](const query::Record &record) {
            for (std::size_t place = 0; is_whole && place < columns.size(); ++place)
                bind(prepared, static_cast<int>(place) + 1, cell_of(record, columns[place].field));
            is_whole = is_whole && sqlite3_step(prepared) == SQLITE_DONE;
            sqlite3_reset(prepared);
        });
        return is_whole ? Status() : Status(tl::unexpected(error("write")));
    }

private:
    Database(sqlite3 *handle, std::string path) : handle_(handle, sqlite3_close), path_(std::move(path)) {}

    static void bind(sqlite3_stmt *statement, int place, const Cell &cell) {
        if (const auto *number = std::get_if<std::int64_t>(&cell))
            sqlite3_bind_int64(statement, place, *number);
        else if (const auto *truth = std::get_if<bool>(&cell))
            sqlite3_bind_int(statement, place, *truth ? 1 : 0);
        else if (const auto *text = std::get_if<std::string>(&cell))
            sqlite3_bind_text(statement, place, text->data(), static_cast<int>(text->size()), SQLITE_TRANSIENT);
        else
            sqlite3_bind_null(statement, place);
    }

    Error error(std::string operation) const {
        const int cause = sqlite3_errcode(handle_.get()) == SQLITE_FULL ? ENOSPC : sqlite3_system_errno(handle_.get()); // it forgets that one
        return {ErrorCode::os, cause, std::move(operation), cause != 0 ? path_ : path_ + ": " + sqlite3_errmsg(handle_.get())};
    }

    std::unique_ptr<sqlite3, int (*)(sqlite3 *)> handle_;
    std::string path_;
};

} // namespace

Status write_sqlite(const state::History &history, const std::string &path) {
    POOLSCOPE_ASSIGN(Database database, Database::create(path));
    // The file is thrown away when anything fails: no journal is needed.
    POOLSCOPE_TRY(database.run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN"));
    POOLSCOPE_TRY(database.add_table("process", history, query::Subject::process));
    POOLSCOPE_TRY(database.add_table("task", history, query::Subject::task));
    POOLSCOPE_TRY(database.add_table("message", history, query::Subject::message));
    POOLSCOPE_TRY(database.add_table("event", history, query::Subject::event));
    return database.run("COMMIT");
}

} // namespace poolscope::exporting
