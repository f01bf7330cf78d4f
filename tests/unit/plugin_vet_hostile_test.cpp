// SPDX-License-Identifier: MIT
/// @file
/// Damaged and hostile files: whatever the bytes, vetting ends in a verdict.
#include <catch2/catch.hpp>

#include <map>
#include <random>

#include "plugin/elf_note.hpp"
#include "plugin/unique_fd.hpp"
#include "support/plugin_folder.hpp"

#include <sys/mman.h>

using namespace hedgerow::internal;
using hedgerow::test::plugin_folder;

namespace {

/// "good", or the code of the refusal.
std::string vetted(const std::string& bytes) {
  const unique_fd file(::memfd_create("hostile", MFD_CLOEXEC));
  REQUIRE(static_cast<ssize_t>(bytes.size()) == ::write(file.get(), bytes.data(), bytes.size()));
  plugin_note note;
  if (const auto no = read_note(file.get(), bytes.size(), note)) {
    CHECK_FALSE(advice_for(no->code).empty());
    return std::string(no->code);
  }
  const auto no = check_note(note, "test.steered");
  return no ? std::string(no->code) : "good";
}

}  // namespace

TEST_CASE("a plugin cut short anywhere is refused") {
  const std::string good = plugin_folder::bytes_of("test.steered");
  std::map<std::string, int> verdicts;
  for (std::size_t cut = 0; cut < good.size(); cut += 1 + good.size() / 400)
    ++verdicts[vetted(good.substr(0, cut))];
  const int cuts = verdicts["not_elf"] + verdicts["truncated"];
  CHECK(std::map<std::string, int>{{"not_elf", verdicts["not_elf"]},
                                   {"truncated", cuts - verdicts["not_elf"]}} == verdicts);
  CHECK("good" == vetted(good));
}

TEST_CASE("a plugin with random bytes changed ends in a verdict") {
  const std::string good = plugin_folder::bytes_of("test.steered");
  std::mt19937 random(20'240'611);
  std::map<std::string, int> verdicts;
  int given = 0;
  for (int round = 0; round < 500; ++round) {
    std::string bytes = good;
    // The header, the segment table and the note are where a reader can be led astray.
    const std::size_t range = round % 2 == 0 ? 1024 : bytes.size();
    const int changes = 1 + round % 8;
    for (int i = 0; i < changes; ++i)
      bytes[random() % range] = static_cast<char>(random());
    ++verdicts[vetted(bytes)];
    ++given;
  }
  int sum = 0;
  for (const auto& [verdict, count] : verdicts)
    sum += count;
  CHECK(given == sum);
  // The mutations reach past the first check: they are not all told apart at the magic number.
  CHECK(verdicts.count("damaged") + verdicts.count("truncated") + verdicts.count("bad_note") == 3);
}

TEST_CASE("numbers at the edge of 64 bits do not lead out of the file") {
  const std::string good = plugin_folder::bytes_of("test.steered");
  const std::uint64_t edge = GENERATE(0u, 1u, 0x7fff'ffff'ffff'ffffu, 0x8000'0000'0000'0000u,
                                      0xffff'ffff'ffff'fff8u, 0xffff'ffff'ffff'ffffu);
  // Every 8-byte word of the header and of the segment table, one at a time.
  for (std::size_t at = 0; at + 8 <= 64 + 12 * 56; at += 8) {
    std::string bytes = good;
    std::memcpy(bytes.data() + at, &edge, sizeof edge);
    CHECK_FALSE(vetted(bytes).empty());
  }
}
