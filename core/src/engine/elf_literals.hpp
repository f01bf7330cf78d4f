// SPDX-License-Identifier: MIT
/// @file
/// The literals of a dead process, read from the files that its modules were loaded from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <hedgerow/key_rules.hpp>

#include "ring/segment_layout.hpp"

namespace hedgerow::internal {

/// What the dead process had at an address: as it was copied into its segment or, where it was not,
/// as a file of a module has it. Only files that are still the same count: their build id tells or,
/// without one, size and time. Remembers what it read.
class elf_literals {
 public:
  using copies = std::map<std::uint64_t, std::span<const std::byte>>;

  /// @param copied by address; must outlive this object
  elf_literals(std::vector<layout::module> modules, copies copied)
      : modules_(std::move(modules)), copies_(std::move(copied)) {}
  ~elf_literals();
  elf_literals(const elf_literals&) = delete;
  elf_literals& operator=(const elf_literals&) = delete;

  struct key {
    std::string text;  ///< empty: the key stands in the record
    key_verdict verdict;
  };

  /// A string literal; null when it cannot be read. Valid as long as this object.
  const std::string* text(std::uint64_t address);
  /// The keys of a call site; null when they cannot be read.
  const std::vector<key>* keys(std::uint64_t address);

 private:
  /// A part of a file that is loaded.
  struct part {
    std::uint64_t address;
    std::uint64_t size;
    std::uint64_t offset;
  };
  struct file {
    int fd = -1;
    std::vector<part> parts;
  };

  const file& file_of(const layout::module& m);
  /// @return how many bytes of `out` are there
  std::size_t read(std::uint64_t address, std::span<char> out);

  std::vector<layout::module> modules_;
  copies copies_;
  std::map<std::uint64_t, file> files_;  ///< by the module's start
  std::map<std::uint64_t, std::optional<std::string>> texts_;
  std::map<std::uint64_t, std::optional<std::vector<key>>> keys_;
};

}  // namespace hedgerow::internal
