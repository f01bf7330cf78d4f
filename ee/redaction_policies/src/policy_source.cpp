// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "policy_source.hpp"

#include <filesystem>

#include "pack.hpp"
#include "policy_reader.hpp"

namespace hedgerow::policies {

file_stamps::file_stamps(const std::vector<std::string>& files) {
  const auto nanoseconds = [](const timespec& t) {
    return std::int64_t(t.tv_sec) * 1'000'000'000 + t.tv_nsec;
  };
  for (const auto& file : files) {
    struct stat found {};
    if (::stat(file.c_str(), &found) == 0)
      stamps_.push_back({true, found.st_dev, found.st_ino, found.st_size,
                         nanoseconds(found.st_mtim), nanoseconds(found.st_ctim)});
    else
      stamps_.emplace_back();
  }
}

policy_source::policy_source(const std::vector<std::string>& names) {
  for (const auto& name : names) {
    std::error_code error;
    const bool is_file = find_pack(name) == nullptr && is_policy_file(name);
    const auto path =
        is_file ? std::filesystem::absolute(name, error) : std::filesystem::path(name);
    names_.push_back(error ? name : path.string());
    if (is_file) files_.push_back(names_.back());
  }
}

policy_source::reading policy_source::read() {
  // Stamps come first: what is written while it is being read is seen as a change the next time.
  // Which key files there are is only known after reading: then all is read once more.
  constexpr int most_rounds = 3;
  reading all;
  for (int round = 0; round < most_rounds; ++round) {
    read_ = file_stamps(files_);
    all = reading();
    auto before = std::move(files_);
    files_.clear();
    for (const auto& name : names_) {
      auto one = find_policy(name);
      if (find_pack(name) == nullptr && is_policy_file(name)) files_.push_back(name);
      files_.insert(files_.end(), one.read.key_files.begin(), one.read.key_files.end());
      all.policies.push_back(std::move(one.read));
      all.problems.insert(all.problems.end(), one.problems.begin(), one.problems.end());
    }
    if (files_ == before) break;
  }
  return all;
}

bool policy_source::has_changed() const {
  return !(file_stamps(files_) == read_);
}

std::string summary_of(const std::vector<problem>& problems) {
  if (problems.empty()) return {};
  auto text = problems.front().str();
  if (const auto more = problems.size() - 1; more > 0)
    text += " (and " + std::to_string(more) + " more: hedgerow policy check)";
  return text;
}

}  // namespace hedgerow::policies
