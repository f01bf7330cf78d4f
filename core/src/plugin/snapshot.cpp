// SPDX-License-Identifier: MIT
#include "plugin/snapshot.hpp"

#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace hedgerow::internal {

namespace {

#if !defined(MFD_EXEC)
constexpr unsigned MFD_EXEC = 0x10u;  // Linux 6.3; older kernels answer EINVAL
#endif

int executable_memory_file(const std::string& name) noexcept {
  constexpr unsigned flags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
  const int fd = ::memfd_create(name.c_str(), flags | MFD_EXEC);
  return fd < 0 && errno == EINVAL ? ::memfd_create(name.c_str(), flags) : fd;
}

/// Up to `room` bytes at `offset`; 0 at the end, -1 on failure.
ssize_t read_some(int fd, char* to, std::size_t room, std::uint64_t offset) noexcept {
  ssize_t n;
  do
    n = ::pread(fd, to, room, static_cast<off_t>(offset));
  while (n < 0 && errno == EINTR);
  return n;
}

bool write_all(int fd, const char* from, std::size_t length) noexcept {
  while (length > 0) {
    const ssize_t n = ::write(fd, from, length);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    from += n;
    length -= static_cast<std::size_t>(n);
  }
  return true;
}

refusal unreadable(std::string_view what) {
  return {"unreadable",
          "The file cannot be " + std::string(what) + ": " + std::strerror(errno) + "."};
}

}  // namespace

std::optional<refusal> take_snapshot(unique_fd file, std::uint64_t size, const std::string& name,
                                     const std::string& path, snapshot& result) {
  result.size = size;
  unique_fd copy(executable_memory_file("hedgerow:" + name));
  if (!copy) {
    result.fd = std::move(file);
    result.load_path = path;
    return std::nullopt;
  }
  std::array<char, 64 * 1024> buffer;
  std::uint64_t done = 0;
  while (done < size) {
    const ssize_t n = read_some(file.get(), buffer.data(), buffer.size(), done);
    if (n < 0) return unreadable("read");
    if (n == 0) break;
    if (!write_all(copy.get(), buffer.data(), static_cast<std::size_t>(n)))
      return unreadable("copied");
    done += static_cast<std::uint64_t>(n);
  }
  result.size = done;
  if (::fcntl(copy.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) !=
      0)
    return unreadable("sealed");
  result.load_path = "/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(copy.get());
  result.fd = std::move(copy);
  result.sealed = true;
  return std::nullopt;
}

bool same_bytes(const snapshot& a, const snapshot& b) {
  if (a.size != b.size) return false;
  std::array<char, 32 * 1024> left;
  std::array<char, 32 * 1024> right;
  for (std::uint64_t at = 0; at < a.size;) {
    const ssize_t n = read_some(a.fd.get(), left.data(), left.size(), at);
    const ssize_t m = read_some(b.fd.get(), right.data(), right.size(), at);
    if (n <= 0 || n != m ||
        std::memcmp(left.data(), right.data(), static_cast<std::size_t>(n)) != 0)
      return false;
    at += static_cast<std::uint64_t>(n);
  }
  return true;
}

}  // namespace hedgerow::internal
