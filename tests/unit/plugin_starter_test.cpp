// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <array>

#include "engine/plugin_sink.hpp"
#include "support/plugin_events.hpp"
#include "support/plugin_folder.hpp"

using namespace hedgerow::internal;
using namespace hedgerow::test;
using hedgerow::level;

TEST_CASE("the starter plugin appends events to a file as tab-separated columns") {
  plugin_folder folder;
  folder.add_real("starter.tsv");
  temporary_folder out;
  const std::string path = out.write("events.tsv", "already there\n");
  plugin_host host({folder.path(), {{"starter.tsv", R"({"path": ")" + path + "\"}"}}, {}});
  host.load();
  REQUIRE(lines{"starter.tsv active"} == states(host));
  const auto to = make_plugin_sink(host.sinks().at(0), level::debug);
  const std::array items{value::integer(1), value::integer(2)};
  const std::array members{field{"a", value::null()}};
  const std::array fields{field{"text", value::string("tab\there\nand \\ there")},
                          field{"password", value::string("guess me")},
                          field{"count", value::integer(-3)},
                          field{"large", value::unsigned_integer(UINT64_MAX)},
                          field{"ratio", value::floating(0.25)},
                          field{"open", value::boolean(false)},
                          field{"none", value::null()},
                          field{"items", value::list(items)},
                          field{"tree", value::map(members)}};
  write(*to, level::info, "cart_opened");
  write(*to, level::error, "cart_paid", fields);
  CHECK(to->flush(soon()));
  CHECK("already there\n"
        "1700000000123456789\tinfo\tshop.cart\tcart_opened\n"
        "1700000000123456789\terror\tshop.cart\tcart_paid\ttext=tab\\there\\nand \\\\ "
        "there\tpassword=[redacted:password]\tcount=-3\tlarge=18446744073709551615\tratio=0.25\t"
        "open=false\tnone=null\titems=list of 2\ttree=map of 1\n" == read_file(path));
}

TEST_CASE("the starter plugin without a path says what it left out") {
  plugin_folder folder;
  folder.add_real("starter.tsv");
  lines log;
  plugin_host host({folder.path(), {}, [&](std::string_view, int, std::string_view text) {
                      log.emplace_back(text);
                    }});
  host.load();
  const auto to = make_plugin_sink(host.sinks().at(0), level::debug);
  write(*to, level::info, "cart_opened");
  host.stop(std::chrono::seconds(1));
  CHECK(lines{"1 events were left out: no \"path\" is configured"} == log);
}

TEST_CASE("the starter plugin refuses a path that it cannot write to") {
  const auto [config, expected] = GENERATE(table<std::string, std::string>(
      {{R"({"path": "/nonexistent/x"})", "path: /nonexistent/x: No such file or directory"},
       {R"({"path": 5})", "\"path\" must be a string"},
       {R"({"path"})", "\"path\" has no value"},
       {R"({"path": "a\"b"})", "\"path\" must be a string without escapes"}}));
  plugin_folder folder;
  folder.add_real("starter.tsv");
  plugin_host host({folder.path(), {{"starter.tsv", config}}, {}});
  host.load();
  CHECK("The plugin does not accept its configuration: " + expected ==
        host.plugins().at(0).message);
}
