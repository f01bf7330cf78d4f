// SPDX-License-Identifier: MIT
#include "ring/ring.hpp"

#include <sched.h>
#include <sys/mman.h>

#include <algorithm>
#include <mutex>
#include <new>
#include <thread>
#include <utility>

#include <hedgerow/context.hpp>

#include "ring/segment.hpp"
#include "ring/sleeping_reader.hpp"

namespace hedgerow::detail {
constinit thread_local thread_state this_thread{};
}  // namespace hedgerow::detail

namespace hedgerow::internal {

constinit loss_counters losses{};
constinit block_area large_records{};

namespace {

constinit std::atomic<ring*> registry{nullptr};
constinit std::atomic<accepting> state{accepting::before_init};
constinit std::atomic<record_taker> taker{nullptr};
constinit std::atomic<std::uint32_t> capacity{256 * 1024};
constinit std::atomic<full_ring_policies> when_rings_are_full{full_ring_policies{}};
constinit std::atomic<std::int64_t> wait_ms{100};
constinit std::atomic<ring*> early{nullptr};
constinit std::atomic<void (*)() noexcept> fork_hook{nullptr};
std::mutex early_turn;
constexpr std::uint32_t early_capacity = 256 * 1024;

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

std::byte* map_plain(std::size_t size) noexcept {
  void* p = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return p == MAP_FAILED ? nullptr : static_cast<std::byte*>(p);
}

constexpr std::size_t storage_of(std::uint64_t bytes) noexcept {
  return bytes + detail::max_inline_record;
}

ring* set_up(std::byte* memory, std::uint32_t bytes) noexcept {
  auto* r = new (memory) ring;
  r->writer = {.base = memory + layout::ring_storage_at,
               .mask = bytes - 1,
               .write = 0,
               .limit = bytes,
               .published = nullptr,
               .ring = r,
               .large = nullptr};
  return r;
}

/// A ring in plain memory.
ring* make_plain_ring(std::uint32_t bytes) noexcept {
  std::byte* memory = map_plain(layout::ring_storage_at + storage_of(bytes));
  return memory != nullptr ? set_up(memory, bytes) : nullptr;
}

/// A ring in the segment; null where there is none, or no room in it.
ring* make_shared_ring(std::uint32_t bytes) noexcept {
  const layout::header* home = own_segment();
  std::uint32_t number = 0;
  std::byte* memory =
      add_area(layout::area_kind::ring, layout::ring_storage_at + storage_of(bytes), &number);
  if (memory == nullptr) return nullptr;
  ring* r = set_up(memory, bytes);
  r->home = home;
  r->number = number;
  return r;
}

/// Rings of threads that ended keep their memory up to this many.
constexpr int most_spare = 4;
constinit std::atomic<int> spare{0};

bool take_memory_back(ring& r) noexcept {
  if (r.has_memory) {
    spare.fetch_sub(1, std::memory_order_relaxed);
    return true;
  }
  if (r.home != nullptr && !restore_memory(r.writer.base, storage_of(r.capacity()))) return false;
  r.has_memory = true;
  return true;
}

/// A ring that a thread gave back, of a segment or, with null, in plain memory; null: there is
/// none.
ring* reuse_ring(std::uint32_t bytes, const layout::header* home) noexcept {
  for (ring* r = registry.load(std::memory_order_acquire); r != nullptr; r = r->next) {
    auto expected = ring::state::unused;
    if (r->capacity() != bytes || r->home != home ||
        !r->is.compare_exchange_strong(expected, ring::state::in_use, std::memory_order_acquire))
      continue;
    if (!take_memory_back(*r)) {
      r->is.store(ring::state::unused, std::memory_order_release);
      return nullptr;
    }
    return r;
  }
  return nullptr;
}

ring* register_ring(ring* r) noexcept {
  r->next = registry.load(std::memory_order_relaxed);
  while (!registry.compare_exchange_weak(r->next, r, std::memory_order_seq_cst,
                                         std::memory_order_relaxed)) {
  }
  return r;
}

ring* acquire_ring() noexcept {
  const std::uint32_t bytes = capacity.load(std::memory_order_relaxed);
  if (const layout::header* home = own_segment(); home != nullptr) {
    if (ring* r = reuse_ring(bytes, home); r != nullptr) return r;
    if (ring* r = make_shared_ring(bytes); r != nullptr) return register_ring(r);
  }
  if (ring* r = reuse_ring(bytes, nullptr); r != nullptr) return r;
  ring* r = make_plain_ring(bytes);
  return r != nullptr ? register_ring(r) : nullptr;
}

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

bool has_room(detail::ring_writer& w, std::size_t size) noexcept {
  if (w.write + size <= w.limit) return true;
  const auto& r = *static_cast<const ring*>(w.ring);
  w.limit = r.read.load(std::memory_order_acquire) + r.capacity();
  return w.write + size <= w.limit;
}

/// Tries again until it succeeds or the configured time is over.
template <class Try>
bool wait_until(Try succeeds) noexcept {
  const auto deadline = std::chrono::steady_clock::now() +
                        std::chrono::milliseconds(wait_ms.load(std::memory_order_relaxed));
  for (int turn = 0; !succeeds(); ++turn) {
    if (std::chrono::steady_clock::now() >= deadline) return false;
    if (turn < 16)
      sched_yield();
    else
      std::this_thread::sleep_for(std::chrono::microseconds(50));
  }
  return true;
}

when_full policy_of(level severity) noexcept {
  return when_rings_are_full.load(std::memory_order_relaxed)[severity];
}

/// Asks for room in a full ring, an eighth of it at once: each time costs a wait.
void ask_for_room(const detail::ring_writer& w, std::size_t size) noexcept {
  auto& r = *static_cast<ring*>(w.ring);
  const std::uint64_t needed = w.write + size - r.capacity();
  const std::uint64_t until = std::min<std::uint64_t>(needed + r.capacity() / 8, w.write);
  r.unwanted_until.store(until, std::memory_order_relaxed);
  room_wanted.store(true, std::memory_order_release);
}

bool make_room(detail::ring_writer& w, std::size_t size, when_full policy) noexcept {
  if (policy == when_full::drop_newest) return false;
  if (policy == when_full::drop_oldest) ask_for_room(w, size);
  return wait_until([&] { return has_room(w, size); });
}

detail::reserved refuse(loss why) noexcept {
  losses.add(why);
  return {};
}

/// Room for a record beside the ring. Its place is noted behind the record's head in the ring.
/// Where the oldest were to be dropped it waits: they may be in any ring.
detail::reserved reserve_large(detail::ring_writer& w, std::size_t size,
                               when_full policy) noexcept {
  if (size > block_area::size) return refuse(loss::too_large);
  if (!large_records.provided() && !provide_large_records()) return refuse(loss::out_of_memory);
  large_record where;
  const auto claim = [&] { return large_records.claim(size, where); };
  if (!claim() && (policy == when_full::drop_newest || !wait_until(claim)))
    return refuse(loss::large_full);
  std::memcpy(w.base + (w.write & w.mask) + sizeof(record), &where, sizeof where);
  w.large = large_records.at(where);
  return {&w, w.large};
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

void publish(detail::ring_writer& w, std::size_t size) noexcept {
  w.write += size;
  __atomic_store_n(&static_cast<ring*>(w.ring)->published.write, w.write, __ATOMIC_RELEASE);
}

/// Publishes the record in `w.large`, where there is one, through a short record.
void publish_any(detail::ring_writer& w, std::size_t size) noexcept {
  if (w.large == nullptr) {
    publish(w, size);
    return;
  }
  auto& r = *reinterpret_cast<record*>(w.base + (w.write & w.mask));
  std::memcpy(&r, std::exchange(w.large, nullptr), sizeof r);
  r.size = sizeof(record) + sizeof(large_record);
  r.flags = detail::out_of_line;
  publish(w, r.size);
}

/// Room in the ring that all threads share before init(), or null (counted). [early_turn is held]
detail::reserved early_room(std::size_t size) noexcept {
  ring* r = early.load();
  if (r == nullptr) {
    r = make_plain_ring(early_capacity);
    if (r == nullptr) return refuse(loss::out_of_memory);
    early.store(r);
  }
  if (size > detail::max_inline_record) return refuse(loss::too_large);
  if (!has_room(r->writer, size)) return refuse(loss::before_init);
  return {&r->writer, r->writer.base + (r->writer.write & r->writer.mask)};
}

/// Publishes what stands in the shared ring; the record holds references to its contexts.
void publish_early(detail::ring_writer& w, std::size_t size) noexcept {
  auto& r = *reinterpret_cast<record*>(w.base + (w.write & w.mask));
  if (r.bound != nullptr) detail::context_retain(r.bound);
  if (r.ambient != nullptr) detail::context_retain(r.ambient);
  publish(w, size);
}

/// Before init(): one thread at a time writes into the shared ring. @return whether it is still so,
/// and this thread's turn
bool begin_early() noexcept {
  early_turn.lock();
  if (state.load() == accepting::before_init) return true;
  early_turn.unlock();  // init() came in between
  return false;
}

/// Room in the shared ring. The turn that begin_early() gave lasts until the commit.
detail::reserved reserve_early(std::size_t size) noexcept {
  const detail::reserved room = early_room(size);
  if (room.writer == nullptr) early_turn.unlock();
  return room;
}

void commit_early(detail::ring_writer& w, std::size_t size) noexcept {
  publish_early(w, size);
  early_turn.unlock();
}

/// The record that the thread has written into its own ring or, a large one, beside it.
const record& written(const detail::ring_writer& w) noexcept {
  return *reinterpret_cast<const record*>(w.large != nullptr ? w.large
                                                             : w.base + (w.write & w.mask));
}

/// As publish_any(), for a thread that has a ring of its own from an earlier run.
void move_to_early(detail::ring_writer& w, std::size_t size) noexcept {
  const std::lock_guard turn(early_turn);
  const detail::reserved room = early_room(size);
  if (room.writer == nullptr) return;
  std::memcpy(room.at, &written(w), size);
  publish_early(*room.writer, size);
}

/// Gives up the record that the thread has written, unpublished.
void forget_written(detail::ring_writer& w) noexcept {
  if (std::exchange(w.large, nullptr) == nullptr) return;
  const auto& head = *reinterpret_cast<const record*>(w.base + (w.write & w.mask));
  large_records.release(block_area::mask_of(large_of(head)));
}

/// Passes a published record, counted. @return its blocks [backend, or nobody reads]
std::uint64_t drop(ring& r, const record& oldest, loss why) noexcept {
  const bool large = (oldest.flags & detail::out_of_line) != 0;
  const std::uint64_t blocks = large ? block_area::mask_of(large_of(oldest)) : 0;
  r.pop(oldest);
  losses.add(why);
  return blocks;
}

/// What becomes of a record of a thread that has a ring, now that it is written.
void hand_on(detail::ring_writer& w, std::size_t size) noexcept {
  if (state.load() == accepting::running) {
    const record_taker take = taker.load();
    if (take == nullptr || !take(written(w))) {
      publish_any(w, size);
      wake_reader();
      return;
    }
  } else if (state.load() == accepting::before_init) {
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
    ring* r = acquire_ring();
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
  for (ring* r = registry.load(); r != nullptr; r = r->next)
    slow_down(r->writer);
}

void leave_ring() noexcept {
  if (here.ring != nullptr) give_back(*here.ring);
}

ring* first_ring() noexcept {
  return registry.load(std::memory_order_acquire);
}

void set_policy(const ring_policy& p) noexcept {
  capacity.store(p.capacity);
  when_rings_are_full.store(p.when_full);
  wait_ms.store(p.wait_at_most.count());
}

void set_accepting(accepting a) noexcept {
  const std::lock_guard turn(early_turn);
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

void discard_unread(loss why) noexcept {
  for (ring* r = first_ring(); r != nullptr; r = r->next) {
    while (const record* oldest = r->front())
      large_records.release(drop(*r, *oldest, why));
    r->give_up();
  }
}

std::uint64_t drop_unwanted() noexcept {
  room_wanted.exchange(false, std::memory_order_acquire);
  std::uint64_t blocks = 0;
  for (ring* r = first_ring(); r != nullptr; r = r->next) {
    const std::uint64_t until = r->unwanted_until.load(std::memory_order_relaxed);
    const record* oldest = r->front();
    while (oldest != nullptr && r->at < until && policy_of(oldest->severity) != when_full::block) {
      blocks |= drop(*r, *oldest, loss::dropped_oldest);
      oldest = r->front();
    }
    if (oldest != nullptr && r->at < until)
      room_wanted.store(true, std::memory_order_relaxed);  // go on behind this one
  }
  return blocks;
}

void forget_after_fork() noexcept {
  new (&early_turn) std::mutex();  // another thread of the parent may have held it
  wake_reader();                   // the parent's: here is none
  detail::this_thread.ring = here.ring = nullptr;
  ring* kept = nullptr;
  spare.store(0);
  for (ring* r = first_ring(); r != nullptr;) {
    ring* const after = r->next;
    if (r->home == nullptr) {  // a copy of the parent's; those in a segment are shared with it
      r->writer.write = r->at = r->published_position();
      r->writer.large = nullptr;
      r->give_up();
      if (r->has_memory) spare.fetch_add(1);
      r->is.store(ring::state::unused);
      r->next = std::exchange(kept, r);
    }
    r = after;
  }
  registry.store(kept);
  large_records.withdraw();
  leave_segment_to_parent();
  if (ring* r = early.load(); r != nullptr) {
    r->at = r->published_position();
    r->give_up();
  }
}

void recycle(ring& r) noexcept {
  r.has_memory = spare.fetch_add(1, std::memory_order_relaxed) < most_spare;
  if (!r.has_memory) {
    spare.fetch_sub(1, std::memory_order_relaxed);
    if (r.home == nullptr)
      madvise(r.writer.base, storage_of(r.capacity()), MADV_DONTNEED);
    else
      drop_memory(r.writer.base, storage_of(r.capacity()));
  }
  r.writer.limit = r.read.load(std::memory_order_relaxed) + r.capacity();
  r.is.store(ring::state::unused, std::memory_order_release);
}

bool provide_large_records() noexcept {
  const std::lock_guard turn(early_turn);
  if (large_records.provided()) return true;
  std::byte* memory = add_area(layout::area_kind::blocks, block_area::size);
  if (memory == nullptr) memory = map_plain(block_area::size);
  if (memory == nullptr) return false;
  large_records.provide(memory);
  return true;
}

ring* early_ring() noexcept {
  return early.load();
}

void release_early(const record& r) noexcept {
  if (r.bound != nullptr) detail::context_release(r.bound);
  if (r.ambient != nullptr) detail::context_release(r.ambient);
}

void forget_early(std::uint64_t start, std::uint64_t end) noexcept {
  const std::lock_guard turn(early_turn);
  ring* r = early.load();
  if (r == nullptr) return;
  const auto gone = [&](const void* p) {
    const auto address = reinterpret_cast<std::uint64_t>(p);
    return address >= start && address < end;
  };
  for (std::uint64_t at = r->at; at < r->published_position();) {
    auto& head = *reinterpret_cast<record*>(r->writer.base + (at & r->writer.mask));
    const bool known = (head.flags & detail::forgotten) != 0;
    if (!known && (gone(head.keys) || gone(head.name) || gone(head.file))) {
      head.flags |= detail::forgotten;
      losses.add(loss::before_init);
    }
    at += head.size;
  }
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
  if (w.ring == early.load(std::memory_order_relaxed)) {
    commit_early(w, size);
    this_thread.ring = here.ring;
    return;
  }
  hand_on(w, size);
  settle(w);
  this_thread.ring = &w;
  if (here.lease_ended || outlived(w)) give_back(w);
}

}  // namespace hedgerow::detail
