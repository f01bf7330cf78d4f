// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Which ELF object an address lies in, also when the object has been closed since.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace hedgerow::exception_capture {

struct image {
  std::uint64_t begin = 0;  ///< load base: bias + lowest PT_LOAD address
  std::uint64_t end = 0;
  std::uint64_t bias = 0;  ///< what the dynamic linker added to the file's addresses
  std::string file;        ///< absolute path
  std::string open_as;     ///< the path to read it by
  std::string build_id;    ///< hex, from memory; empty when there is none

  bool operator==(const image&) const = default;
};

class image_map {
 public:
  /// Looks at the loaded objects again if any was loaded or closed since.
  void refresh();
  /// Null when the address lies in no object that refresh() has ever seen. Valid until then.
  const image* find(std::uint64_t address) const noexcept;

 private:
  static constexpr std::size_t most_closed = 64;
  std::uint64_t generation_ = 0;
  std::vector<image> loaded_;
  std::deque<image> closed_;  ///< latest first
};

}  // namespace hedgerow::exception_capture
