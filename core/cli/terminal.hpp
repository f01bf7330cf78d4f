// SPDX-License-Identifier: MIT
/// @file
/// Standard output and error of the tool.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hedgerow::cli {

/// Writes all of `text` to standard output, past stdio.
/// @return false when nobody reads it any more (EPIPE). @throws usage_error on any other failure
bool write_out(std::string_view text);

/// Writes "hedgerow: <text>" to standard error.
void say(std::string_view text);

/// Whether standard output is a terminal that shows colours (NO_COLOR, TERM=dumb say no).
bool colors_wanted();

/// "1,234,567".
std::string grouped(std::uint64_t n);

/// Lines up columns; the first row is the heading, and the last column is not padded.
std::string table(const std::vector<std::vector<std::string>>& rows);

/// A line on standard error that says how far a long work is; silent where standard error is no
/// terminal, where standard output is one, and in the first second.
class progress {
 public:
  explicit progress(std::string what);
  ~progress();
  progress(const progress&) = delete;
  progress& operator=(const progress&) = delete;

  /// `total` 0: not known.
  void show(std::uint64_t bytes, std::uint64_t total, std::uint64_t lines);

 private:
  using clock = std::chrono::steady_clock;

  std::string what_;
  bool wanted_;
  bool shown_ = false;
  clock::time_point next_;
};

}  // namespace hedgerow::cli
