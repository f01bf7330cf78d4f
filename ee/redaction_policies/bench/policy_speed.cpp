// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// How fast all packs together go over a text, in MB/s, best of some rounds: lines of a log, and
/// texts of one piece again and again that are meant to hurt, at two lengths. Where the second is
/// much slower a byte than the first, the work is not linear. `policy_speed [bytes]`, 262144 when
/// not said.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <sodium.h>

#include "pack.hpp"
#include "policy.hpp"
#include "policy_set.hpp"

namespace {

using namespace hedgerow::policies;

std::string again_and_again(std::string_view piece, std::size_t size) {
  std::string text;
  while (text.size() < size)
    text += piece;
  text.resize(size);
  return text;
}

double megabytes_a_second(policy_set& set, std::string_view text) {
  constexpr int rounds = 5;
  using clock = std::chrono::steady_clock;
  std::string out;
  auto best = clock::duration::max();
  for (int i = 0; i < rounds; ++i) {
    const auto begin = clock::now();
    set.redact({}, {text, false}, out);
    best = std::min(best, clock::now() - begin);
  }
  return double(text.size()) / std::chrono::duration<double, std::micro>(best).count();
}

constexpr std::string_view pieces[] = {
    "2026-11-22 10:13:41.123 [main] INFO  LogWatcher - 17 requests of 4096 bytes in 12.5 ms\n",
    "level=info logger=shop.cart event=cart_paid order=7f3a91c2 items=3 total=19.90 took_ms=12\n",
    "aaa",
    "1-1-",
    "a.a.",
    "a@a@",
    "password=password=",
    "://://",
    "ab:ab:",
    "(1",
    "1 ",
    "+1",
    "a1",
    "npi ",
    "dob dob ",
    "key ",
    "phone phone ",
    "account number 1 ",
    "patient name is ",
    "AccountKey=",
    "https://",
    "[redacted:",
    "[enc:k:",
};

}  // namespace

int main(int argc, char** argv) {
  const auto size = argc > 1 ? std::size_t(std::strtoull(argv[1], nullptr, 10)) : 262'144;
  if (size == 0 || sodium_init() < 0) return 2;
  std::vector<policy> policies;
  for (const auto& one : packs())
    policies.push_back(policy_of(one));
  policy_set set(std::move(policies));
  std::printf("%-26s %10s %10s  MB/s at %zu and %zu bytes\n", "text", "short", "long", size / 16,
              size);
  for (const auto piece : pieces)
    std::printf("%-26.*s %10.1f %10.1f\n", int(std::min<std::size_t>(piece.size() - 1, 25)) + 1,
                piece.data(), megabytes_a_second(set, again_and_again(piece, size / 16)),
                megabytes_a_second(set, again_and_again(piece, size)));
}
