// SPDX-License-Identifier: MIT
// A small HTTP service on hedgerow, with embedded defaults: lines on standard output, captured
// exceptions in a SQLite file. Ends on SIGINT or SIGTERM.
#include <csignal>
#include <string>
#include <thread>

#include <CLI/CLI.hpp>
#include <httplib.h>

#include <hedgerow/hedgerow.hpp>

#include "shop.hpp"

using namespace hedgerow::literals;

namespace {

/// Waits for SIGINT or SIGTERM, which are blocked in all threads, and stops the server. A handler
/// could not: stopping takes locks.
class stop_on_signal {
 public:
  static sigset_t block() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    return set;
  }

  stop_on_signal(const sigset_t& set, httplib::Server& server, int& caught)
      : waiter_([set, &server, &caught] {
          sigwait(&set, &caught);
          server.stop();
        }) {}
  ~stop_on_signal() {
    // The server may have ended by itself.
    pthread_kill(waiter_.native_handle(), SIGTERM);
    waiter_.join();
  }

 private:
  std::thread waiter_;
};

int serve(const std::string& host, int port) {
  const auto log = hedgerow::logger("example.main");
  httplib::Server server;
  example::add_routes(server);
  const int bound = port == 0 ? server.bind_to_any_port(host.c_str())
                    : server.bind_to_port(host.c_str(), port) ? port
                                                              : -1;
  if (bound < 0) {
    log.error("service_not_started", "host"_k = host, "port"_k = port,
              "reason"_k = "the port cannot be bound; another program may have it");
    return 1;
  }
  int caught = 0;
  {
    const stop_on_signal stop(stop_on_signal::block(), server, caught);
    log.info("service_started", "host"_k = host, "port"_k = bound);
    server.listen_after_bind();
  }
  log.info("service_stopped", "signal"_k = caught);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::string host = "127.0.0.1";
  int port = 8080;
  CLI::App options("An example service on hedgerow", "example_service");
  options.add_option("--host", host, "Address to listen on")->capture_default_str();
  options.add_option("--port", port, "Port to listen on; 0: any that is free")
      ->capture_default_str()
      ->check(CLI::Range(0, 65535));
  CLI11_PARSE(options, argc, argv);

  // Before the first thread, so that all threads inherit it.
  stop_on_signal::block();
  // With a mistake in the configuration it says so on standard error, and safe defaults are in
  // force; who would rather end looks at the status that it returns.
  hedgerow::init();
  const int ended = serve(host, port);
  hedgerow::shutdown();
  return ended;
}
