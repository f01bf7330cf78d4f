// SPDX-License-Identifier: MIT
/// @file
/// A thrown object looked at without throwing it again: no unwinding, and hooks that watch throws
/// see nothing. Uses what libstdc++ offers for it: the object's address in std::exception_ptr, its
/// type, and the matching that a catch clause does.
#pragma once

#include <cstring>
#include <exception>
#include <optional>
#include <type_traits>
#include <typeinfo>

namespace hedgerow::internal {

class thrown_object {
 public:
  /// `error` must not be null, and must outlive this.
  explicit thrown_object(const std::exception_ptr& error) noexcept
      : type_(error.__cxa_exception_type()) {
    static_assert(sizeof(std::exception_ptr) == sizeof(void*));
    std::memcpy(&address_, &error, sizeof address_);
  }

  const std::type_info& type() const noexcept { return *type_; }
  /// The start of the object, as the runtime keeps it.
  void* address() const noexcept { return address_; }

  /// What `catch (const T&)` would be given for a class T; null when it would not catch.
  template <class T>
  requires(std::is_class_v<T>) const T* as() const noexcept {
    return static_cast<const T*>(caught(typeid(T)).value_or(nullptr));
  }
  /// What `catch (P)` would be given for a pointer type P.
  template <class P>
  requires(std::is_pointer_v<P>) std::optional<P> as()
  const noexcept {
    const auto p = caught(typeid(P));
    return p ? std::optional<P>(static_cast<P>(*p)) : std::nullopt;
  }
  /// The value, when exactly a T was thrown.
  template <class T>
  requires(std::is_arithmetic_v<T> || std::is_enum_v<T>) const T* as() const noexcept {
    return *type_ == typeid(T) ? static_cast<const T*>(address_) : nullptr;
  }

 private:
  std::optional<void*> caught(const std::type_info& wanted) const noexcept {
    void* object = address_;
    if (type_->__is_pointer_p()) object = *static_cast<void**>(address_);
    if (!wanted.__do_catch(type_, &object, 1)) return std::nullopt;
    return object;
  }

  const std::type_info* type_;
  void* address_ = nullptr;
};

}  // namespace hedgerow::internal
