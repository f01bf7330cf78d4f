// SPDX-License-Identifier: MIT
#include "sink/unfinished.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

namespace hedgerow::internal {

namespace {

/// Other processes that append to the same file may have got in before the text, by this much.
constexpr std::size_t farthest = 16 * 1024 * 1024;

class open_file {
 public:
  explicit open_file(const std::string& path) noexcept
      : fd_(open(path.c_str(), O_RDWR | O_APPEND | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)) {
    if (fd_ >= 0 && (fstat(fd_, &is_) != 0 || !S_ISREG(is_.st_mode))) {
      close(fd_);
      fd_ = -1;
    }
  }
  ~open_file() {
    if (fd_ >= 0) close(fd_);
  }
  open_file(const open_file&) = delete;
  open_file& operator=(const open_file&) = delete;

  explicit operator bool() const noexcept { return fd_ >= 0; }
  bool is(const unfinished_text& t) const noexcept {
    return fd_ >= 0 && is_.st_dev == t.device && is_.st_ino == t.inode;
  }
  std::string read_from(std::uint64_t offset) const {
    const auto size = static_cast<std::uint64_t>(is_.st_size);
    std::string out(offset < size ? std::min<std::uint64_t>(size - offset, farthest) : 0, '\0');
    const ssize_t n = pread(fd_, out.data(), out.size(), static_cast<off_t>(offset));
    out.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
    return out;
  }
  bool append(std::string_view text) const noexcept {
    while (!text.empty()) {
      const ssize_t n = write(fd_, text.data(), text.size());
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return false;
      text.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
  }

 private:
  int fd_;
  struct stat is_ {};
};

/// How much of the text is in what the file has had since, and what follows it there.
struct found {
  std::size_t there = 0;
  bool at_end = true;    ///< nothing follows
  bool new_line = true;  ///< the file ends with a line, or is empty
};

found look_for(std::string_view text, std::string_view since) {
  const auto common = [&](std::string_view from) {
    return static_cast<std::size_t>(
        std::mismatch(text.begin(), text.end(), from.begin(), from.end()).first - text.begin());
  };
  const std::string_view first_line = text.substr(0, text.find('\n') + 1);
  found f;
  f.new_line = since.empty() || since.back() == '\n';
  std::size_t at = 0;
  f.there = common(since);
  // Less than a line in common, and more behind it: these are the lines of somebody else.
  if (f.there < first_line.size() && f.there < since.size()) {
    at = since.find(first_line);
    f.there = at != std::string_view::npos ? common(since.substr(at)) : 0;
  }
  f.at_end = f.there > 0 ? at + f.there == since.size() : f.new_line;
  return f;
}

/// The missing rest as it is to be appended, gated line by line.
std::string rest_of(std::string_view text, const found& f, gate& passage) {
  arena memory;
  std::string out;
  std::size_t at = f.there;
  const auto gated = [&](std::string_view line) {
    memory.reset();
    return std::string(passage.pass_text(line, memory).view());
  };
  const std::size_t line_begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
  if (line_begin < at || !f.new_line) {  // a line is torn, this or somebody else's
    const std::size_t line_end = text.find('\n', at);
    const std::string_view line = text.substr(line_begin, line_end - line_begin);
    const std::string clean = gated(line);
    if (f.at_end && line_begin < at && clean == line)
      out = line.substr(at - line_begin);
    else  // the torn line cannot be completed: it comes again, whole
      out = (f.new_line ? "" : "\n") + clean;
    out += '\n';
    at = line_end == std::string_view::npos ? text.size() : line_end + 1;
  }
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out += gated(text.substr(at, end - at));
    out += '\n';
    at = end + 1;
  }
  return out;
}

finish_result finish_in(const open_file& file, std::uint64_t offset, const unfinished_text& t,
                        gate& passage, bool look_only) {
  finish_result r;
  const found f = look_for(t.text, file.read_from(offset));
  r.finished = f.there == t.text.size();
  if (r.finished) return r;
  const std::string rest = rest_of(t.text, f, passage);
  r.added = rest.size();
  r.finished = look_only || file.append(rest);
  if (!r.finished) r.why = t.path + ": " + std::strerror(errno);
  return r;
}

/// The file's path after it was renamed within its folder; empty when it is not there.
std::string renamed(const unfinished_text& t) {
  const std::string folder = t.path.substr(0, t.path.rfind('/') + 1);
  const std::unique_ptr<DIR, int (*)(DIR*)> entries(opendir(folder.c_str()), closedir);
  if (entries == nullptr) return {};
  while (const dirent* e = readdir(entries.get()))
    if (e->d_ino == t.inode && open_file(folder + e->d_name).is(t)) return folder + e->d_name;
  return {};
}

}  // namespace

finish_result finish(const unfinished_text& t, gate& passage, bool look_only) {
  if (t.path.empty() || t.path.front() != '/') return {false, 0, "its file has no path"};
  const open_file now(t.path);
  if (now.is(t)) return finish_in(now, t.file_size, t, passage, look_only);
  // Rotated: the text begins the new file, or belongs to the end of the old one.
  if (now && look_for(t.text, now.read_from(0)).there > 0)
    return finish_in(now, 0, t, passage, look_only);
  if (const std::string old = renamed(t); !old.empty())
    return finish_in(open_file(old), t.file_size, t, passage, look_only);
  if (now) return finish_in(now, 0, t, passage, look_only);
  return {false, 0, t.path + " is gone"};
}

}  // namespace hedgerow::internal
