// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Policies from files and from text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy.hpp"
#include "problem.hpp"

namespace hedgerow::policies {

struct policy_result {
  policy read;  ///< to be used only when there are no problems
  std::vector<problem> problems;
  std::vector<problem> notes;  ///< works, but slowly: which patterns and why
};

/// @param file names the text in messages; key files are looked for beside it
policy_result read_policy(std::string_view text, const std::string& file);
policy_result read_policy_file(const std::string& file);

/// Whether `name`, which is no pack, names a file.
bool is_policy_file(const std::string& name);

/// A pack when `name` is the name of one, else the file of that name.
policy_result find_policy(const std::string& name);

}  // namespace hedgerow::policies
