// SPDX-License-Identifier: MIT
// Logs and captures secrets in every place where services leave them. Each stands beside a word,
// "seen_...", that has to come out. The configuration comes from the environment.
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

}  // namespace

int main() {
  if (const hedgerow::status s = hedgerow::init(); !s) {
    std::fprintf(stderr, "%s\n", s.message().c_str());
    return 1;
  }
  hedgerow::route_spdlog();
  const auto log = hedgerow::logger("planted");
  const std::string run_time_key = "db.Password";
  log.info("field_logged", "api_key"_k = std::string("planted-field-1138"),
           hedgerow::field(run_time_key, "planted-runtime-1139"),
           "token_of_user"_k = hedgerow::secret(std::string("planted-class-1140")),
           "marker"_k = "seen_field");
  log.info("url_logged", "url"_k = "https://h.example/p?q=seen_url&access_token=planted-url-4711");
  log.info("headers_logged",
           "headers"_k = headers{{"Authorization", "Bearer planted-header-0123456789abcdef"},
                                 {"Cookie", "session=planted-cookie-9876543210"},
                                 {"Accept", "seen_headers"}});
  log.info("nested_logged", "order"_k = nested{"5105 1051 0510 5100"});
  const hedgerow::context_scope scope{"secret_of_context"_k = std::string("planted-context-33"),
                                      "tenant"_k = "seen_context"};
  try {
    throw_chain();
  } catch (...) {
    log.exception("failed", "password"_k = std::string("planted-exception-44"));
  }
  spdlog::warn("seen_spdlog: Authorization: Bearer {}", "planted-spdlog-0123456789abcdef");
  return hedgerow::shutdown() ? 0 : 1;
}
