// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// What the tests share: text through packs and policies, and a folder for files.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <sodium.h>

#include "policy_reader.hpp"
#include "policy_set.hpp"

namespace policy_tests {

using namespace hedgerow::policies;

/// A folder of its own, gone with the object.
class temporary_folder {
 public:
  temporary_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "policies-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~temporary_folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  /// Writes a file, which only its owner can read, and gives its path.
  std::string file(const std::string& name, std::string_view content) const {
    const auto path = path_ / name;
    std::ofstream(path, std::ios::binary) << content;
    std::filesystem::permissions(path, std::filesystem::perms(0600));
    return path.string();
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline constexpr std::string_view key_digits =
    "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n";

inline std::string problems_of(const policy_result& result) {
  std::string all;
  for (const auto& one : result.problems)
    all += one.str() + "\n";
  return all;
}

/// Packs by name, or texts of policy files.
inline std::unique_ptr<policy_set> set_of(const std::vector<std::string>& policies,
                                          const std::string& file = "p.json") {
  if (sodium_init() < 0) throw std::runtime_error("libsodium could not be set up");
  std::vector<policy> read;
  for (const auto& one : policies) {
    auto result = one.starts_with("{") ? read_policy(one, file) : find_policy(one);
    if (!result.problems.empty()) throw std::runtime_error(problems_of(result));
    read.push_back(std::move(result.read));
  }
  return std::make_unique<policy_set>(std::move(read));
}

inline place at_key(std::string_view key, std::string_view path = {}) {
  place where;
  where.key = key;
  where.path = path.empty() ? key : path;
  where.set_names(where.key, where.path);
  return where;
}

/// The text after redaction; "(dropped)" when the event is to go.
inline std::string redacted(policy_set& set, std::string_view text, const place& where = {}) {
  std::string out;
  switch (set.redact(where, {text, false}, out)) {
  case outcome::unchanged:
    return std::string(text);
  case outcome::replaced:
    return out;
  case outcome::dropped:
    break;
  }
  return "(dropped)";
}

inline std::string redacted(const std::vector<std::string>& policies, std::string_view text,
                            const place& where = {}) {
  auto set = set_of(policies);
  return redacted(*set, text, where);
}

}  // namespace policy_tests
