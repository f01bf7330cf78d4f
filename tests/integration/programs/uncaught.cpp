// SPDX-License-Identifier: MIT
// Logs a line, then dies of an exception that nobody catches.
#include <stdexcept>

#include <hedgerow/hedgerow.hpp>

using namespace hedgerow::literals;

int main() {
  hedgerow::init();
  hedgerow::logger("doomed").info("work_started", "job"_k = 7);
  throw std::runtime_error("the pump of planted-mail@example.com ran dry");
}
