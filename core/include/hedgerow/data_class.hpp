// SPDX-License-Identifier: MIT
/// @file
/// What kind of data a value is. The class travels with the value to the gate and to policies.
#pragma once

#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

namespace hedgerow {

/// The sensitivity of a value, said by the developer or found from its key.
enum class data_class : std::uint8_t {
  unclassified = 0,  ///< nothing is known: key rules and content detectors apply
  safe = 1,          ///< said to be harmless: key rules are skipped, content detectors still apply
  secret = 2,        ///< credentials; the value is never even copied
  pii = 3,           ///< personal data
  financial = 4,     ///< cards, accounts
  health = 5,        ///< diagnoses, patient numbers
};

constexpr std::string_view to_string(data_class c) noexcept {
  switch (c) {
  case data_class::unclassified:
    return "unclassified";
  case data_class::safe:
    return "safe";
  case data_class::secret:
    return "secret";
  case data_class::pii:
    return "pii";
  case data_class::financial:
    return "financial";
  case data_class::health:
    return "health";
  }
  return "unclassified";
}

/// A reference to a value together with its data class; made by secret(), pii() and their like.
/// Holds rvalues by value and lvalues by reference: use it in the call that logs it.
template <data_class Class, class T>
struct classified {
  T value;
};

template <class T>
constexpr classified<data_class::secret, T> secret(T&& v) noexcept {
  return {std::forward<T>(v)};
}
template <class T>
constexpr classified<data_class::pii, T> pii(T&& v) noexcept {
  return {std::forward<T>(v)};
}
template <class T>
constexpr classified<data_class::financial, T> financial(T&& v) noexcept {
  return {std::forward<T>(v)};
}
template <class T>
constexpr classified<data_class::health, T> health(T&& v) noexcept {
  return {std::forward<T>(v)};
}
template <class T>
constexpr classified<data_class::safe, T> safe(T&& v) noexcept {
  return {std::forward<T>(v)};
}

/// Holds a secret so that it cannot be logged by accident: a logging call renders it as
/// `[redacted:secret]` without reading it. `reveal()` is the only way to the value.
template <class T>
class Secret {
 public:
  explicit constexpr Secret(T value) noexcept(std::is_nothrow_move_constructible_v<T>)
      : value_(std::move(value)) {}

  /// The value itself. The name is meant to be seen in a review.
  [[nodiscard]] constexpr const T& reveal() const noexcept { return value_; }

 private:
  T value_;
};

}  // namespace hedgerow
