// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <memory>
#include <utility>
#include <vector>

#include "ring/blocks.hpp"

using namespace hedgerow::internal;

namespace {

struct provided_area {
  provided_area() { area.provide(memory.get()); }

  /// Where the run for so many blocks begins; -1 when there is no room.
  int claim(std::size_t blocks) {
    block_area::run r;
    return area.claim(blocks * block_area::block_size, r) ? static_cast<int>(r.first) : -1;
  }
  void release(std::uint32_t first, std::uint32_t count) {
    area.release(block_area::mask_of({first, count}));
  }

  std::unique_ptr<std::byte[]> memory{new std::byte[block_area::size]};
  block_area area;
};

}  // namespace

TEST_CASE("a record gets as many blocks in a row as it needs, the first that are free") {
  provided_area a;
  CHECK(0 == a.claim(1));
  CHECK(1 == a.claim(17));
  CHECK(18 == a.claim(46));
  CHECK(-1 == a.claim(1));
  a.release(1, 17);
  CHECK(-1 == a.claim(18));
  CHECK(1 == a.claim(3));
  CHECK(4 == a.claim(14));
}

TEST_CASE("all blocks can be one record, and no record is larger") {
  provided_area a;
  CHECK(-1 == a.claim(65));
  CHECK(0 == a.claim(64));
  a.release(0, 64);
  CHECK(0 == a.claim(64));
}

TEST_CASE("without memory there is no room") {
  block_area area;
  block_area::run r;
  CHECK_FALSE(area.claim(1, r));
}
