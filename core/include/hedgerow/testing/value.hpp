// SPDX-License-Identifier: MIT
/// @file
/// A field's value as a test sees it: typed, owning, comparable.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <hedgerow/detail/export.hpp>
#include <hedgerow/field.hpp>

namespace hedgerow::testing {

struct captured_field;

/// What a sink would be given: null, a bool, a whole number, a double, a text, a list, or a map in
/// the order in which it was logged. Marks of the gate ("[redacted:password]") are texts.
///
/// Equal when kind and content are equal: whole numbers by their value whatever their type was, 3
/// and 3.0 are not equal, NaN equals NaN.
class HEDGEROW_API value {
 public:
  using list = std::vector<value>;
  using map = std::vector<captured_field>;
  /// std::uint64_t holds only what std::int64_t does not.
  using storage = std::variant<std::nullptr_t, bool, std::int64_t, std::uint64_t, double,
                               std::string, list, map>;

  value() noexcept;
  ~value();
  value(const value&);
  value(value&&) noexcept;
  value& operator=(const value&);
  value& operator=(value&&) noexcept;

  explicit value(storage content) noexcept;
  /// Whatever a logging call takes, as it would come out at the other end if the gate left it
  /// alone. A secret is the mark that stands in its place.
  template <class T>
  requires(hedgerow::detail::loggable<T> && !std::same_as<std::remove_cvref_t<T>, value>)
      value(const T& logged);

  const storage& content() const noexcept { return content_; }
  /// The content when it is a T (see storage), else null.
  template <class T>
  const T* get_if() const noexcept {
    return std::get_if<T>(&content_);
  }

  HEDGEROW_API friend bool operator==(const value& a, const value& b) noexcept;
  /// 3, 3.0, "text", null, [1, 2], {a: 1}
  HEDGEROW_API friend std::ostream& operator<<(std::ostream& out, const value& v);

 private:
  storage content_;
};

/// A key and its value.
struct captured_field {
  std::string key;
  value val;

  friend bool operator==(const captured_field&, const captured_field&) = default;
};
HEDGEROW_API std::ostream& operator<<(std::ostream& out, const captured_field& f);

namespace detail {
/// The fields that a logging call has written. @throws std::bad_alloc
HEDGEROW_API std::vector<captured_field> fields_in(const hedgerow::detail::key_table& keys,
                                                   const std::byte* payload);
}  // namespace detail

/// Fields in the words of a logging call, as values: fields_of("order"_k = 17, "paid"_k = true).
template <hedgerow::detail::field_like... F>
std::vector<captured_field> fields_of(const F&... fields) {
  std::vector<std::uint64_t> payload(hedgerow::detail::payload_size(fields...) / 8 + 1);
  auto* bytes = reinterpret_cast<std::byte*>(payload.data());
  hedgerow::detail::write_payload(bytes, fields...);
  return detail::fields_in(hedgerow::detail::keys_of<F...>::table, bytes);
}

template <class T>
requires(hedgerow::detail::loggable<T> &&
         !std::same_as<std::remove_cvref_t<T>, value>) value::value(const T& logged)
    : value(std::move(fields_of(hedgerow::field("v", logged)).front().val)) {}

}  // namespace hedgerow::testing
