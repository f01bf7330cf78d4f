// SPDX-License-Identifier: MIT
/// @file
/// The record that a logging call leaves in its thread's ring, and the few inline steps that put it
/// there. What is slow or rare lives in the library (core/src/ring).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <hedgerow/detail/export.hpp>
#include <hedgerow/field.hpp>
#include <hedgerow/level.hpp>

#if !defined(__x86_64__)
#  include <ctime>
#endif

namespace hedgerow::detail {

struct logger_core;
struct context_node;

/// What the payload holds before the fields, in this order.
enum record_flag : std::uint8_t {
  name_in_payload = 1,       ///< a string: the event name (text records)
  exception_in_payload = 2,  ///< a string: the text of the exception that was logged
  time_in_payload = 4,       ///< an integer: nanoseconds since 1970, in place of `ticks`
  place_in_payload = 8,      ///< two strings: file and function
  forgotten = 32,            ///< not to be read: its module was closed before init()
  out_of_line = 16,  ///< only: the first block of the record, and how many (ring/blocks.hpp)
};

/// Fixed part of a record; the payload follows. Every pointer is to static or immortal data, except
/// the contexts, which the backend keeps alive until the record is written (engine/reclaim.hpp).
struct record {
  std::uint32_t size;  ///< of all, a multiple of 8
  level severity;
  std::uint8_t flags;
  std::uint16_t line;
  std::uint64_t ticks;
  const key_table* keys;
  const logger_core* logger;
  const context_node* bound;
  const context_node* ambient;
  const char* name;
  const char* file;
  const char* function;
};
static_assert(sizeof(record) == 72);

/// First member of ring.hpp's ring, on a cache line of its own: how far the producer has got.
struct ring_published {
  alignas(128) std::uint64_t write;
};

/// The producer's side of a ring; only its own thread touches it, but for `published`.
struct ring_writer {
  std::byte* base;
  std::uint64_t mask;
  std::uint64_t write;
  std::uint64_t limit;        ///< there is room up to here, as far as the producer has looked
  ring_published* published;  ///< null: commit has more to do; any thread may set it so
  void* ring;                 ///< ring.hpp's ring
  std::byte* large;           ///< the record under construction when it is out of line
};

/// A record up to this size lies in the ring itself.
inline constexpr std::size_t max_inline_record = 4 * 1024;

struct thread_state {
  /// The thread's ring. Null: it has none yet, or is writing a record into it, and what calls
  /// meanwhile (a signal handler, an encoder) is to be refused.
  ring_writer* ring;
  const context_node* context;  ///< ambient
};

// Initial-exec: the general model is a call for each access. It costs 16 bytes of the static block,
// of which the C library keeps some to spare for a libhedgerow that is opened at run time.
extern HEDGEROW_API constinit thread_local thread_state this_thread
    __attribute__((tls_model("initial-exec")));

/// Where a record is written. The writer is null when the record is lost (counted).
struct reserved {
  ring_writer* writer;
  std::byte* at;
};

/// Gives room for `size` bytes, if need be by waiting as configured. [any thread]
HEDGEROW_API reserved reserve_slow(std::size_t size, level severity) noexcept;
/// Publishes what was written. [same thread]
HEDGEROW_API void commit_slow(ring_writer& w, std::size_t size) noexcept;

inline std::uint64_t ticks() noexcept {
#if defined(__x86_64__)
  return __builtin_ia32_rdtsc();
#else
  timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return static_cast<std::uint64_t>(t.tv_sec) * 1'000'000'000u +
         static_cast<std::uint64_t>(t.tv_nsec);
#endif
}

/// As reserve_slow() where it takes no more than a look; without a writer otherwise.
inline reserved try_reserve(std::size_t size) noexcept {
  ring_writer* const w = this_thread.ring;
  if (w == nullptr || size > max_inline_record || w->write + size > w->limit) [[unlikely]]
    return {};
  this_thread.ring = nullptr;
  __atomic_signal_fence(__ATOMIC_SEQ_CST);  // a handler on this thread sees it before the record
  return {w, w->base + (w->write & w->mask)};
}

inline void commit(ring_writer& w, std::size_t size) noexcept {
  ring_published* const to = __atomic_load_n(&w.published, __ATOMIC_RELAXED);
  if (to == nullptr) [[unlikely]] {
    commit_slow(w, size);
    return;
  }
  const std::uint64_t end = w.write + size;
  w.write = end;
  __atomic_store_n(&to->write, end, __ATOMIC_RELEASE);
  __atomic_signal_fence(__ATOMIC_SEQ_CST);
  this_thread.ring = &w;
}

}  // namespace hedgerow::detail
