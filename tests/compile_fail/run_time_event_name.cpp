// SPDX-License-Identifier: MIT
// expect: event_name
#include <string>

#include <hedgerow/hedgerow.hpp>

using namespace hedgerow::literals;

#ifdef CORRECTED
void use(const hedgerow::logger& log, const std::string& name) {
  log.info("paid", "what"_k = name);
}
#else
void use(const hedgerow::logger& log, const std::string& name) {
  log.info(name, "what"_k = name);
}
#endif
