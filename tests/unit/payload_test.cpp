// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <limits>

#include "deliver/payload.hpp"
#include "deliver/trim.hpp"
#include "gate/gate.hpp"
#include "report/tree.hpp"

using namespace hedgerow;
using namespace hedgerow::internal;

namespace {

constexpr const char* event_id = "01a2020d-0000-7000-8000-000000000001";
constexpr const char* nobody = "01a2020d-0000-7000-8000-000000000002";

struct never_decides : redactor {
  bool redact(const subject&, std::span<const leaf>, redaction_answers&) noexcept override {
    return false;
  }
  std::string failure() const override { return "on purpose"; }
};

json event_of(report r, gate& passage) {
  r.id = event_id;
  r.at_ns = 1'795'330'799'123'456'789;
  arena memory;
  const clean_report clean = passage.pass_report(report_tree(r, memory), memory);
  const report_facts facts{r.id, r.at_ns, r.severity, r.handled, r.thread_id, nobody};
  return json::parse(make_payload(clean, facts).json);
}

json event_of(report r) {
  gate passage;
  return event_of(std::move(r), passage);
}

frame frame_at(std::uint64_t address, std::uint64_t image, std::string function, std::string module,
               bool in_app) {
  frame f;
  f.instruction_address = address;
  f.image_address = image;
  f.function = std::move(function);
  f.module = f.file = std::move(module);
  f.in_app = in_app;
  return f;
}

report simple() {
  report r;
  r.chain.push_back({"std::runtime_error", "checkout failed", 0, {}, {}});
  return r;
}

}  // namespace

TEST_CASE("a report with all there is becomes PostHog's event") {
  report r;
  r.severity = level::critical;
  r.handled = false;
  r.mechanism = "terminate";
  r.source = "cpp.terminate_handler";
  r.distinct_id = "user-42";
  r.fingerprint = "checkout";
  r.thread_id = 4711;
  r.logger = "shop.checkout";
  r.event_name = "charge_failed";
  thrown outer{"std::runtime_error", "checkout failed", 0, {}, {}};
  frame start = frame_at(0x55e07d9ca1f1, 0x55e07d9c8000, "_start", "ref", false);
  frame no_build_id = frame_at(0x7fcd62c4524a, 0x7fcd62c1e000, "", "libvendor.so", true);
  frame site = frame_at(0x55e07d9cb8d2, 0x55e07d9c8000, "boom()", "ref", true);
  site.symbol_address = 0x55e07d9cb8a0;
  site.file = "src/boom.cpp";
  site.line = 12;
  site.column = 3;
  site.resolved = true;
  frame inlined = site;
  inlined.function = "pow()";
  inlined.is_inline = true;
  outer.frames = {start, no_build_id, site, inlined};
  r.chain.push_back(outer);
  r.chain.push_back(
      {"std::system_error",
       "connection refused",
       0,
       {{"error_code", owned_value(std::int64_t{111})}, {"error_category", owned_value("generic")}},
       {}});
  r.properties.push_back({"order", owned_value(std::int64_t{42})});
  r.properties.push_back(
      {"$groups", owned_value(std::vector<owned_field>{{"company", owned_value("c-1")}})});
  r.properties.push_back({"$exception_level", owned_value("debug")});
  r.properties.push_back({"$lib", owned_value("posthog-go")});
  r.properties.push_back({"logger", owned_value("of the user")});
  r.images.push_back({"/srv/app/ref", "de18048d3c82a23015eab4c7e322bfa1af8d1e87",
                      "8d0418de-823c-30a2-15ea-b4c7e322bfa1", 0x55e07d9c8000, 33032});
  r.images.push_back({"/srv/app/unused.so", "0102030405060708",
                      "04030201-0605-0807-0000-000000000000", 0x7f0000000000, 4096});

  json expected = json::parse(R"json({
    "event": "$exception",
    "uuid": "01a2020d-0000-7000-8000-000000000001",
    "distinct_id": "user-42",
    "timestamp": "2026-11-22T06:59:59.123456Z",
    "properties": {
      "$lib": "hedgerow", "$lib_version": "", "$is_server": true, "$geoip_disable": true,
      "$exception_level": "fatal",
      "$exception_source": "cpp.terminate_handler",
      "$exception_fingerprint": "checkout",
      "$exception_list": [
        {"type": "std::runtime_error", "value": "checkout failed", "thread_id": 4711,
         "mechanism": {"type": "terminate", "handled": false, "synthetic": false,
                       "exception_id": 0},
         "stacktrace": {"type": "raw", "frames": [
           {"platform": "native", "lang": "cpp", "instruction_addr": "0x55e07d9ca1f1",
            "image_addr": "0x55e07d9c8000", "module": "ref", "function": "_start",
            "filename": "ref", "in_app": false, "synthetic": false, "client_resolved": true},
           {"platform": "native", "lang": "cpp", "module": "libvendor.so",
            "filename": "libvendor.so", "in_app": true, "synthetic": false,
            "client_resolved": false},
           {"platform": "native", "lang": "cpp", "instruction_addr": "0x55e07d9cb8d2",
            "image_addr": "0x55e07d9c8000", "symbol_addr": "0x55e07d9cb8a0", "module": "ref",
            "function": "boom()", "filename": "src/boom.cpp", "lineno": 12, "colno": 3,
            "in_app": true, "synthetic": false, "client_resolved": true
},
           {"platform": "native", "lang": "cpp", "instruction_addr": "0x55e07d9cb8d2",
            "image_addr": "0x55e07d9c8000", "symbol_addr": "0x55e07d9cb8a0", "module": "ref",
            "function": "pow()", "filename": "src/boom.cpp", "lineno": 12, "colno": 3,
            "in_app": true, "synthetic": false, "client_resolved": true, "inline": true}]
}
},
        {"type": "std::system_error", "value": "connection refused", "thread_id": 4711,
         "mechanism": {"type": "chained", "source": "cause", "synthetic": false,
                       "exception_id": 1, "parent_id": 0},
         "stacktrace": {"type": "raw", "frames": []}}],
      "$debug_images": [
        {"type": "elf", "debug_id": "8d0418de-823c-30a2-15ea-b4c7e322bfa1",
         "code_id": "de18048d3c82a23015eab4c7e322bfa1af8d1e87", "image_addr": "0x55e07d9c8000",
         "image_size": 33032, "code_file": "/srv/app/ref", "arch": "x86_64"}],
      "exception_details": [
        {"exception": 1, "error_code": 111, "error_category": "generic"}],
      "order": 42,
      "$groups": {"company": "c-1"},
      "user.$exception_level": "debug",
      "user.$lib": "posthog-go",
      "logger": "of the user",
      "event_name": "charge_failed"
    }})json");
  expected["properties"]["$lib_version"] = HEDGEROW_VERSION;
  CHECK(expected.dump(1) == event_of(r).dump(1));
}

