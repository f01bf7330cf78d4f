// SPDX-License-Identifier: MIT
#include "gate/clean_sentence.hpp"

#include "gate/gate.hpp"

namespace hedgerow::internal {

std::string clean_sentence(std::string_view text) {
  arena memory;
  gate rules;
  return std::string(rules.pass_text(text, memory).view());
}

}  // namespace hedgerow::internal
