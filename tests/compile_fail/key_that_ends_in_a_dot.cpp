// SPDX-License-Identifier: MIT
// expect: a key is 1 to 100 of
#include <hedgerow/hedgerow.hpp>

using namespace hedgerow::literals;

#ifdef CORRECTED
void use(const hedgerow::logger& log) {
  log.info("paid", "order.id"_k = 1);
}
#else
void use(const hedgerow::logger& log) {
  log.info("paid", "order."_k = 1);
}
#endif
