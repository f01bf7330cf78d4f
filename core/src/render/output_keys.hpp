// SPDX-License-Identifier: MIT
/// @file
/// The keys of a line as the reader of that line will see them: each once.
#pragma once

#include <span>
#include <string_view>

#include "event/arena.hpp"
#include "event/value.hpp"

namespace hedgerow::internal {

/// How a format spells a key. Two keys may become one by it.
class key_spelling {
 public:
  virtual ~key_spelling() = default;
  /// Whether the format shows `key` as it is.
  virtual bool keeps(std::string_view key) const noexcept = 0;
  /// What the format shows instead; in `memory`.
  virtual std::string_view respell(std::string_view key, arena& memory) const = 0;
};

/// Keys as they are, ill-formed UTF-8 apart.
const key_spelling& utf8_keys() noexcept;

/// Makes the keys of an event's fields unique in the output. The fields of an event are merged
/// already, so that there is rarely anything to do and that case is fast; but a respelled key, an
/// exception's own key or a map from elsewhere may meet an equal one. An equal key as given: the
/// last value counts. A key that only the spelling made equal gets trailing underscores.
class output_keys {
 public:
  explicit output_keys(const key_spelling& spelling) noexcept : spelling_(spelling) {}

  /// Ends the life of what unique() gave; once an event.
  void begin_event() noexcept { memory_.reset(); }
  /// The fields with the keys to show. None will be one of `taken`.
  std::span<const field> unique(std::span<const field> fields,
                                std::span<const std::string_view> taken);

 private:
  bool nothing_to_do(std::span<const field> fields,
                     std::span<const std::string_view> taken) const noexcept;

  const key_spelling& spelling_;
  arena memory_;
};

}  // namespace hedgerow::internal
