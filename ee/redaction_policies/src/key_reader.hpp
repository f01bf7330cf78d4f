// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// The section "keys" of a policy, and the places that name a key of it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "policy_key.hpp"
#include "strict_json.hpp"

namespace hedgerow::policies {

/// The keys of a policy by id. What is wrong with one is told once, here, and not again by the
/// rules that use it.
class key_table {
 public:
  struct entry {
    std::shared_ptr<const policy_key> key;  ///< null: a problem was told
    std::optional<key_choice::clock::time_point> from;
  };

  /// Reads {"<id>": {"file": "...", "from": "2026-01-01"}}; files are looked for beside
  /// `policy_file`.
  void read(const strict_value& keys, const std::string& policy_file);

  /// Reads "key": an id or a list of them, a rotation. Empty after a problem.
  key_choice choose(const strict_value& action) const;

  const std::map<std::string, entry>& all() const noexcept { return keys_; }
  /// The files that were read or tried.
  const std::vector<std::string>& files() const noexcept { return files_; }

 private:
  void read_key(const std::string& id, const strict_value& one, const std::string& policy_file);
  void choose_one(const strict_value& item, key_choice& made, std::size_t& undated) const;

  std::map<std::string, entry> keys_;
  std::vector<std::string> files_;
};

}  // namespace hedgerow::policies
