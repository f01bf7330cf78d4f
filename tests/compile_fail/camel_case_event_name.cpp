// SPDX-License-Identifier: MIT
// expect: an_event_name_is_snake_case_and_not_prose
#include <hedgerow/hedgerow.hpp>

#ifdef CORRECTED
void use(const hedgerow::logger& log) {
  log.info("payment.failed_twice");
}
#else
void use(const hedgerow::logger& log) {
  log.info("paymentFailed");
}
#endif
