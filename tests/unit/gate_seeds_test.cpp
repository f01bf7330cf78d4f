// SPDX-License-Identifier: MIT
// What the fuzzer starts from, and what it found, holds in every build.
#include <catch2/catch.hpp>

#include <fstream>

#include "fuzz/gate_checks.hpp"

using namespace hedgerow::test;

namespace {

/// A line of tests/fuzz/gate_seeds.txt without its escapes.
std::string unescaped(const std::string& line) {
  std::string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] != '\\' || i + 1 == line.size()) {
      out += line[i];
      continue;
    }
    const char c = line[++i];
    if (c == 'x') {
      out += static_cast<char>(std::stoi(line.substr(i + 1, 2), nullptr, 16));
      i += 2;
    } else {
      out += c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
    }
  }
  return out;
}

std::vector<std::string> seeds() {
  std::vector<std::string> all;
  std::ifstream in(std::string(HEDGEROW_TEST_DIR) + "/fuzz/gate_seeds.txt");
  for (std::string line; std::getline(in, line);)
    if (!line.empty() && line[0] != '#') all.push_back(unescaped(line));
  return all;
}

}  // namespace

TEST_CASE("what holds for any bytes holds for the seeds of the fuzzer") {
  const std::vector<std::string> all = seeds();
  REQUIRE(all.size() > 50);
  for (const std::string& seed : all) {
    CAPTURE(seed);
    CHECK("" == gate_problem(seed));
  }
}
