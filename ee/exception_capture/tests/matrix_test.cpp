// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// Which function threw, for every way to throw and every way to link.
#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "support/run.hpp"

namespace {

using lines = std::vector<std::string>;

/// What programs/matrix.cpp prints, without its last line.
lines all_situations() {
  return {
      "throw in main: (anonymous namespace)::throw_from_main()",
      "throw an int: (anonymous namespace)::throw_int()",
      "vector::at: (anonymous namespace)::index_vector()",
      "stoi: (anonymous namespace)::parse_number()",
#ifndef SANITIZED
      "operator new: (anonymous namespace)::allocate_too_much()",
      "opened, DEEPBIND: opened_throw",
      "opened, static libstdc++: opened_throw",
      "opened, private runtime: opened_throw",
#endif
      "bad_function_call: (anonymous namespace)::call_empty_function()",
      "linked library: linked_throw",
      "opened, plain: opened_throw",
      "opened, full RELRO: opened_throw",
      "opened, no PLT: opened_throw",
      "make_exception_ptr: (anonymous namespace)::rethrow_made()",
      "exception_ptr rethrown: (anonymous namespace)::throw_from_main()",
      "throw;: (anonymous namespace)::throw_from_main()",
      "throw copy: (anonymous namespace)::throw_copy()",
      "throw_with_nested: (anonymous namespace)::throw_outer()",
      "async: (anonymous namespace)::throw_int()",
      "thread: (anonymous namespace)::throw_int()",
  };
}

lines run_matrix(const std::string& name) {
  return capture_test::run(CAPTURE_PROGRAMS "/matrix_" + name +
                           " " CAPTURE_PLUGIN " " CAPTURE_PROGRAMS);
}

}  // namespace

TEST_CASE("Every throw is traced to the function that threw, however the program is linked") {
  const std::string name = GENERATE(as<std::string>(), "normal", "relro", "no_plt"
#ifndef SANITIZED
                                    ,
                                    "static_libstdcxx", "private_runtime"
#endif
  );
  CAPTURE(name);
  lines told = run_matrix(name);
  const std::string description = told.back();
  told.pop_back();
  CHECK(all_situations() == told);
  CHECK(description.starts_with("throw site on: "));
  CHECK(description.find("not covered") == std::string::npos);
}

#ifndef SANITIZED
TEST_CASE("A non-PIE program loses only what a private runtime throws in a library") {
  lines expected = all_situations();
  std::replace(expected.begin(), expected.end(),
               std::string("opened, private runtime: opened_throw"),
               std::string("opened, private runtime: "));
  lines told = run_matrix("no_pie");
  told.pop_back();
  CHECK(expected == told);
}

TEST_CASE("A non-PIE program with a C++ runtime of its own is said to be out of reach") {
  const std::string description = run_matrix("no_pie_private_runtime").back();
  const std::size_t at = description.find("; not covered");
  REQUIRE(at != std::string::npos);
  CHECK("; not covered (linked non-PIE with a C++ runtime of its own; link it as PIE): "
        "/proc/self/exe" == description.substr(at));
}

TEST_CASE("A bad_alloc is traced when it is the thread's first throw and malloc has nothing left") {
  CHECK(lines{"run_out()"} == capture_test::run(CAPTURE_PROGRAMS "/out_of_memory " CAPTURE_PLUGIN));
}
#endif
