// SPDX-License-Identifier: MIT
#include "engine/form_cache.hpp"

#include <algorithm>
#include <vector>

#include "context/merge.hpp"
#include "context/node.hpp"
#include "engine/call_site.hpp"

namespace hedgerow::internal {

namespace {

/// Making a form costs as much as a few events without one.
constexpr std::uint32_t sightings_enough = 8;
constexpr std::uint32_t misses_enough = 4;

std::uint64_t id_of(const context_node* c) noexcept {
  return c != nullptr ? c->id : 0;
}

std::uint64_t word(const void* p) noexcept {
  return reinterpret_cast<std::uintptr_t>(p);
}

}  // namespace

form_cache::identity::identity(const detail::record& r) noexcept
    : keys(r.keys),
      logger(r.logger),
      name(r.name),
      file(r.file),
      function(r.function),
      bound(id_of(r.bound)),
      ambient(id_of(r.ambient)),
      line(r.line),
      severity(r.severity) {}

bool form_cache::identity::is_of(const detail::record& r) const noexcept {
  return keys == r.keys && name == r.name && line == r.line && severity == r.severity &&
         logger == r.logger && bound == id_of(r.bound) && ambient == id_of(r.ambient) &&
         file == r.file && function == r.function;
}

std::size_t form_cache::slot_of(const detail::record& r) noexcept {
  static_assert(slots == std::size_t{1} << (64 - 56));
  const std::uint64_t h = (word(r.name) ^ word(r.keys) << 20 ^ word(r.logger) << 40) +
                          (id_of(r.bound) * 3 + id_of(r.ambient)) * 0xC2B2AE3D27D4EB4Fu;
  return (h * 0x9E3779B97F4A7C15u) >> 56;
}

form* form_cache::find(const detail::record& r, gate& passage, bool with_place) {
  const std::size_t slot = slot_of(r);
  entry* const e = entries_[slot].get();
  if (e == nullptr || !e->of.is_of(r)) {
    // A form gives way when it is not asked for any more.
    if (e != nullptr && e->made != nullptr && ++e->missed < misses_enough) return nullptr;
    entries_[slot].reset(new entry{identity(r), 1, 0, nullptr});
    return nullptr;
  }
  e->missed = 0;
  if (e->sighted < sightings_enough && ++e->sighted == sightings_enough)
    e->made = make(r, passage, with_place, static_cast<std::uint32_t>(slot));
  return e->made.get();
}

void form_cache::clear() noexcept {
  for (auto& e : entries_)
    e.reset();
}

std::unique_ptr<form> form_cache::make(const detail::record& r, gate& passage, bool with_place,
                                       std::uint32_t slot) {
  memory_.reset();
  auto call = memory_.make<field>(r.keys->count());
  for (std::size_t i = 0; i < call.size(); ++i) {
    const std::string_view key = r.keys->text(i);
    if (key.empty()) return nullptr;  // a key that each event brings with it
    call[i] = {key, value::null(), true, r.keys->verdict(i)};
  }
  if (with_place) call = with_call_site(call, call_site::of(r), memory_);
  const auto merged = merge_fields(fields_of(r.bound), fields_of(r.ambient), call, memory_);

  // Where each field of the call went: of equal keys the last one counts, and is there once.
  std::vector<std::size_t> blanks(r.keys->count());
  for (std::size_t i = 0; i < blanks.size(); ++i) {
    const auto at = std::find_if(merged.begin(), merged.end(), [&](const field& f) {
      return f.key.data() == call[i].key.data() || f.key == call[i].key;
    });
    if (at == merged.end()) return nullptr;  // renamed: it has a name of the event's own
    blanks[i] = static_cast<std::size_t>(at - merged.begin());
    if (std::find(blanks.begin(), blanks.begin() + static_cast<std::ptrdiff_t>(i), blanks[i]) !=
        blanks.begin() + static_cast<std::ptrdiff_t>(i))
      return nullptr;  // two of the call's own fields have one key
  }
  raw_event common;
  common.when = timestamp::at(0);
  common.severity = r.severity;
  common.level_text = to_string(r.severity);
  common.logger = r.logger->name;
  common.name = r.name;
  common.fields = merged;
  return passage.make_form(common, blanks, slot);
}

}  // namespace hedgerow::internal
