// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "engine/config_reader.hpp"
#include "support/scoped_variable.hpp"
#include "support/temporary_folder.hpp"

using namespace hedgerow;
using namespace hedgerow::internal;

namespace {

std::vector<std::string> sentences(std::string_view document) {
  init_options options;
  options.config_json = document;
  std::vector<std::string> out;
  for (const config_finding& f : read_configuration(options).findings)
    out.push_back(f.sentence());
  return out;
}

std::string message_of(std::string_view document) {
  init_options options;
  options.config_json = document;
  config out;
  return read_config(options, out).message();
}

}  // namespace

TEST_CASE("every setting of a document is read") {
  init_options options;
  options.config_json = R"({
    "service": "billing", "levels": "warning,posthog.api=debug", "call_site": true,
    "mode": "synchronous", "flush_at": "warn",
    "sinks": [{"type": "rotating", "renderer": "json", "level": "warn", "path": "a.log",
               "max_bytes": 4096, "max_files": 3}, {"type": "acme.kafka"}],
    "queue": {"bytes_per_thread": 131072, "when_full": "block", "block_at_most_ms": 7},
    "backend": {"cpus": [0, 3]},
    "recorder": {"enabled": false, "dir": "/run/x", "max_bytes": 16777216, "keep_files": 3,
                 "keep_bytes": 5},
    "plugins": {"dir": "/opt/p", "modules": {"acme.kafka": {"topic": "logs"}}},
    "policies": ["core", "own.json"],
    "store": {"path": "r.db", "max_reports": 5},
    "posthog": {"project_key": "phc_abcdefgh", "host": "https://eu.posthog.com/", "gzip": false,
                "batch_size": 9, "timeout_ms": 1000, "flush_interval_ms": 20},
    "capture": {"terminate": false}, "stats": {"interval_ms": 60000}
  })";
  config c;
  const status s = read_config(options, c);
  CHECK("" == s.message());
  CHECK(std::chrono::minutes(1) == c.stats_interval);
  CHECK("billing" == c.service);
  CHECK(level::warning == c.levels.everywhere);
  CHECK(std::map<std::string, level, std::less<>>{{"posthog.api", level::debug}} ==
        c.levels.by_logger);
  CHECK(c.call_site);
  CHECK(run_mode::synchronous == c.mode);
  CHECK(level::warning == c.flush_at);
  REQUIRE(2 == c.sinks.size());
  CHECK("rotating json warning a.log 4096 3" ==
        c.sinks[0].type + " " + c.sinks[0].renderer + " " +
            std::string(to_string(c.sinks[0].threshold)) + " " + c.sinks[0].path + " " +
            std::to_string(c.sinks[0].max_bytes) + " " + std::to_string(c.sinks[0].max_files));
  CHECK("acme.kafka" == c.sinks[1].type);
  CHECK(131072 == c.queue.bytes_per_thread);
  CHECK(std::vector<std::uint32_t>{0, 3} == c.backend_cpus);
  CHECK(when_full::block == c.queue.when_full[level::info]);
  CHECK(std::chrono::milliseconds(7) == c.queue.block_at_most);
  CHECK_FALSE(c.recorder.enabled);
  CHECK("/run/x" == c.recorder.dir);
  CHECK(16'777'216 == c.recorder.max_bytes);
  CHECK(3 == c.recorder.keep_files);
  CHECK(5 == c.recorder.keep_bytes);
  CHECK("/opt/p" == c.plugins.dir);
  CHECK(std::map<std::string, std::string>{{"acme.kafka", R"({"topic":"logs"})"}} ==
        c.plugins.modules);
  CHECK(std::vector<std::string>{"core", "own.json"} == c.policies);
  CHECK("r.db" == c.store.path);
  CHECK(5 == c.store.max_reports);
  CHECK("phc_abcdefgh" == c.posthog.project_key);
  CHECK("https://eu.i.posthog.com" == c.posthog.host);
  CHECK_FALSE(c.posthog.gzip);
  CHECK(9 == c.posthog.batch_size);
  CHECK(std::chrono::milliseconds(1000) == c.posthog.timeout);
  CHECK(std::chrono::milliseconds(20) == c.posthog.flush_interval);
  CHECK_FALSE(c.capture_terminate);
}

