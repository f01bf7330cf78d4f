// SPDX-License-Identifier: MIT
#include "context/image.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <mutex>
#include <new>

#include "event/encode.hpp"

namespace hedgerow::internal {

namespace {

/// Images begin at multiples of this.
constexpr std::size_t granule = 64;
constexpr std::size_t most_granules = 1024 * 1024 / granule;

constexpr std::size_t granules_of(std::size_t content) noexcept {
  return (sizeof(image_head) + content + granule - 1) / granule;
}

/// A piece of memory, and which granules of it are taken.
struct chunk {
  std::byte* memory = nullptr;
  std::size_t granules = 0;
  std::size_t free = 0;
  std::size_t next = 0;  ///< where the search begins
  std::array<std::uint64_t, most_granules / 64> taken{};

  bool is_taken(std::size_t i) const noexcept { return ((taken[i / 64] >> (i % 64)) & 1) != 0; }
  void mark(std::size_t from, std::size_t count, bool take) noexcept {
    for (std::size_t i = from; i < from + count; ++i) {
      const std::uint64_t bit = std::uint64_t{1} << (i % 64);
      taken[i / 64] = take ? taken[i / 64] | bit : taken[i / 64] & ~bit;
    }
    free = take ? free - count : free + count;
  }
  /// The first of `count` free granules in a row between `from` and `to`; `to` when there is none.
  std::size_t find(std::size_t count, std::size_t from, std::size_t to) const noexcept {
    std::size_t in_row = 0;
    for (std::size_t i = from; i < to;) {
      if (i % 64 == 0 && taken[i / 64] == ~std::uint64_t{0}) {
        in_row = 0;
        i += 64;
        continue;
      }
      in_row = is_taken(i) ? 0 : in_row + 1;
      ++i;
      if (in_row == count) return i - count;
    }
    return to;
  }
  std::byte* take(std::size_t count) noexcept {
    if (count > free) return nullptr;
    std::size_t at = find(count, next, granules);
    if (at == granules) at = find(count, 0, granules);
    if (at == granules) return nullptr;
    mark(at, count, true);
    next = at + count;
    return memory + at * granule;
  }
};

struct image_memory {
  std::mutex turn;
  std::array<chunk, 2> chunks;

  static image_memory& the() noexcept {
    static auto* memory = new image_memory;  // contexts may outlive static objects
    return *memory;
  }
};

/// Room for an image, all but its kind filled in.
image_head* make_room(const void* of, std::size_t content) noexcept {
  auto& images = image_memory::the();
  const std::lock_guard lock(images.turn);
  for (chunk& c : images.chunks)
    if (std::byte* room = c.take(granules_of(content)); room != nullptr) {
      auto* head = reinterpret_cast<image_head*>(room);
      head->of = reinterpret_cast<std::uint64_t>(of);
      head->size = static_cast<std::uint32_t>(content);
      return head;
    }
  return nullptr;
}

std::byte* content_of(image_head* head) noexcept {
  return reinterpret_cast<std::byte*>(head + 1);
}

/// From now on a reader of a dead process's memory sees it.
void complete(image_head* head, image_kind kind) noexcept {
  __atomic_store_n(reinterpret_cast<std::uint32_t*>(&head->kind), static_cast<std::uint32_t>(kind),
                   __ATOMIC_RELEASE);
}

}  // namespace

void give_image_memory(std::byte* memory, std::size_t size) noexcept {
  auto& images = image_memory::the();
  const std::lock_guard lock(images.turn);
  for (chunk& c : images.chunks)
    if (c.memory == nullptr) {
      c.memory = memory;
      c.granules = c.free = std::min(size / granule, most_granules);
      return;
    }
}

void forget_images() noexcept {
  auto& images = image_memory::the();
  const std::lock_guard lock(images.turn);
  images.chunks = {};
}

void forget_images_after_fork() noexcept {
  auto& images = image_memory::the();
  new (&images.turn) std::mutex();
  images.chunks = {};
}

image_head* keep_image(const void* of, std::span<const field> fields) noexcept {
  image_head* head = make_room(of, wire_size(fields));
  if (head == nullptr) return nullptr;
  write_wire(fields, content_of(head));
  complete(head, image_kind::context);
  return head;
}

image_head* keep_image(const void* of, std::string_view name) noexcept {
  image_head* head = make_room(of, name.size());
  if (head == nullptr) return nullptr;
  if (!name.empty()) std::memcpy(content_of(head), name.data(), name.size());
  complete(head, image_kind::logger);
  return head;
}

void drop_image(image_head* image) noexcept {
  auto& images = image_memory::the();
  const std::lock_guard lock(images.turn);
  auto* at = reinterpret_cast<std::byte*>(image);
  for (chunk& c : images.chunks)
    if (at >= c.memory && at < c.memory + c.granules * granule) {
      const std::size_t count = granules_of(image->size);
      std::memset(at, 0, count * granule);
      c.mark(static_cast<std::size_t>(at - c.memory) / granule, count, false);
      return;
    }
}

void lock_images() noexcept {
  image_memory::the().turn.lock();
}
void unlock_images() noexcept {
  image_memory::the().turn.unlock();
}

std::vector<image_view> read_images(std::span<const std::byte> memory) {
  std::vector<image_view> out;
  for (std::size_t at = 0; at + sizeof(image_head) <= memory.size();) {
    image_head head;
    std::memcpy(&head, memory.data() + at, sizeof head);
    const bool known = head.kind == image_kind::context || head.kind == image_kind::logger;
    if (!known || head.size > memory.size() - at - sizeof head) {
      at += granule;
      continue;
    }
    out.push_back({head.of, head.kind, memory.subspan(at + sizeof head, head.size)});
    at += granules_of(head.size) * granule;
  }
  return out;
}

}  // namespace hedgerow::internal
