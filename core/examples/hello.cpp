// SPDX-License-Identifier: MIT
// The smallest program: three lines that log, and one exception that is captured.
#include <stdexcept>

#include <hedgerow/hedgerow.hpp>

using namespace hedgerow::literals;

int main() {
  hedgerow::init();
  const auto log = hedgerow::logger("hello");
  log.info("greeting_sent", "name"_k = "world", "password"_k = "never seen");
  try {
    throw std::runtime_error("nobody is there");
  } catch (...) {
    log.exception("greeting_failed", "name"_k = "nobody");
  }
}
