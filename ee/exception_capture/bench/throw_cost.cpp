// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// What a throw and its catch cost with the module on and off, in turns within one run: medians of
/// many short rounds, and their ratio. `throw_cost [rounds]`.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <vector>

#include <time.h>

#include "support/plugin_client.hpp"

namespace {

using capture_test::plugin_client;

volatile int sink;

struct guard {
  ~guard() { sink = sink + 1; }
};

__attribute__((noinline)) int thrower(int yes) {
  if (yes != 0) throw std::runtime_error("x");
  return yes;
}
template <bool WithDestructors>
__attribute__((noinline)) int descend(int depth, int yes) {
  if constexpr (WithDestructors) {
    const guard g;
    return depth <= 0 ? thrower(yes) + 1 : descend<true>(depth - 1, yes) + 1;
  }
  const int result = depth <= 0 ? thrower(yes) : descend<false>(depth - 1, yes);
  asm volatile("" ::: "memory");
  return result + 1;
}
template <bool WithDestructors>
void throw_and_catch(int depth) {
  try {
    descend<WithDestructors>(depth, 1);
  } catch (const std::exception& e) {
    sink = sink + e.what()[0];
  }
}
__attribute__((noinline)) void at_depth(int depth, const std::function<void()>& work) {
  if (depth == 0)
    work();
  else
    at_depth(depth - 1, work);
  asm volatile("" ::: "memory");
}

/// Nanoseconds of this thread's processor time, which other processes disturb least.
double now() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e9 + static_cast<double>(t.tv_nsec);
}

/// Nanoseconds of one call.
double time_of(const std::function<void()>& work, int calls) {
  const double start = now();
  for (int i = 0; i < calls; ++i)
    work();
  return (now() - start) / calls;
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + values.size() / 2, values.end());
  return values[values.size() / 2];
}

struct situation {
  const char* name;
  int stack;
  std::function<void()> work;
};

void measure(const situation& s, int rounds) {
  constexpr int calls = 400;
  std::vector<double> on;
  std::vector<double> off;
  at_depth(s.stack, [&] {
    for (int i = 0; i < rounds; ++i) {
      off.push_back(time_of(s.work, calls));
      const plugin_client plugin(CAPTURE_PLUGIN);
      s.work();
      on.push_back(time_of(s.work, calls));
    }
  });
  std::printf("%-32s off %6.0f ns   on %6.0f ns   ratio %.3f\n", s.name, median(off), median(on),
              median(on) / median(off));
}

}  // namespace

int main(int count, char** arguments) {
  const int rounds = count > 1 ? std::atoi(arguments[1]) : 101;
  const std::vector<situation> situations{
      {"catch at the top, 20 frames", 0, [] { throw_and_catch<false>(16); }},
      {"catch at the top, 60 frames", 0, [] { throw_and_catch<false>(56); }},
      {"the same, 20 with destructors", 0, [] { throw_and_catch<true>(16); }},
      {"catch 3 frames up, stack of 20", 12, [] { throw_and_catch<false>(1); }},
      {"catch 3 frames up, stack of 60", 52, [] { throw_and_catch<false>(1); }},
  };
  std::vector<double> before;
  for (const situation& s : situations)
    before.push_back(time_of(s.work, 20000));
  std::puts("on against stopped, in turns:");
  for (const situation& s : situations)
    measure(s, rounds);
  std::puts("stopped against never started, one long round each:");
  for (std::size_t i = 0; i < situations.size(); ++i) {
    const double after = time_of(situations[i].work, 20000);
    std::printf("%-32s never %6.0f ns   stopped %6.0f ns   ratio %.3f\n", situations[i].name,
                before[i], after, after / before[i]);
  }
}
