// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// The first throw of a thread is a bad_alloc, and malloc has nothing left: `out_of_memory
/// <plugin>`.
#include <atomic>
#include <cstddef>
#include <cstdio>
#include <new>
#include <thread>

#include "support/plugin_client.hpp"

extern "C" void* __libc_malloc(std::size_t size);
static std::atomic<bool> exhausted{false};
extern "C" __attribute__((visibility("default"))) void* malloc(std::size_t size) {
  return exhausted ? nullptr : __libc_malloc(size);
}

__attribute__((noinline)) static void run_out() {
  exhausted = true;
  volatile std::size_t size = 100;
  char* memory = new char[size];
  asm volatile("" ::"r"(memory));
  delete[] memory;
}

int main(int, char** arguments) {
  capture_test::plugin_client plugin(arguments[1]);
  std::exception_ptr error;
  std::thread([&] {
    try {
      run_out();
    } catch (const std::bad_alloc&) {
      exhausted = false;
      error = std::current_exception();
    }
  }).join();
  std::printf("%s\n", capture_test::site(plugin.resolve(plugin.trace(error))).c_str());
}
