// SPDX-License-Identifier: MIT
#include "terminal.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "command.hpp"

namespace hedgerow::cli {

bool write_out(std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(STDOUT_FILENO, text.data(), text.size());
    if (n > 0) {
      text.remove_prefix(static_cast<std::size_t>(n));
    } else if (errno == EPIPE) {
      return false;
    } else if (errno != EINTR) {
      throw usage_error(std::string("standard output cannot be written: ") + std::strerror(errno));
    }
  }
  return true;
}

void say(std::string_view text) {
  std::fprintf(stderr, "hedgerow: %.*s\n", static_cast<int>(text.size()), text.data());
}

bool colors_wanted() {
  if (isatty(STDOUT_FILENO) == 0) return false;
  if (const char* no = std::getenv("NO_COLOR"); no != nullptr && *no != '\0') return false;
  const char* term = std::getenv("TERM");
  return term == nullptr || std::strcmp(term, "dumb") != 0;
}

std::string grouped(std::uint64_t n) {
  std::string out = std::to_string(n);
  for (std::size_t at = out.size(); at > 3;) {
    at -= 3;
    out.insert(at, 1, ',');
  }
  return out;
}

std::string table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], row[i].size());
  }
  std::string out;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += row[i];
      if (i + 1 < row.size()) line.append(widths[i] - row[i].size() + 2, ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

progress::progress(std::string what)
    : what_(std::move(what)),
      wanted_(isatty(STDERR_FILENO) != 0 && isatty(STDOUT_FILENO) == 0),
      next_(clock::now() + std::chrono::seconds(1)) {}

progress::~progress() {
  if (shown_) std::fputs("\r\x1b[K", stderr);
}

void progress::show(std::uint64_t bytes, std::uint64_t total, std::uint64_t lines) {
  if (!wanted_ || clock::now() < next_) return;
  next_ = clock::now() + std::chrono::milliseconds(200);
  shown_ = true;
  const std::string share =
      total > 0 ? " (" + std::to_string(std::min<std::uint64_t>(100, bytes * 100 / total)) + " %)"
                : "";
  std::fprintf(stderr, "\r\x1b[Khedgerow: %s: %s MiB%s, %s lines", what_.c_str(),
               grouped(bytes >> 20).c_str(), share.c_str(), grouped(lines).c_str());
  std::fflush(stderr);
}

}  // namespace hedgerow::cli
