// SPDX-License-Identifier: MIT
/// @file
/// Which types can be logged, and how a user's own type joins them.
///
/// Loggable: bool, every integer, float and double, char, anything that converts to
/// std::string_view, paths, nullptr, optionals, ranges and string-keyed maps of loggable values,
/// values in a data class, Secret<T>. A user's type opts in with one function found by ADL:
///
///     void hedgerow_value(hedgerow::value_writer& out, const order& o) {
///       out.map(2);
///       out.key("id");     out.write(o.id);
///       out.key("amount"); out.write(o.amount);
///     }
///
/// Every other type is a compile error.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include <hedgerow/data_class.hpp>
#include <hedgerow/detail/wire.hpp>

namespace hedgerow {

namespace detail {
template <class T>
struct encoder;
}

/// Receives the parts of a user's type. Runs twice for each call, once to measure and once to
/// write, and must be given the same parts both times. Never throws, never allocates.
class value_writer {
 public:
  /// Writes a scalar, a string or any other loggable value.
  template <class T>
  void write(const T& v) noexcept;
  /// Announces a list: `count` values follow.
  void list(std::size_t count) noexcept { open(detail::kind::list, count); }
  /// Announces a map: `count` times key() and a value follow.
  void map(std::size_t count) noexcept { open(detail::kind::map, count); }
  /// The key of the next value in a map.
  void key(std::string_view k) noexcept { put(k, data_class::unclassified); }

 private:
  template <class T>
  friend struct detail::encoder;
  value_writer() noexcept = default;
  value_writer(std::byte* out, std::size_t room, data_class c) noexcept
      : out_(out), room_(room), sensitivity_(c) {}

  void put(std::string_view s, data_class c) noexcept {
    const std::size_t n = detail::string_size(s);
    if (out_ != nullptr && used_ + n <= room_) detail::put_string(out_ + used_, s, c);
    used_ += n;
  }
  void open(detail::kind type, std::size_t count) noexcept {
    if (out_ != nullptr && used_ + 8 <= room_)
      detail::put_header(out_ + used_, type, sensitivity_, static_cast<std::uint32_t>(count));
    used_ += 8;
  }