TEST_CASE("what a full ring does is set for all levels below error, or level by level") {
  const auto read = [](const char* when_full) {
    init_options options;
    options.config_json = std::string(R"({"queue": {"when_full": )") + when_full + "}}";
    config c;
    const status s = read_config(options, c);
    std::vector<int> out;
    for (const level l : {level::debug, level::info, level::warning, level::error, level::critical})
      out.push_back(static_cast<int>(c.queue.when_full[l]));
    return std::make_pair(s.message(), out);
  };
  // drop_newest 0, block 1, drop_oldest 2
  using result = std::pair<std::string, std::vector<int>>;
  CHECK(result{"", {2, 2, 2, 1, 1}} == read(R"("drop_oldest")"));
  CHECK(result{"", {2, 0, 1, 1, 0}} ==
        read(R"({"debug": "drop_oldest", "warning": "block", "critical": "drop_newest"})"));
  CHECK(result{R"(config_json: queue.when_full.eror: unknown key; allowed are debug, info, )"
               R"(warning, error, critical; did you mean "error"?)",
               {0, 0, 0, 1, 1}} == read(R"({"eror": "block"})"));
  CHECK(result{R"(config_json: queue.when_full: found 7; right would be one of drop_newest, )"
               R"(block, drop_oldest, or an object with one of them for each level)",
               {0, 0, 0, 1, 1}} == read("7"));
}

TEST_CASE("a mistake is said with its place, what was found and what is allowed") {
  struct row {
    std::string_view document;
    std::vector<std::string> expected;
  };
  const auto r = GENERATE(values<row>({
      {R"({"sinks": [{}, {"renderer": "consle"}]})",
       {"config_json: sinks[1].renderer: found \"consle\"; right would be one of console, logfmt, "
        "json; did you mean \"console\"?"}},
      {R"({"posthog": {"hots": "x"}})",
       {"config_json: posthog.hots: unknown key; allowed are project_key, host, gzip, batch_size, "
        "timeout_ms, flush_interval_ms; did you mean \"host\"?"}},
      {R"({"backend": {"cpus": 3}, "policies": ["core", ""]})",
       {"config_json: backend.cpus: found 3; right would be a list of whole numbers from 0 to "
        "1023",
        "config_json: policies[1]: found \"\"; right would be a string that is not empty"}},
      {R"({"backend": {"cpus": [0, 1024, -1]}, "policies": {}})",
       {"config_json: backend.cpus[1]: found 1024; right would be a whole number from 0 to 1023",
        "config_json: policies: found an object; right would be a list of strings that are not "
        "empty"}},
      {R"({"call_site": 1})", {"config_json: call_site: found 1; right would be true or false"}},
      {R"({"store": {"max_reports": -3}})",
       {"config_json: store.max_reports: found -3; right would be a whole number from 1 to "
        "100000000"}},
      {R"({"queue": {"bytes_per_thread": 100000}})",
       {"config_json: queue.bytes_per_thread: found 100000; right would be a power of two"}},
      {R"({"queue": []})", {"config_json: queue: found a list; right would be an object"}},
      {R"({"levels": "info,api=debgu"})",
       {"config_json: levels: \"debgu\" is not a level; allowed are debug, info, warning, error, "
        "critical, off; did you mean \"debug\"?"}},
      {R"({"sinks": [{"level": ""}]})",
       {"config_json: sinks[0].level: \"\" is not a level; allowed are debug, info, warning, "
        "error, critical, off"}},
      {R"({"sinks": [{"type": "file"}]})",
       {"config_json: sinks[0]: a sink of type \"file\" needs a \"path\""}},
      {R"({"service": "a", "service": "b"})", {"config_json: service: the key stands twice"}},
      {"[1]", {"config_json: found a list; right would be a JSON object"}},
      {R"({"call_site": 1, "service": 2})",
       {"config_json: service: found 2; right would be a string",
        "config_json: call_site: found 1; right would be true or false"}},
  }));
  CHECK(r.expected == sentences(r.document));
}

TEST_CASE("a syntax error is said with line and column") {
  CHECK(message_of("{\n  \"service\": \"a\"\n  \"levels\": \"info\"\n}") ==
        "config_json:3:10: this is not JSON: syntax error while parsing object - unexpected string "
        "literal; expected '}'");
}

TEST_CASE("init is told the first mistake and how many more there are") {
  CHECK("config_json: service: found 2; right would be a string (and 1 more: see `hedgerow config "
        "check`)" == message_of(R"({"call_site": 1, "service": 2})"));
}

TEST_CASE("a personal key is refused, and never repeated") {
  CHECK("config_json: posthog.project_key: this is a personal API key (phx_...), which gives "
        "access to the whole account; take the project's key (phc_...) from the project settings, "
        "and revoke this one if it was written to a file that others can read" ==
        message_of(R"({"posthog": {"project_key": "phx_0123456789"}})"));
}

