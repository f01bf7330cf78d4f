// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "audit_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>

#include <nlohmann/json.hpp>

namespace hedgerow::policies {

namespace {

std::string iso_time(std::chrono::system_clock::time_point when) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(when);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[32];
  const auto size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return {text, size};
}

bool write_all(int fd, std::string_view text) noexcept {
  while (!text.empty()) {
    const ssize_t n = ::write(fd, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    text.remove_prefix(std::size_t(n));
  }
  return true;
}

}  // namespace

std::string audit_json(const std::vector<audit::line>& lines,
                       std::chrono::system_clock::time_point since,
                       std::chrono::system_clock::time_point until) {
  nlohmann::ordered_json all{{"since", iso_time(since)},
                             {"until", iso_time(until)},
                             {"rules", nlohmann::ordered_json::array()}};
  for (const auto& one : lines)
    all["rules"].push_back({{"rule", one.rule},
                            {"events", one.events},
                            {"reports", one.reports},
                            {"dry_run_events", one.dry_run_events},
                            {"dry_run_reports", one.dry_run_reports}});
  return all.dump() + "\n";
}

std::string write_whole(const std::string& file, const std::string& text) {
  const auto fresh = file + ".new";
  const auto failed = [&](const char* what) {
    return std::string(what) + " " + fresh + ": " + std::strerror(errno);
  };
  const int fd = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0640);
  if (fd < 0) return failed("cannot open");
  const bool written = write_all(fd, text);
  if (!written) {
    auto why = failed("cannot write");
    ::close(fd);
    ::unlink(fresh.c_str());
    return why;
  }
  ::close(fd);
  if (std::rename(fresh.c_str(), file.c_str()) == 0) return {};
  auto why = failed("cannot rename");
  ::unlink(fresh.c_str());
  return why;
}

}  // namespace hedgerow::policies
