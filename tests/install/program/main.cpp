// SPDX-License-Identifier: MIT
// The smallest program of a user: set up, log, capture.
#include <stdexcept>

#include <hedgerow/hedgerow.hpp>
using namespace hedgerow::literals;

int main() {
  hedgerow::init();
  auto log = hedgerow::logger("shop.orders");
  log.info("order_paid", "order_id"_k = 42);
  try {
    throw std::runtime_error("card declined by the bank");
  } catch (...) {
    log.exception("charge_failed", "order_id"_k = 42);
  }
}
