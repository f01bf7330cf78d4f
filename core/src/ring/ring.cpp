// SPDX-License-Identifier: MIT
#include "ring/ring.hpp"

#include <sched.h>
#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <new>
#include <thread>

#include <hedgerow/context.hpp>

#include "ring/sleeping_reader.hpp"

namespace hedgerow::detail {
constinit thread_local ring_writer* this_thread_ring = nullptr;
constinit thread_local const context_node* this_thread_context = nullptr;
}  // namespace hedgerow::detail

namespace hedgerow::internal {

constinit loss_counters losses{};

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

constinit thread_local bool lease_ended = false;
/// The thread is in a slow part below, which a signal handler must not enter a second time.
constinit thread_local bool amid_slow = false;

class slow_part {
 public:
  slow_part() noexcept { amid_slow = true; }
  ~slow_part() { amid_slow = false; }
};

/// Ends the thread's use of its ring.
void give_back(detail::ring_writer& w) noexcept {
  detail::this_thread_ring = nullptr;
  static_cast<ring*>(w.ring)->is.store(ring::state::abandoned, std::memory_order_release);
}

/// Gives the thread's ring back when the thread ends.
struct lease {
  ~lease() {
    if (detail::ring_writer* w = detail::this_thread_ring; w != nullptr) give_back(*w);
    lease_ended = true;
  }
  void take() const noexcept {}
};
thread_local lease this_thread_lease;

std::byte* map_storage(std::size_t size) noexcept {
  void* p = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return p == MAP_FAILED ? nullptr : static_cast<std::byte*>(p);
}

ring* make_ring(std::uint32_t bytes) noexcept {
  std::byte* storage = map_storage(bytes + detail::max_inline_record);
  if (storage == nullptr) return nullptr;
  auto* r = new (std::nothrow) ring;
  if (r == nullptr) {
    munmap(storage, bytes + detail::max_inline_record);
    return nullptr;
  }
  r->writer = {.base = storage,
               .mask = bytes - 1,
               .capacity = bytes,
               .write = 0,
               .cached_read = 0,
               .large = nullptr,
               .ring = r,
               .busy = false,
               .slow = false};
  return r;
}

ring* acquire_ring() noexcept {
  const std::uint32_t bytes = capacity.load(std::memory_order_relaxed);
  for (ring* r = registry.load(std::memory_order_acquire); r != nullptr; r = r->next) {
    auto expected = ring::state::unused;
    if (r->writer.capacity == bytes &&
        r->is.compare_exchange_strong(expected, ring::state::in_use, std::memory_order_acquire)) {
      r->writer.busy = false;
      return r;
    }
  }
  ring* r = make_ring(bytes);
  if (r == nullptr) return nullptr;
  r->next = registry.load(std::memory_order_relaxed);
  while (!registry.compare_exchange_weak(r->next, r, std::memory_order_seq_cst,
                                         std::memory_order_relaxed)) {
  }
  return r;
}

/// Whether a record has but to be published.
bool publishing() noexcept {
  return state.load() == accepting::running && taker.load() == nullptr && !reader_sleeps();
}

/// Makes the next commit the short one, where there is nothing more to do. The order counts: who
/// changes what the process does writes that first and `slow` then, so that either this thread
/// sees the change or its `slow` is overwritten.
void settle(detail::ring_writer& w) noexcept {
  __atomic_store_n(&w.slow, lease_ended, __ATOMIC_SEQ_CST);
  if (!publishing()) __atomic_store_n(&w.slow, true, __ATOMIC_SEQ_CST);
}

bool has_room(detail::ring_writer& w, std::size_t size) noexcept {
  if (w.write + size - w.cached_read <= w.capacity) return true;
  w.cached_read = static_cast<ring*>(w.ring)->read.load(std::memory_order_acquire);
  return w.write + size - w.cached_read <= w.capacity;
}

bool wait_for_room(detail::ring_writer& w, std::size_t size) noexcept {
  const auto deadline = std::chrono::steady_clock::now() +
                        std::chrono::milliseconds(wait_ms.load(std::memory_order_relaxed));
  for (int turn = 0; !has_room(w, size); ++turn) {
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
  const std::uint64_t needed = w.write + size - w.capacity;
  const std::uint64_t until = std::min<std::uint64_t>(needed + w.capacity / 8, w.write);
  static_cast<ring*>(w.ring)->unwanted_until.store(until, std::memory_order_relaxed);
  room_wanted.store(true, std::memory_order_release);
}

bool make_room(detail::ring_writer& w, std::size_t size, when_full policy) noexcept {
  if (policy == when_full::drop_newest) return false;
  if (policy == when_full::drop_oldest) ask_for_room(w, size);
  return wait_for_room(w, size);
}

std::byte* refuse(loss why) noexcept {
  losses.add(why);
  return nullptr;
}

/// Room in a ring for a record, inline or as a block of its own with a short record that names it.
std::byte* reserve_in(detail::ring_writer& w, std::size_t size, level severity) noexcept {
  const bool large = size > detail::max_inline_record;
  const std::size_t inline_size = large ? sizeof(record) + sizeof(void*) : size;
  if (!has_room(w, inline_size) && !make_room(w, inline_size, policy_of(severity)))
    return refuse(loss::ring_full);
  if (!large) {
    w.busy = true;
    return w.base + (w.write & w.mask);
  }
  if (size > UINT32_MAX) return refuse(loss::too_large);
  w.large = static_cast<std::byte*>(std::malloc(size));
  if (w.large == nullptr) return refuse(loss::out_of_memory);
  w.busy = true;
  __atomic_store_n(&w.slow, true, __ATOMIC_RELAXED);
  return w.large;
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
  std::byte* block = std::exchange(w.large, nullptr);
  auto& r = *reinterpret_cast<record*>(w.base + (w.write & w.mask));
  std::memcpy(&r, block, sizeof r);
  r.size = sizeof(record) + sizeof(void*);
  r.flags = detail::out_of_line;
  std::memcpy(reinterpret_cast<std::byte*>(&r) + sizeof r, &block, sizeof block);
  publish(w, r.size);
}

/// Room in the ring that all threads share before init(), or null (counted). [early_turn is held]
std::byte* early_room(std::size_t size) noexcept {
  ring* r = early.load();
  if (r == nullptr) {
    r = make_ring(early_capacity);
    if (r == nullptr) return refuse(loss::out_of_memory);
    early.store(r);
  }
  if (size > detail::max_inline_record) return refuse(loss::too_large);
  if (!has_room(r->writer, size)) return refuse(loss::before_init);
  return r->writer.base + (r->writer.write & r->writer.mask);
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
std::byte* reserve_early(std::size_t size) noexcept {
  std::byte* room = early_room(size);
  if (room == nullptr) {
    early_turn.unlock();
    return nullptr;
  }
  detail::ring_writer& w = early.load()->writer;
  w.slow = true;
  w.busy = true;
  detail::this_thread_ring = &w;
  return room;
}

void commit_early(detail::ring_writer& w, std::size_t size) noexcept {
  publish_early(w, size);
  detail::this_thread_ring = nullptr;
  w.busy = false;
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
  std::byte* room = early_room(size);
  if (room == nullptr) return;
  std::memcpy(room, &written(w), size);
  publish_early(early.load()->writer, size);
}

/// Gives up the record that the thread has written, unpublished.
void forget_written(detail::ring_writer& w) noexcept {
  std::free(std::exchange(w.large, nullptr));
}

/// Gives up a published record, counted. [backend, or nobody reads]
void drop(ring& r, const record& oldest, loss why) noexcept {
  if ((oldest.flags & detail::out_of_line) != 0) {
    std::byte* block = nullptr;
    std::memcpy(&block, reinterpret_cast<const std::byte*>(&oldest) + sizeof oldest, sizeof block);
    std::free(block);
  }
  r.pop(oldest);
  losses.add(why);
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

}  // namespace

void slow_all_rings() noexcept {
  for (ring* r = registry.load(); r != nullptr; r = r->next)
    __atomic_store_n(&r->writer.slow, true, __ATOMIC_SEQ_CST);
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
  for (ring* r = first_ring(); r != nullptr; r = r->next)
    while (const record* oldest = r->front())
      drop(*r, *oldest, why);
}

void drop_unwanted() noexcept {
  room_wanted.exchange(false, std::memory_order_acquire);
  for (ring* r = first_ring(); r != nullptr; r = r->next) {
    const std::uint64_t until = r->unwanted_until.load(std::memory_order_relaxed);
    const record* oldest = r->front();
    while (oldest != nullptr && r->read.load(std::memory_order_relaxed) < until &&
           policy_of(oldest->severity) != when_full::block) {
      drop(*r, *oldest, loss::dropped_oldest);
      oldest = r->front();
    }
    if (oldest != nullptr && r->read.load(std::memory_order_relaxed) < until)
      room_wanted.store(true, std::memory_order_relaxed);  // go on behind this one
  }
}

void forget_after_fork() noexcept {
  new (&early_turn) std::mutex();  // another thread of the parent may have held it
  wake_reader();                   // the parent's: here is none
  detail::this_thread_ring = nullptr;
  for (ring* r = first_ring(); r != nullptr; r = r->next) {
    r->writer.write = r->published_position();
    r->writer.large = nullptr;
    r->read.store(r->writer.write);
    r->is.store(ring::state::unused);
  }
  if (ring* r = early.load(); r != nullptr) r->read.store(r->published_position());
}

void recycle(ring& r) noexcept {
  madvise(r.writer.base, r.writer.capacity + detail::max_inline_record, MADV_DONTNEED);
  r.writer.cached_read = r.read.load(std::memory_order_relaxed);
  r.is.store(ring::state::unused, std::memory_order_release);
}

ring* early_ring() noexcept {
  return early.load();
}

void release_early(const record& r) noexcept {
  if (r.bound != nullptr) detail::context_release(r.bound);
  if (r.ambient != nullptr) detail::context_release(r.ambient);
}

}  // namespace hedgerow::internal

namespace hedgerow::detail {

using namespace hedgerow::internal;

std::byte* reserve_slow(std::size_t size, level severity) noexcept {
  ring_writer* w = this_thread_ring;
  if (amid_slow || (w != nullptr && w->busy)) return refuse(loss::nested);
  const slow_part here;
  switch (state.load(std::memory_order_acquire)) {
  case accepting::before_init:
    if (w != nullptr)  // of an earlier run, and there is no room in it
      return refuse(size > max_inline_record ? loss::too_large : loss::before_init);
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
  if (w == nullptr) {
    if (!lease_ended) this_thread_lease.take();
    ring* r = acquire_ring();
    if (r == nullptr) return refuse(loss::out_of_memory);
    w = this_thread_ring = &r->writer;
    settle(*w);  // slow amid the end of the thread: the ring is given back at commit
  }
  std::byte* room = reserve_in(*w, size, severity);
  if (room == nullptr && lease_ended) give_back(*w);
  return room;
}

void commit_slow(std::size_t size) noexcept {
  const slow_part here;
  ring_writer& w = *this_thread_ring;
  if (w.ring == early.load(std::memory_order_relaxed)) {
    commit_early(w, size);
    return;
  }
  hand_on(w, size);
  settle(w);
  w.busy = false;
  if (lease_ended) give_back(w);
}

}  // namespace hedgerow::detail
