// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// What a throw and its catch cost with the module on and off, in turns within one run: medians of
/// many short rounds, and their ratio. `throw_cost [rounds]`.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <stdexcept>
#include <vector>

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

/// Nanoseconds of one call.
double time_of(const std::function<void()>& work, int calls) {
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < calls; ++i)
    work();
  const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - start;
  return took.count() / calls;
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
  std::vector<double> never;
  std::vector<double> on;
  std::vector<double> stopped;
  std::size_t frames = 0;
  at_depth(s.stack, [&] {
    for (int i = 0; i < rounds; ++i) {
      stopped.push_back(time_of(s.work, calls));
      plugin_client plugin(CAPTURE_PLUGIN);
      s.work();
      on.push_back(time_of(s.work, calls));
      try {
        thrower(1);
      } catch (...) {
        frames = plugin.trace().size();
      }
    }
  });
  std::printf("%-34s off %7.0f ns   on %7.0f ns   ratio %.3f   (%zu frames below the throw)\n",
              s.name, median(stopped), median(on), median(on) / median(stopped), frames);
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
  for (const situation& s : situations)
    measure(s, rounds);
  std::puts("never on against stopped, one long round each:");
  for (std::size_t i = 0; i < situations.size(); ++i) {
    const double after = time_of(situations[i].work, 20000);
    std::printf("%-34s before %7.0f ns   after %7.0f ns   ratio %.3f\n", situations[i].name,
                before[i], after, after / before[i]);
  }
}
