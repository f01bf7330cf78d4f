// SPDX-License-Identifier: MIT
// Any bytes pass the gate without a fault, and passing it twice changes nothing. The short cuts of
// the scan say what the scan says, and with each way to classify bytes it finds the same.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "gate/gate.hpp"
#include "gate/scan/classify.hpp"
#include "gate/scan/scan.hpp"

namespace {

using namespace hedgerow::internal;

void must(bool holds) {
  if (!holds) std::abort();
}

/// All that this machine has.
std::vector<classifier> all_classifiers() {
  std::vector<classifier> ways{classify_portably, best_classifier()};
#if defined(__x86_64__)
  ways.push_back(classify_sse2);
#endif
  return ways;
}

std::vector<finding> found_by(classifier by, std::string_view text) {
  arena memory;
  examination e(text, memory);
  scan(e, by);
  return {e.found().begin(), e.found().end()};
}

bool same(const std::vector<finding>& a, const std::vector<finding>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const finding& x, const finding& y) {
    return x.begin == y.begin && x.end == y.end && x.label == y.label;
  });
}

void check_classifiers(std::string_view text) {
  static const std::vector<classifier> ways = all_classifiers();
  std::string blocks(text);
  blocks.resize((text.size() + block_size - 1) / block_size * block_size, '\0');
  const std::size_t count = blocks.size() / block_size;
  std::vector<block_masks> first(count);
  ways[0](blocks.data(), count, first.data());
  const std::vector<finding> found = found_by(ways[0], text);
  for (std::size_t i = 1; i < ways.size(); ++i) {
    std::vector<block_masks> other(count);
    ways[i](blocks.data(), count, other.data());
    must(count == 0 || std::memcmp(first.data(), other.data(), count * sizeof first[0]) == 0);
    must(same(found, found_by(ways[i], text)));
  }
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
