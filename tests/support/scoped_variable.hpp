// SPDX-License-Identifier: MIT
/// @file
/// An environment variable for the time of a scope.
#pragma once

#include <cstdlib>
#include <string>

namespace hedgerow::test {

class scoped_variable {
 public:
  scoped_variable(std::string name, const std::string& text) : name_(std::move(name)) {
    setenv(name_.c_str(), text.c_str(), 1);
  }
  scoped_variable(const scoped_variable&) = delete;
  scoped_variable& operator=(const scoped_variable&) = delete;
  ~scoped_variable() { unsetenv(name_.c_str()); }

 private:
  std::string name_;
};

}  // namespace hedgerow::test
