// SPDX-License-Identifier: MIT
#include "deliver/store.hpp"

#include <algorithm>
#include <mutex>

#include "deliver/sqlite.hpp"
#include "report/capture.hpp"
#include "report/utf8.hpp"

namespace hedgerow::internal {
namespace {

constexpr int schema_version = 1;
constexpr const char* schema = R"(
  CREATE TABLE reports (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    at_ns INTEGER NOT NULL,
    level TEXT NOT NULL,
    type TEXT NOT NULL,
    value TEXT NOT NULL,
    state INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    last_error TEXT NOT NULL DEFAULT '',
    claimed_by TEXT NOT NULL DEFAULT '',
    claimed_until_ms INTEGER NOT NULL DEFAULT 0,
    json TEXT NOT NULL,
    trimmed_json TEXT
  );
  CREATE INDEX reports_by_state ON reports(state, row);
  PRAGMA user_version = 1;
)";

/// No claim is longer: one further ahead comes from a clock that has been set back since.
constexpr std::int64_t longest_claim_ms = 10 * 60 * 1000;
constexpr std::size_t max_listed_value = 500;

std::int64_t now_ms() noexcept {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

std::int64_t number_of(report_state s) noexcept {
  return static_cast<std::int64_t>(s);
}

std::int64_t single(const sqlite_database& db, std::string_view sql) {
  sqlite_statement query(db, sql);
  return query.step() ? query.integer(0) : 0;
}

void bring_schema_up(sqlite_database& db) {
  if (single(db, "PRAGMA user_version") == schema_version) return;
  sqlite_transaction change(db);
  const std::int64_t found = single(db, "PRAGMA user_version");
  if (found > schema_version)
    throw sqlite_error(SQLITE_MISMATCH, "it was made by a newer hedgerow (schema " +
                                            std::to_string(found) + ", this one knows " +
                                            std::to_string(schema_version) + ")");
  if (found == 0) db.run(schema);
  change.commit();
}

/// One at a time in a process: creating, checking and opening belong together.
std::mutex opening;

/// After these the connection is of no use any more.
bool is_lasting(int code) noexcept {
  return code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_IOERR ||
         code == SQLITE_CANTOPEN || code == SQLITE_READONLY;
}

}  // namespace

report_store::report_store(store_options options)
    : options_(std::move(options)), token_(new_report_id()) {}
report_store::~report_store() = default;

void report_store::open_or_throw() {
  const bool in_memory = options_.path == ":memory:";
  // Writing on to a file that was deleted would lose what is written.
  if (db_ && !in_memory && identity_of(options_.path) != opened_) db_.reset();
  if (db_) return;
  const std::lock_guard turn(opening);
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
  if (in_memory) {
    flags |= SQLITE_OPEN_CREATE;
  } else if (options_.create) {
    if (const status ready = prepare_store_file(options_.path); !ready)
      throw std::runtime_error(ready.message());
  } else if (const status there = find_store_file(options_.path); !there) {
    throw std::runtime_error(there.message());
  }
  auto db = std::make_unique<sqlite_database>(options_.path, flags);
  ::sqlite3_busy_timeout(db->handle(), static_cast<int>(options_.busy_timeout.count()));
  if (!in_memory) db->run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
  bring_schema_up(*db);
  opened_ = identity_of(options_.path);
  db_ = std::move(db);
}

template <class Use>
status report_store::with_database(Use use) noexcept {
  try {
    const std::lock_guard turn(turn_);
    try {
      open_or_throw();
      use(*db_);
      return {};
    } catch (const sqlite_error& e) {
      if (is_lasting(e.code())) db_.reset();
      return status::failure("report store " + options_.path + ": " + e.what() +
                             (e.code() == SQLITE_NOTADB
                                  ? ", so it was not written by hedgerow; name another path"
                                  : ""));
    } catch (const std::exception& e) {
      return status::failure(e.what());
    }
  } catch (...) {
    return status::failure({});
  }
}

status report_store::open() noexcept {
  return with_database([](sqlite_database&) {});
}

/// Counting takes time: it is done again when a quarter of what was free may be used up, so that a
/// process alone never passes the limit and several together hardly.
bool report_store::make_room(std::uint64_t& evicted) {
  if (--inserts_until_count_ >= 0) return true;
  const auto limit = static_cast<std::int64_t>(std::max(options_.max_reports, 1u));
  const auto free_rows = [&] { return limit - single(*db_, "SELECT count(*) FROM reports"); };
  std::int64_t free = free_rows();
  const auto remove_oldest = [&](report_state state) -> std::int64_t {
    if (free > 0) return 0;
    const std::int64_t some = 1 - free + limit / 100;
    sqlite_statement oldest(*db_, "DELETE FROM reports WHERE row IN (SELECT row FROM reports "
                                  "WHERE state = ? ORDER BY row LIMIT ?)");
    oldest.bind(number_of(state)).bind(some).step();
    free = free_rows();
    return db_->changes();
  };
  remove_oldest(report_state::sent);
  remove_oldest(report_state::failed);
  if (options_.evict_pending)
    evicted += static_cast<std::uint64_t>(remove_oldest(report_state::pending));
  inserts_until_count_ = std::max<std::int64_t>(free, 0) / 4;
  return free > 0;
}

status report_store::insert(const std::vector<new_report>& reports,
                            insert_outcome& outcome) noexcept {
  insert_outcome made;
  const status done = with_database([&](sqlite_database& db) {
    sqlite_transaction change(db);
    for (const new_report& r : reports) {
      if (!make_room(made.evicted)) {
        ++made.refused;
        continue;
      }
      const std::string value = cut_with_mark(r.payload.value, max_listed_value);
      sqlite_statement add(db, "INSERT OR IGNORE INTO reports(id, at_ns, level, type, value, json) "
                               "VALUES(?, ?, ?, ?, ?, ?)");
      add.bind(r.facts.id).bind(r.facts.at_ns).bind(to_string(r.facts.severity));
      add.bind(r.payload.type).bind(value).bind(r.payload.json).step();
      ++made.stored;
    }
    change.commit();
  });
  outcome = done ? made : insert_outcome{};
  if (!done) inserts_until_count_ = 0;
  return done;
}

status report_store::claim(std::size_t count, std::size_t max_bytes, std::chrono::milliseconds term,
                           bool failed_too, std::int64_t after,
                           std::vector<stored_report>& out) noexcept {
  out.clear();
  const status done = with_database([&](sqlite_database& db) {
    const std::int64_t now = now_ms();
    sqlite_transaction change(db);
    {
      sqlite_statement free(db, "SELECT row, coalesce(trimmed_json, json) FROM reports "
                                "WHERE row > ? AND state IN (?, ?) "
                                "AND NOT claimed_until_ms BETWEEN ? AND ? ORDER BY row LIMIT ?");
      free.bind(after).bind(number_of(report_state::pending));
      free.bind(number_of(failed_too ? report_state::failed : report_state::pending));
      free.bind(now).bind(now + longest_claim_ms).bind(static_cast<std::int64_t>(count));
      std::size_t bytes = 0;
      while (free.step()) {
        stored_report next{free.integer(0), free.text(1)};
        bytes += next.json.size();
        if (!out.empty() && bytes > max_bytes) break;
        out.push_back(std::move(next));
      }
    }
    const std::int64_t until = now + std::min<std::int64_t>(term.count(), longest_claim_ms);
    for (const stored_report& r : out) {
      sqlite_statement mark(
          db, "UPDATE reports SET claimed_by = ?, claimed_until_ms = ? WHERE row = ?");
      mark.bind(token_).bind(until).bind(r.row).step();
    }
    change.commit();
  });
  if (!done) out.clear();
  return done;
}

status report_store::settle(const std::vector<stored_report>& reports, report_state state,
                            std::string_view error) noexcept {
  return with_database([&](sqlite_database& db) {
    sqlite_transaction change(db);
    for (const stored_report& r : reports) {
      sqlite_statement set(
          db, "UPDATE reports SET state = ?, last_error = ?, attempts = attempts + 1, "
              "claimed_by = '', claimed_until_ms = 0 WHERE row = ? AND claimed_by = ?");
      set.bind(number_of(state)).bind(error).bind(r.row).bind(token_).step();
    }
    change.commit();
  });
}

status report_store::replace_json(const stored_report& report) noexcept {
  return with_database([&](sqlite_database& db) {
    sqlite_statement set(db, "UPDATE reports SET trimmed_json = ? WHERE row = ?");
    set.bind(report.json).bind(report.row).step();
  });
}

status report_store::count_pending(std::uint64_t& out) noexcept {
  return with_database([&](sqlite_database& db) {
    out = static_cast<std::uint64_t>(single(db, "SELECT count(*) FROM reports WHERE state = 0"));
  });
}

status report_store::list(const report_query& query, std::vector<report_summary>& out) noexcept {
  out.clear();
  return with_database([&](sqlite_database& db) {
    sqlite_statement all(
        db, "SELECT id, at_ns, level, type, value, state, attempts, last_error FROM reports "
            "WHERE substr(id, 1, length(?1)) = ?1 AND (?2 < 0 OR state = ?2) AND at_ns >= ?3 "
            "ORDER BY row DESC LIMIT ?4");
    all.bind(query.id_prefix).bind(query.state ? number_of(*query.state) : std::int64_t{-1});
    all.bind(query.since_ns.value_or(INT64_MIN));
    all.bind(query.limit == 0 ? std::int64_t{-1} : static_cast<std::int64_t>(query.limit));
    while (all.step())
      out.push_back({all.text(0), all.integer(1), all.text(2), all.text(3), all.text(4),
                     static_cast<report_state>(all.integer(5)),
                     static_cast<std::uint32_t>(all.integer(6)), all.text(7)});
  });
}

status report_store::load_json(const std::string& id, std::string& out) noexcept {
  return with_database([&](sqlite_database& db) {
    sqlite_statement one(db, "SELECT coalesce(trimmed_json, json) FROM reports WHERE id = ?");
    one.bind(id);
    if (!one.step()) throw std::runtime_error("report store: no report has the id " + id);
    out = one.text(0);
  });
}

status report_store::prune(const prune_options& options, std::uint64_t& removed) noexcept {
  removed = 0;
  return with_database([&](sqlite_database& db) {
    sqlite_transaction change(db);
    for (const auto state : {report_state::pending, report_state::sent, report_state::failed}) {
      const auto& wanted = options.states;
      if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), state) == wanted.end())
        continue;
      sqlite_statement old(db, "DELETE FROM reports WHERE state = ? AND at_ns < ?");
      old.bind(number_of(state)).bind(options.before_ns.value_or(INT64_MAX)).step();
      removed += static_cast<std::uint64_t>(db.changes());
    }
    change.commit();
  });
}

}  // namespace hedgerow::internal
