// SPDX-License-Identifier: MIT
#include "ring/checkpoint.hpp"

#include <cstring>

namespace hedgerow::internal {

void checkpoint_writer::begin(const clock_reading& newest) noexcept {
  next().newest = newest;
  next().texts = 0;
  used_ = 0;
}

int checkpoint_writer::add(const text_for_file& t) noexcept {
  layout::checkpoint& c = next();
  if (c.texts == layout::max_texts || t.text.size() > room() - used_ ||
      t.path.size() >= layout::max_path)
    return -1;
  const std::size_t at = used_ + (&c == head_.checkpoint_of ? 0 : room());
  std::memcpy(texts_.memory.data() + at, t.text.data(), t.text.size());
  used_ += t.text.size();
  layout::text& entry = c.text_of[c.texts];
  entry = {.device = t.device,
           .inode = t.inode,
           .file_size = t.file_size,
           .at = texts_.offset + at,
           .size = t.text.size(),
           .done = 0,
           .reserved = 0,
           .path = {}};
  std::memcpy(entry.path, t.path.data(), t.path.size());
  return static_cast<int>(c.texts++);
}

void checkpoint_writer::commit() noexcept {
  __atomic_store_n(&head_.checkpoints, head_.checkpoints + 1, __ATOMIC_RELEASE);
}

void checkpoint_writer::done(int text) noexcept {
  layout::checkpoint& c = head_.checkpoint_of[head_.checkpoints % 2];
  __atomic_store_n(&c.text_of[text].done, 1u, __ATOMIC_RELEASE);
}

}  // namespace hedgerow::internal
