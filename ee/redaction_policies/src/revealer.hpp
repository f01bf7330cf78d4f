// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Finds encrypted values in text and puts the values themselves back, for who has the keys.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "policy.hpp"

namespace hedgerow::policies {

class revealer {
 public:
  explicit revealer(const std::vector<policy>& policies);

  /// The text with all in it revealed that can be. Of a line of JSON, the texts in it.
  std::string line(std::string_view line);

  /// What is wrong with what could not be revealed, a sentence for each key.
  const std::set<std::string>& problems() const noexcept { return problems_; }

 private:
  std::string text(std::string_view text);
  void open(std::string_view id, std::string_view base64, std::string_view mark, std::string& out);

  std::vector<std::shared_ptr<const policy_key>> keys_;
  std::set<std::string> problems_;
};

}  // namespace hedgerow::policies
