// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// The cached walker against libgcc's unwinder: the same frames everywhere.
#if defined(__x86_64__)
#  include <catch2/catch.hpp>

#  include <algorithm>
#  include <array>
#  include <coroutine>
#  include <csignal>
#  include <cstdlib>
#  include <functional>
#  include <future>
#  include <mutex>
#  include <span>
#  include <thread>
#  include <vector>

#  include <unwind.h>

#  include "stack_walker.hpp"

using namespace hedgerow::exception_capture;

namespace {

/// Made in place: also a signal handler looks.
struct addresses {
  std::array<std::uint64_t, 256> all;
  std::size_t count = 0;

  std::vector<std::uint64_t> list() const { return {all.begin(), all.begin() + count}; }
};
struct both {
  addresses walked;
  addresses by_libgcc;
};

both result;

/// The frames above the caller of this function, told by both.
__attribute__((noinline)) void look_from_caller() {
  result.walked.count = walk_stack(position_here(), 1, result.walked.all);
  result.by_libgcc.count = 0;
  int skip = 2;  // libgcc begins with this function and its caller, whose places differ
  std::pair<addresses&, int&> to{result.by_libgcc, skip};
  _Unwind_Backtrace(
      [](_Unwind_Context* frame, void* argument) {
        auto& [out, left] = *static_cast<std::pair<addresses&, int&>*>(argument);
        if (_Unwind_GetIP(frame) == 0 || out.count == out.all.size()) return _URC_END_OF_STACK;
        if (left > 0)
          --left;
        else
          out.all[out.count++] = _Unwind_GetIP(frame);
        return _URC_NO_REASON;
      },
      &to);
}

void look() {
  look_from_caller();
  asm volatile("");
}

int compare(const void* a, const void* b) {
  if (result.walked.count == 0) look();
  return *static_cast<const int*>(a) - *static_cast<const int*>(b);
}

struct task {
  struct promise_type {
    task get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
};

task look_later() {
  co_await std::suspend_always{};
  look();
}

__attribute__((noinline)) void look_above_alloca(std::size_t size) {
  auto* memory = static_cast<char*>(__builtin_alloca(size));
  asm volatile("" ::"r"(memory) : "memory");
  look();
}

struct looks_at_end {
  ~looks_at_end() { look(); }
};

void look_while_unwinding() {
  try {
    const looks_at_end guard;
    throw 1;
  } catch (int) {
  }
}

}  // namespace

TEST_CASE("The walker sees the frames that libgcc sees") {
  using context = std::pair<const char*, std::function<void()>>;
  const auto [name, run] = GENERATE(values<context>({
      {"a plain call", look},
      {"a callback of qsort",
       [] {
         int numbers[] = {3, 1, 2};
         std::qsort(numbers, 3, sizeof numbers[0], compare);
       }},
      {"a resumed coroutine",
       [] {
         const task t = look_later();
         t.handle.resume();
         t.handle.resume();
         t.handle.destroy();
       }},
      {"a thread", [] { std::thread(look).join(); }},
      {"std::async", [] { std::async(std::launch::async, look).get(); }},
      {"std::call_once",
       [] {
         std::once_flag once;
         std::call_once(once, look);
       }},
      {"a frame of varying size", [] { look_above_alloca(1000); }},
      {"a destructor during unwinding", look_while_unwinding},
      {"a signal handler",
       [] {
         std::signal(SIGUSR1, [](int) { look(); });
         std::raise(SIGUSR1);
         std::signal(SIGUSR1, SIG_DFL);
       }},
  }));
  CAPTURE(name);
  for (int round = 0; round < 2; ++round) {  // reading the rules, then from the cache
    result = {};
    run();
    CHECK(result.by_libgcc.list() == result.walked.list());
    CHECK(result.walked.count > 2);
  }
}

TEST_CASE("A walk stops where the room ends") {
  std::array<std::uint64_t, 3> few{};
  std::array<std::uint64_t, 64> many{};
  const stack_position here = position_here();
  const std::uint32_t all = walk_stack(here, 0, many);
  REQUIRE(all > 3);
  CHECK(3 == walk_stack(here, 0, few));
  CHECK(std::equal(few.begin(), few.end(), many.begin()));
  CHECK(0 == walk_stack(here, 0, std::span<std::uint64_t>()));
}
#endif
