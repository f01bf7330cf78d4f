// SPDX-License-Identifier: MIT
#include "sink/block_sink.hpp"

#include <algorithm>
#include <thread>

#include "gate/self_log.hpp"

namespace hedgerow::internal {
namespace {

/// Text of a sink that fails, at most; what comes after is lost and counted.
constexpr std::size_t most_waiting = 1024 * 1024;
static_assert(most_waiting < sink::most_gathered);
constexpr std::chrono::seconds between_tries{1};

// A flush is worth a few tries, but must not hold up the other sinks.
constexpr int tries_of_a_flush = 3;
constexpr std::chrono::milliseconds between_tries_of_a_flush{50};

}  // namespace

block_sink::~block_sink() {
  hand_over();
}

void block_sink::write(const clean_event& event) noexcept {
  if (event.severity() < parts_.threshold) return;
  const std::size_t start = text_.size();
  if (failing_ && start >= most_waiting) {
    ++lost_;
    count_failed();
    return;
  }
  try {
    parts_.lines->render(event, text_);
    text_.put('\n');
    ends_.push_back(text_.size());
  } catch (...) {
    text_.cut(start);
    ++lost_;
    count_failed();
    return;
  }
  if (failing_) count_failed();
  // While it cannot write it has nothing to hand over but when it tries again.
  full_ = text_.size() >= parts_.block_size && (!failing_ || clock::now() >= next_try_);
}

void block_sink::end_batch() noexcept {
  full_ = false;
  if (failing_ && clock::now() < next_try_) return;
  hand_over();
}

bool block_sink::flush(clock::time_point deadline) noexcept {
  for (int tried = 1;; ++tried) {
    std::string why;
    if (hand_over()) {
      if (parts_.out->flush(why)) return true;
      say_failure(why);
    }
    const auto again = clock::now() + between_tries_of_a_flush;
    if (tried == tries_of_a_flush || again > deadline) return false;
    std::this_thread::sleep_until(again);
  }
}

void block_sink::count_failed() noexcept {
  failed_.store(lost_ + (failing_ ? ends_.size() : 0), std::memory_order_relaxed);
}

bool block_sink::hand_over() noexcept {
  std::size_t out = 0;
  auto event = ends_.cbegin();
  while (event != ends_.cend()) {
    const auto fits = std::upper_bound(event, ends_.cend(), out + parts_.block_size);
    const auto next = fits == event ? event + 1 : fits;
    const std::string_view block = text_.view().substr(out, *(next - 1) - out);
    std::string why;
    const std::size_t written = parts_.out->write(block, level::info, why);
    out += written;
    add_bytes(written);
    if (written < block.size()) {
      keep_from(out);
      say_failure(why);
      return false;
    }
    event = next;
  }
  text_.clear();
  ends_.clear();
  failing_ = false;
  count_failed();
  return true;
}

/// Forgets the text that is out; an event of which a part is out keeps the rest.
void block_sink::keep_from(std::size_t byte) noexcept {
  text_.drop_front(byte);
  ends_.erase(ends_.begin(), std::upper_bound(ends_.begin(), ends_.end(), byte));
  for (std::size_t& end : ends_)
    end -= byte;
}

void block_sink::say_failure(const std::string& why) noexcept {
  failing_ = true;
  count_failed();
  next_try_ = clock::now() + between_tries;
  try {
    self_log("sink_failed", "sink " + parts_.name + " cannot write: " + why + "; " +
                                std::to_string(ends_.size()) + " events wait, " +
                                std::to_string(lost_) + " are lost");
  } catch (...) {
    self_log("sink_failed", "a sink cannot write");
  }
}

}  // namespace hedgerow::internal
