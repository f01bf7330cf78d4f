// SPDX-License-Identifier: MIT
/// @file
/// The files of processes that are gone, and who may touch them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hedgerow::internal {

/// A segment's file whose process does not live.
class dead_file {
 public:
  /// The dead files of this user in a folder, the longest dead first. Other users' files, those of
  /// living processes and those that somebody has taken are not among them. Nothing is locked: who
  /// only looks keeps nobody from recovering what is his.
  static std::vector<std::unique_ptr<dead_file>> all(const std::string& folder);

  ~dead_file();
  dead_file(const dead_file&) = delete;
  dead_file& operator=(const dead_file&) = delete;

  /// From now until this object ends nobody else can take the file. @return false: somebody else
  /// has it, or had it and removed it
  bool take() noexcept;

  const std::string& name() const noexcept { return name_; }
  std::uint64_t size() const noexcept { return size_; }
  /// Whether it was made to its end; an incomplete one is listed when it is too old to be made now.
  bool is_complete() const noexcept { return complete_; }
  /// Whether it says that it is of this service, without being mapped; of what is no segment, true.
  bool may_be_of(std::string_view service) const noexcept;
  /// The contents, mapped and fully allocated; whoever changes them has taken the file.
  /// @return empty, and `why`, when that cannot be done
  std::span<std::byte> map(std::string& why) noexcept;
  /// [taken]
  void remove() noexcept;

 private:
  dead_file() = default;

  std::string name_;
  std::string path_;
  int fd_ = -1;
  std::uint64_t size_ = 0;
  std::int64_t modified_ns_ = 0;
  bool complete_ = false;
  void* memory_ = nullptr;
};

}  // namespace hedgerow::internal
