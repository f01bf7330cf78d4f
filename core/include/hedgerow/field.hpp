// SPDX-License-Identifier: MIT
/// @file
/// Fields: `"kafka_topic"_k = topic`, and field(key, value) where the key is known at run time
/// only.
#pragma once

#include <cstddef>
#include <cstdint>
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

/// The keys of a call site. Another process reads it from the file that the writer's code came from
/// (engine/recovery.hpp), so it holds no pointer: the text of the keys follows the entries.
class key_table {
 public:
  struct entry {
    std::uint16_t at;      ///< of the text, from the start of the table
    std::uint8_t size;     ///< 0: the key stands in the record
    std::uint8_t verdict;  ///< in key_verdicts
  };

  constexpr explicit key_table(std::uint32_t count) noexcept : count_(count) {}
  key_table(const key_table&) = delete;
  key_table& operator=(const key_table&) = delete;

  std::size_t count() const noexcept { return count_; }
  std::string_view text(std::size_t i) const noexcept {
    return {reinterpret_cast<const char*>(this) + entries()[i].at, entries()[i].size};
  }
  const key_verdict& verdict(std::size_t i) const noexcept {
    return key_verdicts[entries()[i].verdict];
  }

 private:
  const entry* entries() const noexcept { return reinterpret_cast<const entry*>(this + 1); }

  std::uint32_t count_;
};

/// A table with its entries and its text.
template <std::size_t Count, std::size_t Text>
struct whole_key_table {
  key_table head{Count};
  key_table::entry entries[Count + 1]{};
  char text[Text + 1]{};
  static_assert(sizeof(key_table) + sizeof entries + Text <= 0xffff,
                "hedgerow: a call has at most some hundred fields");

  consteval whole_key_table(const std::string_view (&keys)[Count + 1]) {
    std::size_t used = 0;
    for (std::size_t i = 0; i < Count; ++i) {
      entries[i] = {static_cast<std::uint16_t>(sizeof head + sizeof entries + used),
                    static_cast<std::uint8_t>(keys[i].size()),
                    static_cast<std::uint8_t>(denial_of(keys[i]))};
      for (char c : keys[i])
        text[used++] = c;
    }
  }
};
inline constexpr std::string_view no_key[1]{};
inline constexpr whole_key_table<0, 0> no_keys{no_key};

/// A field whose key is a literal. look() gives the same field with what a logging call needs of
/// the value (seen_as), which is cheap to copy and refers to this one.
template <fixed_string Key, class T>
struct static_field {
  static constexpr key_verdict verdict = classify_key(Key.view());
  static constexpr bool withheld = verdict.denied() && verdict.sensitivity == data_class::secret &&
                                   !said_safe<std::remove_cvref_t<T>>;
  static constexpr std::string_view literal_key = Key.view();
  using encode = encoder<std::remove_cvref_t<T>>;

  T value;

  auto look() const noexcept {
    if constexpr (withheld)
      return static_field<Key, const std::remove_cvref_t<T>&>{value};
    else
      return static_field<Key, seen<T>>{seen_as<std::remove_cvref_t<T>>::of(value)};
  }
  std::size_t size() const noexcept {
    if constexpr (withheld)
      return string_size(verdict.label);
    else
      return encode::size(value);
  }
  std::size_t short_size() const noexcept {
    if constexpr (withheld)
      return size();
    else
      return detail::short_size<encode>(value);
  }
  std::byte* write(std::byte* out) const noexcept {
    if constexpr (withheld)
      return put_string(out, verdict.label, data_class::secret, kind::withheld);
    else
      return encode::write(out, value, data_class::unclassified);
  }
  std::byte* write_short(std::byte* out) const noexcept {
    if constexpr (withheld)
      return write(out);
    else
      return detail::write_short<encode>(out, value, data_class::unclassified);
  }
};

/// A field whose key is known at run time only; the gate classifies it.
template <class T>
struct dynamic_field {
  static constexpr std::string_view literal_key{};
  using encode = encoder<std::remove_cvref_t<T>>;

  std::string_view key;
  T value;

  auto look() const noexcept {
    return dynamic_field<seen<T>>{key, seen_as<std::remove_cvref_t<T>>::of(value)};
  }
  std::size_t size() const noexcept { return string_size(key) + encode::size(value); }
  std::byte* write(std::byte* out) const noexcept {
    return encode::write(put_string(out, key, data_class::unclassified), value,
                         data_class::unclassified);
  }
  std::size_t short_size() const noexcept {
    return short_string_size(key) + detail::short_size<encode>(value);
  }
  std::byte* write_short(std::byte* out) const noexcept {
    return detail::write_short<encode>(put_short_string(out, key, data_class::unclassified), value,
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

/// One static table for each combination of field types.
template <class... F>
struct keys_of {
  static constexpr std::string_view keys[sizeof...(F) + 1] = {F::literal_key..., {}};
  static constexpr whole_key_table<sizeof...(F), (0 + ... + F::literal_key.size())> whole{keys};
  static constexpr const key_table& table = whole.head;
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
/// As the two above, for a record that is short enough for a ring (detail::short_size()).
template <class... F>
std::size_t short_payload_size(const F&... f) noexcept {
  return (std::size_t{0} + ... + f.short_size());
}
template <class... F>
void write_short_payload([[maybe_unused]] std::byte* out, const F&... f) noexcept {
  ((out = f.write_short(out)), ...);
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
