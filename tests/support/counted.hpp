// SPDX-License-Identifier: MIT
/// @file
/// What threads that count have logged: thread `t` logs i=0, i=1, ..., each with the field t.
#pragma once

#include <cstdio>
#include <map>
#include <numeric>
#include <string>
#include <vector>

namespace hedgerow::test {

/// thread -> its numbers, in the order of the lines
using counted = std::map<int, std::vector<int>>;

/// `lines` are of logfmt, where i stands right behind t.
inline counted counted_in(const std::vector<std::string>& lines) {
  counted seen;
  for (const std::string& line : lines) {
    int t = -1;
    int i = -1;
    const auto at = line.find(" t=");
    if (at != line.npos && std::sscanf(line.c_str() + at, " t=%d i=%d", &t, &i) == 2)
      seen[t].push_back(i);
  }
  return seen;
}

/// Nothing lost, nothing twice, all in order.
inline counted all_counted(int threads, std::size_t events) {
  std::vector<int> all(events);
  std::iota(all.begin(), all.end(), 0);
  counted out;
  for (int t = 0; t < threads; ++t)
    out[t] = all;
  return out;
}

}  // namespace hedgerow::test