TEST_CASE("a key that was not copied whole is said to be so") {
  CHECK("config_json: posthog.project_key: the project key ends too early, after 7 characters: was "
        "all of it copied?" == message_of(R"({"posthog": {"project_key": "phc_abc"}})"));
}

TEST_CASE("with a mistake the defaults are in force, but the policies stay") {
  init_options options;
  options.config_json = R"({"service": 3, "policies": ["pci"], "plugins": {"dir": "/opt/p"},
                            "sinks": [], "posthog": {"project_key": "phc_abcdefgh"}})";
  config c;
  CHECK_FALSE(read_config(options, c));
  CHECK(std::vector<std::string>{"pci"} == c.policies);
  CHECK("/opt/p" == c.plugins.dir);
  CHECK("" == c.posthog.project_key);
  REQUIRE(1 == c.sinks.size());
  CHECK("stdout" == c.sinks[0].type);
}

TEST_CASE("the environment has the last word") {
  const test::scoped_variable v1("HEDGEROW_LOG", "error");
  const test::scoped_variable v2("HEDGEROW_SERVICE", "from-env");
  const test::scoped_variable v3("HEDGEROW_STORE", "off");
  const test::scoped_variable v4("HEDGEROW_POSTHOG_HOST", "https://app.posthog.com");
  init_options options;
  options.config_json = R"({"service": "from-file", "levels": "debug"})";
  const config_reading r = read_configuration(options);
  CHECK(r.findings.empty());
  CHECK("from-env" == r.settings.service);
  CHECK(level::error == r.settings.levels.everywhere);
  CHECK_FALSE(r.settings.store.enabled);
  CHECK("https://us.i.posthog.com" == r.settings.posthog.host);
  CHECK(std::map<std::string, std::string, std::less<>>{
            {"service", "HEDGEROW_SERVICE"},
            {"levels", "HEDGEROW_LOG"},
            {"store.path", "HEDGEROW_STORE"},
            {"posthog.host", "HEDGEROW_POSTHOG_HOST"}} == r.origins);
}

TEST_CASE("the recorder is switched off from outside") {
  const test::scoped_variable off("HEDGEROW_RECORDER", "off");
  CHECK_FALSE(read_configuration({}).settings.recorder.enabled);
  const test::scoped_variable wrong("HEDGEROW_RECORDER", "no");
  CHECK("HEDGEROW_RECORDER: found \"no\"; right would be on or off" == message_of("{}"));
}

TEST_CASE("a mistake in the environment names the variable") {
  const test::scoped_variable v5("HEDGEROW_POSTHOG_HOST", "app.posthog.com");
  CHECK(
      "HEDGEROW_POSTHOG_HOST: a host begins with \"https://\" or \"http://\"; right would be "
      "\"https://us.i.posthog.com\", \"https://eu.i.posthog.com\" or the URL of your own server" ==
      message_of("{}"));
}

TEST_CASE("the file is the one that is named, else the environment's") {
  test::temporary_folder folder;
  const std::string named = folder.write("named.json", R"({"service": "named"})");
  const std::string other = folder.write("other.json", R"({"service": "other"})");
  const test::scoped_variable v6("HEDGEROW_CONFIG", other);
  config c;
  CHECK(read_config({}, c));
  CHECK("other" == c.service);
  init_options options;
  options.config_file = named;
  CHECK(read_config(options, c));
  CHECK("named" == c.service);
}

TEST_CASE("a file that is not there is an error, for somebody named it") {
  test::temporary_folder folder;
  init_options options;
  options.config_file = (folder.path() / "none.json").string();
  config c;
  CHECK(options.config_file + ": the file cannot be opened: No such file or directory" ==
        read_config(options, c).message());
}

TEST_CASE("a logger has the level of the longest name that covers it") {
  level_rules rules;
  REQUIRE(parse_levels("warning, posthog=error ,posthog.api=debug", rules));
  struct row {
    std::string_view logger;
    level expected;
  };
  const auto r = GENERATE(values<row>({{"billing", level::warning},
                                       {"posthog", level::error},
                                       {"posthog.web", level::error},
                                       {"posthog.api", level::debug},
                                       {"posthog.api.capture", level::debug},
                                       {"posthog.apiary", level::error},
                                       {"", level::warning}}));
  CHECK(r.expected == rules.of(r.logger));
}
