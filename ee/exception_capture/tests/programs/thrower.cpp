// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// A library that throws; linked to programs and opened at run time, built in many ways.
#include <stdexcept>

extern "C" __attribute__((noinline, visibility("default"))) void THROWER_NAME(int yes) {
  if (yes != 0) throw std::runtime_error("from a library");
}
