// SPDX-License-Identifier: MIT
// expect: (no matching|constraints not satisfied)
#include <hedgerow/hedgerow.hpp>

using namespace hedgerow::literals;

#ifdef CORRECTED
void use(const hedgerow::logger& log) {
  log.info("paid", "amount"_k = 1);
}
#else
void use(const hedgerow::logger& log) {
  log.info("paid", 1);
}
#endif
