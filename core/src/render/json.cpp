// SPDX-License-Identifier: MIT
#include "event/timestamp.hpp"
#include "render/header_keys.hpp"
#include "render/json_text.hpp"
#include "render/renderers.hpp"

namespace hedgerow::internal {
namespace {

/// One object a line.
class json_renderer final : public renderer {
 public:
  void render(const clean_event& event, std::string& out) override {
    line_.clear();
    keys_.begin_event();
    line_.put('{');
    if (event.when().is == timestamp::form::nanoseconds) {
      line_.put("\"timestamp\":\"");
      line_.put(time_(event.when().ns));
      line_.put('"');
    } else if (event.when().is == timestamp::form::text) {
      text("\"timestamp\":", event.when().text);
    }
    if (event.level_text()) text("\"level\":", *event.level_text());
    if (event.name()) text("\"event\":", *event.name());
    if (event.logger()) text("\"logger\":", *event.logger());
    for (const field& f : keys_.unique(event.fields(), header_keys(event, "timestamp").all())) {
      part();
      put_json_string(line_, f.key);
      line_.put(':');
      put_json_value(line_, f.val, keys_);
    }
    if (!event.stack().empty()) text("\"stack\":", event.stack());
    if (!event.exception().empty()) text("\"exception\":", event.exception());
    line_.put('}');
    out.append(line_.view());
  }

 private:
  void part() {
    if (line_.size() != 1) line_.put(',');
  }
  void text(std::string_view key_and_colon, std::string_view text) {
    part();
    line_.put(key_and_colon);
    put_json_string(line_, text);
  }

  timestamp_text time_;
  output_keys keys_{utf8_keys()};
  line_buffer line_;
};

}  // namespace

std::unique_ptr<renderer> make_json_renderer(const renderer_options&, status&) {
  return std::make_unique<json_renderer>();
}

}  // namespace hedgerow::internal
