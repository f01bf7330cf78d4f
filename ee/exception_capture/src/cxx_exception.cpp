// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "cxx_exception.hpp"

#include <exception>

#include <cxxabi.h>

namespace hedgerow::exception_capture {
namespace {

struct layout_probe {
  std::uint64_t mark = 0x70726f6265;
};

const char* difference(const layout_probe& caught) {
  // libstdc++'s __cxa_eh_globals begins with the innermost caught exception.
  auto* globals = reinterpret_cast<exception_header* const*>(abi::__cxa_get_globals());
  const auto* header = reinterpret_cast<const counted_exception_header*>(&caught) - 1;
  if (*globals != &header->exception) return "the header's size";
  if (header->exception.type != &typeid(layout_probe)) return "the place of the type";
  if (header->exception.adjusted_object != &caught) return "the place of the adjusted object";
  if (header->exception.handler_count != 1) return "the place of the handler count";
  if (header->exception.unwind.exception_class != primary_exception) return "the exception class";
  if (header->reference_count != 1) return "the place of the reference count";
  return nullptr;
}

}  // namespace

bool verify_exception_layout(std::string& why) {
  const char* found = nullptr;
  bool in_use = false;
  try {
    throw layout_probe();
  } catch (const layout_probe& caught) {
    found = difference(caught);
    in_use = found == nullptr && *token_of(&caught) != 0;
  }
  if (in_use) {
    why = "something else, maybe another copy of this module, already marks the exceptions thrown";
    return false;
  }
  if (found == nullptr) return true;
  why = std::string("this C++ runtime lays out its exceptions differently (") + found + ")";
  return false;
}

}  // namespace hedgerow::exception_capture
