// SPDX-License-Identifier: MIT
#include "plugin/secure_folder.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace hedgerow::internal {

namespace {

constexpr std::uint64_t max_plugin_size = 512ull * 1024 * 1024;

std::string error_text(int number) {
  return std::strerror(number);
}

bool trusted(uid_t owner) noexcept {
  return owner == 0 || owner == ::geteuid();
}

std::string octal(mode_t mode) {
  char text[8];
  std::snprintf(text, sizeof text, "%04o", mode & 07777);
  return text;
}

refusal no_folder(const std::string& path, int number) {
  return {"no_folder",
          "The plugin folder " + path + " cannot be opened: " + error_text(number) + "."};
}

/// Who owns a folder on the way may rename what is in it, but cannot make the plugin folder itself
/// or a file in it pass the checks below; so on the way only what anybody could do is refused.
std::optional<refusal> check_on_the_way(const struct stat& s, const std::string& path) {
  if ((s.st_mode & S_IWOTH) != 0 && (s.st_mode & S_ISVTX) == 0)
    return refusal{"unsafe_folder", "Everybody can write to " + path + " (mode " +
                                        octal(s.st_mode) +
                                        "), which the way to the plugin folder goes through."};
  return std::nullopt;
}

std::optional<refusal> check_folder(const struct stat& s, const std::string& path) {
  if (!trusted(s.st_uid))
    return refusal{"unsafe_folder", "The plugin folder " + path + " belongs to user " +
                                        std::to_string(s.st_uid) + ", not to root or user " +
                                        std::to_string(::geteuid()) + "."};
  if ((s.st_mode & (S_IWGRP | S_IWOTH)) != 0)
    return refusal{"unsafe_folder", "Others can write to the plugin folder " + path + " (mode " +
                                        octal(s.st_mode) + ")."};
  return std::nullopt;
}

}  // namespace

std::optional<refusal> open_folder(const std::string& path, secure_folder& folder) {
  if (path.empty() || path.front() != '/')
    return refusal{"relative_folder", "The plugin folder is \"" + path +
                                          "\", which depends on the working directory."};
  // Links in the way to the folder are an administrator's good right (/usr/lib64, /var/run): they
  // are resolved first, and the walk then meets none.
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr),
                                                         &std::free);
  folder.path = real ? real.get() : path;
  if (!real) return no_folder(path, errno);

  constexpr int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
  unique_fd at(::open("/", flags));
  if (!at) return no_folder("/", errno);
  std::string so_far;
  std::string_view rest(folder.path);
  rest.remove_prefix(1);
  struct stat s {};
  while (!rest.empty()) {
    if (::fstat(at.get(), &s) != 0) return no_folder(so_far, errno);
    if (auto no = check_on_the_way(s, so_far.empty() ? "/" : so_far)) return no;
    const std::string part(rest.substr(0, rest.find('/')));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    so_far += '/' + part;
    unique_fd next(::openat(at.get(), part.c_str(), flags));
    if (!next) return no_folder(so_far, errno);
    at = std::move(next);
  }
  if (::fstat(at.get(), &s) != 0) return no_folder(folder.path, errno);
  if (auto no = check_folder(s, folder.path)) return no;
  struct statvfs volume {};
  if (::fstatvfs(at.get(), &volume) == 0 && (volume.f_flag & ST_NOEXEC) != 0)
    return refusal{"noexec", "The plugin folder " + folder.path +
                                 " lies on a file system that is mounted noexec."};
  folder.fd = std::move(at);
  return std::nullopt;
}

std::optional<refusal> open_file(const secure_folder& folder, const std::string& name,
                                 unique_fd& file, std::uint64_t& size) {
  file = unique_fd(::openat(folder.fd.get(), name.c_str(),
                            O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!file && errno == ELOOP) return refusal{"symlink", "The file is a symbolic link."};
  if (!file) return refusal{"unreadable", "The file cannot be read: " + error_text(errno) + "."};
  struct stat s {};
  if (::fstat(file.get(), &s) != 0)
    return refusal{"unreadable", "The file cannot be examined: " + error_text(errno) + "."};
  if (!S_ISREG(s.st_mode)) {
    file = unique_fd();
    return refusal{"not_a_file", "It is not a regular file."};
  }
  size = static_cast<std::uint64_t>(s.st_size);
  if (!trusted(s.st_uid))
    return refusal{"unsafe_owner", "The file belongs to user " + std::to_string(s.st_uid) +
                                       ", not to root or user " + std::to_string(::geteuid()) +
                                       "."};
  if ((s.st_mode & (S_IWGRP | S_IWOTH)) != 0)
    return refusal{"unsafe_mode", "Others can write to the file (mode " + octal(s.st_mode) + ")."};
  if (size > max_plugin_size)
    return refusal{"too_large", "The file has " + std::to_string(size) + " bytes; at most " +
                                    std::to_string(max_plugin_size) + " are allowed."};
  return std::nullopt;
}

std::vector<std::string> names_of_plugins(const secure_folder& folder) {
  std::vector<std::string> names;
  const unique_dir list(::fdopendir(::fcntl(folder.fd.get(), F_DUPFD_CLOEXEC, 3)));
  if (!list) return names;
  ::rewinddir(list.get());
  while (const dirent* entry = ::readdir(list.get())) {
    const std::string name = entry->d_name;
    if (name.ends_with(".so")) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace hedgerow::internal
