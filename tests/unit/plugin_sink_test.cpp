// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "engine/plugin_sink.hpp"
#include "gate/gate.hpp"
#include "support/plugin_folder.hpp"
#include "support/running.hpp"

using namespace hedgerow::internal;
using namespace hedgerow::test;
using hedgerow::level;

namespace {

void write(sink& to, level severity, std::span<const field> fields = {}) {
  raw_event event;
  event.when = timestamp::at(1'700'000'000'123'456'789);
  event.severity = severity;
  event.level_text = hedgerow::to_string(severity);
  event.logger = "shop.cart";
  event.name = "cart_paid";
  event.fields = fields;
  event.stack = "a stack";
  event.exception = "std::runtime_error: empty";
  arena memory;
  gate rules;
  to.write(*rules.pass(event, memory));
}

plugin_host_options throwing(const plugin_folder& folder, const std::string& config) {
  folder.add("test.throwing");
  return {folder.path(), {{"test.throwing", config}}, {}};
}

std::chrono::steady_clock::time_point soon() {
  return std::chrono::steady_clock::now() + std::chrono::seconds(5);
}

}  // namespace

TEST_CASE("a sink plugin receives an event with values of every kind") {
  plugin_folder folder;
  folder.add("test.steered");
  lines log;
  plugin_host host({folder.path(), {}, [&](std::string_view, int, std::string_view text) {
                      log.emplace_back(text);
                    }});
  host.load();
  const auto to = make_plugin_sink(host.sinks().at(0), level::debug);
  value pii = value::string("x");
  pii.sensitivity = hedgerow::data_class::safe;
  const std::array items{value::integer(-1), value::string("two"), value::null()};
  const std::array members{field{"inner", value::list(items)}, field{"none", value::map({})}};
  const std::array fields{field{"flag", value::boolean(true)},
                          field{"small", value::integer(INT64_MIN)},
                          field{"large", value::unsigned_integer(UINT64_MAX)},
                          field{"ratio", value::floating(0.5)},
                          field{"text", value::string("a\nb")},
                          field{"huge", value::number_text("1e999")},
                          field{"known", pii},
                          field{"password", value::string("guess me")},
                          field{"tree", value::map(members)}};
  write(*to, level::error, fields);
  CHECK(to->flush(soon()));
  CHECK(lines{"started with {}",
              "40 1700000000123456789 error shop.cart cart_paid flag=true "
              "small=-9223372036854775808 large=18446744073709551615u ratio=0.5 text='a\nb' "
              "huge=#1e999 known='x':1 password='[redacted:password]' "
              "tree={inner=[-1 'two' null] none={}} stack=a stack "
              "exception=std::runtime_error: empty"} == log);
  CHECK(0 == to->failed());
}

TEST_CASE("a sink plugin receives events at and above its threshold") {
  plugin_folder folder;
  folder.add("test.steered");
  lines log;
  plugin_host host({folder.path(), {}, [&](std::string_view, int, std::string_view text) {
                      log.emplace_back(text.substr(0, text.find(' ')));
                    }});
  host.load();
  const auto to = make_plugin_sink(host.sinks().at(0), level::warning);
  for (const level l : {level::debug, level::info, level::warning, level::error, level::critical})
    write(*to, l);
  CHECK(lines{"started", "30", "40", "50"} == log);
}

TEST_CASE("a sink plugin that is busy loses events but stays in use") {
  plugin_folder folder;
  plugin_host host(throwing(folder, R"(["write_later"])"));
  host.load();
  const auto to = make_plugin_sink(host.sinks().at(0), level::debug);
  for (int i = 0; i < 3 * max_failures_in_a_row; ++i)
    write(*to, level::info);
  CHECK(3 * max_failures_in_a_row == static_cast<int>(to->failed()));
  CHECK(lines{"test.throwing active"} == states(host));
}

TEST_CASE("a sink plugin that fails many events in a row is quarantined, and losses are counted") {
  plugin_folder folder;
  plugin_host host(throwing(folder, R"(["write"])"));
  host.load();
  const auto to = make_plugin_sink(host.sinks().at(0), level::debug);
  for (int i = 0; i < max_failures_in_a_row - 1; ++i)
    write(*to, level::info);
  CHECK(lines{"test.throwing active"} == states(host));
  for (int i = 0; i < 5; ++i)
    write(*to, level::info);
  CHECK(lines{"test.throwing quarantined write_failed"} == states(host));
  CHECK("it failed 10 events in a row, the last one because the disk is gone" ==
        host.plugins().at(0).message);
  CHECK(14 == to->failed());
}

TEST_CASE("a flush that fails or is late says so") {
  plugin_folder folder;
  plugin_host host(throwing(folder, R"(["flush"])"));
  host.load();
  CHECK_FALSE(make_plugin_sink(host.sinks().at(0), level::debug)->flush(soon()));
}

TEST_CASE("a sink whose plugin is not there says why, and how to add it") {
  const plugin_folder folder;
  ::chmod(folder.add("test.steered").c_str(), 0777);
  const auto [id, refused] = GENERATE(table<std::string, std::string>(
      {{"acme.kafka", ""},
       {"test.steered",
        "test.steered lies there, but is refused: Others can write to the file (mode 0777). chmod "
        "go-w the file. "}}));
  const running here(
      {{"sinks", {{{"type", id}}}}, {"plugins", {{"enabled", true}, {"dir", folder.path()}}}});
  CHECK("the sink \"" + id +
            "\" needs a plugin of this name that provides hedgerow.sink/1, and none is active. The "
            "folder searched is " +
            folder.path() + ". " + refused +
            "Put the plugin's .so file there, or name its folder in plugins.dir or "
            "HEDGEROW_PLUGIN_DIR." ==
        here.started.message());
}

TEST_CASE("a sink of a plugin needs plugins to be enabled") {
  const running here(nlohmann::json{{"sinks", {{{"type", "acme.kafka"}}}}});
  CHECK("the sink \"acme.kafka\" needs a plugin, and plugins.enabled is false" ==
        here.started.message());
}
