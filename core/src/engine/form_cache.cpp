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
/// Where there is a form for all contexts of a shape, one for a single context is worth less.
constexpr std::uint32_t sightings_of_context = 64;
constexpr std::uint32_t misses_enough = 4;

std::uint64_t id_of(const context_node* c) noexcept {
  return c != nullptr ? c->id : 0;
}
std::uint64_t shape_of(const context_node* c) noexcept {
  return c != nullptr ? c->shape : 0;
}

/// Which of `fields` stands at a place of the merged event; -1: none. By address: an equal key of
/// another part of the event may be the one that counted.
std::ptrdiff_t origin_in(std::span<const field> fields, const field& merged) noexcept {
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (fields[i].key.data() == merged.key.data()) return static_cast<std::ptrdiff_t>(i);
  return -1;
}

}  // namespace

form_cache::identity::identity(const detail::record& r, std::uint64_t bound_context,
                               std::uint64_t ambient_context) noexcept
    : keys(r.keys),
      logger(r.logger),
      name(r.name),
      file(r.file),
      function(r.function),
      bound(bound_context),
      ambient(ambient_context),
      line(r.line),
      severity(r.severity) {}

bool form_cache::entry::has_keys_of(const detail::record& r) noexcept {
  const std::uint64_t bound = id_of(r.bound);
  const std::uint64_t ambient = id_of(r.ambient);
  if (bound == same_keys_bound && ambient == same_keys_ambient) return true;
  const auto same = [](const std::string& key, const field& f) { return key == f.key; };
  const auto b = fields_of(r.bound);
  const auto a = fields_of(r.ambient);
  const auto middle = keys.begin() + static_cast<std::ptrdiff_t>(bound_keys);
  if (!std::equal(keys.begin(), middle, b.begin(), b.end(), same) ||
      !std::equal(middle, keys.end(), a.begin(), a.end(), same))
    return false;
  same_keys_bound = bound;
  same_keys_ambient = ambient;
  return true;
}

/// For what find() does not know yet, or what has contexts.
form* form_cache::find_or_make(const detail::record& r, gate& passage, bool with_place) {
  const bool in_context = r.bound != nullptr || r.ambient != nullptr;
  const std::uint64_t bound = id_of(r.bound);
  const std::uint64_t ambient = id_of(r.ambient);
  const std::size_t slot = slot_of(r, bound, ambient);
  if (entry* const e = sight(by_contexts_, slot, r, bound, ambient); e != nullptr) {
    const std::uint32_t enough = in_context ? sightings_of_context : sightings_enough;
    if (e->sighted < enough && ++e->sighted == enough)
      make(*e, r, passage, with_place, false, static_cast<std::uint32_t>(slot));
    if (e->made != nullptr) return e->made.get();
  }
  if (!in_context) return nullptr;
  const std::uint64_t bound_shape = shape_of(r.bound);
  const std::uint64_t ambient_shape = shape_of(r.ambient);
  const std::size_t shape_slot = slot_of(r, bound_shape, ambient_shape);
  entry* const e = sight(by_shapes_, shape_slot, r, bound_shape, ambient_shape);
  if (e == nullptr) return nullptr;
  if (e->sighted < sightings_enough && ++e->sighted == sightings_enough)
    make(*e, r, passage, with_place, true, static_cast<std::uint32_t>(slots + shape_slot));
  return e->made != nullptr && e->has_keys_of(r) ? e->made.get() : nullptr;
}

contexts_of_event form_cache::contexts_of(const detail::record& r, gate& passage) {
  return {bound_.of(r.bound, passage), ambient_.of(r.ambient, passage)};
}

const clean_context* form_cache::context_values::of(const context_node* c, gate& passage) {
  if (c == nullptr) return nullptr;
  known& k = known_[c->id % most];
  if (k.id != c->id) {
    k.id = 0;
    if (k.values == nullptr) k.values = std::make_unique<clean_context>();
    passage.redact(*k.values, c->fields);
    k.id = c->id;
  }
  return k.values.get();
}

/// The entry of `r`, if it was there before.
form_cache::entry* form_cache::sight(table& in, std::size_t slot, const detail::record& r,
                                     std::uint64_t bound, std::uint64_t ambient) {
  std::unique_ptr<entry>& e = in[slot];
  if (e != nullptr && e->of.is_of(r, bound, ambient)) {
    e->missed = 0;
    return e.get();
  }
  // A form gives way when it is not asked for any more.
  if (e != nullptr && e->made != nullptr && ++e->missed < misses_enough) return nullptr;
  entry fresh(identity(r, bound, ambient));
  fresh.sighted = 1;
  if (e == nullptr)
    e = std::make_unique<entry>(std::move(fresh));
  else
    *e = std::move(fresh);
  return nullptr;
}

void form_cache::clear() noexcept {
  for (table* const t : {&by_contexts_, &by_shapes_})
    for (auto& e : *t)
      e.reset();
  bound_.clear();
  ambient_.clear();
}

/// @param contexts_vary the values of the contexts are left open too
void form_cache::make(entry& e, const detail::record& r, gate& passage, bool with_place,
                      bool contexts_vary, std::uint32_t slot) {
  memory_.reset();
  const std::size_t own = r.keys->count();
  auto call = memory_.make<field>(own);
  for (std::size_t i = 0; i < own; ++i) {
    const std::string_view key = r.keys->text(i);
    if (key.empty()) return;  // a key that each event brings with it
    call[i] = {key, value::null(), true, r.keys->verdict(i)};
  }
  if (with_place) call = with_call_site(call, call_site::of(r), memory_);
  const auto bound = fields_of(r.bound);
  const auto ambient = fields_of(r.ambient);
  const auto merged = merge_fields(bound, ambient, call, memory_);

  // Where each field went: of equal keys one counts, and is there once.
  constexpr std::size_t nowhere = ~std::size_t{0};
  std::vector<std::size_t> blanks(own, nowhere);
  std::vector<context_blank> context_blanks;
  for (std::size_t at = 0; at < merged.size(); ++at) {
    if (const auto i = origin_in(call, merged[at]); i >= 0) {
      if (static_cast<std::size_t>(i) < own) blanks[static_cast<std::size_t>(i)] = at;
    } else if (contexts_vary) {
      const bool of_bound = origin_in(bound, merged[at]) >= 0;
      const auto from = origin_in(of_bound ? bound : ambient, merged[at]);
      if (from < 0) return;  // renamed
      context_blanks.push_back({at, !of_bound, static_cast<std::uint32_t>(from)});
    }
  }
  // Renamed, or two of the call's own fields have one key.
  if (std::find(blanks.begin(), blanks.end(), nowhere) != blanks.end()) return;
  if (contexts_vary) {
    for (const auto fields : {bound, ambient})
      for (const field& f : fields)
        e.keys.emplace_back(f.key);
    e.bound_keys = bound.size();
  }
  raw_event common;
  common.when = timestamp::at(0);
  common.severity = r.severity;
  common.level_text = to_string(r.severity);
  common.logger = r.logger->name;
  common.name = r.name;
  common.fields = merged;
  e.made = passage.make_form(common, blanks, context_blanks, slot);
}

}  // namespace hedgerow::internal