TEST_CASE("a report without an identity is personless") {
  struct row {
    std::string distinct_id, sent;
    bool personless;
  };
  const auto r = GENERATE(values<row>({
      {"", nobody, true},
      {"Anonymous", nobody, true},
      {"null", nobody, true},
      {"system", nobody, true},
      {"[redacted:email]", nobody, true},
      {"user [withheld]", nobody, true},
      {"user-42", "user-42", false},
      {"users", "users", false},
      {std::string(250, 'x'), std::string(200, 'x'), false},
  }));
  report with_id = simple();
  with_id.distinct_id = r.distinct_id;
  const json event = event_of(with_id);
  CHECK(r.sent == event["distinct_id"].get<std::string>());
  CHECK((r.personless ? json(false) : json()) ==
        event["properties"].value("$process_person_profile", json()));
}

TEST_CASE("levels have PostHog's names") {
  struct row {
    level severity;
    std::string name;
  };
  const auto r = GENERATE(values<row>({{level::critical, "fatal"},
                                       {level::error, "error"},
                                       {level::warning, "warning"},
                                       {level::info, "info"},
                                       {level::debug, "debug"}}));
  report one = simple();
  one.severity = r.severity;
  CHECK(r.name == event_of(one)["properties"]["$exception_level"].get<std::string>());
}

TEST_CASE("when every value is withheld the event is still one that PostHog takes") {
  never_decides policy;
  gate passage(&policy);
  report r = simple();
  r.distinct_id = "user-42";
  r.source = "cpp.terminate_handler";
  r.fingerprint = "checkout";
  r.chain[0].frames = {frame_at(0x55e07d9ca1f1, 0x55e07d9c8000, "charge(card)", "ref", true)};
  r.images.push_back({"/srv/app/ref", "de18048d3c82a23015eab4c7e322bfa1af8d1e87",
                      "8d0418de-823c-30a2-15ea-b4c7e322bfa1", 0x55e07d9c8000, 33032});
  r.properties.push_back({"order", owned_value(std::int64_t{42})});
  json expected = json::parse(R"json({
    "event": "$exception",
    "uuid": "01a2020d-0000-7000-8000-000000000001",
    "distinct_id": "01a2020d-0000-7000-8000-000000000002",
    "timestamp": "2026-11-22T06:59:59.123456Z",
    "properties": {
      "$lib": "hedgerow", "$lib_version": "", "$is_server": true, "$geoip_disable": true,
      "$process_person_profile": false,
      "$exception_level": "error",
      "$exception_list": [
        {"type": "[withheld]", "value": "[withheld]",
         "mechanism": {"type": "generic", "handled": true, "synthetic": false, "exception_id": 0},
         "stacktrace": {"type": "raw", "frames": [
           {"platform": "native", "lang": "cpp", "module": "[withheld]", "function": "[withheld]",
            "filename": "[withheld]", "in_app": false, "synthetic": false,
            "client_resolved": true}]}}],
      "order": "[withheld]"
    }})json");
  expected["properties"]["$lib_version"] = HEDGEROW_VERSION;
  CHECK(expected.dump(1) == event_of(r, passage).dump(1));
}

