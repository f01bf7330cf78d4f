// SPDX-License-Identifier: MIT
#include "support/approved.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <vector>

#include "support/temporary_folder.hpp"

namespace hedgerow::test {
namespace {

namespace fs = std::filesystem;

fs::path folder() {
  return fs::path(HEDGEROW_TEST_DIR) / "snapshot" / "approved";
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    lines.push_back(text.substr(0, end + 1));
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::string marked(char mark, std::string_view line) {
  std::string out{mark, ' '};
  out += line;
  if (!line.ends_with('\n')) out += "\\ no line end here\n";
  return out;
}

/// The lines of both, what they share once: the longest common subsequence, as diff shows it.
std::string diff(std::string_view approved, std::string_view received) {
  const auto a = lines_of(approved);
  const auto b = lines_of(received);
  std::vector<std::vector<std::size_t>> common(a.size() + 1,
                                               std::vector<std::size_t>(b.size() + 1, 0));
  for (std::size_t i = a.size(); i-- > 0;)
    for (std::size_t j = b.size(); j-- > 0;)
      common[i][j] =
          a[i] == b[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
  std::string out;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      out += marked(' ', a[i]);
      ++i;
      ++j;
    } else if (j == b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1])) {
      out += marked('-', a[i++]);
    } else {
      out += marked('+', b[j++]);
    }
  }
  return out;
}

}  // namespace

std::string difference_from_approved(std::string_view name, std::string_view text) {
  const fs::path approved = folder() / (std::string(name) + ".txt");
  const fs::path received = folder() / (std::string(name) + ".received.txt");
  const bool known = fs::exists(approved);
  const std::string expected = read_file(approved);
  if (known && expected == text) {
    fs::remove(received);
    return {};
  }
  std::ofstream out(received, std::ios::binary);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.close();
  if (!out) throw std::runtime_error("cannot write " + received.string());
  return (known ? "- approved, + received:\n" : "nothing is approved yet:\n") +
         diff(expected, text) + "to approve: scripts/approve " + std::string(name) + "\n";
}

}  // namespace hedgerow::test
