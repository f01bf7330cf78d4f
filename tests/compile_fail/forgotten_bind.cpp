// SPDX-License-Identifier: MIT
// expect: (ignoring return value|unused-result)
#include <hedgerow/hedgerow.hpp>

using namespace hedgerow::literals;

#ifdef CORRECTED
hedgerow::logger use(const hedgerow::logger& log) {
  return log.bind("order_id"_k = 1);
}
#else
void use(const hedgerow::logger& log) {
  log.bind("order_id"_k = 1);
}
#endif
