// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// Places that are hard to name; always built with -O2. Opened and closed by tests.
#include <stdexcept>

#define EXPORTED extern "C" __attribute__((noinline, visibility("default")))

namespace sites {

/// GCC moves the throw into `cold_part(int) [clone .cold]`, away from the function.
__attribute__((noinline)) int cold_part(int value) {
  if (value < 0) throw std::runtime_error("negative");
  return value / 2 + 1;
}

/// The call of __cxa_throw is the last instruction: it returns to the function that follows.
__attribute__((noinline, noreturn)) void last_call() {
  throw std::runtime_error("last");
}
__attribute__((noinline)) int neighbour(int value) {
  return value * 3;
}

[[gnu::always_inline]] inline int inlined_four(int value) {
  if (value < 0) throw std::logic_error("four");
  return value + 4;
}
[[gnu::always_inline]] inline int inlined_three(int value) {
  return inlined_four(value - 3) * 3;
}
template <class Number>
[[gnu::always_inline]] inline Number inlined_two(Number value) {
  const auto through = [](Number n) __attribute__((always_inline)) {
    return inlined_three(n);
  };
  return through(value) * 2;
}
__attribute__((noinline)) int outermost(int value) {
  return inlined_two(value) + 1;
}

}  // namespace sites

EXPORTED int throw_cold(int value) {
  return sites::cold_part(value) + 1;
}
EXPORTED const void* cold_part_address() {
  return reinterpret_cast<const void*>(&sites::cold_part);
}
EXPORTED int throw_last(int value) {
  if (value < 0) sites::last_call();
  return sites::neighbour(value);
}
EXPORTED int throw_inlined(int value) {
  return sites::outermost(value) + 1;
}
