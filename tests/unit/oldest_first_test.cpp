// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include "ring/oldest_first.hpp"

using namespace hedgerow::internal;

namespace {

/// A ring with records of these times.
class filled_ring {
 public:
  explicit filled_ring(const std::vector<std::uint64_t>& ticks) : memory_(4096) {
    ring_.writer.base = memory_.data();
    ring_.writer.mask = memory_.size() - 1;
    for (const std::uint64_t t : ticks) {
      auto* r = new (memory_.data() + ring_.published.write) record{};
      r->size = sizeof(record);
      r->ticks = t;
      ring_.published.write += r->size;
    }
  }
  ring& get() noexcept { return ring_; }

 private:
  std::vector<std::byte> memory_;
  ring ring_;
};

using times = std::vector<std::uint64_t>;

}  // namespace

TEST_CASE("records of several rings come oldest first, up to a limit") {
  struct example {
    std::vector<times> rings;
    times read;
    times left;  ///< the oldest of what each ring still holds; 0: nothing
  };
  const auto given = GENERATE(values<example>({
      {{}, {}, {}},
      {{{}}, {}, {0}},
      {{{1, 2, 3}}, {1, 2, 3}, {0}},
      {{{101}}, {}, {101}},
      {{{1, 100, 101}}, {1, 100}, {101}},
      {{{1, 4}, {2, 3}}, {1, 2, 3, 4}, {0, 0}},
      {{{5}, {}, {1, 200}, {3, 3, 9}}, {1, 3, 3, 5, 9}, {0, 0, 200, 0}},
      {{{7, 8}, {6, 9}, {5, 10}, {4, 11}, {3, 12}, {2, 13}, {1, 101}},
       {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13},
       {0, 0, 0, 0, 0, 0, 101}},
  }));
  constexpr std::uint64_t limit = 100;
  std::deque<filled_ring> rings;
  oldest_first unread;
  for (const times& t : given.rings)
    unread.add(rings.emplace_back(t).get(), limit);
  times read;
  while (!unread.empty()) {
    read.push_back(unread.front().ticks);
    unread.pop(limit);
  }
  times left;
  for (filled_ring& r : rings) {
    const record* const next = r.get().front();
    left.push_back(next != nullptr ? next->ticks : 0);
  }
  CHECK(given.read == read);
  CHECK(given.left == left);
}
