// SPDX-License-Identifier: MIT
#include "ring/dead_file.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <ctime>

#include "ring/segment.hpp"
#include "ring/segment_layout.hpp"

namespace hedgerow::internal {

namespace {

/// A file that is not yet complete may be one that a process is making now.
constexpr std::int64_t being_made_ns = 10'000'000'000;

std::int64_t now_ns() noexcept {
  timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return std::int64_t{t.tv_sec} * 1'000'000'000 + t.tv_nsec;
}

/// A process holds this lock on its segment while it lives.
struct flock whole_file() noexcept {
  struct flock whole {};
  whole.l_type = F_WRLCK;
  whole.l_whence = SEEK_SET;
  return whole;
}

bool is_locked(int fd) noexcept {
  struct flock by = whole_file();
  return fcntl(fd, F_GETLK, &by) != 0 || by.l_type != F_UNLCK;
}

bool is_removed(int fd) noexcept {
  struct stat s;
  return fstat(fd, &s) != 0 || s.st_nlink == 0;
}

}  // namespace

std::vector<std::unique_ptr<dead_file>> dead_file::all(const std::string& folder) {
  std::vector<std::unique_ptr<dead_file>> out;
  const std::unique_ptr<DIR, int (*)(DIR*)> entries(opendir(folder.c_str()), closedir);
  if (entries == nullptr) return out;
  while (const dirent* e = readdir(entries.get())) {
    const std::string name = e->d_name;
    // Closing a file that this process has locked would drop its lock: its own is not opened.
    if (name.rfind(segment_prefix, 0) != 0 || name == own_segment_name()) continue;
    std::unique_ptr<dead_file> f(new dead_file);
    f->name_ = name;
    f->path_ = folder + "/" + name;
    f->fd_ = openat(dirfd(entries.get()), e->d_name, O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    struct stat s;
    if (f->fd_ < 0 || fstat(f->fd_, &s) != 0 || !S_ISREG(s.st_mode) || s.st_uid != geteuid() ||
        (s.st_mode & 077) != 0)
      continue;
    f->size_ = static_cast<std::uint64_t>(s.st_size);
    f->modified_ns_ = std::int64_t{s.st_mtim.tv_sec} * 1'000'000'000 + s.st_mtim.tv_nsec;
    char begin[sizeof layout::magic] = {};
    f->complete_ = pread(f->fd_, begin, sizeof begin, 0) == sizeof begin &&
                   std::memcmp(begin, layout::magic, sizeof begin) == 0;
    if (!f->complete_ && now_ns() - f->modified_ns_ < being_made_ns) continue;
    // After the look at what is in it: a process locks its file before it completes it.
    if (is_locked(f->fd_)) continue;
    out.push_back(std::move(f));
  }
  std::sort(out.begin(), out.end(),
            [](const auto& a, const auto& b) { return a->modified_ns_ < b->modified_ns_; });
  return out;
}

dead_file::~dead_file() {
  if (memory_ != nullptr) munmap(memory_, size_);
  if (fd_ >= 0) close(fd_);
}

bool dead_file::take() noexcept {
  struct flock whole = whole_file();
  // Who had it before may have removed it since it was opened.
  return fcntl(fd_, F_SETLK, &whole) == 0 && !is_removed(fd_);
}

bool dead_file::may_be_of(std::string_view service) const noexcept {
  char said[layout::max_service];
  if (pread(fd_, said, sizeof said, offsetof(layout::header, service)) != sizeof said) return true;
  return service.substr(0, sizeof said - 1) == std::string_view(said, strnlen(said, sizeof said));
}

std::span<std::byte> dead_file::map(std::string& why) noexcept {
  if (memory_ == nullptr) {
    // A hole in the file would be a SIGBUS when memory is short.
    const int error = size_ > 0 ? posix_fallocate(fd_, 0, static_cast<off_t>(size_)) : EINVAL;
    void* p =
        error == 0 ? mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_SHARED, fd_, 0) : MAP_FAILED;
    if (p == MAP_FAILED) {
      why = std::strerror(error != 0 ? error : errno);
      return {};
    }
    memory_ = p;
  }
  return {static_cast<std::byte*>(memory_), size_};
}

void dead_file::remove() noexcept {
  unlink(path_.c_str());
}

}  // namespace hedgerow::internal
