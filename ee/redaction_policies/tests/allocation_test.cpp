// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
// A value that nothing is found in costs no memory.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <new>

#include "support.hpp"

namespace {
thread_local std::size_t allocations = 0;
}

void* operator new(std::size_t size) {
  ++allocations;
  if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(size == 0 ? 1 : size);
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, const std::nothrow_t&) noexcept {
  std::free(memory);
}

using namespace policy_tests;

TEST_CASE("redacting allocates nothing when nothing is found") {
  auto set = set_of({R"({"version": 1, "name": "t", "rules": [
      {"name": "session", "when": {"keys": ["*session*"], "paths": ["request.**"]}, "action": "remove"},
      {"name": "mail", "detect": ["email"], "except": [{"values": ["*@example.org"]}],
       "action": {"mask": {"keep_last": 4}}}]})",
                     "secrets", "pci", "hipaa", "gdpr", "core"});
  place where;
  std::string out;
  constexpr std::string_view texts[] = {
      "2026-11-22 10:13:41 [main] INFO watcher - phone desk: account number is not known",
      "npi dob key=value token (1) 12-34 https://example.org/a?b=c#d mail x@y", "ok"};
  std::size_t used = 0;
  for (int round = 0; round < 2; ++round) {
    used = 0;  // the first round makes the room that is kept
    for (const auto text : texts) {
      const auto before = allocations;
      where.set_names("cartTotal", "response.items.3.cartTotal");
      const auto result = set->redact(where, {text, false}, out);
      used += allocations - before;
      CHECK(outcome::unchanged == result);
    }
  }
  CHECK(0 == used);
}
