// SPDX-License-Identifier: MIT
// expect: this type has no known rendering
#include <hedgerow/hedgerow.hpp>

using namespace hedgerow::literals;

#ifdef CORRECTED
void use(const hedgerow::logger& log, const int* p) {
  log.info("paid", "p"_k = *p);
}
#else
void use(const hedgerow::logger& log, const int* p) {
  log.info("paid", "p"_k = p);
}
#endif
