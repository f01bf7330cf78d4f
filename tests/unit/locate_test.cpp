// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <cstdlib>

#include "report/locate.hpp"

using namespace hedgerow::internal;

TEST_CASE("a debug id is the build id in the order of a GUID") {
  struct row {
    std::string build_id, debug_id;
  };
  const auto r = GENERATE(values<row>({
      {"93ac61ec5a8eb1396f9fbd350e3169a558528a40", "ec61ac93-8e5a-39b1-6f9f-bd350e3169a5"},
      {"de18048d3c82a23015eab4c7e322bfa1af8d1e87", "8d0418de-823c-30a2-15ea-b4c7e322bfa1"},
      {"0102030405060708", "04030201-0605-0807-0000-000000000000"},
      {"", ""},
      {"123", ""},
      {"zz", ""},
  }));
  CHECK(r.debug_id == debug_id_of(r.build_id));
}

TEST_CASE("code of the system's libraries and start-up code is not the application's") {
  struct row {
    std::string object, function;
    bool in_app;
  };
  const auto r = GENERATE(values<row>({
      {"/srv/app/service", "handler()", true},
      {"/srv/app/libpricing.so", "", true},
      {"/usr/libexec/service", "handler()", true},
      {"/srv/app/service", "_start", false},
      {"/srv/app/service", "std::vector<int>::at(unsigned long) const", false},
      {"/lib/x86_64-linux-gnu/libc.so.6", "qsort", false},
      {"/usr/lib/x86_64-linux-gnu/libstdc++.so.6", "", false},
      {"/opt/toolchain/lib64/libstdc++.so.6", "", false},
      {"/srv/app/libhedgerow.so.1", "", false},
  }));
  CHECK(r.in_app == is_app_code(r.object, r.function));
}

TEST_CASE("raw addresses become frames with their object, outermost first") {
  report r;
  thrown t;
  frame throw_site;
  throw_site.instruction_address = reinterpret_cast<std::uint64_t>(&std::abort) + 1;
  frame nowhere;
  nowhere.instruction_address = 0x10;
  t.frames = {throw_site, nowhere};
  r.chain.push_back(t);
  frame_locator().locate(r);

  const auto& frames = r.chain.at(0).frames;
  CHECK(0x10 == frames.at(0).instruction_address);
  CHECK(frames.at(0).module.empty());
  CHECK("abort" == frames.at(1).function);
  CHECK("libc.so.6" == frames.at(1).module);
  CHECK("libc.so.6" == frames.at(1).file);
  CHECK_FALSE(frames.at(1).in_app);
  REQUIRE(1 == r.images.size());
  CHECK(frames.at(1).image_address == r.images[0].image_address);
  CHECK(r.images[0].debug_id == debug_id_of(r.images[0].code_id));
  CHECK(r.images[0].image_address + r.images[0].image_size > throw_site.instruction_address);
}

TEST_CASE("frames that are resolved already stay as they are") {
  report r;
  thrown t;
  frame resolved;
  resolved.instruction_address = reinterpret_cast<std::uint64_t>(&std::abort) + 1;
  resolved.function = "checkout()";
  resolved.resolved = true;
  frame outer = resolved;
  outer.function = "main";
  t.frames = {outer, resolved};
  r.chain.push_back(t);
  frame_locator().locate(r);
  CHECK("main" == r.chain[0].frames[0].function);
  CHECK("checkout()" == r.chain[0].frames[1].function);
  CHECK(r.images.empty());
}

TEST_CASE("the place of a capture is one synthetic frame in the program itself") {
  report r;
  thrown t;
  t.frames = {capture_site(__builtin_return_address(0))};
  r.chain.push_back(t);
  frame_locator().locate(r);
  CHECK(r.chain[0].frames[0].synthetic);
  CHECK("hedgerow_unit_tests" == r.chain[0].frames[0].module);
  CHECK(r.chain[0].frames[0].image_address != 0);
}
