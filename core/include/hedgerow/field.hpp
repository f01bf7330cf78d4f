// SPDX-License-Identifier: MIT
/// @file
/// Fields: `"kafka_topic"_k = topic`, and field(key, value) where the key is known at run time
/// only.
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <hedgerow/key_rules.hpp>
#include <hedgerow/value.hpp>

namespace hedgerow {

namespace detail {

template <std::size_t N>
struct fixed_string {
  char text[N]{};
  consteval fixed_string(const char (&s)[N]) {
    for (std::size_t i = 0; i < N; ++i)
      text[i] = s[i];
  }
  constexpr std::string_view view() const noexcept { return {text, N - 1}; }
};

/// A key that a reader can type again: 1 to 100 of [A-Za-z0-9_.$-], no dot at an end.
constexpr bool valid_key(std::string_view k) noexcept {
  if (k.empty() || k.size() > 100 || k.front() == '.' || k.back() == '.') return false;
  for (char c : k)
    if (!(is_word_char(c) || c == '_' || c == '.' || c == '$' || c == '-')) return false;
  return true;
}

struct key_entry {
  std::string_view text;  ///< a literal; empty when the key stands in the record
  key_verdict verdict;
};

/// A field whose key is a literal.
template <fixed_string Key, class T>
struct static_field {
  static constexpr key_verdict verdict = classify_key(Key.view());
  static constexpr bool withheld = verdict.denied() && verdict.sensitivity == data_class::secret &&
                                   !said_safe<std::remove_cvref_t<T>>;
  static constexpr key_entry entry{Key.view(), verdict};
  using encode = encoder<std::remove_cvref_t<T>>;

  T value;

  std::size_t size() const noexcept {
    if constexpr (withheld)
      return string_size(verdict.label);
    else
      return encode::size(value);
  }
  std::byte* write(std::byte* out) const noexcept {
    if constexpr (withheld)
      return put_string(out, verdict.label, data_class::secret, kind::withheld);
    else
      return encode::write(out, value, data_class::unclassified);
  }
};

/// A field whose key is known at run time only; the gate classifies it.
template <class T>
struct dynamic_field {
  static constexpr key_entry entry{};
  using encode = encoder<std::remove_cvref_t<T>>;

  std::string_view key;
  T value;

  std::size_t size() const noexcept { return string_size(key) + encode::size(value); }
  std::byte* write(std::byte* out) const noexcept {
    return encode::write(put_string(out, key, data_class::unclassified), value,
                         data_class::unclassified);
  }
};

template <class T>
inline constexpr bool is_field = false;
template <fixed_string K, class T>
inline constexpr bool is_field<static_field<K, T>> = true;
template <class T>
inline constexpr bool is_field<dynamic_field<T>> = true;
template <class T>
concept field_like = is_field<std::remove_cvref_t<T>>;

/// The keys of a call site, one static table for each combination of field types.
struct key_table {
  const key_entry* entries;
  std::size_t count;
};
template <class... F>
struct keys_of {
  static constexpr key_entry entries[sizeof...(F) + 1] = {F::entry..., key_entry{}};
  static constexpr key_table table{entries, sizeof...(F)};
};

template <class... F>
std::size_t payload_size(const F&... f) noexcept {
  return (std::size_t{0} + ... + f.size());
}
template <class... F>
std::byte* write_payload(std::byte* out, const F&... f) noexcept {
  ((out = f.write(out)), ...);
  return out;
}

}  // namespace detail

/// The type of `"name"_k`. Assigning a value makes a field; lvalues are referred to, so a field is
/// for use in the call that logs it.
template <detail::fixed_string Name>
struct key {
  static_assert(
      detail::valid_key(Name.view()),
      "hedgerow: a key is 1 to 100 of [A-Za-z0-9_.$-] and does not begin or end in a dot");

  template <class T>
  constexpr detail::static_field<Name, T> operator=(T&& value) const noexcept {
    static_assert(detail::loggable<T>,
                  "hedgerow: this type has no known rendering; give it a "
                  "hedgerow_value(value_writer&, const T&) beside its definition");
    return {std::forward<T>(value)};
  }
  constexpr operator std::string_view() const noexcept { return Name.view(); }
};

/// A field whose key is known at run time only. `key` is copied by the logging call.
template <class T>
constexpr detail::dynamic_field<T> field(std::string_view key, T&& value) noexcept {
  static_assert(detail::loggable<T>,
                "hedgerow: this type has no known rendering; give it a "
                "hedgerow_value(value_writer&, const T&) beside its definition");
  return {key, std::forward<T>(value)};
}

inline namespace literals {
/// `"kafka_topic"_k = topic`. The key is checked and classified at compile time.
template <detail::fixed_string Name>
consteval key<Name> operator""_k() noexcept {
  return {};
}
}  // namespace literals

}  // namespace hedgerow
