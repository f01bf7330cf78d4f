// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <csignal>
#include <stdexcept>
#include <string>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

#include "report/terminate.hpp"

using namespace hedgerow::internal;

namespace {

int report_pipe = -1;

void say(const std::string& text) {
  CHECK(::write(report_pipe, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
}

void capture_and_say(const std::exception_ptr& error) noexcept {
  const report r = terminate_report(error, {});
  say("[" + r.chain.at(0).type + "|" + r.chain.at(0).value + "|" + r.source + "|" +
      std::string(to_string(r.severity)) + "|" + (r.handled ? "handled" : "unhandled") + "]");
}

void earlier_handler() {
  say("[earlier]");
  std::abort();
}

struct ending {
  std::string said;
  int signal;
};

/// Runs `end` in a child with the hook in place.
ending child_that(void (*end)(), terminate_function capture = capture_and_say) {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    report_pipe = ends[1];
    std::signal(SIGABRT, SIG_DFL);
    std::set_terminate(earlier_handler);
    install_terminate_hook(capture);
    end();
    ::_exit(0);
  }
  ::close(ends[1]);
  ending out{};
  char buffer[512];
  for (ssize_t n; (n = ::read(ends[0], buffer, sizeof buffer)) > 0;)
    out.said.append(buffer, static_cast<std::size_t>(n));
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  out.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  return out;
}

void fail() {
  throw std::runtime_error("left a noexcept function");
}
void throw_out_of_noexcept() noexcept {
  fail();
}

}  // namespace

TEST_CASE("what ends the process is captured, then the handler from before runs once") {
  struct row {
    void (*end)();
    std::string captured;
  };
  const auto r = GENERATE(values<row>({
      {[] { throw_out_of_noexcept(); }, "std::runtime_error|left a noexcept function"},
      {[] { std::thread([] { throw 42; }).join(); }, "int|42"},
      {[] { std::terminate(); }, "std::terminate|terminate called without an active exception"},
      {[] { std::thread forgotten([] { ::pause(); }); },
       "std::terminate|terminate called without an active exception"},
  }));
  const ending e = child_that(r.end);
  CHECK("[" + r.captured + "|cpp.terminate_handler|critical|unhandled][earlier]" == e.said);
  CHECK(SIGABRT == e.signal);
}

TEST_CASE("a capture that itself terminates stops after one level") {
  const ending e = child_that([] { std::terminate(); },
                              [](const std::exception_ptr&) noexcept {
                                say("[capture]");
                                fail();
                              });
  CHECK("[capture]" == e.said);
  CHECK(SIGABRT == e.signal);
}

TEST_CASE("after uninstalling, the handler from before is in place again") {
  const ending e = child_that([] {
    uninstall_terminate_hook();
    std::terminate();
  });
  CHECK("[earlier]" == e.said);
}

TEST_CASE("installing twice captures once") {
  const ending e = child_that([] {
    install_terminate_hook(capture_and_say);
    std::terminate();
  });
  CHECK("[std::terminate|terminate called without an active "
        "exception|cpp.terminate_handler|critical|unhandled][earlier]" == e.said);
}
