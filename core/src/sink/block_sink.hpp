// SPDX-License-Identifier: MIT
/// @file
/// The sink that gathers lines and writes them in blocks.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "render/renderer.hpp"
#include "sink/outlet.hpp"
#include "sink/sink.hpp"

namespace hedgerow::internal {

/// What a block sink is made of.
struct block_sink_parts {
  std::string name;  ///< for messages: "file /var/log/x.log"
  level threshold = level::debug;
  std::unique_ptr<renderer> lines;
  std::unique_ptr<outlet> out;
  /// A block has at most this many bytes, but for a line that is larger by itself.
  std::size_t block_size = 64 * 1024;
};

/// Renders events into a block and hands it to spdlog: fewer, larger writes. What cannot be written
/// waits, up to a limit, and is tried again about once a second.
class block_sink final : public sink {
 public:
  explicit block_sink(block_sink_parts parts) : parts_(std::move(parts)) {}
  ~block_sink() override;

  void write(const clean_event& event) noexcept override;
  void end_batch() noexcept override;
  std::string_view waiting() const noexcept override { return text_.view(); }
  bool destination(file_place& out) noexcept override { return parts_.out->place(out); }
  bool flush(std::chrono::steady_clock::time_point deadline) noexcept override;
  std::uint64_t failed() const noexcept override { return failed_.load(std::memory_order_relaxed); }

 private:
  using clock = std::chrono::steady_clock;

  bool hand_over() noexcept;
  void count_failed() noexcept;
  void keep_from(std::size_t byte) noexcept;
  void say_failure(const std::string& why) noexcept;

  block_sink_parts parts_;
  line_buffer text_;
  std::vector<std::size_t> ends_;  ///< where each event in `text_` ends
  bool failing_ = false;
  clock::time_point next_try_{};
  std::uint64_t lost_ = 0;
  std::atomic<std::uint64_t> failed_{0};  ///< lost, and waiting while it fails
};

}  // namespace hedgerow::internal
