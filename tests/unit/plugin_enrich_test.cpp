// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <array>

#include "support/plugin_folder.hpp"

using namespace hedgerow::internal;
using namespace hedgerow::test;

namespace {

std::string show(const frame& f) {
  return std::to_string(f.instruction_address) + " " + f.function + " " + f.file + ":" +
         std::to_string(f.line) + ":" + std::to_string(f.column) + " " + f.module + "@" +
         std::to_string(f.image_address) + "+" + std::to_string(f.symbol_address) +
         (f.in_app ? " app" : "") + (f.is_inline ? " inline" : "") +
         (f.resolved ? " resolved" : "") + (f.synthetic ? " synthetic" : "");
}

lines show(const std::vector<frame>& frames) {
  lines all;
  for (const frame& f : frames)
    all.push_back(show(f));
  return all;
}

report thrown_from(std::initializer_list<std::uint64_t> addresses) {
  report r;
  thrown& t = r.chain.emplace_back();
  for (const std::uint64_t a : addresses)
    t.frames.emplace_back().instruction_address = a;
  return r;
}

struct enriched {
  plugin_folder folder;
  plugin_host host;
  enriched() : host(options(folder)) { host.load(); }
  static plugin_host_options options(const plugin_folder& folder) {
    folder.add("test.steered");
    return {folder.path(), {}, {}};
  }
};

}  // namespace

TEST_CASE("an enricher plugin turns raw addresses into frames and images") {
  enriched e;
  report r = thrown_from({11, 22});
  e.host.enrich(r);
  CHECK(lines{"22 function_22 a.cpp:5:6 app@1+3 app resolved",
              "11 function_11 a.cpp:5:6 app@1+3 app resolved",
              "11 inlined a.cpp:5:6 app@1+3 app inline resolved"} == show(r.chain[0].frames));
  REQUIRE(1 == r.images.size());
  CHECK("/usr/bin/app 93ac61ec5a8eb1396f9fbd350e3169a558528a40 "
        "ec61ac93-8e5a-39b1-6f9f-bd350e3169a5 1 4096" ==
        r.images[0].code_file + " " + r.images[0].code_id + " " + r.images[0].debug_id + " " +
            std::to_string(r.images[0].image_address) + " " +
            std::to_string(r.images[0].image_size));
}

TEST_CASE("an image of several exceptions is added once") {
  enriched e;
  report r = thrown_from({11});
  r.chain.push_back(thrown_from({22}).chain[0]);
  e.host.enrich(r);
  CHECK(1 == r.images.size());
}

TEST_CASE("a stack that the enricher cannot resolve stays as it was") {
  enriched e;
  report r = thrown_from({11, 200});
  e.host.enrich(r);
  CHECK(lines{"11  :0:0 @0+0 app", "200  :0:0 @0+0 app"} == show(r.chain[0].frames));
  CHECK(r.images.empty());
}

TEST_CASE("an enricher plugin tells where an exception was thrown until it is stopped") {
  enriched e;
  const throw_tracer tracer = e.host.tracer();
  std::array<std::uint64_t, 4> addresses{};
  const int object = 0;
  CHECK(2 == tracer.trace(tracer.context, &object, addresses.data(), addresses.size()));
  CHECK(std::array<std::uint64_t, 4>{11, 22, 0, 0} == addresses);
  e.host.stop(std::chrono::seconds(1));
  CHECK(0 == tracer.trace(tracer.context, &object, addresses.data(), addresses.size()));
}

TEST_CASE("without an enricher plugin there is no tracer and reports stay as they are") {
  plugin_folder folder;
  plugin_host host({folder.path(), {}, {}});
  host.load();
  CHECK(nullptr == host.tracer().trace);
  report r = thrown_from({11});
  host.enrich(r);
  CHECK(lines{"11  :0:0 @0+0 app"} == show(r.chain[0].frames));
}
