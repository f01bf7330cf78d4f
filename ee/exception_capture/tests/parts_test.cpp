// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// The parts that need no throw.
#include <catch2/catch.hpp>

#include <array>
#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "function_name.hpp"
#include "image_map.hpp"
#include "in_app.hpp"
#include "lru_cache.hpp"
#include "trace_store.hpp"

using namespace hedgerow::exception_capture;

TEST_CASE("A symbol's name becomes the function's") {
  using row = std::pair<std::string, std::string>;
  const auto [symbol, function] = GENERATE(values<row>({
      {"_ZN5sites9cold_partEi", "sites::cold_part(int)"},
      {"_ZN5sites9cold_partEi.cold", "sites::cold_part(int)"},
      {"_ZN5sites9cold_partEi.part.0.cold", "sites::cold_part(int)"},
      {"_ZN5sites9cold_partEi.constprop.3.isra.1", "sites::cold_part(int)"},
      {"main", "main"},
      {"main.cold", "main"},
      {"i", "i"},  // a C function, not the type int
      {"a.b", "a.b"},
      {"", ""},
  }));
  CHECK(function == function_name(symbol.c_str()));
}

TEST_CASE("Whose code a frame is follows from its source, its object and its name") {
  struct row {
    std::string function;
    std::string file;
    std::string object;
    bool in_app;
  };
  const auto r = GENERATE(values<row>({
      {"pay(int)", "src/pay.cpp", "/opt/shop/bin/shop", true},
      {"pay(int)", "", "/opt/shop/bin/shop", true},
      {"", "", "/opt/shop/lib/libpay.so", true},
      {"pay(int)", "src/pay.cpp", "/usr/bin/shop", true},
      {"std::vector<int>::at(unsigned long)", "/usr/include/c++/12/bits/stl_vector.h",
       "/opt/shop/bin/shop", false},
      {"std::vector<int>::at(unsigned long)", "", "/opt/shop/bin/shop", false},
      {"_start", "", "/opt/shop/bin/shop", false},
      {"_mm_pause", "/usr/lib/gcc/x86_64-linux-gnu/12/include/xmmintrin.h", "/opt/shop/bin/shop",
       false},
      {"sqlite3_step", "", "/usr/lib/x86_64-linux-gnu/libsqlite3.so.0", false},
      {"inflate", "zlib/inflate.c", "/lib/x86_64-linux-gnu/libz.so.1", false},
      {"std::__throw_bad_cast()", "../../src/libstdc++-v3/src/c++11/functexcept.cc",
       "/opt/shop/bin/shop", false},
      {"anything", "anything.cc", "/opt/shop/lib/libstdc++.so.6", false},
      {"", "", "", false},
  }));
  CAPTURE(r.function, r.file, r.object);
  source_frame frame;
  frame.function = r.function;
  frame.file = r.file;
  CHECK(r.in_app == is_in_app(frame, r.object));
}

TEST_CASE("The cache forgets what was asked for longest ago") {
  lru_cache<int, std::string> cache(2);
  std::vector<int> made;
  const auto ask = [&](int key) {
    return cache.get(key, [&] {
      made.push_back(key);
      return std::to_string(key);
    });
  };
  for (int key : {1, 2, 1, 3, 1, 2})
    CHECK(std::to_string(key) == ask(key));
  CHECK(std::vector<int>{1, 2, 3, 2} == made);
}

TEST_CASE("A trace is read with its own token and object only, and as far as there is room") {
  static trace_store store;
  const int object = 0;
  const int other = 0;
  const std::vector<std::uint64_t> trace{11, 22, 33};
  const std::uint64_t token = store.keep(&object, trace);
  std::vector<std::uint64_t> out(5);
  REQUIRE(3 == store.read(token, &object, out));
  CHECK(std::vector<std::uint64_t>{11, 22, 33, 0, 0} == out);
  CHECK(0 == store.read(token, &other, out));
  CHECK(0 == store.read(token + 2, &object, out));
  CHECK(2 == store.read(token, &object, std::span(out).first(2)));
}

TEST_CASE("A trace that is overwritten while it is read is not given") {
  static trace_store store;
  static const int object = 0;
  constexpr std::uint64_t rounds = 300000;
  static std::array<std::atomic<std::uint64_t>, trace_store::traces> tokens;
  std::atomic<std::uint64_t> written{0};
  std::thread writer([&] {
    for (std::uint64_t i = 0; i < rounds; ++i) {
      std::array<std::uint64_t, trace_store::depth> trace;
      trace.fill(i);
      tokens[i % tokens.size()] = store.keep(&object, trace);
      written = i + 1;
    }
  });
  std::uint64_t mixed = 0;
  while (written < rounds) {
    const std::uint64_t next_to_go = tokens[written % tokens.size()];
    std::array<std::uint64_t, trace_store::depth> trace;
    const std::uint32_t count = store.read(next_to_go, &object, trace);
    for (std::uint32_t i = 1; i < count; ++i)
      mixed += trace[i] != trace[0];
  }
  writer.join();
  CHECK(0 == mixed);
}

TEST_CASE("The image of an address in this program is this program") {
  image_map images;
  images.refresh();
  static const int here = 0;
  const image* found = images.find(reinterpret_cast<std::uint64_t>(&here));
  REQUIRE(found != nullptr);
  CHECK(found->file.ends_with("/exception_capture_tests"));
  CHECK("/proc/self/exe" == found->open_as);
  CHECK(40 == found->build_id.size());
  CHECK(nullptr == images.find(0));
}
