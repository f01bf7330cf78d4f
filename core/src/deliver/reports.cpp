// SPDX-License-Identifier: MIT
#include <hedgerow/reports.hpp>

#include <limits>

#include "deliver/report_reader.hpp"
#include "deliver/sender.hpp"
#include "deliver/store.hpp"

namespace hedgerow {

using namespace internal;

std::string_view to_string(report_state s) noexcept {
  switch (s) {
  case report_state::pending:
    return "pending";
  case report_state::sent:
    return "sent";
  case report_state::failed:
    return "failed";
  }
  return "pending";
}

std::string default_store_path() {
  return default_store_file();
}

struct reports::impl {
  explicit impl(const std::string& path)
      : store({path, std::numeric_limits<std::uint32_t>::max(), false, false}) {}
  report_store store;
};

reports::reports() noexcept = default;
reports::~reports() = default;
reports::reports(reports&&) noexcept = default;
reports& reports::operator=(reports&&) noexcept = default;

namespace {
status not_open() {
  return status::failure("report store: none was opened");
}
}  // namespace

status reports::open(const std::string& path, reports& out) {
  const std::string file = path.empty() ? default_store_file() : path;
  if (file.empty())
    return status::failure("report store: no path is given, and neither XDG_STATE_HOME nor HOME is "
                           "set");
  auto opened = std::make_unique<impl>(file);
  if (const status done = opened->store.open(); !done) return done;
  out.impl_ = std::move(opened);
  return {};
}

status reports::list(const report_query& query, std::vector<report_summary>& out) {
  return impl_ ? impl_->store.list(query, out) : not_open();
}

status reports::find(std::string_view id, report_detail& out) {
  if (!impl_) return not_open();
  report_query query;
  if (id != "latest") query.id_prefix = id;
  query.limit = id == "latest" ? 1 : 2;
  std::vector<report_summary> found;
  if (const status done = impl_->store.list(query, found); !done) return done;
  if (found.empty())
    return status::failure(id == "latest" ? std::string("there is no report in the store")
                                          : "no report has an id that begins with \"" +
                                                std::string(id) + "\"");
  if (found.size() > 1)
    return status::failure("several reports have an id that begins with \"" + std::string(id) +
                           "\", for instance " + found[0].id + " and " + found[1].id);
  std::string json_text;
  if (const status done = impl_->store.load_json(found[0].id, json_text); !done) return done;
  return read_detail(std::move(found[0]), std::move(json_text), out);
}

send_result reports::send(const send_options& options) {
  send_result out;
  if (!impl_) {
    out.error = not_open().message();
    return out;
  }
  if (options.project_key.empty()) {
    out.error = "a project key is needed to send reports; it begins with \"phc_\"";
  } else {
    gate passage;
    http_client client;
    sender one({options.project_key, options.host, options.gzip, options.failed_too,
                options.batch_size, options.timeout},
               impl_->store, passage, client);
    const pass_result result = one.pass(std::chrono::steady_clock::time_point::max());
    out.sent = result.sent;
    out.failed = result.failed;
    out.error = result.error;
  }
  if (const status counted = impl_->store.count_pending(out.pending); !counted && out.error.empty())
    out.error = counted.message();
  return out;
}

status reports::prune(const prune_options& options, std::uint64_t& removed) {
  return impl_ ? impl_->store.prune(options, removed) : not_open();
}

}  // namespace hedgerow
