// SPDX-License-Identifier: MIT
// expect: private
#include "gate/gate.hpp"

using namespace hedgerow::internal;

#ifdef CORRECTED
auto make(gate& g, const raw_event& raw, arena& memory) {
  return g.pass(raw, memory);
}
#else
auto make(const raw_event& raw) {
  return clean_event(raw);
}
#endif
