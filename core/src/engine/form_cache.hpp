// SPDX-License-Identifier: MIT
/// @file
/// Which form the events of a record's call site and contexts fill in.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <hedgerow/logger.hpp>

#include "event/arena.hpp"
#include "gate/clean_context.hpp"
#include "gate/form.hpp"
#include "gate/gate.hpp"

namespace hedgerow::internal {

/// A call site that comes often under the same contexts has a form that holds their values too. The
/// context of a request is new each time, but has the keys of the one before: for those there is a
/// form whose blanks are the values of the contexts, beside those of the call. What comes once or
/// twice only is not worth a form. Bounded; used by one thread at a time.
class form_cache {
 public:
  /// The form for events of `r`, or none (yet). Only for records without flags. `with_place`: the
  /// place in the code is added to the fields. @throws std::bad_alloc
  form* find(const detail::record& r, gate& passage, bool with_place) {
    if (r.bound == nullptr && r.ambient == nullptr) {
      entry* const e = by_contexts_[slot_of(r, 0, 0)].get();
      if (e != nullptr && e->made != nullptr && e->of.is_of(r, 0, 0)) [[likely]] {
        e->missed = 0;
        return e->made.get();
      }
    }
    return find_or_make(r, passage, with_place);
  }
  /// The values of the contexts of `r`, for a form that takes them; valid until the next call.
  /// @throws std::bad_alloc
  contexts_of_event contexts_of(const detail::record& r, gate& passage);
  /// Forgets all: another gate, or code that was unloaded.
  void clear() noexcept;

 private:
  static constexpr std::size_t slots = 256;

  /// What the record's events have in common: its call site as it stands in the record, and of the
  /// contexts either the ids (their addresses are used again) or the shapes.
  struct identity {
    identity(const detail::record& r, std::uint64_t bound, std::uint64_t ambient) noexcept;
    bool is_of(const detail::record& r, std::uint64_t with_bound,
               std::uint64_t with_ambient) const noexcept {
      return keys == r.keys && name == r.name && line == r.line && severity == r.severity &&
             logger == r.logger && bound == with_bound && ambient == with_ambient &&
             file == r.file && function == r.function;
    }

    const void* keys;
    const void* logger;
    const void* name;
    const void* file;
    const void* function;
    std::uint64_t bound;
    std::uint64_t ambient;
    std::uint16_t line;
    level severity;
  };
  struct entry {
    explicit entry(const identity& i) noexcept : of(i) {}
    /// Whether the contexts of `r` have the keys that the form was made for: shapes are hashes.
    bool has_keys_of(const detail::record& r) noexcept;

    identity of;
    std::uint32_t sighted = 0;  ///< as often as this, up to the number that is enough
    std::uint32_t missed = 0;   ///< as often since then, others came that would be here
    std::unique_ptr<form> made;
    // Where the contexts' values are blanks:
    std::vector<std::string> keys;  ///< of the bound context, then of the ambient one
    std::size_t bound_keys = 0;
    std::uint64_t same_keys_bound = 0;  ///< the contexts that were compared last
    std::uint64_t same_keys_ambient = 0;
  };
  using table = std::array<std::unique_ptr<entry>, slots>;

  /// The contexts that were asked for last, by their ids.
  class context_values {
   public:
    const clean_context* of(const detail::context_node* c, gate& passage);
    void clear() noexcept { known_ = {}; }

   private:
    static constexpr std::size_t most = 64;
    struct known {
      std::uint64_t id = 0;
      std::unique_ptr<clean_context> values;
    };
    std::array<known, most> known_;
  };

  static std::size_t slot_of(const detail::record& r, std::uint64_t bound,
                             std::uint64_t ambient) noexcept {
    static_assert(slots == std::size_t{1} << (64 - 56));
    const auto word = [](const void* p) { return reinterpret_cast<std::uintptr_t>(p); };
    const std::uint64_t h = (word(r.name) ^ word(r.keys) << 20 ^ word(r.logger) << 40) +
                            (bound * 3 + ambient) * 0xC2B2AE3D27D4EB4Fu;
    return (h * 0x9E3779B97F4A7C15u) >> 56;
  }
  form* find_or_make(const detail::record& r, gate& passage, bool with_place);
  entry* sight(table& in, std::size_t slot, const detail::record& r, std::uint64_t bound,
               std::uint64_t ambient);
  void make(entry& e, const detail::record& r, gate& passage, bool with_place, bool contexts_vary,
            std::uint32_t slot);

  table by_contexts_;
  table by_shapes_;
  context_values bound_;
  context_values ambient_;
  arena memory_;
};

}  // namespace hedgerow::internal
