// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "secret_key.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include <sodium.h>

#include "characters.hpp"

namespace hedgerow::policies {

namespace {

constexpr std::size_t longest_file = 4096;

class open_file {
 public:
  explicit open_file(const std::string& name)
      : fd_(::open(name.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)) {}
  open_file(const open_file&) = delete;
  open_file& operator=(const open_file&) = delete;
  ~open_file() {
    if (fd_ >= 0) ::close(fd_);
  }
  int fd() const noexcept { return fd_; }

 private:
  int fd_;
};

std::size_t read_all(int fd, std::span<char> into) {
  std::size_t count = 0;
  while (count < into.size()) {
    const ssize_t n = ::read(fd, into.data() + count, into.size() - count);
    if (n > 0)
      count += std::size_t(n);
    else if (n == 0 || errno != EINTR)
      break;
  }
  return count;
}

std::string octal(mode_t mode) {
  std::string digits = "0000";
  for (std::size_t i = 4; i-- > 0; mode >>= 3)
    digits[i] = char('0' + (mode & 7));
  return digits;
}

/// What is wrong with the file itself, or empty.
std::string unfit(const std::string& file, const struct stat& found) {
  const auto name = "the key file \"" + file + "\" ";
  if (!S_ISREG(found.st_mode))
    return name + "is not a regular file; it must be a file of 64 hex digits";
  if (found.st_uid != 0 && found.st_uid != ::geteuid())
    return name + "belongs to user " + std::to_string(found.st_uid) +
           ", who could change it; run: chown " + std::to_string(::geteuid()) + " " + file;
  if ((found.st_mode & 077) != 0)
    return name + "is open to others than its owner (mode " + octal(found.st_mode & 07777) +
           "); run: chmod 600 " + file + ", and make a new key if others may have read this one";
  if (found.st_size > static_cast<off_t>(longest_file))
    return name + "has " + std::to_string(found.st_size) +
           " bytes, too many for a key; it must hold 64 hex digits";
  return {};
}

}  // namespace

secret_key::~secret_key() {
  sodium_memzero(bytes_.data(), bytes_.size());
}

std::shared_ptr<const secret_key> secret_key::read(const std::string& file, std::string& why) {
  const open_file in(file);
  struct stat found {};
  if (in.fd() < 0 || ::fstat(in.fd(), &found) != 0) {
    why = "the key file \"" + file + "\" cannot be read (" + std::strerror(errno) +
          "); it must hold 64 hex digits: (umask 077; openssl rand -hex 32 > " + file + ")";
    return nullptr;
  }
  why = unfit(file, found);
  if (!why.empty()) return nullptr;

  std::array<char, longest_file> text;
  const std::size_t count = read_all(in.fd(), text);
  std::array<char, 2 * size> digits;
  std::size_t digit_count = 0;
  bool clean = true;
  for (const char c : std::string_view(text.data(), count)) {
    if (is(c, hex) && digit_count < digits.size())
      digits[digit_count++] = c;
    else
      clean &= c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }
  std::shared_ptr<secret_key> key(new secret_key);
  clean = clean && digit_count == digits.size() &&
          sodium_hex2bin(key->bytes_.data(), size, digits.data(), digits.size(), nullptr, nullptr,
                         nullptr) == 0;
  sodium_memzero(text.data(), text.size());
  sodium_memzero(digits.data(), digits.size());
  if (clean && sodium_is_zero(key->bytes_.data(), size) == 0) return key;
  why = "the key file \"" + file + "\" has " + std::to_string(count) + " bytes that are " +
        (clean ? "all zero, which is no key" : "not a key") +
        "; it must hold 64 hex digits, as `openssl rand -hex 32` prints";
  return nullptr;
}

}  // namespace hedgerow::policies