TEST_CASE("a value that was cut says how long it was") {
  report r = simple();
  r.chain[0].value = "several words and a hal";
  r.chain[0].value_size = 123'456;
  CHECK("several words and a \xE2\x80\xA6[cut:123456 bytes]" ==
        event_of(r)["properties"]["$exception_list"][0]["value"].get<std::string>());
}

TEST_CASE("a report of which nothing could be described is an event all the same") {
  report r;
  CHECK(json::parse(R"json([{"type": "exception", "value": "",
         "mechanism": {"type": "generic", "handled": true, "synthetic": false, "exception_id": 0},
         "stacktrace": {"type": "raw", "frames": []}}])json")
            .dump(1) == event_of(r)["properties"]["$exception_list"].dump(1));
}

TEST_CASE("of a deep stack the frames nearest to the throw are sent, inline groups whole") {
  report r = simple();
  for (int i = 0; i < 70; ++i)
    r.chain[0].frames.push_back(frame_at(0, 0, "f" + std::to_string(i), "ref", true));
  r.chain[0].frames[6].is_inline = true;
  r.chain[0].frames[7].is_inline = true;
  const json event = event_of(r);
  const json& frames = event["properties"]["$exception_list"][0]["stacktrace"]["frames"];
  std::vector<std::string> functions;
  for (const json& f : frames)
    functions.push_back(f["function"]);
  std::vector<std::string> expected;
  for (int i = 8; i < 70; ++i)
    expected.push_back("f" + std::to_string(i));
  CHECK(expected == functions);
}

TEST_CASE("numbers that JSON does not have are texts") {
  report r = simple();
  arena memory;
  const auto add = [&](const char* key, value v) { r.properties.push_back({key, owned_value(v)}); };
  add("nan", value::floating(std::numeric_limits<double>::quiet_NaN()));
  add("inf", value::floating(-std::numeric_limits<double>::infinity()));
  add("huge", value::number_text("123456789012345678901234567890"));
  add("most", value::unsigned_integer(std::numeric_limits<std::uint64_t>::max()));
  add("nothing", value::null());
  const json properties = event_of(r)["properties"];
  CHECK(json({"NaN", "-Infinity", "123456789012345678901234567890",
              std::numeric_limits<std::uint64_t>::max(), nullptr}) ==
        json({properties["nan"], properties["inf"], properties["huge"], properties["most"],
              properties["nothing"]}));
}

TEST_CASE("an event of any size is trimmed to what PostHog takes, and says how") {
  report r;
  for (int i = 0; i < 50; ++i) {
    thrown t{"std::runtime_error", std::string(10'000, 'v'), 0, {}, {}};
    for (int f = 0; f < 64; ++f)
      t.frames.push_back(frame_at(0, 0, std::string(300, 'f'), "ref", true));
    r.chain.push_back(std::move(t));
  }
  for (int i = 0; i < 1'000; ++i)
    r.properties.push_back({"key" + std::to_string(i), owned_value(std::string(1'000, 'p'))});
  const json event = event_of(r);
  CHECK(text_of(event).size() <= max_event_bytes);
  CHECK(event["properties"]["$exception_list"].size() == 50);
  CHECK(event["properties"]["hedgerow_trimmed"][0] == "frames");
}

TEST_CASE("trimming takes what is missed least first") {
  struct row {
    std::size_t limit;
    std::string trimmed;
    bool fits;
  };
  const auto r = GENERATE(values<row>({
      {100'000, "null", true},
      {30'000, R"(["text"])", true},
      {16'000, R"(["text","frames"])", true},
      {12'500, R"(["text","frames","small"])", true},
      {3'200, R"(["text","frames","small","values","causes"])", true},
      {100, R"(["text","frames","small","values","causes"])", false},
  }));
  json frames = json::array();
  for (int i = 0; i < 40; ++i)
    frames.push_back({{"function", "f" + std::to_string(i)}});
  json event = {
      {"properties", {{"text", std::string(20'000, 'x')}, {"small", std::string(900, 'y')}}}};
  for (int i = 0; i < 10; ++i)
    event["properties"]["$exception_list"].push_back({{"value", std::string(1'000, 'v')},
                                                      {"mechanism", {{"exception_id", i}}},
                                                      {"stacktrace", {{"frames", frames}}}});
  CHECK(r.fits == trim_event(event, r.limit));
  CHECK(r.trimmed == event["properties"].value("hedgerow_trimmed", json()).dump());
  if (r.fits) CHECK(text_of(event).size() <= r.limit);
}

TEST_CASE("times are UTC with microseconds") {
  struct row {
    std::int64_t ns;
    std::string text;
  };
  const auto r = GENERATE(values<row>({
      {0, "1970-01-01T00:00:00.000000Z"},
      {-1, "1969-12-31T23:59:59.999999Z"},
      {1'795'330'799'123'456'789, "2026-11-22T06:59:59.123456Z"},
      {std::numeric_limits<std::int64_t>::max(), "2262-04-11T23:47:16.854775Z"},
  }));
  CHECK(r.text == utc_time(r.ns));
}
