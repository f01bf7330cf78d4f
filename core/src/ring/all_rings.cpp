// SPDX-License-Identifier: MIT
#include "ring/all_rings.hpp"

#include <sys/mman.h>

#include <new>
#include <utility>

#include "ring/segment.hpp"

namespace hedgerow::internal {

namespace {

constinit std::atomic<ring*> registry{nullptr};

constexpr std::size_t storage_of(std::uint64_t bytes) noexcept {
  return bytes + detail::max_inline_record;
}

ring* set_up(std::byte* memory, std::uint32_t bytes) noexcept {
  auto* r = new (memory) ring;
  r->writer = {.base = memory + layout::ring_storage_at,
               .mask = bytes - 1,
               .write = 0,
               .limit = 0,
               .published = nullptr,
               .ring = r,
               .large = nullptr};
  return r;
}

/// The pages of a segment are allocated already: mapped now, all at once, none of them stops a
/// later call of the thread. Where the kernel cannot (before Linux 5.14), each stops one.
void map_pages(const ring& r) noexcept {
  madvise(r.writer.base, storage_of(r.capacity()), MADV_POPULATE_WRITE);
}

/// A ring in the segment; null where there is none, or no room in it.
ring* make_shared_ring(std::uint32_t bytes) noexcept {
  const layout::header* home = own_segment();
  std::uint32_t number = 0;
  std::byte* memory =
      add_area(layout::area_kind::ring, layout::ring_storage_at + storage_of(bytes), &number);
  if (memory == nullptr) return nullptr;
  ring* r = set_up(memory, bytes);
  r->home = home;
  r->number = number;
  map_pages(*r);
  return r;
}

/// Rings of threads that ended keep their memory up to so many: the kernel takes longer to give
/// memory than a short thread may live. In a quiet moment few keep it.
constexpr int most_spare = 64;
constexpr int most_spare_when_quiet = 4;
constinit std::atomic<int> spare{0};

void drop_storage(ring& r) noexcept {
  if (r.home == nullptr)
    madvise(r.writer.base, storage_of(r.capacity()), MADV_DONTNEED);
  else
    drop_memory(r.writer.base, storage_of(r.capacity()));
}

bool take_memory_back(ring& r) noexcept {
  if (r.has_memory) {
    spare.fetch_sub(1, std::memory_order_relaxed);
    return true;
  }
  if (r.home != nullptr) {
    if (!restore_memory(r.writer.base, storage_of(r.capacity()))) return false;
    map_pages(r);
  }
  r.has_memory = true;
  return true;
}

/// A ring that a thread gave back, of a segment or, with null, in plain memory; null: there is
/// none.
ring* reuse_ring(std::uint32_t bytes, const layout::header* home) noexcept {
  for (ring* r = registry.load(std::memory_order_acquire); r != nullptr; r = r->next) {
    auto expected = ring::state::unused;
    if (r->capacity() != bytes || r->home != home ||
        !r->is.compare_exchange_strong(expected, ring::state::in_use, std::memory_order_acquire))
      continue;
    if (!take_memory_back(*r)) {
      r->is.store(ring::state::unused, std::memory_order_release);
      return nullptr;
    }
    return r;
  }
  return nullptr;
}

ring* register_ring(ring* r) noexcept {
  r->next = registry.load(std::memory_order_relaxed);
  while (!registry.compare_exchange_weak(r->next, r, std::memory_order_seq_cst,
                                         std::memory_order_relaxed)) {
  }
  return r;
}

}  // namespace

std::byte* map_plain(std::size_t size) noexcept {
  void* p = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return p == MAP_FAILED ? nullptr : static_cast<std::byte*>(p);
}

ring* make_plain_ring(std::uint32_t bytes) noexcept {
  std::byte* memory = map_plain(layout::ring_storage_at + storage_of(bytes));
  return memory != nullptr ? set_up(memory, bytes) : nullptr;
}

ring* acquire_ring(std::uint32_t bytes) noexcept {
  if (const layout::header* home = own_segment(); home != nullptr) {
    if (ring* r = reuse_ring(bytes, home); r != nullptr) return r;
    if (ring* r = make_shared_ring(bytes); r != nullptr) return register_ring(r);
  }
  if (ring* r = reuse_ring(bytes, nullptr); r != nullptr) return r;
  ring* r = make_plain_ring(bytes);
  return r != nullptr ? register_ring(r) : nullptr;
}

ring* first_ring() noexcept {
  return registry.load();
}

void recycle(ring& r) noexcept {
  r.has_memory = spare.fetch_add(1, std::memory_order_relaxed) < most_spare;
  if (!r.has_memory) {
    spare.fetch_sub(1, std::memory_order_relaxed);
    drop_storage(r);
  }
  r.is.store(ring::state::unused, std::memory_order_release);
}

void drop_spare_memory() noexcept {
  for (ring* r = first_ring();
       r != nullptr && spare.load(std::memory_order_relaxed) > most_spare_when_quiet; r = r->next) {
    auto expected = ring::state::unused;
    if (!r->is.compare_exchange_strong(expected, ring::state::in_use, std::memory_order_acquire))
      continue;
    if (r->has_memory) {
      r->has_memory = false;
      spare.fetch_sub(1, std::memory_order_relaxed);
      drop_storage(*r);
    }
    r->is.store(ring::state::unused, std::memory_order_release);
  }
}

void keep_plain_rings() noexcept {
  ring* kept = nullptr;
  spare.store(0);
  for (ring* r = first_ring(); r != nullptr;) {
    ring* const after = r->next;
    if (r->home == nullptr) {  // a copy of the parent's; those in a segment are shared with it
      r->writer.write = r->at = r->published_position();
      r->writer.large = nullptr;
      r->give_up();
      if (r->has_memory) spare.fetch_add(1);
      r->is.store(ring::state::unused);
      r->next = std::exchange(kept, r);
    }
    r = after;
  }
  registry.store(kept);
}

}  // namespace hedgerow::internal
