// SPDX-License-Identifier: MIT
#include "deliver/store_file.hpp"

#include <fcntl.h>
#include <pwd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace hedgerow::internal {
namespace {

status failed(const std::string& what, const std::string& path, int error) {
  return status::failure("report store: " + what + " " + path + ": " + std::strerror(error));
}

std::string home() {
  if (const char* set = std::getenv("HOME"); set != nullptr && *set == '/') return set;
  const passwd* user = ::getpwuid(::geteuid());
  return user != nullptr && user->pw_dir != nullptr ? user->pw_dir : "";
}

/// Creates what is missing of the way to a folder, each with 0700.
status make_folders(const std::filesystem::path& folder) {
  std::filesystem::path so_far;
  for (const auto& part : folder) {
    so_far /= part;
    if (so_far == "/" || ::mkdir(so_far.c_str(), 0700) == 0) continue;
    const int error = errno;
    // A folder above that may not be written to is in order, as long as it is there.
    struct stat there {};
    if (::stat(so_far.c_str(), &there) != 0)
      return failed("cannot create the folder", so_far.native(), error);
    if (!S_ISDIR(there.st_mode))
      return failed("cannot create the folder", so_far.native(), ENOTDIR);
  }
  return {};
}

status create(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0) return errno == EEXIST ? status() : failed("cannot create", path, errno);
  ::close(fd);
  return {};
}

status no_regular_file(const std::string& path) {
  return status::failure("report store: " + path + " is no regular file");
}

}  // namespace

std::string default_store_file() {
  const char* state = std::getenv("XDG_STATE_HOME");
  if (state != nullptr && *state == '/') return std::string(state) + "/hedgerow/reports.db";
  const std::string folder = home();
  return folder.empty() ? folder : folder + "/.local/state/hedgerow/reports.db";
}

status prepare_store_file(const std::string& path) {
  if (path.empty())
    return status::failure("report store: no path is given, and neither XDG_STATE_HOME nor HOME is "
                           "set; set store.path in the configuration");
  if (const status made = make_folders(std::filesystem::path(path).parent_path()); !made)
    return made;
  if (const status made = create(path); !made) return made;
  // A file that exists is looked at without being opened: closing it again would give up the locks
  // that this process holds on it (POSIX record locks belong to the process).
  struct stat file {};
  if (::lstat(path.c_str(), &file) != 0) return failed("cannot look at", path, errno);
  if (S_ISLNK(file.st_mode))
    return status::failure("report store: " + path +
                           " is a symbolic link, which is not followed; name the file itself");
  if (!S_ISREG(file.st_mode)) return no_regular_file(path);
  if (file.st_uid != ::geteuid())
    return status::failure("report store: " + path + " belongs to user " +
                           std::to_string(file.st_uid) + ", not to this process's user " +
                           std::to_string(::geteuid()));
  if ((file.st_mode & 077) != 0 && ::chmod(path.c_str(), 0600) != 0)
    return failed("cannot take other users' rights from", path, errno);
  return {};
}

status find_store_file(const std::string& path) {
  struct stat file {};
  if (::stat(path.c_str(), &file) != 0)
    return errno == ENOENT ? status::failure("report store: there is none at " + path)
                           : failed("cannot look at", path, errno);
  return S_ISREG(file.st_mode) ? status() : no_regular_file(path);
}

file_identity identity_of(const std::string& path) noexcept {
  struct stat file {};
  if (::lstat(path.c_str(), &file) != 0) return {};
  return {file.st_dev, file.st_ino};
}

}  // namespace hedgerow::internal
