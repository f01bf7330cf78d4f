// SPDX-License-Identifier: MIT
/// @file
/// An immutable set of bound or ambient fields, shared by loggers, scopes and the records that
/// refer to it.
///
/// A record holds a plain pointer: taking a reference would cost the caller an atomic operation on
/// a shared line. So the last reference does not free a node. It is retired, and the backend frees
/// it when every ring has been read past the point where it stood at that time; before the backend
/// runs and after it ended, nothing reads records, and the node is freed at once.
#pragma once

#include <atomic>
#include <cstdint>
#include <span>

#include <hedgerow/context.hpp>

#include "context/image.hpp"
#include "event/arena.hpp"
#include "event/value.hpp"

namespace hedgerow::detail {

struct context_node {
  mutable std::atomic<std::uint32_t> references{1};
  mutable context_node* next_retired = nullptr;
  std::uint64_t id = 0;     ///< of this node alone, while its address may be used again
  std::uint64_t shape = 0;  ///< equal for nodes with equal keys, hardly ever for others
  std::span<const internal::field> fields{};
  internal::arena memory{};  ///< of the fields and their text

  // In the list of all nodes, under its lock.
  context_node* before = nullptr;
  context_node* after = nullptr;
  internal::image_head* image = nullptr;  ///< null: recovery does not know it
};

}  // namespace hedgerow::detail

namespace hedgerow::internal {

using detail::context_node;

/// The fields of a context that may be null.
inline std::span<const field> fields_of(const context_node* c) noexcept {
  return c != nullptr ? c->fields : std::span<const field>{};
}

/// From now on released nodes are kept for take_retired() (true), or freed at once (false).
void keep_retired(bool keep) noexcept;
/// The nodes retired since the last call, linked by next_retired. [backend]
context_node* take_retired() noexcept;
/// Frees a list that take_retired() gave.
void free_nodes(context_node* first) noexcept;
/// Makes an image of every node that has none, as memory for images has come.
void image_all_nodes() noexcept;
/// forget_images(), and no node has one any more.
void forget_node_images() noexcept;
/// Around fork().
void lock_nodes() noexcept;
void unlock_nodes() noexcept;
/// Nodes that exist now, for tests of leaks.
std::uint64_t live_context_nodes() noexcept;

}  // namespace hedgerow::internal
