// SPDX-License-Identifier: MIT
// expect: an_event_name_is_snake_case_and_not_prose
#include <hedgerow/hedgerow.hpp>

#ifdef CORRECTED
void use(const hedgerow::logger& log) {
  log.info("payment_failed");
}
#else
void use(const hedgerow::logger& log) {
  log.info("Payment failed for this user");
}
#endif
