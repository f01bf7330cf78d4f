// SPDX-License-Identifier: MIT
// expect: private
#include "gate/gate.hpp"

using namespace hedgerow::internal;

#ifdef CORRECTED
auto make(gate& g, std::string_view text, arena& memory) {
  return g.pass_text(text, memory);
}
#else
auto make(std::string_view text) {
  return clean_text(text);
}
#endif
