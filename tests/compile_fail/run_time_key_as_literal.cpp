// SPDX-License-Identifier: MIT
// expect: fixed_string
#include <hedgerow/hedgerow.hpp>

#ifdef CORRECTED
void use(const hedgerow::logger& log, const char* name) {
  log.info("paid", hedgerow::field(name, 1));
}
#else
void use(const hedgerow::logger& log, const char* name) {
  log.info("paid", hedgerow::key<name>{} = 1);
}
#endif
