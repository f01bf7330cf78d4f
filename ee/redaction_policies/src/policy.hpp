// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// A policy: rules in order, from a file or from a pack.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "action.hpp"
#include "condition.hpp"
#include "custom_detector.hpp"

namespace hedgerow::policies {

/// Values that a rule leaves alone: of the parts that are there, all must say so.
struct exemption {
  std::vector<std::string> values;                        ///< globs over the value
  std::vector<std::shared_ptr<const re2::RE2>> patterns;  ///< over all of it
  condition when;
  bool conditional = false;

  bool covers(const place& where, std::string_view value) const;
};

struct rule {
  std::string name;
  std::string about;
  condition when;
  bool conditional = false;            ///< has a "when"
  std::vector<std::string> detectors;  ///< built in
  std::vector<std::shared_ptr<const custom_detector>> customs;
  std::vector<exemption> except;
  action then;
  bool dry_run = false;  ///< what it would do is counted, and not done

  /// Without detectors a rule takes the whole value.
  bool takes_all() const noexcept { return detectors.empty() && customs.empty(); }
};

struct policy {
  std::string name;
  std::string source;  ///< "pack pci" or the path of the file
  std::string about;
  std::vector<rule> rules;
  /// "only": takes every value that the policy does not name. Comes before the rules of all
  /// policies.
  std::optional<rule> only{};
  bool receipts = false;  ///< what was done is to be shown on the event
  std::map<std::string, std::shared_ptr<const policy_key>> keys{};  ///< all that it names, by id
  std::vector<std::string> key_files{};
};

struct pack;
/// One rule for each detector of the pack, which removes.
policy policy_of(const pack& from);

}  // namespace hedgerow::policies
