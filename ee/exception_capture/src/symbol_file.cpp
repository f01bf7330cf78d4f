// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "symbol_file.hpp"

#include <cstdio>

#include <elfutils/libdwelf.h>
#include <fcntl.h>
#include <unistd.h>

#include "debug_info.hpp"
#include "symbol_table.hpp"

namespace hedgerow::exception_capture {
namespace {

class file_descriptor {
 public:
  explicit file_descriptor(const std::string& path)
      : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~file_descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  file_descriptor(const file_descriptor&) = delete;
  file_descriptor& operator=(const file_descriptor&) = delete;
  int number() const noexcept { return number_; }

 private:
  int number_;
};

std::string build_id_of(Elf* elf) {
  const void* bytes = nullptr;
  const ssize_t size = dwelf_elf_gnu_build_id(elf, &bytes);
  std::string text;
  for (ssize_t i = 0; i < size; ++i) {
    char digits[3];
    std::snprintf(digits, sizeof digits, "%02x", static_cast<const unsigned char*>(bytes)[i]);
    text += digits;
  }
  return text;
}

}  // namespace

struct symbol_file::impl {
  explicit impl(const std::string& path) : file(path) {
    elf_version(EV_CURRENT);
    if (file.number() >= 0) elf = elf_begin(file.number(), ELF_C_READ_MMAP_PRIVATE, nullptr);
  }
  ~impl() {
    debug.reset();
    if (elf != nullptr) elf_end(elf);
  }
  impl(const impl&) = delete;
  impl& operator=(const impl&) = delete;

  file_descriptor file;
  Elf* elf = nullptr;
  symbol_table symbols;
  std::unique_ptr<debug_info> debug;
};

symbol_file::symbol_file(const std::string& path, const std::string& build_id)
    : impl_(std::make_unique<impl>(path)) {
  if (impl_->elf == nullptr || build_id_of(impl_->elf) != build_id) return;
  impl_->symbols = symbol_table(impl_->elf);
  impl_->debug = debug_info::open(impl_->elf);
}

symbol_file::~symbol_file() = default;

std::vector<source_frame> symbol_file::frames_at(std::uint64_t address) {
  std::vector<source_frame> frames;
  if (impl_->debug != nullptr) frames = impl_->debug->frames_at(address);
  if (frames.empty()) frames.emplace_back();
  // DWARF has no whole name for a function that other files cannot see; its symbol has.
  if (!frames.front().qualified) impl_->symbols.name(address, frames.front());
  return frames;
}

}  // namespace hedgerow::exception_capture
