// SPDX-License-Identifier: MIT
/// @file
/// A folder in memory of a test's own, gone at its end: no other test sees what its processes
/// leave.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <stdexcept>
#include <string>

namespace hedgerow::test {

class memory_folder {
 public:
  memory_folder() {
    if (mkdtemp(path_.data()) == nullptr) throw std::runtime_error("mkdtemp " + path_);
  }
  memory_folder(const memory_folder&) = delete;
  memory_folder& operator=(const memory_folder&) = delete;
  ~memory_folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::string& path() const { return path_; }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(path_), {}));
  }

 private:
  std::string path_ = "/dev/shm/test-hedgerow-XXXXXX";
};

}  // namespace hedgerow::test
