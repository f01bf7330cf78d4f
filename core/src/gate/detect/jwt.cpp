// SPDX-License-Identifier: MIT
// JSON Web Tokens; and JSON in base64, which is looked into.
#include "gate/detect/detector.hpp"
#include "gate/scan/chars.hpp"
#include "gate/scan/coding.hpp"
#include "gate/scan/scan.hpp"

namespace hedgerow::internal {

namespace {

constexpr std::size_t shortest_part = 4;
constexpr std::size_t shortest_header = 10;
constexpr int most_codings = 2;

}  // namespace

void find_jwt(examination& e, std::size_t from) {
  if (from < e.decoded_to()) return;
  const std::string_view text = e.text();
  static constexpr byte_set part_char = chars::base64url.with("+/=");
  std::size_t end = skip(text, from, part_char);
  if (text.substr(from, 3) == "eyJ" && end - from >= shortest_header && at(text, end) == '.') {
    // Three parts, or two where the signature was left out, or five where it is encrypted.
    std::size_t jwt_end = skip(text, end + 1, part_char);
    if (jwt_end - end > shortest_part) {
      for (int part = 2; part < 5 && at(text, jwt_end) == '.'; ++part)
        jwt_end = skip(text, jwt_end + 1, part_char);
      return e.report(from, jwt_end, "jwt");
    }
  }
  e.decoded(end);
  if (e.depth() < most_codings && holds_encoded_secret(text.substr(from, end - from), e))
    e.report(from, end, "encoded_secret");
}

}  // namespace hedgerow::internal
