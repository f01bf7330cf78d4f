// SPDX-License-Identifier: MIT
/// @file
/// Where clean events go.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include <hedgerow/status.hpp>

#include "gate/clean_event.hpp"

namespace hedgerow::internal {

/// A regular file as a sink knows it.
struct file_place {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t size = 0;
  std::string_view path;  ///< valid until the sink writes again
};

/// Used from the backend thread only. Failures are counted and said in the self-log, never thrown.
class sink {
 public:
  virtual ~sink() = default;
  /// Takes an event; whether it is out is known after flush(). A sink that is full() wants
  /// end_batch() before the next one.
  virtual void write(const clean_event& event) noexcept = 0;
  bool full() const noexcept { return full_; }
  /// Hands on what write() has gathered; called when a batch of events is through.
  virtual void end_batch() noexcept {}
  /// A sink does not gather much more than this, whether it can write or not.
  static constexpr std::size_t most_gathered = 1280 * 1024;
  /// What end_batch() will write, for a sink that gathers.
  virtual std::string_view waiting() const noexcept { return {}; }
  /// The file that it will be appended to. @return false when it is not known, or is none
  virtual bool destination(file_place&) noexcept { return false; }
  /// @return false when something is still not out at `deadline`
  virtual bool flush(std::chrono::steady_clock::time_point deadline) noexcept = 0;
  /// True when a forked child cannot use it: it has a thread or a connection of the parent's.
  virtual bool belongs_to_parent() const noexcept { return false; }
  /// Events that could not be written. [any thread]
  virtual std::uint64_t failed() const noexcept = 0;
  /// Bytes that are out. [any thread]
  std::uint64_t bytes() const noexcept { return bytes_.load(std::memory_order_relaxed); }

 protected:
  void add_bytes(std::size_t n) noexcept { bytes_.fetch_add(n, std::memory_order_relaxed); }

  bool full_ = false;

 private:
  std::atomic<std::uint64_t> bytes_{0};
};

}  // namespace hedgerow::internal
