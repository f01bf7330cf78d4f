// SPDX-License-Identifier: MIT
// Logs and captures secrets in every place where services leave them. Each stands beside a word,
// "seen_...", that has to come out. The configuration comes from the environment.
// usage: spdlog_planted_secrets [stay|die]    stay: then waits, after a line on standard output
//                                             die: logs it all many times, and kills itself at once
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include <hedgerow/hedgerow.hpp>
#include <hedgerow/spdlog.hpp>

using namespace hedgerow::literals;
using headers = std::map<std::string, std::string>;

namespace {

/// A list in a list in a map, as a user's own type.
struct nested {
  std::string card;
};
void hedgerow_value(hedgerow::value_writer& out, const nested& n) {
  out.map(1);
  out.key("payments");
  out.list(2);
  out.write("seen_nested");
  out.list(1);
  out.write(n.card);
}

void throw_chain() {
  try {
    throw std::invalid_argument("seen_cause: cannot log in with password=planted-cause-5521");
  } catch (...) {
    std::throw_with_nested(
        std::runtime_error("seen_message: https://ada:planted-message-77@db.example/x refused"));
  }
}

/// What the compiler knows to be secret: it is in no memory but the program's own, not even in that
/// which outlives it.
void log_known_secrets() {
  const auto log =
      hedgerow::logger("planted").bind("client_secret"_k = std::string("planted-known-bound-11"));
  const hedgerow::context_scope scope{
      "secret_of_context"_k = std::string("planted-known-context-12"), "tenant"_k = "seen_context"};
  const hedgerow::Secret<std::string> held("planted-known-type-13");
  log.info("known_logged", "marker"_k = "seen_known",
           "api_key"_k = std::string("planted-known-key-14"),
           "token_of_user"_k = hedgerow::secret(std::string("planted-known-class-15")),
           "session"_k = held, hedgerow::field(std::string("name"), held),
           "large"_k = hedgerow::secret(std::string(10'000, '=') + "planted-known-large-16"));
  try {
    throw_chain();
  } catch (...) {
    log.exception("failed", "password"_k = std::string("planted-known-exception-17"),
                  "marker"_k = "seen_exception_field");
  }
}

void log_other_secrets() {
  const auto log = hedgerow::logger("planted").bind(
      "origin"_k = "seen_bound https://u:planted-bound-20@h.example/");
  const hedgerow::context_scope scope{"peer"_k = "seen_ambient password=planted-ambient-21"};
  const std::string run_time_key = "db.Password";
  log.info("field_logged", "marker"_k = "seen_field",
           hedgerow::field(run_time_key, "planted-runtime-22"),
           hedgerow::field(std::string("user.password=planted-runtime-key-23"), 1),
           "mail"_k = hedgerow::pii("planted-class-24"),
           "amount"_k = hedgerow::financial("planted-class-25"),
           "diagnosis"_k = hedgerow::health("planted-class-26"),
           "card_of_order"_k = 5105105105105100, "card"_k = "seen_card password=planted-card-33");
  log.info("url_logged", "url"_k = "https://h.example/p?q=seen_url&access_token=planted-url-27");
  log.info("json_logged", "body"_k = R"({"seen_json":{"password":"planted-json-28"}})");
  log.info("large_logged", "text"_k = "seen_large " + std::string(9'000, '.') +
                                      " password=planted-large-29 " + std::string(9'000, '.'));
  log.info("headers_logged",
           "headers"_k = headers{{"Authorization", "Bearer planted-header-0123456789abcdef"},
                                 {"Cookie", "session=planted-cookie-9876543210"},
                                 {"Accept", "seen_headers"}});
  log.info("nested_logged", "order"_k = nested{"5105 1051 0510 5100"});
  try {
    throw_chain();
  } catch (...) {
    const std::string user = "planted-user-30@mail.example";
    hedgerow::capture_exception(std::current_exception(), {.distinct_id = user},
                                "place"_k = "seen_property token=planted-property-31",
                                "card"_k = "seen_card_of_report");
  }
  spdlog::warn("seen_spdlog: Authorization: Bearer {}", "planted-spdlog-0123456789abcdef");
  spdlog::get("planted.named")->error("seen_named: password={}", "planted-named-32");
}

}  // namespace

int main(int argc, char** argv) {
  const auto named = std::make_shared<spdlog::logger>("planted.named");
  spdlog::register_logger(named);
  if (const hedgerow::status s = hedgerow::init(); !s) {
    std::fprintf(stderr, "%s\n", s.message().c_str());
    return 1;
  }
  hedgerow::route_spdlog();
  log_known_secrets();
  log_other_secrets();
  const std::string then = argc > 1 ? argv[1] : "";
  if (then == "die") {
    for (int i = 0; i < 50; ++i)
      log_other_secrets();
    raise(SIGKILL);
  }
  if (then == "stay") {
    hedgerow::flush();
    std::puts("stays");
    std::fflush(stdout);
    for (;;)
      pause();
  }
  return hedgerow::shutdown() ? 0 : 1;
}
