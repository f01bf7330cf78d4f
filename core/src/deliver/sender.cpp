// SPDX-License-Identifier: MIT
#include "deliver/sender.hpp"

#include "deliver/trim.hpp"
#include "gate/self_log.hpp"
#include "report/utf8.hpp"

namespace hedgerow::internal {
namespace {

using clock = std::chrono::steady_clock;

/// As PostHog's SDKs: 5 MiB a request.
constexpr std::size_t max_batch_bytes = 5u << 20;
/// A report that is too large even so is not made smaller.
constexpr std::size_t least_event_bytes = 16u << 10;
/// A claim outlives its request by this, should storing the result take time.
constexpr std::chrono::seconds claim_margin{60};

std::int64_t now_ns() noexcept {
  using namespace std::chrono;
  return duration_cast<nanoseconds>(system_clock::now().time_since_epoch()).count();
}

std::string without_slash(std::string host) {
  while (!host.empty() && host.back() == '/')
    host.pop_back();
  return host;
}

/// Half as large, as long as there is something to leave out.
bool trim_once(stored_report& report) {
  if (report.json.size() <= least_event_bytes) return false;
  json event = json::parse(report.json, nullptr, false);
  if (event.is_discarded()) return false;
  const std::size_t before = report.json.size();
  trim_event(event, before / 2);
  report.json = text_of(event);
  return report.json.size() < before;
}

}  // namespace

std::string batch_body(std::string_view project_key, const std::vector<stored_report>& batch,
                       std::int64_t sent_at_ns) {
  std::string out = R"({"api_key":)" + text_of(json(std::string(project_key))) + R"(,"batch":[)";
  for (const stored_report& r : batch) {
    if (&r != &batch.front()) out += ',';
    out += r.json;
  }
  return out + R"(],"sent_at":")" + utc_time(sent_at_ns) + "\"}";
}

sender::sender(sender_options options, report_store& store, gate& passage, http_client& client)
    : options_(std::move(options)), store_(store), passage_(passage), client_(client) {
  options_.host = without_slash(std::move(options_.host));
}

pass_result sender::pass(clock::time_point deadline) {
  pass_result result;
  std::int64_t after = 0;
  for (;;) {
    std::vector<stored_report> batch;
    const auto term =
        std::chrono::duration_cast<std::chrono::milliseconds>(options_.timeout + claim_margin);
    if (const status claimed = store_.claim(options_.batch_size, max_batch_bytes, term,
                                            options_.failed_too, after, batch);
        !claimed) {
      result.error = claimed.message();
      result.again = true;
      return result;
    }
    if (batch.empty()) return result;
    after = batch.back().row;
    if (deliver(std::move(batch), result, deadline) == outcome::stop) return result;
  }
}

sender::outcome sender::deliver(std::vector<stored_report> batch, pass_result& result,
                                clock::time_point deadline) {
  const http_answer answer =
      client_.post({options_.host + "/batch/", batch_body(options_.project_key, batch, now_ns()),
                    options_.gzip, options_.timeout},
                   deadline);
  const std::string why = answer.status >= 200 && answer.status < 300 ? "" : say(answer);
  if (!why.empty()) result.error = why;
  switch (action_for(answer.status)) {
  case delivery_action::done:
    settle(batch, report_state::sent, {}, result);
    return outcome::settled;
  case delivery_action::give_up:
    settle(batch, report_state::failed, why, result);
    return outcome::settled;
  case delivery_action::split:
    return too_large(std::move(batch), result, why, deadline);
  case delivery_action::retry:
    break;
  }
  settle(batch, report_state::pending, why, result);
  result.again = true;
  result.cancelled = answer.cancelled;
  result.retry_after = parse_retry_after(answer.retry_after, std::time(nullptr));
  return outcome::stop;
}

sender::outcome sender::too_large(std::vector<stored_report> batch, pass_result& result,
                                  const std::string& why, clock::time_point deadline) {
  if (batch.size() == 1) {
    if (!trim_once(batch[0])) {
      settle(batch, report_state::failed, why, result);
      return outcome::settled;
    }
    if (const status kept = store_.replace_json(batch[0]); !kept)
      self_log("store_failed", kept.message());
    return deliver(std::move(batch), result, deadline);
  }
  const auto middle = batch.begin() + static_cast<std::ptrdiff_t>(batch.size() / 2);
  std::vector<stored_report> second(std::make_move_iterator(middle),
                                    std::make_move_iterator(batch.end()));
  batch.erase(middle, batch.end());
  if (deliver(std::move(batch), result, deadline) == outcome::stop) {
    settle(second, report_state::pending, why, result);
    return outcome::stop;
  }
  return deliver(std::move(second), result, deadline);
}

void sender::settle(const std::vector<stored_report>& batch, report_state state,
                    const std::string& error, pass_result& result) {
  if (const status kept = store_.settle(batch, state, error); !kept) {
    self_log("store_failed", kept.message());
    result.error = kept.message();
  }
  if (state == report_state::sent) result.sent += batch.size();
  if (state == report_state::failed) result.failed += batch.size();
}

/// What a server says passes the gate, and our own key is taken out of it.
std::string sender::say(const http_answer& answer) {
  if (answer.status == 0) return "no answer from " + options_.host + ": " + answer.error;
  std::string out = "HTTP " + std::to_string(answer.status) + " from " + options_.host;
  std::string body = valid_utf8(answer.body);
  for (auto at = body.find(options_.project_key); at != std::string::npos;
       at = body.find(options_.project_key, at))
    body.replace(at, options_.project_key.size(), "(project key)");
  arena memory;
  const clean_text clean = passage_.pass_text(body, memory);
  if (!body.empty()) out += ": " + cut_with_mark(clean.view(), 300);
  return out;
}

}  // namespace hedgerow::internal
