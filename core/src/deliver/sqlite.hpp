// SPDX-License-Identifier: MIT
/// @file
/// The little of SQLite's C interface that the store needs, with owners.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace hedgerow::internal {

/// What went wrong, with SQLite's primary result code.
class sqlite_error : public std::runtime_error {
 public:
  sqlite_error(int code, const std::string& text) : std::runtime_error(text), code_(code & 0xff) {}
  int code() const noexcept { return code_; }

 private:
  int code_;
};

class sqlite_database {
 public:
  /// @throws sqlite_error
  sqlite_database(const std::string& path, int flags) {
    const int code = ::sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr);
    if (code == SQLITE_OK) return;
    const std::string text = handle_ != nullptr ? ::sqlite3_errmsg(handle_) : "out of memory";
    ::sqlite3_close_v2(handle_);
    throw sqlite_error(code, text);
  }
  ~sqlite_database() { ::sqlite3_close_v2(handle_); }
  sqlite_database(const sqlite_database&) = delete;
  sqlite_database& operator=(const sqlite_database&) = delete;

  sqlite3* handle() const noexcept { return handle_; }
  [[noreturn]] void fail(int code) const { throw sqlite_error(code, ::sqlite3_errmsg(handle_)); }
  void run(const char* sql) {
    const int code = ::sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(code);
  }
  std::int64_t changes() const noexcept { return ::sqlite3_changes64(handle_); }

 private:
  sqlite3* handle_ = nullptr;
};

/// One statement, used once.
class sqlite_statement {
 public:
  sqlite_statement(const sqlite_database& db, std::string_view sql) : db_(db) {
    const int code = ::sqlite3_prepare_v2(db.handle(), sql.data(), static_cast<int>(sql.size()),
                                          &handle_, nullptr);
    if (code != SQLITE_OK) db.fail(code);
  }
  ~sqlite_statement() { ::sqlite3_finalize(handle_); }
  sqlite_statement(const sqlite_statement&) = delete;
  sqlite_statement& operator=(const sqlite_statement&) = delete;

  /// Binds the next parameter. The text must live until the last step().
  sqlite_statement& bind(std::string_view text) {
    return check(::sqlite3_bind_text64(handle_, ++bound_, text.data() != nullptr ? text.data() : "",
                                       text.size(), SQLITE_STATIC, SQLITE_UTF8));
  }
  sqlite_statement& bind(std::int64_t n) {
    return check(::sqlite3_bind_int64(handle_, ++bound_, n));
  }

  /// @return whether there is a row
  bool step() {
    const int code = ::sqlite3_step(handle_);
    if (code != SQLITE_ROW && code != SQLITE_DONE) db_.fail(code);
    return code == SQLITE_ROW;
  }
  std::int64_t integer(int column) const { return ::sqlite3_column_int64(handle_, column); }
  std::string text(int column) const {
    const auto* data = reinterpret_cast<const char*>(::sqlite3_column_text(handle_, column));
    return data == nullptr
               ? std::string()
               : std::string(data,
                             static_cast<std::size_t>(::sqlite3_column_bytes(handle_, column)));
  }

 private:
  sqlite_statement& check(int code) {
    if (code != SQLITE_OK) db_.fail(code);
    return *this;
  }

  const sqlite_database& db_;
  sqlite3_stmt* handle_ = nullptr;
  int bound_ = 0;
};

/// Rolls back at the end of its scope unless committed.
class sqlite_transaction {
 public:
  explicit sqlite_transaction(sqlite_database& db) : db_(db) { db_.run("BEGIN IMMEDIATE"); }
  ~sqlite_transaction() {
    if (open_) ::sqlite3_exec(db_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
  sqlite_transaction(const sqlite_transaction&) = delete;
  sqlite_transaction& operator=(const sqlite_transaction&) = delete;
  void commit() {
    db_.run("COMMIT");
    open_ = false;
  }

 private:
  sqlite_database& db_;
  bool open_ = true;
};

}  // namespace hedgerow::internal
