// SPDX-License-Identifier: MIT
// Any bytes pass the gate without a fault, and passing it twice changes nothing.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "gate/gate.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hedgerow::internal;
  static gate g;
  arena memory;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string_view once = g.pass_text(text, memory).view();
  if (g.pass_text(once, memory).view() != once) std::abort();
  return 0;
}
