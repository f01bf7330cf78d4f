// SPDX-License-Identifier: MIT
// Any bytes pass the gate without a fault, and passing it twice changes nothing. The short cuts of
// the scan say what the scan says.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>

#include "gate/gate.hpp"
#include "gate/scan/classify.hpp"
#include "gate/scan/scan.hpp"

namespace {

using namespace hedgerow::internal;

void must(bool holds) {
  if (!holds) std::abort();
}

void check_classifiers(std::string_view text) {
  char block[block_size] = {};
  std::memcpy(block, text.data(), std::min(text.size(), block_size));
  block_masks portable;
  block_masks best;
  classify_portably(block, 1, &portable);
  best_classifier()(block, 1, &best);
  must(std::memcmp(&portable, &best, sizeof best) == 0);
#if defined(__x86_64__)
  classify_sse2(block, 1, &best);
  must(std::memcmp(&portable, &best, sizeof best) == 0);
#endif
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static gate g;
  arena memory;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string_view once = g.pass_text(text, memory).view();
  must(g.pass_text(once, memory).view() == once);
  check_classifiers(text);
  if (has_no_trigger(text)) {
    examination e(text, memory);
    scan(e);
    must(e.found().empty());
  }
  return 0;
}
