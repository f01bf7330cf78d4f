// SPDX-License-Identifier: MIT
#include "sender.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace otlp {

namespace {

constexpr std::chrono::milliseconds longest_wait{30'000};

bool worth_a_retry(long status) noexcept {
  return status == 0 || status == 408 || status == 429 || status >= 500;
}

std::string described(const answer& a) {
  return a.status == 0 ? a.error : "HTTP status " + std::to_string(a.status);
}

/// The query may have the project's key.
std::string without_query(const std::string& url) {
  return url.substr(0, url.find('?'));
}

}  // namespace

sender::sender(const options& o, hedgerow::sdk::host host)
    : options_(o),
      host_(host),
      envelope_(o.service_name, host.version()),
      poster_(options_, stop_),
      thread_([this] { run(); }) {}

sender::~sender() {
  stop(std::chrono::milliseconds(0));
}

std::size_t sender::take(std::vector<std::string>&& records) {
  const std::lock_guard lock(turn_);
  const std::size_t room = options_.queue - std::min(options_.queue, queue_.size());
  const std::size_t taken = std::min(room, records.size());
  if (taken > 0 && queue_.empty()) due_ = clock::now() + options_.interval;
  std::move(records.begin(), records.begin() + static_cast<std::ptrdiff_t>(taken),
            std::back_inserter(queue_));
  changed_.notify_all();
  return taken;
}

void sender::count(loss why, std::size_t records) {
  lost_[static_cast<std::size_t>(why)].fetch_add(records);
}

bool sender::flush(std::chrono::milliseconds timeout) {
  std::unique_lock lock(turn_);
  hurry_ = true;
  changed_.notify_all();
  return changed_.wait_for(lock, timeout, [&] { return queue_.empty() && !busy_; });
}

void sender::stop(std::chrono::milliseconds timeout) {
  if (!thread_.joinable()) return;
  flush(timeout);
  {
    const std::lock_guard lock(turn_);
    stop_.store(true);
    changed_.notify_all();
  }
  thread_.join();
  count(loss::unsent, queue_.size());
  queue_.clear();
  const std::string text = losses();
  if (!text.empty()) host_.warning("log records that did not arrive: " + text);
}

void sender::run() {
  for (;;) {
    const batch records = next_batch();
    if (records.empty()) return;
    deliver(records.data(), records.size());
    const std::lock_guard lock(turn_);
    busy_ = false;
    if (queue_.empty()) hurry_ = false;
    changed_.notify_all();
  }
}

/// Waits until a request is due and takes its records out of the queue; empty: the end.
sender::batch sender::next_batch() {
  std::unique_lock lock(turn_);
  const auto ready = [&] {
    return stop_ || queue_.size() >= options_.batch || (hurry_ && !queue_.empty());
  };
  while (!ready()) {
    if (queue_.empty()) {
      hurry_ = false;
      changed_.wait(lock);
    } else if (changed_.wait_until(lock, due_) == std::cv_status::timeout) {
      break;
    }
  }
  batch records;
  if (stop_) return records;
  std::size_t bytes = envelope_.size();
  while (!queue_.empty() && records.size() < options_.batch) {
    bytes += queue_.front().size() + 1;
    if (bytes > options_.max_body && !records.empty()) break;
    records.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  due_ = clock::now() + options_.interval;
  busy_ = true;
  return records;
}

void sender::deliver(const std::string* records, std::size_t count_) {
  const std::string body = envelope_.around(records, count_);
  for (std::uint32_t attempt = 1;; ++attempt) {
    const answer a = poster_.post(body);
    if (a.status >= 200 && a.status < 300) return count_rejected(a, count_);
    if (stop_) return count(loss::unsent, count_);
    if (a.status == 413 && count_ > 1) {
      const std::size_t half = count_ / 2;
      deliver(records, half);
      return deliver(records + half, count_ - half);
    }
    const bool last = attempt >= options_.attempts;
    if (!warned_.exchange(true))
      host_.warning("a request of " + std::to_string(count_) + " log records to " +
                    without_query(options_.url) + " failed: " + described(a) +
                    "; further failures are counted");
    if (a.status == 413) return count(loss::too_large, count_);
    if (!worth_a_retry(a.status)) return count(loss::refused, count_);
    if (last) return count(loss::gave_up, count_);
    if (!wait_for_retry(attempt, a.retry_after)) return count(loss::unsent, count_);
  }
}

/// @return false when the plugin is stopped meanwhile
bool sender::wait_for_retry(std::uint32_t attempt, std::chrono::seconds asked) {
  const auto doubled = options_.backoff * (1u << std::min(attempt - 1, 16u));
  const auto wait = std::min(std::max<std::chrono::milliseconds>(doubled, asked), longest_wait);
  std::unique_lock lock(turn_);
  return !changed_.wait_for(lock, wait, [&] { return stop_.load(); });
}

/// A receiver may take a request and yet reject some of its records (ExportLogsPartialSuccess).
void sender::count_rejected(const answer& a, std::size_t records) {
  const auto parsed = nlohmann::json::parse(a.body, nullptr, false);
  if (!parsed.is_object()) return;
  const auto partial = parsed.find("partialSuccess");
  if (partial == parsed.end() || !partial->is_object()) return;
  const auto rejected = partial->find("rejectedLogRecords");
  if (rejected == partial->end()) return;
  std::uint64_t n = 0;
  if (rejected->is_number_unsigned()) n = rejected->get<std::uint64_t>();
  if (rejected->is_string()) n = std::strtoull(rejected->get<std::string>().c_str(), nullptr, 10);
  if (n == 0) return;
  count(loss::refused, std::min<std::uint64_t>(n, records));
  if (!warned_.exchange(true))
    host_.warning("the receiver took a request but rejected " + std::to_string(n) +
                  " log records; further failures are counted");
}

std::string sender::losses() const {
  constexpr std::array why{"not taken, the queue was full", "refused by the receiver", "too large",
                           "given up after the last attempt", "not sent before the end"};
  std::string text;
  for (std::size_t i = 0; i < lost_.size(); ++i)
    if (const std::uint64_t n = lost_[i].load(); n != 0)
      text += (text.empty() ? "" : "; ") + std::to_string(n) + " " + why[i];
  return text;
}

}  // namespace otlp