  std::byte* out_ = nullptr;
  std::size_t room_ = 0;
  std::size_t used_ = 0;
  data_class sensitivity_ = data_class::unclassified;
};

namespace detail {

template <class T>
concept text_like = std::convertible_to<const T&, std::string_view>;
template <class T>
concept path_like = !text_like<T> && requires(const T& t) {
  { t.native() } -> std::convertible_to<std::string_view>;
};
template <class T>
concept custom_value = requires(value_writer& w, const T& t) {
  hedgerow_value(w, t);
};
template <class T>
concept optional_like = requires(const T& t) {
  { t.has_value() } -> std::same_as<bool>;
  *t;
  typename T::value_type;
};
template <class T>
concept map_like = requires(const T& t) {
  typename T::key_type;
  typename T::mapped_type;
  t.begin();
  t.size();
}
&&text_like<typename T::key_type>;
template <class T>
concept range_like = !text_like<T> && !path_like<T> && !map_like<T> && requires(const T& t) {
  t.begin();
  t.end();
  t.size();
  typename T::value_type;
};

/// Text that may be missing.
struct text_or_null {
  const char* data;  ///< null: it is
  std::size_t size;
};

/// What a logging call takes of a value, once, before it writes: text as a view, a scalar as it is,
/// all else by reference. The compiler must assume that a store into the ring changes what it
/// refers to, and would read the place and the size of a text again for each use.
template <class T>
struct seen_as {
  using type = const T&;
  static type of(const T& v) noexcept { return v; }
};
template <class T>
using seen = typename seen_as<std::remove_cvref_t<T>>::type;
template <class T>
requires std::is_arithmetic_v<T>
struct seen_as<T> {
  using type = T;
  static type of(T v) noexcept { return v; }
};
template <class T>
requires text_like<T> &&
    (!std::is_pointer_v<T> && !std::same_as<T, std::nullptr_t>)struct seen_as<T> {
  using type = std::string_view;
  static type of(const T& v) noexcept { return v; }
};
template <class T>
requires text_like<T> && std::is_pointer_v<T>
struct seen_as<T> {
  using type = text_or_null;
  static type of(T v) noexcept { return {v, v != nullptr ? std::string_view(v).size() : 0}; }
};
template <data_class Class, class T>
requires(Class != data_class::secret) struct seen_as<classified<Class, T>> {
  using type = classified<Class, seen<T>>;
  static type of(const classified<Class, T>& v) noexcept {
    return {seen_as<std::remove_cvref_t<T>>::of(v.value)};
  }
};

/// In a record that is short enough for a ring: an encoder may have a quicker way for those. Of a
/// value that is too large, short_size() may be any size that is too large.
template <class Encoder, class T>
std::size_t short_size(const T& v) noexcept {
  if constexpr (requires { Encoder::short_size(v); })
    return Encoder::short_size(v);
  else
    return Encoder::size(v);
}
template <class Encoder, class T>
std::byte* write_short(std::byte* out, const T& v, data_class c) noexcept {
  if constexpr (requires { Encoder::write_short(out, v, c); })
    return Encoder::write_short(out, v, c);
  else
    return Encoder::write(out, v, c);
}

template <>
struct encoder<bool> {
  static constexpr std::size_t size(bool) noexcept { return 16; }
  static std::byte* write(std::byte* o, bool v, data_class c) noexcept {
    return put_scalar(o, kind::boolean, c, std::uint64_t{v});
  }
};
template <std::signed_integral T>
requires(!std::same_as<T, char>) struct encoder<T> {
  static constexpr std::size_t size(T) noexcept { return 16; }
  static std::byte* write(std::byte* o, T v, data_class c) noexcept {
    return put_scalar(o, kind::signed_integer, c, static_cast<std::int64_t>(v));
  }
};
template <std::unsigned_integral T>
requires(!std::same_as<T, bool> && !std::same_as<T, char>) struct encoder<T> {
  static constexpr std::size_t size(T) noexcept { return 16; }
  static std::byte* write(std::byte* o, T v, data_class c) noexcept {
    return put_scalar(o, kind::unsigned_integer, c, static_cast<std::uint64_t>(v));
  }
};
template <std::floating_point T>
struct encoder<T> {
  static constexpr std::size_t size(T) noexcept { return 16; }
  static std::byte* write(std::byte* o, T v, data_class c) noexcept {
    return put_scalar(o, kind::floating, c, static_cast<double>(v));
  }
};
template <>
struct encoder<char> {
  static constexpr std::size_t size(char) noexcept { return 16; }
  static std::byte* write(std::byte* o, char v, data_class c) noexcept {
    return put_string(o, std::string_view(&v, 1), c);
  }
};
template <>
struct encoder<std::nullptr_t> {
  static constexpr std::size_t size(std::nullptr_t) noexcept { return 8; }
  static std::byte* write(std::byte* o, std::nullptr_t, data_class c) noexcept {
    return put_header(o, kind::null, c, 0);
  }
};
template <>
struct encoder<std::string_view> {
  static std::size_t size(std::string_view v) noexcept { return string_size(v); }
  static std::byte* write(std::byte* o, std::string_view v, data_class c) noexcept {
    return put_string(o, v, c);
  }
  static std::size_t short_size(std::string_view v) noexcept { return short_string_size(v); }
  static std::byte* write_short(std::byte* o, std::string_view v, data_class c) noexcept {
    return put_short_string(o, v, c);
  }
};
template <>
struct encoder<text_or_null> {
  using text = encoder<std::string_view>;
  static std::size_t size(text_or_null v) noexcept {
    return v.data == nullptr ? 8 : text::size({v.data, v.size});
  }
  static std::byte* write(std::byte* o, text_or_null v, data_class c) noexcept {
    if (v.data == nullptr) return put_header(o, kind::null, c, 0);
    return text::write(o, {v.data, v.size}, c);
  }
};
template <class T>
requires text_like<T> &&(!std::same_as<T, std::nullptr_t>)struct encoder<T> {
  using inner = encoder<seen<T>>;
  static std::size_t size(const T& v) noexcept { return inner::size(seen_as<T>::of(v)); }
  static std::byte* write(std::byte* o, const T& v, data_class c) noexcept {
    return inner::write(o, seen_as<T>::of(v), c);
  }
};
template <path_like T>
requires(!custom_value<T>) struct encoder<T> {
  static std::size_t size(const T& v) noexcept { return string_size(v.native()); }
  static std::byte* write(std::byte* o, const T& v, data_class c) noexcept {
    return put_string(o, v.native(), c);
  }
};

/// A type that a logging call accepts.
template <class T>
concept loggable = requires(const std::remove_cvref_t<T>& v) {
  encoder<std::remove_cvref_t<T>>::size(v);
};

template <optional_like T>
requires(!custom_value<T> && loggable<typename T::value_type>) struct encoder<T> {
  using inner = encoder<std::remove_cvref_t<typename T::value_type>>;
  static std::size_t size(const T& v) noexcept { return v.has_value() ? inner::size(*v) : 8; }
  static std::byte* write(std::byte* o, const T& v, data_class c) noexcept {
    return v.has_value() ? inner::write(o, *v, c) : put_header(o, kind::null, c, 0);
  }
};
template <range_like T>
requires(!custom_value<T> && !optional_like<T> &&
         loggable<typename T::value_type>) struct encoder<T> {
  using inner = encoder<typename T::value_type>;
  static std::size_t size(const T& v) noexcept {
    std::size_t n = 8;
    for (const auto& e : v)
      n += inner::size(e);
    return n;
  }
  static std::byte* write(std::byte* o, const T& v, data_class c) noexcept {
    o = put_header(o, kind::list, c, static_cast<std::uint32_t>(v.size()));
    for (const auto& e : v)
      o = inner::write(o, e, c);
    return o;
  }
};
template <map_like T>
requires(!custom_value<T> && loggable<typename T::mapped_type>) struct encoder<T> {
  using inner = encoder<typename T::mapped_type>;
  static std::size_t size(const T& v) noexcept {
    std::size_t n = 8;
    for (const auto& [k, e] : v)
      n += string_size(k) + inner::size(e);
    return n;
  }
  static std::byte* write(std::byte* o, const T& v, data_class c) noexcept {
    o = put_header(o, kind::map, c, static_cast<std::uint32_t>(v.size()));
    for (const auto& [k, e] : v)
      o = inner::write(put_string(o, k, c), e, c);
    return o;
  }
};
template <custom_value T>
struct encoder<T> {
  static std::size_t size(const T& v) noexcept {
    value_writer w;
    hedgerow_value(w, v);
    return w.used_;
  }
  static std::byte* write(std::byte* o, const T& v, data_class c) noexcept {
    const std::size_t room = size(v);
    value_writer w(o, room, c);
    hedgerow_value(w, v);
    return o + room;
  }
};

// A secret is never read; what is copied is the word that stands in the mark.
template <class T>
struct encoder<classified<data_class::secret, T>> {
  static std::size_t size(const classified<data_class::secret, T>&) noexcept { return 16; }
  static std::byte* write(std::byte* o, const classified<data_class::secret, T>&,
                          data_class) noexcept {
    return put_string(o, "secret", data_class::secret, kind::withheld);
  }
};
template <class T>
struct encoder<Secret<T>> {
  static std::size_t size(const Secret<T>&) noexcept { return 16; }
  static std::byte* write(std::byte* o, const Secret<T>&, data_class) noexcept {
    return put_string(o, "secret", data_class::secret, kind::withheld);
  }
};
template <data_class Class, class T>
requires(Class != data_class::secret) && loggable<T> struct encoder<classified<Class, T>> {
  using inner = encoder<std::remove_cvref_t<T>>;
  static std::size_t size(const classified<Class, T>& v) noexcept { return inner::size(v.value); }
  static std::byte* write(std::byte* o, const classified<Class, T>& v, data_class) noexcept {
    return inner::write(o, v.value, Class);
  }
  static std::size_t short_size(const classified<Class, T>& v) noexcept {
    return detail::short_size<inner>(v.value);
  }
  static std::byte* write_short(std::byte* o, const classified<Class, T>& v, data_class) noexcept {
    return detail::write_short<inner>(o, v.value, Class);
  }
};

template <class T>
inline constexpr bool said_safe = false;
template <class T>
inline constexpr bool said_safe<classified<data_class::safe, T>> = true;

}  // namespace detail

template <class T>
void value_writer::write(const T& v) noexcept {
  static_assert(detail::loggable<T>,
                "hedgerow: this type has no known rendering; give it a "
                "hedgerow_value(value_writer&, const T&) beside its definition");
  using encoder = detail::encoder<std::remove_cvref_t<T>>;
  const std::size_t n = encoder::size(v);
  if (out_ != nullptr && used_ + n <= room_) encoder::write(out_ + used_, v, sensitivity_);
  used_ += n;
}

}  // namespace hedgerow
