// SPDX-License-Identifier: MIT
#include "shop.hpp"

#include <exception>
#include <map>
#include <stdexcept>
#include <string>

#include <nlohmann/json.hpp>

#include <hedgerow/hedgerow.hpp>

#include "request_log.hpp"

namespace example {

using namespace hedgerow::literals;
using httplib::Request;
using httplib::Response;
using nlohmann::json;

namespace {

const hedgerow::logger& log() {
  static const hedgerow::logger instance("example.shop");
  return instance;
}

void answer(Response& response, int code, const json& body) {
  response.status = code;
  response.set_content(body.dump(-1, ' ', false, json::error_handler_t::replace),
                       "application/json");
}

/// Those that tell something about the caller.
std::map<std::string, std::string> headers_of(const Request& request) {
  std::map<std::string, std::string> found;
  for (const char* name : {"Authorization", "Cookie", "Referer", "User-Agent"})
    if (request.has_header(name)) found[name] = request.get_header_value(name);
  return found;
}

void show_order(const Request& request, Response& response) {
  const std::string id = request.matches[1];
  if (id == "0") {
    log().warning("order_not_found", "order"_k = id);
    return answer(response, 404, {{"error", "no such order"}});
  }
  log().debug("order_read", "order"_k = id);
  answer(response, 200, {{"order", id}, {"state", "paid"}});
}

/// Logs all that came in, as services do: what must not be seen is the gate's business.
void charge(const Request& request, Response& response) {
  const json body = json::parse(request.body, nullptr, false);
  if (!body.is_object()) {
    log().warning("charge_refused", "reason"_k = "the body is not a JSON object",
                  "body"_k = request.body);
    return answer(response, 400, {{"error", "a JSON object is needed"}});
  }
  std::map<std::string, std::string> fields;
  for (const auto& [key, value] : body.items())
    fields[key] = value.is_string() ? value.get<std::string>() : value.dump();
  log().info("charge_requested", "body"_k = fields);
  answer(response, 201, {{"charged", true}});
}

void login(const Request& request, Response& response) {
  log().info("login_tried", "user"_k = request.get_param_value("user"),
             "password"_k = request.get_param_value("password"), "headers"_k = headers_of(request));
  answer(response, 200, {{"user", request.get_param_value("user")}});
}

[[noreturn]] void ask_stock(const std::string& article) {
  throw std::out_of_range("no article " + article + " in the stock");
}

void fail(const Request&, Response&) {
  try {
    ask_stock("a-17");
  } catch (...) {
    std::throw_with_nested(std::runtime_error("the order cannot be packed"));
  }
}

}  // namespace

void add_routes(httplib::Server& server) {
  server.Get(R"(/orders/([A-Za-z0-9-]+))", logged(show_order));
  server.Post("/charge", logged(charge));
  server.Get("/login", logged(login));
  server.Get("/fail", logged(fail));
}

}  // namespace example
