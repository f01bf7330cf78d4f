// SPDX-License-Identifier: MIT
#include "ring/literal_copies.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

#include "ring/segment.hpp"

namespace hedgerow::internal {

namespace {

/// A copy as it lies in its area; the bytes follow, padded to 8.
struct copy_head {
  std::uint64_t of;
  std::uint64_t module;  ///< mark_of() the module that the original lies in
  std::uint32_t size;
  std::uint32_t complete;  ///< written last; 0: nothing is here
};
static_assert(sizeof(copy_head) == 24);

constexpr std::size_t area_size = 64 * 1024;
constexpr int most_areas = 16;
constexpr std::size_t longest_text = 1024;

constexpr std::size_t whole_size(std::size_t bytes) noexcept {
  return sizeof(copy_head) + (bytes + 7) / 8 * 8;
}

/// Tells a module from another one that is at the same addresses later.
std::uint64_t mark_of(const layout::module& m) noexcept {
  std::uint64_t mark = m.file_size ^ static_cast<std::uint64_t>(m.modified_ns);
  if (m.build_id_size >= sizeof mark) std::memcpy(&mark, m.build_id, sizeof mark);
  return mark;
}

const layout::module* module_at(std::uint64_t address,
                                std::span<const layout::module> modules) noexcept {
  const auto m = std::find_if(modules.begin(), modules.end(), [&](const layout::module& one) {
    const std::uint64_t start = __atomic_load_n(&one.start, __ATOMIC_ACQUIRE);
    return start != 0 && address >= start && address < one.end;
  });
  return m != modules.end() ? &*m : nullptr;
}

std::size_t size_of_text(const char* text) noexcept {
  return text != nullptr ? strnlen(text, longest_text - 1) + 1 : 0;
}

std::size_t size_of_keys(const detail::key_table& keys) noexcept {
  std::size_t end = sizeof keys + keys.count() * sizeof(detail::key_table::entry);
  for (std::size_t i = 0; i < keys.count(); ++i) {
    const std::string_view text = keys.text(i);
    end = std::max(end, static_cast<std::size_t>(text.data() + text.size() -
                                                 reinterpret_cast<const char*>(&keys)));
  }
  return end;
}

}  // namespace

void literal_copies::forget() noexcept {
  known_ = {};
  copied_.clear();
  free_ = {};
  areas_ = 0;
}

void literal_copies::copy(const detail::record& r) noexcept {
  try {
    add(r.keys, size_of_keys(*r.keys));
    add(r.name, size_of_text(r.name));
    add(r.file, size_of_text(r.file));
    add(r.function, size_of_text(r.function));
  } catch (...) {
    // No memory to remember it: these are read from the program's file, as long as it is there.
  }
}

std::byte* literal_copies::room(std::size_t size) noexcept {
  if (free_.size() < size && areas_ < most_areas) {
    std::byte* memory = add_area(layout::area_kind::literals, area_size);
    if (memory == nullptr) return nullptr;
    free_ = {memory, area_size};
    ++areas_;
  }
  if (free_.size() < size) return nullptr;
  std::byte* const at = free_.data();
  free_ = free_.subspan(size);
  return at;
}

void literal_copies::add(const void* literal, std::size_t size) {
  const layout::header* segment = own_segment();
  if (size == 0 || segment == nullptr || copied_.contains(address(literal))) return;
  const layout::module* module = module_at(address(literal), segment->module_of);
  if (module == nullptr) return;
  copied_.insert(address(literal));
  std::byte* const at = room(whole_size(size));
  if (at == nullptr) return;
  auto* head = reinterpret_cast<copy_head*>(at);
  head->of = address(literal);
  head->module = mark_of(*module);
  head->size = static_cast<std::uint32_t>(size);
  std::memcpy(at + sizeof *head, literal, size);
  __atomic_store_n(&head->complete, 1u, __ATOMIC_RELEASE);
}

void read_literal_copies(std::span<const std::byte> area, std::span<const layout::module> modules,
                         std::map<std::uint64_t, std::span<const std::byte>>& out) {
  copy_head head;
  while (area.size() >= sizeof head) {
    std::memcpy(&head, area.data(), sizeof head);
    if (head.complete != 1 || head.size > area.size() - sizeof head) return;
    const layout::module* module = module_at(head.of, modules);
    if (module != nullptr && mark_of(*module) == head.module)
      out[head.of] = area.subspan(sizeof head, head.size);
    area = area.subspan(std::min(whole_size(head.size), area.size()));
  }
}

}  // namespace hedgerow::internal
