// SPDX-License-Identifier: MIT
#include "ring/early.hpp"

#include <atomic>
#include <cstring>
#include <new>

#include <hedgerow/context.hpp>

#include "ring/all_rings.hpp"
#include "ring/large_records.hpp"
#include "ring/room.hpp"

namespace hedgerow::internal {

namespace {

constinit std::atomic<ring*> early{nullptr};
constinit std::mutex turn_at_early;
constexpr std::uint32_t early_capacity = 256 * 1024;

/// Room in the ring that all threads share before init(), or null (counted). [early_turn is held]
detail::reserved early_room(std::size_t size) noexcept {
  ring* r = early.load();
  if (r == nullptr) {
    r = make_plain_ring(early_capacity);
    if (r == nullptr) return refuse(loss::out_of_memory);
    early.store(r);
  }
  if (size > detail::max_inline_record) return refuse(loss::too_large);
  if (!has_room(r->writer, size)) return refuse(loss::before_init);
  return {&r->writer, r->writer.base + (r->writer.write & r->writer.mask)};
}

/// Publishes what stands in the shared ring; the record holds references to its contexts.
void publish_early(detail::ring_writer& w, std::size_t size) noexcept {
  auto& r = *reinterpret_cast<record*>(w.base + (w.write & w.mask));
  if (r.bound != nullptr) detail::context_retain(r.bound);
  if (r.ambient != nullptr) detail::context_retain(r.ambient);
  publish(w, size);
}

}  // namespace

std::mutex& early_turn() noexcept {
  return turn_at_early;
}

bool is_early(const detail::ring_writer& w) noexcept {
  return w.ring == early.load(std::memory_order_relaxed);
}

bool begin_early() noexcept {
  early_turn().lock();
  if (accepting_now() == accepting::before_init) return true;
  early_turn().unlock();  // init() came in between
  return false;
}

detail::reserved reserve_early(std::size_t size) noexcept {
  const detail::reserved room = early_room(size);
  if (room.writer == nullptr) early_turn().unlock();
  return room;
}

void commit_early(detail::ring_writer& w, std::size_t size) noexcept {
  publish_early(w, size);
  early_turn().unlock();
}

void move_to_early(detail::ring_writer& w, std::size_t size) noexcept {
  const std::lock_guard turn(early_turn());
  const detail::reserved room = early_room(size);
  if (room.writer == nullptr) return;
  std::memcpy(room.at, &written(w), size);
  publish_early(*room.writer, size);
}

void forget_early_after_fork() noexcept {
  new (&turn_at_early) std::mutex();  // another thread of the parent may have held it
  if (ring* r = early.load(); r != nullptr) {
    r->at = r->published_position();
    r->give_up();
  }
}

ring* early_ring() noexcept {
  return early.load();
}

void release_early(const record& r) noexcept {
  if (r.bound != nullptr) detail::context_release(r.bound);
  if (r.ambient != nullptr) detail::context_release(r.ambient);
}

void forget_early(std::uint64_t start, std::uint64_t end) noexcept {
  const std::lock_guard turn(early_turn());
  ring* r = early.load();
  if (r == nullptr) return;
  const auto gone = [&](const void* p) {
    const auto address = reinterpret_cast<std::uint64_t>(p);
    return address >= start && address < end;
  };
  for (std::uint64_t at = r->at; at < r->published_position();) {
    auto& head = *reinterpret_cast<record*>(r->writer.base + (at & r->writer.mask));
    const bool known = (head.flags & detail::forgotten) != 0;
    if (!known && (gone(head.keys) || gone(head.name) || gone(head.file))) {
      head.flags |= detail::forgotten;
      losses.add(loss::before_init);
    }
    at += head.size;
  }
}

}  // namespace hedgerow::internal
