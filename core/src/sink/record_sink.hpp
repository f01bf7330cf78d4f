// SPDX-License-Identifier: MIT
/// @file
/// The sink that hands on each event by itself.
#pragma once

#include <atomic>
#include <memory>

#include "render/renderer.hpp"
#include "sink/outlet.hpp"
#include "sink/sink.hpp"

namespace hedgerow::internal {

/// One record per event, with the event's level: what syslog wants.
class record_sink final : public sink {
 public:
  record_sink(level threshold, std::unique_ptr<renderer> lines, std::unique_ptr<outlet> out)
      : threshold_(threshold), lines_(std::move(lines)), out_(std::move(out)) {}

  void write(const clean_event& event) noexcept override;
  bool flush(std::chrono::steady_clock::time_point deadline) noexcept override;
  std::uint64_t failed() const noexcept override { return lost_.load(std::memory_order_relaxed); }

 private:
  const level threshold_;
  const std::unique_ptr<renderer> lines_;
  const std::unique_ptr<outlet> out_;
  line_buffer record_;
  std::atomic<std::uint64_t> lost_{0};
};

}  // namespace hedgerow::internal
