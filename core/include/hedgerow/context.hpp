// SPDX-License-Identifier: MIT
/// @file
/// Ambient context: fields that every event of a thread carries until the scope ends.
#pragma once

#include <cstddef>
#include <utility>

#include <hedgerow/detail/export.hpp>
#include <hedgerow/detail/record.hpp>
#include <hedgerow/field.hpp>

namespace hedgerow {

namespace detail {

/// Makes a context: the fields of `base` (may be null), overlaid with those in `payload`. The
/// caller owns one reference. Allocates; on exhaustion returns `base` with one more reference. [any
/// thread]
HEDGEROW_API const context_node* context_overlay(const context_node* base, const key_table& keys,
                                                 const std::byte* payload) noexcept;
/// The fields of `base` without `key`; null with one reference when nothing is left. `*found` says
/// whether the key was there. [any thread]
HEDGEROW_API const context_node* context_without(const context_node* base, std::string_view key,
                                                 bool* found) noexcept;
HEDGEROW_API void context_retain(const context_node* c) noexcept;
/// Drops a reference. The last one hands the node to the backend, which frees it once no record can
/// refer to it any more. [any thread]
HEDGEROW_API void context_release(const context_node* c) noexcept;
/// Scratch memory for a payload, released with free_scratch. [any thread]
HEDGEROW_API std::byte* allocate_scratch(std::size_t size) noexcept;
HEDGEROW_API void free_scratch(std::byte* p) noexcept;

/// Encodes fields and calls `use(keys, payload)`.
template <class Use, class... F>
auto with_payload(Use use, const F&... fields) noexcept {
  const std::size_t n = payload_size(fields...);
  std::byte local[512];
  std::byte* buffer = n <= sizeof local ? local : allocate_scratch(n);
  if (buffer != nullptr) write_payload(buffer, fields...);
  auto result = use(buffer != nullptr ? keys_of<F...>::table : no_keys.head, buffer);
  if (buffer != local) free_scratch(buffer);
  return result;
}

/// Shared ownership of an immutable context.
class context_ref {
 public:
  context_ref() noexcept = default;
  explicit context_ref(const context_node* owned) noexcept : node_(owned) {}
  context_ref(const context_ref& o) noexcept : node_(o.node_) {
    if (node_ != nullptr) context_retain(node_);
  }
  context_ref(context_ref&& o) noexcept : node_(std::exchange(o.node_, nullptr)) {}
  context_ref& operator=(context_ref o) noexcept {
    std::swap(node_, o.node_);
    return *this;
  }
  ~context_ref() {
    if (node_ != nullptr) context_release(node_);
  }
  const context_node* get() const noexcept { return node_; }

 private:
  const context_node* node_ = nullptr;
};

}  // namespace detail

/// The ambient context of a thread as a value, to be carried to another thread on purpose:
///
///     std::thread([c = hedgerow::current_context()] { hedgerow::context_scope scope{c}; ... });
///
/// Immutable, cheap to copy, safe to use from any thread.
class context_snapshot {
 public:
  context_snapshot() noexcept = default;

 private:
  friend class context_scope;
  friend context_snapshot current_context() noexcept;
  detail::context_ref fields_;
};

/// The calling thread's ambient context.
inline context_snapshot current_context() noexcept {
  context_snapshot s;
  if (detail::this_thread.context != nullptr) {
    detail::context_retain(detail::this_thread.context);
    s.fields_ = detail::context_ref(detail::this_thread.context);
  }
  return s;
}

/// Adds fields to the calling thread's ambient context until the end of the scope. Scopes nest and
/// end in reverse order, on the thread that began them.
class context_scope {
 public:
  /// Adds `fields` to what is there; an equal key is overlaid.
  template <detail::field_like... F>
  requires(sizeof...(F) > 0) explicit context_scope(const F&... fields) noexcept
      : context_scope(adopt{}, detail::with_payload(
                                   [](const detail::key_table& keys, const std::byte* payload) {
                                     return detail::context_overlay(detail::this_thread.context,
                                                                    keys, payload);
                                   },
                                   fields...)) {}
  /// Replaces the ambient context by one taken on another thread.
  explicit context_scope(const context_snapshot& from) noexcept : mine_(from.fields_) { enter(); }

  context_scope(const context_scope&) = delete;
  context_scope& operator=(const context_scope&) = delete;
  ~context_scope() { detail::this_thread.context = outer_; }

 private:
  struct adopt {};
  context_scope(adopt, const detail::context_node* owned) noexcept : mine_(owned) { enter(); }
  void enter() noexcept {
    outer_ = detail::this_thread.context;
    detail::this_thread.context = mine_.get();
  }

  detail::context_ref mine_;
  const detail::context_node* outer_ = nullptr;
};

}  // namespace hedgerow
