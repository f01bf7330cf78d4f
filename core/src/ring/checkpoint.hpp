// SPDX-License-Identifier: MIT
/// @file
/// How a segment says what is written and what is not, so that a kill at any moment leaves no
/// doubt.
///
/// The backend processes records, and their lines wait in the sinks. At a checkpoint it copies that
/// text into the segment, together with the new positions of all rings, and makes both count by one
/// store. Only then the text is written. Whoever finds the segment after a kill finishes the
/// writing of the text - the file itself tells how much of it is there - and goes on with the
/// records behind the positions.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "ring/segment_layout.hpp"

namespace hedgerow::internal {

/// Text that is about to be appended to a file.
struct text_for_file {
  std::string_view text;
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t file_size = 0;  ///< now
  std::string_view path;
};

/// Where texts are copied to: two halves, for checkpoints in turn.
struct texts_area {
  std::span<std::byte> memory{};
  std::uint64_t offset = 0;  ///< in the file
};

/// Writes the checkpoints of one segment. Used from one thread.
class checkpoint_writer {
 public:
  static constexpr std::size_t texts_size = 2 * 256 * 1024;

  /// @param texts an area of the segment; both must outlive the writer
  checkpoint_writer(layout::header& head, texts_area texts) noexcept : head_(head), texts_(texts) {}

  /// Bytes of text that a checkpoint can hold.
  std::size_t room() const noexcept { return texts_.memory.size() / 2; }
  /// From the next begin() on, texts go to another area; those of the last checkpoint stay.
  void use(texts_area texts) noexcept { texts_ = texts; }

  void begin(const clock_reading& newest) noexcept;
  void set_position(std::uint32_t ring, std::uint64_t read) noexcept { next().read[ring] = read; }
  /// @return the text's number, or -1 when there is no room for it: it must be written before
  int add(const text_for_file& t) noexcept;
  void commit() noexcept;
  /// A text of the last checkpoint is written.
  void done(int text) noexcept;

 private:
  layout::checkpoint& next() const noexcept {
    return head_.checkpoint_of[(head_.checkpoints + 1) % 2];
  }

  layout::header& head_;
  texts_area texts_;
  std::size_t used_ = 0;
};

}  // namespace hedgerow::internal
