// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// A library that throws; linked to programs and opened at run time, built in many ways.
#include <cstring>
#include <exception>
#include <stdexcept>

extern "C" __attribute__((noinline, visibility("default"))) void THROWER_NAME(int yes) {
  if (yes != 0) throw std::runtime_error("from a library");
}

/// Gives the thrown object to `caught` from within its own catch clause.
extern "C" __attribute__((noinline, visibility("default"))) void
throw_and_catch_inside(void (*caught)(const void* object, void* context), void* context) {
  try {
    throw std::runtime_error("stays in the library");
  } catch (...) {
    const std::exception_ptr error = std::current_exception();
    const void* object;
    std::memcpy(&object, &error, sizeof object);
    caught(object, context);
  }
}
