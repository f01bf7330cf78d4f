// SPDX-License-Identifier: MIT
// expect: private
#include "gate/gate.hpp"

using namespace hedgerow::internal;

#ifdef CORRECTED
auto make(gate& g, const value& tree, arena& memory) {
  return g.pass_report(tree, memory);
}
#else
auto make(const value& tree) {
  return clean_report(tree);
}
#endif
