// SPDX-License-Identifier: MIT
#include "gate/detect/foreign_password.hpp"

namespace hedgerow::internal {

namespace {

constexpr std::string_view words[] = {
    "\xEB\xB9\x84\xEB\xB0\x80\xEB\xB2\x88\xED\x98\xB8",              // Korean: bimilbeonho
    "\xED\x8C\xA8\xEC\x8A\xA4\xEC\x9B\x8C\xEB\x93\x9C",              // paeseuwodeu
    "\xEB\xB9\x84\xEB\xB2\x88",                                      // bibeon
    "\xEC\x95\x94\xED\x98\xB8",                                      // amho
    "\xE5\xAF\x86\xE7\xA0\x81",                                      // Chinese, simplified
    "\xE5\xAF\x86\xE7\xA2\xBC",                                      // Chinese, traditional
    "\xE5\x8F\xA3\xE4\xBB\xA4",                                      // kouling
    "\xE3\x83\x91\xE3\x82\xB9\xE3\x83\xAF\xE3\x83\xBC\xE3\x83\x89",  // Japanese: pasuwaado
    "\xE6\x9A\x97\xE8\xA8\xBC\xE7\x95\xAA\xE5\x8F\xB7",              // anshou bangou
    "\xD0\xBF\xD0\xB0\xD1\x80\xD0\xBE\xD0\xBB\xD1\x8C",              // Russian: parol
    "\xD0\x9F\xD0\xB0\xD1\x80\xD0\xBE\xD0\xBB\xD1\x8C",              // Parol
    "contrase\xC3\xB1"
    "a",  // Spanish
    "Contrase\xC3\xB1"
    "a",
};

}  // namespace

std::size_t foreign_password_length(std::string_view text) noexcept {
  for (const std::string_view word : words)
    if (text.ends_with(word)) return word.size();
  return 0;
}

}  // namespace hedgerow::internal
