// SPDX-License-Identifier: MIT
// The slow side of a logging call, and what the process as a whole does with records.
#include "ring/ring.hpp"

#include <mutex>

#include "ring/all_rings.hpp"
#include "ring/early.hpp"
#include "ring/large_records.hpp"
#include "ring/room.hpp"
#include "ring/segment.hpp"
#include "ring/sleeping_reader.hpp"

namespace hedgerow::detail {
constinit thread_local thread_state this_thread{};
}  // namespace hedgerow::detail

namespace hedgerow::internal {

constinit loss_counters losses{};

namespace {

constinit std::atomic<accepting> state{accepting::before_init};
constinit std::atomic<record_taker> taker{nullptr};
constinit std::atomic<void (*)() noexcept> fork_hook{nullptr};

struct thread_here {
  detail::ring_writer* ring;  ///< the thread's, also while it writes a record into it
  bool lease_ended;
  /// The thread is in a slow part below, which a signal handler must not enter a second time, or
  /// between two of them, which belong to one record.
  bool amid_slow;
  bool amid_record;
};
// Initial-exec, as this_thread: synchronous mode looks at it several times for each event.
constinit thread_local thread_here here __attribute__((tls_model("initial-exec"))){};

/// Whether the thread is writing a record already.
bool is_nested() noexcept {
  return here.amid_slow || here.amid_record ||
         (here.ring != nullptr && detail::this_thread.ring == nullptr);
}

class slow_part {
 public:
  slow_part() noexcept { here.amid_slow = true; }
  ~slow_part() { here.amid_slow = false; }
};

/// Ends the thread's use of its ring.
void give_back(detail::ring_writer& w) noexcept {
  detail::this_thread.ring = here.ring = nullptr;
  static_cast<ring*>(w.ring)->is.store(ring::state::abandoned, std::memory_order_release);
  rings_given_back.fetch_add(1, std::memory_order_release);
}

/// Gives the thread's ring back when the thread ends.
struct lease {
  ~lease() {
    leave_ring();
    here.lease_ended = true;
  }
  void take() const noexcept {}
};
thread_local lease this_thread_lease;

/// Whether a record has but to be published.
bool publishing() noexcept {
  return state.load() == accepting::running && taker.load() == nullptr && !reader_sleeps();
}

/// Of an earlier run, whose segment is gone.
bool outlived(const detail::ring_writer& w) noexcept {
  const layout::header* home = static_cast<const ring*>(w.ring)->home;
  return home != nullptr && home != own_segment();
}

/// Has the next commit come here.
void slow_down(detail::ring_writer& w) noexcept {
  __atomic_store_n(&w.published, nullptr, __ATOMIC_SEQ_CST);
}

/// Makes the next commit the short one, where there is nothing more to do. The order counts: who
/// changes what the process does writes that first and slows all rings down then, so that either
/// this thread sees the change or what it stores here is overwritten.
void settle(detail::ring_writer& w) noexcept {
  if (!here.lease_ended && publishing()) {
    __atomic_store_n(&w.published, &static_cast<ring*>(w.ring)->published, __ATOMIC_SEQ_CST);
    if (publishing()) return;
  }
  if (__atomic_load_n(&w.published, __ATOMIC_RELAXED) != nullptr) slow_down(w);
}

/// Room in a ring for a record, or beside it.
detail::reserved reserve_in(detail::ring_writer& w, std::size_t size, level severity) noexcept {
  const bool large = size > detail::max_inline_record;
  const std::size_t inline_size = large ? sizeof(record) + sizeof(large_record) : size;
  if (!has_room(w, inline_size) && !make_room(w, inline_size, policy_of(severity)))
    return refuse(loss::ring_full);
  if (large) return reserve_large(w, size, policy_of(severity));
  return {&w, w.base + (w.write & w.mask)};
}

/// Synchronous mode. @return whether there is a taker and it has taken the record
bool taken(detail::ring_writer& w, std::size_t size) noexcept {
  const record_taker take = taker.load();
  return take != nullptr && state.load() == accepting::running && take(w, size);
}

/// What becomes of a record of a thread that has a ring, now that it is written.
void hand_on(detail::ring_writer& w, std::size_t size) noexcept {
  if (state.load() == accepting::running) {
    publish_any(w, size);
    wake_reader();
    return;
  }
  if (state.load() == accepting::before_init) {
    move_to_early(w, size);
  } else {
    losses.add(loss::after_shutdown);
  }
  forget_written(w);
}

/// Room for a record of a thread that is not writing another one.
detail::reserved reserve_here(std::size_t size, level severity) noexcept {
  switch (state.load(std::memory_order_acquire)) {
  case accepting::before_init:
    if (here.ring != nullptr)  // of an earlier run, and there is no room in it
      return refuse(size > detail::max_inline_record ? loss::too_large : loss::before_init);
    if (begin_early()) return reserve_early(size);
    break;
  case accepting::forked:
    fork_hook.load()();
    break;
  case accepting::stopped:
  case accepting::running:
    break;
  }
  if (state.load(std::memory_order_acquire) != accepting::running)
    return refuse(loss::after_shutdown);
  if (here.ring == nullptr) {
    if (!here.lease_ended) this_thread_lease.take();
    ring* r = acquire_ring(ring_capacity());
    if (r == nullptr) return refuse(loss::out_of_memory);
    here.ring = &r->writer;
    settle(*here.ring);  // slow amid the end of the thread: the ring is given back at commit
  }
  const detail::reserved room = reserve_in(*here.ring, size, severity);
  if (room.writer == nullptr) {
    detail::this_thread.ring = here.ring;
    if (here.lease_ended) give_back(*here.ring);
  }
  return room;
}

}  // namespace

void slow_all_rings() noexcept {
  for (ring* r = first_ring(); r != nullptr; r = r->next)
    slow_down(r->writer);
}

void leave_ring() noexcept {
  if (here.ring != nullptr) give_back(*here.ring);
}

void set_accepting(accepting a) noexcept {
  const std::lock_guard turn(early_turn());
  state.store(a);
  slow_all_rings();
}
void set_taker(record_taker t) noexcept {
  taker.store(t);
  slow_all_rings();
}
void set_fork_hook(void (*hook)() noexcept) noexcept {
  fork_hook.store(hook);
}
accepting accepting_now() noexcept {
  return state.load();
}

void forget_after_fork() noexcept {
  hurry_reader();  // the parent's: here is none
  signal_of_room.forget_waiters();
  detail::this_thread.ring = here.ring = nullptr;
  keep_plain_rings();
  large_records.withdraw();
  leave_segment_to_parent();
  forget_early_after_fork();
}

}  // namespace hedgerow::internal

namespace hedgerow::detail {

using namespace hedgerow::internal;

reserved reserve_slow(std::size_t size, level severity) noexcept {
  if (is_nested()) return refuse(loss::nested);
  const slow_part amid;
  const reserved room = reserve_here(size, severity);
  if (room.writer == nullptr) return room;
  here.amid_record = true;
  this_thread.ring = nullptr;
  return room;
}

void commit_slow(ring_writer& w, std::size_t size) noexcept {
  const slow_part amid;
  here.amid_record = false;
  if (is_early(w)) [[unlikely]] {
    commit_early(w, size);
    this_thread.ring = here.ring;
    return;
  }
  if (!taken(w, size)) {  // else the next commit is to come here too
    hand_on(w, size);
    settle(w);
  }
  this_thread.ring = &w;
  if (here.lease_ended || outlived(w)) give_back(w);
}

}  // namespace hedgerow::detail
