// SPDX-License-Identifier: MIT
// Logs at every time of a process's life at which code of a service can run.
#include <cstdio>
#include <thread>

#include <hedgerow/hedgerow.hpp>

using namespace hedgerow::literals;

namespace {

void log(const char* when) {
  hedgerow::logger("life").info("logged", "when"_k = when);
}

struct at_both_ends {
  at_both_ends() { log("static_constructor"); }
  ~at_both_ends() {
    log("static_destructor");
    std::fprintf(stderr, "after shutdown: %llu\n",
                 static_cast<unsigned long long>(hedgerow::stats().lost.after_shutdown));
  }
};
const at_both_ends before_main;

struct at_end_of_thread {
  ~at_end_of_thread() { log("thread_local_destructor"); }
  void use() const {}
};

struct in_function {
  ~in_function() { log("destructor_of_function_static"); }
};

}  // namespace

int main() {
  log("before_init");
  if (!hedgerow::init()) return 1;
  static const in_function made_after_init;
  log("main");
  std::thread([] {
    static thread_local const at_end_of_thread of_this_thread;
    of_this_thread.use();
    log("thread");
  }).join();
  static thread_local const at_end_of_thread of_main;
  of_main.use();
}
