// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// Throws in every way and prints, for each, the function that the plugin takes for the thrower:
/// `matrix <plugin> <folder of the libraries>`.
#include <cstdio>
#include <functional>
#include <future>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <dlfcn.h>

#include "support/plugin_client.hpp"

extern "C" void linked_throw(int yes);

namespace {

#define OUT_OF_LINE [[maybe_unused]] __attribute__((noinline))

volatile int yes = 1;
volatile std::size_t too_much = std::size_t{1} << 62;
std::string folder;

OUT_OF_LINE void throw_from_main() {
  if (yes) throw std::runtime_error("main");
}
OUT_OF_LINE void throw_int() {
  if (yes) throw 42;
}
OUT_OF_LINE int index_vector() {
  const std::vector<int> none;
  return none.at(1000) + 1;
}
OUT_OF_LINE int parse_number() {
  return std::stoi("x") + 1;
}
OUT_OF_LINE void allocate_too_much() {
  char* memory = new char[too_much];
  asm volatile("" ::"r"(memory));
  delete[] memory;
}
OUT_OF_LINE void call_empty_function() {
  const std::function<void()> none;
  none();
  asm volatile("");
}
OUT_OF_LINE void rethrow_made() {
  std::rethrow_exception(std::make_exception_ptr(std::runtime_error("made")));
}
OUT_OF_LINE void rethrow_caught() {
  std::exception_ptr caught;
  try {
    throw_from_main();
  } catch (...) {
    caught = std::current_exception();
  }
  std::rethrow_exception(caught);
}
OUT_OF_LINE void throw_again() {
  try {
    throw_from_main();
  } catch (...) {
    throw;
  }
}
OUT_OF_LINE void throw_copy() {
  try {
    throw_from_main();
  } catch (const std::runtime_error& e) {
    throw std::runtime_error(e);
  }
}
OUT_OF_LINE void throw_outer() {
  try {
    throw_from_main();
  } catch (...) {
    std::throw_with_nested(std::logic_error("outer"));
  }
}
OUT_OF_LINE void get_from_async() {
  std::async(std::launch::async, throw_int).get();
}
OUT_OF_LINE void get_from_thread() {
  std::exception_ptr caught;
  std::thread([&] {
    try {
      throw_int();
    } catch (...) {
      caught = std::current_exception();
    }
  }).join();
  std::rethrow_exception(caught);
}

void throw_from_opened(const char* name, int how) {
  void* library = dlopen((folder + "/" + name).c_str(), how);
  if (library == nullptr) throw std::logic_error(dlerror());
  reinterpret_cast<void (*)(int)>(dlsym(library, "opened_throw"))(yes);
}
OUT_OF_LINE void open_plain() {
  throw_from_opened("opened_plain.so", RTLD_NOW);
}
OUT_OF_LINE void open_relro() {
  throw_from_opened("opened_relro.so", RTLD_NOW);
}
OUT_OF_LINE void open_no_plt() {
  throw_from_opened("opened_no_plt.so", RTLD_NOW);
}
OUT_OF_LINE void open_deepbind() {
  throw_from_opened("opened_deepbind.so", RTLD_NOW | RTLD_DEEPBIND);
}
OUT_OF_LINE void open_static_libstdcxx() {
  throw_from_opened("opened_static_libstdcxx.so", RTLD_NOW);
}
OUT_OF_LINE void open_private_runtime() {
  throw_from_opened("opened_private_runtime.so", RTLD_NOW);
}

}  // namespace

int main(int, char** arguments) {
  capture_test::plugin_client plugin(arguments[1]);
  folder = arguments[2];
  const std::vector<std::pair<const char*, std::function<void()>>> situations{
      {"throw in main", throw_from_main},
      {"throw an int", throw_int},
      {"vector::at", index_vector},
      {"stoi", parse_number},
#ifndef SANITIZED  // whose operator new ends the program, and which has no second runtime
      {"operator new", allocate_too_much},
      {"opened, DEEPBIND", open_deepbind},
      {"opened, static libstdc++", open_static_libstdcxx},
      {"opened, private runtime", open_private_runtime},
#endif
      {"bad_function_call", call_empty_function},
      {"linked library", [] { linked_throw(yes); }},
      {"opened, plain", open_plain},
      {"opened, full RELRO", open_relro},
      {"opened, no PLT", open_no_plt},
      {"make_exception_ptr", rethrow_made},
      {"exception_ptr rethrown", rethrow_caught},
      {"throw;", throw_again},
      {"throw copy", throw_copy},
      {"throw_with_nested", throw_outer},
      {"async", get_from_async},
      {"thread", get_from_thread},
  };
  std::vector<std::pair<const char*, std::string>> sites;
  for (const auto& [name, run] : situations) {
    try {
      run();
    } catch (...) {
      sites.emplace_back(name, capture_test::site(plugin.resolve(plugin.trace())));
    }
  }
  for (const auto& [name, site] : sites)
    std::printf("%s: %s\n", name, site.c_str());
  std::printf("%s\n", plugin.describe().c_str());
}
