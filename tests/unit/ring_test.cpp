// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <latch>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <hedgerow/hedgerow.hpp>

#include "context/node.hpp"
#include "event/decode.hpp"
#include "ring/ring.hpp"
#include "ring/room_signal.hpp"
#include "support/describe_value.hpp"

using namespace hedgerow::literals;
using namespace hedgerow::internal;
using hedgerow::test::describe;

namespace {

/// Puts the process into the state in which threads have rings, without an engine that reads them.
struct rings_without_reader {
  rings_without_reader() {
    discard_unread(loss::failed);
    leave_ring();  // an earlier test's, perhaps of another size
    for (ring* r = first_ring(); r != nullptr; r = r->next)
      if (r->is == ring::state::abandoned) recycle(*r);
    set_policy(
        {.capacity = 64 * 1024, .when_full = {}, .wait_at_most = std::chrono::milliseconds(1)});
    set_accepting(accepting::running);
  }
};

/// Reads all rings to their ends, oldest ring first.
std::vector<std::string> read_all() {
  std::vector<std::string> out;
  arena memory;
  for (ring* r = first_ring(); r != nullptr; r = r->next) {
    while (const record* at = r->front()) {
      const record* inner = at;
      const bool large = (at->flags & hedgerow::detail::out_of_line) != 0;
      if (large) inner = reinterpret_cast<const record*>(large_records.at(large_of(*at)));
      decoder d(reinterpret_cast<const std::byte*>(inner) + sizeof *inner, memory);
      out.push_back(std::string(to_string(inner->severity)) + " " + inner->name + " " +
                    std::string(inner->logger->name) + " " + describe(d.fields(*inner->keys)));
      if (large) large_records.release(block_area::mask_of(large_of(*at)));
      r->pop(*at);
      r->give_up();
    }
  }
  return out;
}

using lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a logging call leaves one record with all it was given") {
  const rings_without_reader running;
  hedgerow::logger("ring.test").info("event_sent", "topic"_k = "default", "partition"_k = 3);
  CHECK(lines{"info event_sent ring.test {topic: \"default\", partition: i3}"} == read_all());
}

