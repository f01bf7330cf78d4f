// SPDX-License-Identifier: MIT
#include "sink/record_sink.hpp"

#include "gate/self_log.hpp"

namespace hedgerow::internal {

void record_sink::write(const clean_event& event) noexcept {
  if (event.severity() < threshold_) return;
  try {
    std::string why;
    record_.clear();
    lines_->render(event, record_);
    const std::size_t written = out_->write(record_.view(), event.severity(), why);
    add_bytes(written);
    if (written == record_.size()) return;
    self_log("sink_failed", "a record is lost: " + why);
  } catch (...) {
    self_log("sink_failed", "a record is lost: out of memory");
  }
  lost_.fetch_add(1, std::memory_order_relaxed);
}

bool record_sink::flush(std::chrono::steady_clock::time_point) noexcept {
  std::string why;
  return out_->flush(why);
}

}  // namespace hedgerow::internal
