// SPDX-License-Identifier: MIT
/// @file
/// The queue between one thread and the backend: bounded, single producer, single reader.
///
/// Positions only grow; a position modulo the capacity is the place in the storage, which has room
/// for one more record behind its end, so that a record never wraps.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstring>

#include <hedgerow/detail/record.hpp>

#include "ring/blocks.hpp"
#include "ring/losses.hpp"
#include "ring/segment_layout.hpp"
#include "ring/when_full.hpp"

namespace hedgerow::internal {

using detail::record;

struct ring {
  detail::ring_published published{};  ///< the producer's position; first, see record.hpp
  /// What lies before it is written for good: the producer's to overwrite.
  alignas(128) std::atomic<std::uint64_t> read{0};
  std::uint64_t at = 0;  ///< how far the backend has read; `read` follows at a checkpoint
  std::atomic<std::uint64_t> unwanted_until{0};  ///< the producer would rather have room; see below
  /// The producer sleeps until `read` is here; 0: it does not.
  std::atomic<std::uint64_t> wake_at{0};
  std::atomic<std::uint64_t> high_water{0};  ///< most bytes that waited, seen by the backend
  alignas(128) detail::ring_writer writer{};

  enum class state : std::uint8_t {
    in_use,     ///< a thread writes
    abandoned,  ///< its thread ended; the backend frees it when it is read
    unused,     ///< ready for the next thread
  };
  std::atomic<state> is{state::in_use};
  bool has_memory = true;                ///< its storage; changed by the one who owns the state
  std::uint32_t number = 0;              ///< in its segment
  const layout::header* home = nullptr;  ///< the segment it lies in; null: in plain memory
  ring* next = nullptr;                  ///< in the registry, fixed once set

  std::uint64_t capacity() const noexcept { return writer.mask + 1; }
  std::uint64_t published_position() const noexcept {
    return __atomic_load_n(&published.write, __ATOMIC_ACQUIRE);
  }
  /// The oldest unread record, or null. [backend]
  const record* front() const noexcept {
    if (at == published_position()) return nullptr;
    return reinterpret_cast<const record*>(writer.base + (at & writer.mask));
  }
  /// Passes the record that front() gave; it stays where it is until give_up(). [backend]
  void pop(const record& r) noexcept { at += r.size; }
  /// Hands what was passed to the producer. [backend]
  void give_up() noexcept {
    if (read.load(std::memory_order_relaxed) != at) read.store(at, std::memory_order_release);
  }
};
static_assert(sizeof(ring) <= layout::ring_storage_at);

/// Where a record that is too large for a ring lies; the record in the ring is a head and this.
using large_record = block_area::run;
inline large_record large_of(const record& head) noexcept {
  large_record where;
  std::memcpy(&where, reinterpret_cast<const std::byte*>(&head) + sizeof head, sizeof where);
  return where;
}
extern block_area large_records;
/// Puts memory behind large_records, where there is none yet. [any thread]
bool provide_large_records() noexcept;

/// What a full ring does.
struct ring_policy {
  std::uint32_t capacity = 256 * 1024;
  full_ring_policies when_full{};
  std::chrono::milliseconds wait_at_most{100};
};

/// What the process as a whole does with a new record.
enum class accepting : std::uint8_t {
  before_init,  ///< into one shared buffer, which init() drains
  running,
  forked,   ///< in a child that has no backend yet: the first event asks for one
  stopped,  ///< nothing: counted as after_shutdown
};

/// While `taker` is set, the thread that logged a record hands it over, in place of publishing it
/// for the backend: synchronous mode. It publishes and reads what was written into `w`, or gives it
/// up, counted (large_records.hpp). It returns false when it cannot take the record now, which is
/// then published after all. Null: every record is published. [any thread]
using record_taker = bool (*)(detail::ring_writer& w, std::size_t size) noexcept;
void set_taker(record_taker taker) noexcept;

/// `hook` is called by the first event of a forked child, and makes the process running again (or
/// stopped).
void set_fork_hook(void (*hook)() noexcept) noexcept;

/// From the next record on, every thread's commit looks at what the process does with records; call
/// it after a change of that. [any thread]
void slow_all_rings() noexcept;

/// How often a ring was given back by its thread since the start.
inline constinit std::atomic<std::uint32_t> rings_given_back{0};
/// Gives the calling thread's ring back, as the end of the thread does.
void leave_ring() noexcept;

/// All rings of the process, in an order that does not change; null when there is none yet.
ring* first_ring() noexcept;
void set_policy(const ring_policy& p) noexcept;
void set_accepting(accepting a) noexcept;
accepting accepting_now() noexcept;

/// Drops what the rings hold, counted under `why`: stale records of an earlier run. [nobody reads]
void discard_unread(loss why) noexcept;
/// In a forked child: forgets what the parent's threads had logged (it is the parent's to write),
/// and all memory that is shared with it. [the only thread]
void forget_after_fork() noexcept;
/// Whether a producer waits for drop_unwanted().
inline constinit std::atomic<bool> room_wanted{false};
/// Drops the oldest records that producers want to be rid of, counted, up to one whose level
/// blocks: that one is written. The room is theirs after the next give_up().
/// @return the blocks of large records among them, to be released then [backend]
std::uint64_t drop_unwanted() noexcept;
/// Gives an abandoned, empty ring back for reuse. [backend]
void recycle(ring& r) noexcept;
/// Gives most of the memory of rings that nobody uses to the system: a quiet moment. [any thread]
void drop_spare_memory() noexcept;

/// The shared buffer of what was logged before init(), and the references it holds. The reader
/// calls release_early() for each record it has read.
ring* early_ring() noexcept;
void release_early(const record& r) noexcept;
/// Gives up, counted, what a module with these addresses logged before init(): it is being closed.
void forget_early(std::uint64_t start, std::uint64_t end) noexcept;

}  // namespace hedgerow::internal
