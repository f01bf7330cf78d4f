// SPDX-License-Identifier: MIT
/// @file
/// The value of a field, as every room behind the ring sees it: a view. The text, the elements and
/// the members belong to an arena or to a context, which must outlive it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include <hedgerow/data_class.hpp>
#include <hedgerow/detail/wire.hpp>
#include <hedgerow/key_rules.hpp>

namespace hedgerow::internal {

using detail::kind;
struct field;

class value {
 public:
  constexpr value() noexcept = default;

  static constexpr value null() noexcept { return {}; }
  static constexpr value boolean(bool b) noexcept {
    value v{kind::boolean};
    v.as_.u = b;
    return v;
  }
  static constexpr value integer(std::int64_t i) noexcept {
    value v{kind::signed_integer};
    v.as_.i = i;
    return v;
  }
  static constexpr value unsigned_integer(std::uint64_t u) noexcept {
    value v{kind::unsigned_integer};
    v.as_.u = u;
    return v;
  }
  static constexpr value floating(double d) noexcept {
    value v{kind::floating};
    v.as_.d = d;
    return v;
  }
  static constexpr value string(std::string_view s) noexcept { return text_of(kind::string, s); }
  /// A number kept as its JSON text, where 64 bits do not hold it.
  static constexpr value number_text(std::string_view s) noexcept {
    return text_of(kind::number_text, s);
  }
  /// A value that was never copied; `why` is the label of the mark.
  static constexpr value withheld(std::string_view why) noexcept {
    value v = text_of(kind::withheld, why);
    v.sensitivity = data_class::secret;
    return v;
  }
  static constexpr value list(std::span<const value> items) noexcept {
    value v{kind::list};
    v.size_ = items.size();
    v.as_.items = items.data();
    return v;
  }
  static constexpr value map(std::span<const field> members) noexcept;

  kind type = kind::null;
  data_class sensitivity = data_class::unclassified;
  /// The text was cut before it got here; the bytes it had are in `whole_size`.
  bool cut = false;
  /// A policy put this value here, so that the key rules have had their say.
  bool decided : 1 = false;
  /// Known to be a string of printable ASCII without '"' and '\\': no format escapes anything in
  /// it.
  bool plain : 1 = false;
  std::uint32_t whole_size = 0;

  constexpr bool is_text() const noexcept {
    return type == kind::string || type == kind::number_text || type == kind::withheld;
  }
  constexpr bool as_bool() const noexcept { return as_.u != 0; }
  constexpr std::int64_t as_integer() const noexcept { return as_.i; }
  constexpr std::uint64_t as_unsigned() const noexcept { return as_.u; }
  constexpr double as_double() const noexcept { return as_.d; }
  constexpr std::string_view as_text() const noexcept { return {as_.text, size_}; }
  constexpr std::span<const value> as_list() const noexcept { return {as_.items, size_}; }
  constexpr std::span<const field> as_map() const noexcept;

 private:
  constexpr explicit value(kind k) noexcept : type(k) {}
  static constexpr value text_of(kind k, std::string_view s) noexcept {
    value v{k};
    v.size_ = s.size();
    v.as_.text = s.data();
    return v;
  }

  std::size_t size_ = 0;
  union {
    std::int64_t i;
    std::uint64_t u;
    double d;
    const char* text;
    const value* items;
    const field* members;
  } as_ = {.u = 0};
};

/// A key and its value.
struct field {
  std::string_view key;
  value val;
  /// What the denylist says of the key, where somebody asked already (literal keys: the compiler).
  bool key_known = false;
  key_verdict verdict{};
};

constexpr value value::map(std::span<const field> members) noexcept {
  value v{kind::map};
  v.size_ = members.size();
  v.as_.members = members.data();
  return v;
}
constexpr std::span<const field> value::as_map() const noexcept {
  return {as_.members, size_};
}

}  // namespace hedgerow::internal
