// SPDX-License-Identifier: MIT
#include <sys/random.h>

#include <array>
#include <chrono>
#include <random>

#include "report/capture.hpp"

namespace hedgerow::internal {
namespace {

/// From the kernel each time: a forked child must not repeat what its parent draws.
std::array<std::uint8_t, 16> random_bytes() {
  std::array<std::uint8_t, 16> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    std::random_device device;
    for (auto& b : bytes)
      b = static_cast<std::uint8_t>(device());
  }
  return bytes;
}

std::string uuid_text(const std::array<std::uint8_t, 16>& bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string out;
  out.reserve(36);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
    out += digits[bytes[i] >> 4];
    out += digits[bytes[i] & 15];
  }
  return out;
}

}  // namespace

std::string new_report_id() {
  using namespace std::chrono;
  auto bytes = random_bytes();
  const auto ms = static_cast<std::uint64_t>(
      duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count());
  for (int i = 0; i < 6; ++i)
    bytes[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | 0x70);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3F) | 0x80);
  return uuid_text(bytes);
}

}  // namespace hedgerow::internal
