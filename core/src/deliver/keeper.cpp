// SPDX-License-Identifier: MIT
#include "deliver/keeper.hpp"

#include <memory>
#include <string>

#include "deliver/prepare.hpp"
#include "gate/self_log.hpp"

namespace hedgerow::internal {
namespace {

/// Of text that waits for the disk to come back.
constexpr std::size_t max_waiting_bytes = 8u << 20;

}  // namespace

keeper::keeper(std::size_t limit, std::function<void(report&)> enrich, gate& passage,
               report_store& store)
    : limit_(limit), enrich_(std::move(enrich)), passage_(passage), store_(store) {}

std::optional<new_report> keeper::prepared(report& r, std::chrono::milliseconds patience,
                                           frame_locator& places) noexcept {
  try {
    // A report without what a plugin knows of it is better than none.
    try {
      enrich(r, patience);
    } catch (const std::exception& e) {
      self_log("enrich_failed", std::string("a report goes without its enrichment: ") + e.what());
    }
    return prepare(r, passage_, places);
  } catch (const std::exception& e) {
    self_log("report_failed", std::string("a report is dropped: ") + e.what());
  } catch (...) {
    self_log("report_failed", "a report is dropped");
  }
  return std::nullopt;
}

/// One call at a time; a report that would have to wait too long for its turn goes without.
void keeper::enrich(report& r, std::chrono::milliseconds patience) {
  if (!enrich_) return;
  {
    std::unique_lock turn(enriching_turn_);
    if (!enriching_over_.wait_for(turn, patience, [this] { return !enriching_; })) return;
    enriching_ = true;
  }
  const auto over = [this](void*) {
    {
      const std::lock_guard turn(enriching_turn_);
      enriching_ = false;
    }
    enriching_over_.notify_one();
  };
  const std::unique_ptr<void, decltype(over)> at_end(this, over);
  enrich_(r);
}

void keeper::keep(std::vector<report>& batch, std::uint64_t& settled, std::uint64_t& stored) {
  try {
    waiting_.reserve(waiting_.size() + batch.size());
  } catch (const std::bad_alloc&) {
    settled += drop(batch.size());
    return;
  }
  for (report& r : batch) {
    if (auto ready = prepared(r, std::chrono::hours(1), places_))
      waiting_.push_back(std::move(*ready));
    else
      settled += drop(1);
  }
  if (waiting_.empty()) return;
  insert_outcome outcome;
  if (const status done = store_.insert(waiting_, outcome); !done) {
    self_log("store_failed", done.message());
    forget_surplus(settled);
    return;
  }
  settled += waiting_.size();
  stored += outcome.stored;
  stored_ += outcome.stored;
  evicted_ += outcome.evicted;
  drop(outcome.refused);
  if (outcome.refused > 0)
    self_log("store_full", "reports are dropped: the store is full of reports that were not sent");
  waiting_.clear();
}

void keeper::forget_surplus(std::uint64_t& settled) {
  std::size_t bytes = 0;
  std::size_t kept = 0;
  while (kept < waiting_.size() && kept < limit_ &&
         (bytes += waiting_[kept].payload.json.size()) <= max_waiting_bytes)
    ++kept;
  settled += drop(waiting_.size() - kept);
  waiting_.resize(kept);
}

std::uint64_t keeper::drop(std::uint64_t count) noexcept {
  dropped_ += count;
  return count;
}

std::uint64_t keeper::give_up() noexcept {
  const std::uint64_t count = waiting_.size();
  waiting_.clear();
  return drop(count);
}

std::uint64_t keeper::keep_now(report&& r, std::chrono::milliseconds patience,
                               const courier_options& options) noexcept {
  frame_locator places;
  const auto ready = prepared(r, patience, places);
  if (!ready) {
    drop(1);
    return 0;
  }
  insert_outcome outcome;
  status done;
  try {
    if (options.store_enabled) {
      report_store own(
          {options.store_path, options.max_reports, options.project_key.empty(), true, patience});
      done = own.insert({*ready}, outcome);
    } else {
      done = store_.insert({*ready}, outcome);
    }
  } catch (const std::exception& e) {
    done = status::failure(e.what());
  }
  if (!done) self_log("store_failed", done.message());
  stored_ += outcome.stored;
  evicted_ += outcome.evicted;
  drop(1 - outcome.stored);
  return outcome.stored;
}

void keeper::lose_pending() noexcept {
  std::uint64_t left = 0;
  if (!store_.count_pending(left)) return;
  stored_ -= left;
  dropped_ += left;
}

courier_counts keeper::counts() const noexcept {
  courier_counts out;
  out.stored = stored_;
  out.dropped = dropped_;
  out.evicted = evicted_;
  return out;
}

}  // namespace hedgerow::internal
