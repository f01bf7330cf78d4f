// SPDX-License-Identifier: MIT
#include "ring/large_records.hpp"

#include <cstring>
#include <mutex>
#include <utility>

#include "ring/all_rings.hpp"
#include "ring/early.hpp"
#include "ring/room.hpp"
#include "ring/segment.hpp"

namespace hedgerow::internal {

constinit block_area large_records{};

detail::reserved reserve_large(detail::ring_writer& w, std::size_t size,
                               when_full policy) noexcept {
  if (size > block_area::size) return refuse(loss::too_large);
  if (!large_records.provided() && !provide_large_records()) return refuse(loss::out_of_memory);
  large_record where;
  const auto claim = [&] { return large_records.claim(size, where); };
  if (!claim() && (policy == when_full::drop_newest || !wait_until(claim)))
    return refuse(loss::large_full);
  std::memcpy(w.base + (w.write & w.mask) + sizeof(record), &where, sizeof where);
  w.large = large_records.at(where);
  return {&w, w.large};
}

void publish(detail::ring_writer& w, std::size_t size) noexcept {
  w.write += size;
  __atomic_store_n(&static_cast<ring*>(w.ring)->published.write, w.write, __ATOMIC_RELEASE);
}

void publish_any(detail::ring_writer& w, std::size_t size) noexcept {
  if (w.large == nullptr) {
    publish(w, size);
    return;
  }
  auto& r = *reinterpret_cast<record*>(w.base + (w.write & w.mask));
  std::memcpy(&r, std::exchange(w.large, nullptr), sizeof r);
  r.size = sizeof(record) + sizeof(large_record);
  r.flags = detail::out_of_line;
  publish(w, r.size);
}

const record& written(const detail::ring_writer& w) noexcept {
  return *reinterpret_cast<const record*>(w.large != nullptr ? w.large
                                                             : w.base + (w.write & w.mask));
}

void forget_written(detail::ring_writer& w) noexcept {
  if (std::exchange(w.large, nullptr) == nullptr) return;
  const auto& head = *reinterpret_cast<const record*>(w.base + (w.write & w.mask));
  large_records.release(block_area::mask_of(large_of(head)));
}

bool provide_large_records() noexcept {
  const std::lock_guard turn(early_turn());
  if (large_records.provided()) return true;
  std::byte* memory = add_area(layout::area_kind::blocks, block_area::size);
  if (memory == nullptr) memory = map_plain(block_area::size);
  if (memory == nullptr) return false;
  large_records.provide(memory);
  return true;
}

}  // namespace hedgerow::internal
