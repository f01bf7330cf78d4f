// SPDX-License-Identifier: MIT
#include "ring/oldest_first.hpp"

#include <utility>

namespace hedgerow::internal {

void oldest_first::add(ring& r, std::uint64_t limit) {
  const record* const oldest = r.front();
  if (oldest == nullptr || oldest->ticks > limit) return;
  heap_.push_back({oldest->ticks, oldest, &r});
  sift_up();
}

void oldest_first::pop(std::uint64_t limit) noexcept {
  head& first = heap_.front();
  first.of->pop(*first.oldest);
  first.oldest = first.of->front();
  if (first.oldest != nullptr && first.oldest->ticks <= limit) {
    first.ticks = first.oldest->ticks;
  } else {
    first = heap_.back();
    heap_.pop_back();
  }
  sift_down();
}

void oldest_first::sift_up() noexcept {
  for (std::size_t at = heap_.size() - 1; at > 0;) {
    const std::size_t parent = (at - 1) / 2;
    if (heap_[parent].ticks <= heap_[at].ticks) return;
    std::swap(heap_[parent], heap_[at]);
    at = parent;
  }
}

void oldest_first::sift_down() noexcept {
  for (std::size_t at = 0;;) {
    std::size_t child = 2 * at + 1;
    if (child >= heap_.size()) return;
    if (child + 1 < heap_.size() && heap_[child + 1].ticks < heap_[child].ticks) ++child;
    if (heap_[at].ticks <= heap_[child].ticks) return;
    std::swap(heap_[at], heap_[child]);
    at = child;
  }
}

}  // namespace hedgerow::internal
