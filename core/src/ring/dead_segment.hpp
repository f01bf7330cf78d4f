// SPDX-License-Identifier: MIT
/// @file
/// The segment of a process that is gone (segment.hpp is that of this one). Nothing in it is taken
/// on trust: what does not hold is passed over and counted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <hedgerow/detail/record.hpp>

#include "context/image.hpp"
#include "ring/checkpoint.hpp"

namespace hedgerow::internal {

/// A record, with its fixed part copied out. Its pointers are addresses in the dead process.
struct dead_record {
  detail::record head;
  std::span<const std::byte> payload;
};

/// What is unread of a ring.
class dead_ring {
 public:
  dead_ring(std::uint32_t number, std::span<const std::byte> storage, std::uint64_t from,
            std::uint64_t until) noexcept;

  /// The oldest unread record; null at the end. A record that cannot be one ends the ring.
  const dead_record* front() const noexcept { return front_ ? &*front_ : nullptr; }
  void pop(std::span<const std::byte> blocks) noexcept;
  std::uint32_t number() const noexcept { return number_; }
  std::uint64_t position() const noexcept { return at_; }
  /// Bytes that had to be passed over.
  std::uint64_t damaged() const noexcept { return damaged_; }

 private:
  friend class dead_segment;
  void look(std::span<const std::byte> blocks) noexcept;
  bool read(std::span<const std::byte> blocks, dead_record& out) const noexcept;

  std::uint32_t number_;
  std::span<const std::byte> storage_;
  std::uint64_t at_;
  std::uint64_t until_;
  std::uint32_t size_ = 0;  ///< of the front record in the ring
  std::uint64_t damaged_ = 0;
  std::optional<dead_record> front_;
};

/// Text that the process was appending to a file, or was about to.
struct dead_text {
  text_for_file of;  ///< as it stood before the writing
  int number;
};

/// Reads and updates the segment in `memory`, which must outlive it.
class dead_segment {
 public:
  /// @return null, and `why`, when this is no segment that can be read
  static std::unique_ptr<dead_segment> read(std::span<std::byte> memory, std::string& why);

  std::string_view service() const noexcept { return service_; }
  std::int64_t pid() const noexcept { return head_->pid; }
  const clock_reading& first_reading() const noexcept { return head_->first; }
  const clock_reading& last_reading() const noexcept { return in_force().newest; }

  /// What is not known to be written, in the order of the sinks.
  std::vector<dead_text> unwritten_texts() const;
  /// The oldest record of all rings; null when all is read.
  const dead_record* front() noexcept;
  void pop() noexcept;
  std::uint64_t damaged() const noexcept;

  const std::vector<image_view>& images() const noexcept { return images_; }
  /// What is copied of the literals, by address.
  std::map<std::uint64_t, std::span<const std::byte>> literals() const;
  std::vector<layout::module> modules() const;

  /// For the one who reads on in place of the process: as the process itself did it.
  checkpoint_writer* journal() noexcept { return journal_ ? &*journal_ : nullptr; }
  const std::vector<dead_ring>& rings() const noexcept { return rings_; }
  void text_is_written(int number) noexcept;
  /// How often somebody began to recover it, this time included.
  std::uint32_t begin_recovery() noexcept { return ++head_->recoveries; }

 private:
  dead_segment() = default;
  const layout::checkpoint& in_force() const noexcept {
    return head_->checkpoint_of[head_->checkpoints % 2];
  }

  std::span<std::byte> memory_;
  layout::header* head_ = nullptr;
  std::string_view service_;
  std::vector<dead_ring> rings_;
  dead_ring* oldest_ = nullptr;
  std::span<const std::byte> blocks_;
  std::vector<texts_area> texts_;
  std::vector<image_view> images_;
  std::vector<std::span<const std::byte>> literal_areas_;
  std::optional<checkpoint_writer> journal_;
};

}  // namespace hedgerow::internal