TEST_CASE("a full ring refuses records, counts them, and takes new ones when it was read") {
  const rings_without_reader running;
  const auto log = hedgerow::logger("ring.test");
  const std::string big(4'000, 'x');
  const auto before = losses.of(loss::ring_full);
  for (int i = 0; i < 18; ++i)
    log.info("filled", "text"_k = big);
  const std::string line = "info filled ring.test {text: \"" + big + "\"}";
  CHECK(before + 2 == losses.of(loss::ring_full));
  CHECK(lines(16, line) == read_all());
  log.info("again");
  CHECK(lines{"info again ring.test {}"} == read_all());
}

TEST_CASE("an error waits for room as long as configured, and is then counted as lost") {
  const rings_without_reader running;
  const auto log = hedgerow::logger("ring.test");
  const std::string big(4'000, 'x');
  for (int i = 0; i < 16; ++i)
    log.info("filled", "text"_k = big);
  const auto before = losses.of(loss::ring_full);
  log.error("failed", "text"_k = big);
  CHECK(before + 1 == losses.of(loss::ring_full));
  read_all();
}

TEST_CASE("a record that is too large for the ring goes beside it, whole") {
  const rings_without_reader running;
  const std::string huge(300'000, 'y');
  hedgerow::logger("ring.test").info("large", "text"_k = huge);
  CHECK(lines{"info large ring.test {text: \"" + huge + "\"}"} == read_all());
}

TEST_CASE("a string over the limit is cut, and says how long it was") {
  const rings_without_reader running;
  const std::string huge((1 << 20) + 5, 'z');
  hedgerow::logger("ring.test").info("large", "text"_k = huge);
  CHECK(lines{"info large ring.test {text: \"" + huge.substr(5) + "\" of 1048581}"} == read_all());
}

TEST_CASE("a text of any size is whole in the ring, and leaves its neighbours alone") {
  const rings_without_reader running;
  const auto log = hedgerow::logger("ring.test");
  std::string text;
  for (std::size_t size = 0; size < 200; ++size) {
    log.info("sized", "before"_k = size, "text"_k = text, "after"_k = "end");
    REQUIRE(lines{"info sized ring.test {before: u" + std::to_string(size) + ", text: \"" + text +
                  "\", after: \"end\"}"} == read_all());
    text += static_cast<char>('a' + size % 26);
  }
}

TEST_CASE("a text that may be missing is logged as what it is") {
  const rings_without_reader running;
  const char* const missing = nullptr;
  const char* const empty = "";
  hedgerow::logger("ring.test")
      .info("pointed", "a"_k = missing, "b"_k = empty, "c"_k = hedgerow::pii(missing),
            hedgerow::field("d", "text"));
  CHECK(lines{"info pointed ring.test {a: null, b: \"\", c: pii null, d: \"text\"}"} == read_all());
}

namespace {
struct counts_its_uses {
  mutable int uses = 0;
  operator std::string_view() const {
    ++uses;
    return "text";
  }
};
}  // namespace

TEST_CASE("a logging call looks at a text once, so that it cannot change meanwhile") {
  const rings_without_reader running;
  const auto log = hedgerow::logger("ring.test");
  log.info("first");
  const counts_its_uses text;
  const counts_its_uses classified;
  log.info("looked", "text"_k = text, "classified"_k = hedgerow::pii(classified));
  CHECK(std::pair(1, 1) == std::pair(text.uses, classified.uses));
  read_all();
}

namespace {
struct logs_while_logged {};
void hedgerow_value(hedgerow::value_writer& out, const logs_while_logged&) {
  hedgerow::logger("ring.test").info("nested");
  out.write(1);
}
}  // namespace

TEST_CASE("a call amid another one on the same thread is refused and counted") {
  const rings_without_reader running;
  const auto log = hedgerow::logger("ring.test");
  log.info("first");
  read_all();
  const auto before = losses.of(loss::nested);
  log.info("outer", "value"_k = logs_while_logged{});
  // The encoder runs once before the record is begun, and twice amid it.
  CHECK(before + 2 == losses.of(loss::nested));
  CHECK(lines{"info nested ring.test {}", "info outer ring.test {value: i1}"} == read_all());
}

TEST_CASE("threads that come and go reuse the rings of those that ended") {
  const rings_without_reader running;
  const auto count = [] {
    std::size_t n = 0;
    for (ring* r = first_ring(); r != nullptr; r = r->next)
      ++n;
    return n;
  };
  const auto once = [] {
    std::thread([] { hedgerow::logger("ring.test").info("hello"); }).join();
    read_all();
    for (ring* r = first_ring(); r != nullptr; r = r->next)
      if (r->is == ring::state::abandoned) recycle(*r);
  };
  once();
  const auto after_first = count();
  for (int i = 0; i < 100; ++i)
    once();
  CHECK(after_first == count());
}

TEST_CASE("rings of threads that ended keep their memory for others until a quiet moment") {
  const rings_without_reader running;
  const auto log = hedgerow::logger("ring.test");
  constexpr int threads = 10;
  const auto log_at_once = [&] {
    std::latch all(threads);
    std::vector<std::thread> at_once;
    for (int t = 0; t < threads; ++t)
      at_once.emplace_back([&] {
        log.info("hello");
        all.arrive_and_wait();
      });
    for (std::thread& t : at_once)
      t.join();
    const auto read = read_all();
    for (ring* r = first_ring(); r != nullptr; r = r->next)
      if (r->is == ring::state::abandoned) recycle(*r);
    return read;
  };
  const auto spare = [] {
    int n = 0;
    for (const ring* r = first_ring(); r != nullptr; r = r->next)
      n += r->is == ring::state::unused && r->has_memory;
    return n;
  };
  const std::vector<std::string> expected(threads, "info hello ring.test {}");
  CHECK(expected == log_at_once());
  CHECK(spare() >= threads);
  drop_spare_memory();
  CHECK(4 == spare());
  CHECK(expected == log_at_once());
}

TEST_CASE("what is logged before init waits, up to a limit") {
  set_accepting(accepting::before_init);
  std::thread([] { hedgerow::logger("ring.test").bind("a"_k = 1).warning("early"); }).join();
  const record* r = early_ring()->front();
  REQUIRE(r != nullptr);
  CHECK("{a: i1}" == describe(fields_of(r->bound)));
  release_early(*r);
  early_ring()->pop(*r);
}

TEST_CASE("a level that drops the oldest has the reader make room, and keeps what blocks") {
  const rings_without_reader running;
  const auto log = hedgerow::logger("ring.test");
  const std::string big(4'000, 'x');
  log.info("first");  // the policy below is for a ring that is there
  full_ring_policies policies;
  policies[hedgerow::level::info] = when_full::drop_oldest;
  set_policy(
      {.capacity = 64 * 1024, .when_full = policies, .wait_at_most = std::chrono::seconds(60)});
  log.info("second", "text"_k = big);
  log.error("third");
  for (int i = 0; i < 14; ++i)
    log.info("filled", "i"_k = i, "text"_k = big);
  const auto before = losses.of(loss::dropped_oldest);
  std::thread reader([] {
    while (!room_wanted.load())
      std::this_thread::yield();
    drop_unwanted();
    for (ring* r = first_ring(); r != nullptr; r = r->next)
      r->give_up();
    // What was asked for is more than could be dropped: the backend would go on and write "third".
    if (signal_of_room.room_given()) signal_of_room.wake();
  });
  log.info("newest", "text"_k = big);
  reader.join();
  CHECK(before + 2 == losses.of(loss::dropped_oldest));
  lines expected{"error third ring.test {}"};
  for (int i = 0; i < 14; ++i)
    expected.push_back("info filled ring.test {i: i" + std::to_string(i) + ", text: \"" + big +
                       "\"}");
  expected.push_back("info newest ring.test {text: \"" + big + "\"}");
  CHECK(expected == read_all());
}

TEST_CASE("a level that drops the oldest waits for the reader no longer than configured") {
  const rings_without_reader running;
  const auto log = hedgerow::logger("ring.test");
  const std::string big(4'000, 'x');
  full_ring_policies policies;
  policies[hedgerow::level::info] = when_full::drop_oldest;
  set_policy(
      {.capacity = 64 * 1024, .when_full = policies, .wait_at_most = std::chrono::milliseconds(1)});
  for (int i = 0; i < 16; ++i)
    log.info("filled", "text"_k = big);
  const auto before = losses.of(loss::ring_full);
  log.info("newest", "text"_k = big);
  CHECK(before + 1 == losses.of(loss::ring_full));
  read_all();
}
