// SPDX-License-Identifier: MIT
#include "engine/modules.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <mutex>

#include <hedgerow/detail/module.hpp>

#include "engine/engine.hpp"
#include "report/elf_object.hpp"
#include "ring/ring.hpp"

namespace hedgerow::internal {

namespace {

struct module_table {
  std::mutex turn;
  std::array<layout::module, layout::max_modules> modules{};
  layout::header* segment = nullptr;

  static module_table& the() noexcept {
    static auto* table = new module_table;  // modules leave when static objects are gone
    return *table;
  }
};

unsigned char byte_of(const char* hex) noexcept {
  const char digits[3] = {hex[0], hex[1], '\0'};
  return static_cast<unsigned char>(std::strtoul(digits, nullptr, 16));
}

layout::module describe(const elf_object& object) {
  layout::module m{};
  m.start = object.base;
  m.end = object.base + object.size;
  m.bias = object.bias;
  m.build_id_size =
      static_cast<std::uint32_t>(std::min(object.build_id.size() / 2, sizeof m.build_id));
  for (std::uint32_t i = 0; i < m.build_id_size; ++i)
    m.build_id[i] = byte_of(object.build_id.c_str() + 2 * i);
  char path[PATH_MAX];
  const char* whole = realpath(object.path.c_str(), path) != nullptr ? path : object.path.c_str();
  std::string_view(whole).copy(m.path, sizeof m.path - 1);
  struct stat s;
  if (stat(whole, &s) == 0) {
    m.file_size = static_cast<std::uint64_t>(s.st_size);
    m.modified_ns = std::int64_t{s.st_mtim.tv_sec} * 1'000'000'000 + s.st_mtim.tv_nsec;
  }
  return m;
}

/// Copies an entry into a free one; `start` last, as it makes the entry count.
void put(layout::module& to, const layout::module& from) noexcept {
  static_assert(offsetof(layout::module, start) == 0);
  constexpr std::size_t rest = sizeof from.start;
  std::memcpy(reinterpret_cast<std::byte*>(&to) + rest,
              reinterpret_cast<const std::byte*>(&from) + rest, sizeof to - rest);
  __atomic_store_n(&to.start, from.start, __ATOMIC_RELEASE);
}

bool is_at(const layout::module& m, std::uint64_t address) noexcept {
  return m.start != 0 && address >= m.start && address < m.end;
}

}  // namespace

void record_modules(layout::header& segment) noexcept {
  auto& table = module_table::the();
  const std::lock_guard lock(table.turn);
  table.segment = &segment;
  for (std::size_t i = 0; i < table.modules.size(); ++i)
    put(segment.module_of[i], table.modules[i]);
}

void forget_recorded_modules() noexcept {
  auto& table = module_table::the();
  const std::lock_guard lock(table.turn);
  table.segment = nullptr;
}

void lock_modules() noexcept {
  module_table::the().turn.lock();
}
void unlock_modules() noexcept {
  module_table::the().turn.unlock();
}

}  // namespace hedgerow::internal

namespace hedgerow::detail {

using namespace hedgerow::internal;

void module_enters(const void* inside) noexcept {
  try {
    loaded_objects objects;
    objects.refresh();
    const elf_object* object = objects.at(reinterpret_cast<std::uint64_t>(inside));
    if (object == nullptr) return;
    const layout::module described = describe(*object);
    auto& table = module_table::the();
    const std::lock_guard lock(table.turn);
    const auto free = std::find_if(table.modules.begin(), table.modules.end(),
                                   [](const layout::module& m) { return m.start == 0; });
    if (free == table.modules.end()) return;
    *free = described;
    if (table.segment != nullptr)
      put(table.segment->module_of[free - table.modules.begin()], described);
  } catch (...) {
    // No memory: after a kill the names of its events are not known.
  }
}

void module_leaves(const void* inside) noexcept {
  using namespace std::chrono_literals;
  auto& table = module_table::the();
  const auto entry = [&] {
    return std::find_if(table.modules.begin(), table.modules.end(), [&](const layout::module& m) {
      return is_at(m, reinterpret_cast<std::uint64_t>(inside));
    });
  };
  if (accepting_now() == accepting::before_init) {
    const std::lock_guard lock(table.turn);
    if (const auto m = entry(); m != table.modules.end()) forget_early(m->start, m->end);
  } else if (accepting_now() == accepting::running) {
    engine::the().flush_events(std::chrono::steady_clock::now() + 5s);
  }
  modules_closed.fetch_add(1, std::memory_order_release);
  const std::lock_guard lock(table.turn);
  const auto m = entry();
  if (m == table.modules.end()) return;
  m->start = 0;
  if (table.segment != nullptr)
    __atomic_store_n(&table.segment->module_of[m - table.modules.begin()].start, std::uint64_t{0},
                     __ATOMIC_RELEASE);
}

}  // namespace hedgerow::detail
