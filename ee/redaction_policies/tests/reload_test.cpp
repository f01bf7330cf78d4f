// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
// Policies that change while the process runs, and what is told of them.
#include <catch2/catch.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <set>
#include <thread>

#include <nlohmann/json.hpp>

#include "loaded_plugin.hpp"
#include "policy_slot.hpp"
#include "support.hpp"

using namespace policy_tests;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view often = R"({"reload_ms": 5, "audit_ms": 0})";

/// A policy that puts `text` in place of the field "note".
std::string replacing_with(const std::string& text) {
  return R"({"version": 1, "name": "t", "rules": [{"name": "n", "when": {"keys": ["note"]},
             "action": {"replace": ")" +
         text + R"("}}]})";
}

void use(loaded_plugin& plugin, const std::string& file) {
  const auto* redactor = plugin.interface<hedgerow_redactor_v1>(HEDGEROW_REDACTOR_V1);
  REQUIRE(HEDGEROW_OK == redactor->use_policies(plugin.instance(), str("[\"" + file + "\"]")));
}

/// Whether it comes true before a test would be given up.
bool soon(const std::function<bool()>& is_true) {
  for (int i = 0; i < 4000; ++i) {
    if (is_true()) return true;
    std::this_thread::sleep_for(5ms);
  }
  return false;
}

/// Puts a file in place at once, as a careful editor does.
void replace_file(const temporary_folder& folder, const std::string& name, std::string_view text) {
  const auto fresh = folder.file(name + ".new", text);
  std::filesystem::rename(fresh, folder.path() / name);
}

}  // namespace

TEST_CASE("a policy file that changes takes effect without a restart") {
  const temporary_folder folder;
  const auto file = folder.file("t.json", replacing_with("one"));
  loaded_plugin plugin(often);
  use(plugin, file);
  CHECK("one" == plugin.redacted("note", "value"));
  SECTION("written over") {
    folder.file("t.json", replacing_with("two"));
  }
  SECTION("replaced") {
    replace_file(folder, "t.json", replacing_with("two"));
  }
  CHECK(soon([&] { return plugin.redacted("note", "value") == "two"; }));
  CHECK(soon([&] {
    return plugin.said() ==
           std::vector<std::string>{"20 the policies have changed and are in force, 1 rule"};
  }));
}

TEST_CASE("a broken new policy is refused with its place and reason, and the old one stays") {
  const temporary_folder folder;
  const auto file = folder.file("t.json", replacing_with("one"));
  loaded_plugin plugin(often);
  use(plugin, file);
  replace_file(folder, "t.json", "{\"version\": 1, \"name\": \"t\",\n \"rulez\": []}");
  CHECK(soon([&] {
    return plugin.said() ==
           std::vector<std::string>{
               "30 the policies have changed and are refused, the earlier ones stay in force: " +
               file +
               ":1: \"rules\" is missing; it must be a list of rules (and 1 more: hedgerow "
               "policy check)"};
  }));
  CHECK("one" == plugin.redacted("note", "value"));
  std::filesystem::remove(file);
  CHECK(soon([&] { return plugin.said().size() == 2; }));
  CHECK("one" == plugin.redacted("note", "value"));
  replace_file(folder, "t.json", replacing_with("two"));
  CHECK(soon([&] { return plugin.redacted("note", "value") == "two"; }));
}

TEST_CASE(
    "a key file that changes takes effect as well, and one that is opened to others does not") {
  const temporary_folder folder;
  folder.file("k.key", key_digits);
  const auto file = folder.file("t.json", R"({"version": 1, "name": "t",
      "keys": {"k1": {"file": "k.key"}}, "rules": [{"name": "n", "when": {"keys": ["note"]},
      "action": {"hash": {"key": "k1"}}}]})");
  loaded_plugin plugin(often);
  use(plugin, file);
  const auto first = plugin.redacted("note", "value");
  replace_file(folder, "k.key", "ff112233445566778899aabbccddeeffff112233445566778899aabbccddeeff");
  CHECK(soon([&] { return plugin.redacted("note", "value") != first; }));
  const auto second = plugin.redacted("note", "value");
  std::filesystem::permissions(folder.path() / "k.key", std::filesystem::perms(0644));
  CHECK(soon([&] { return plugin.said().size() == 2; }));
  CHECK(plugin.said().back().find("is open to others than its owner") != std::string::npos);
  CHECK(second == plugin.redacted("note", "value"));
}

TEST_CASE("no event goes by without a policy while policies change") {
  const temporary_folder folder;
  const auto file = folder.file("t.json", replacing_with("one"));
  loaded_plugin plugin(R"({"reload_ms": 1})");
  use(plugin, file);
  std::atomic<bool> done{false};
  std::set<std::string> seen;
  std::thread redacting([&] {
    while (!done)
      seen.insert(plugin.redacted("note", "value"));
  });
  const auto changed = [&](std::size_t times) {
    return soon([&] { return plugin.said().size() >= times; });
  };
  bool all_changes = true;
  for (std::size_t i = 1; i <= 20; ++i) {
    replace_file(folder, "t.json", replacing_with(i % 2 == 0 ? "one" : "two"));
    all_changes &= changed(i);
  }
  done = true;
  redacting.join();
  CHECK(all_changes);
  CHECK(std::set<std::string>{"one", "two"} == seen);
}

TEST_CASE("a forked child goes on to see changes") {
  const temporary_folder folder;
  const auto file = folder.file("t.json", replacing_with("one"));
  loaded_plugin plugin(often);
  use(plugin, file);
  CHECK("one" == plugin.redacted("note", "value"));
  const pid_t child = ::fork();
  if (child == 0) {
    bool fine = plugin.redacted("note", "value") == "one";
    replace_file(folder, "t.json", replacing_with("two"));
    fine = fine && soon([&] { return plugin.redacted("note", "value") == "two"; });
    ::_exit(fine ? 0 : 1);
  }
  int status = -1;
  REQUIRE(child == ::waitpid(child, &status, 0));
  CHECK(0 == status);
}

TEST_CASE("what was posted last is current, and nothing is lost or freed too early") {
  policy_slot slot;
  CHECK(nullptr == slot.current());
  slot.post(set_of({"pci"}));
  slot.post(set_of({"core"}));
  auto* const core = slot.current();
  REQUIRE(core != nullptr);
  CHECK("core" == core->policies().at(0).name);
  slot.post(set_of({"gdpr"}));
  slot.sweep();
  CHECK("[redacted:email]" == redacted(*core, "ann@example.org"));
  CHECK("gdpr" == slot.current()->policies().at(0).name);
  slot.sweep();
}

TEST_CASE("receipts say what was done to a value, where and how long it was") {
  const temporary_folder folder;
  const auto file =
      folder.file("t.json", R"({"version": 1, "name": "t", "receipts": true, "rules": [
      {"name": "mail", "detect": ["email"], "action": {"mask": {}}},
      {"name": "card", "detect": ["payment_card"], "action": "remove", "dry_run": true}]})");
  loaded_plugin plugin;
  use(plugin, file);
  const std::vector leaves = {
      leaf_of("event", "", "paid"),
      leaf_of("note", "note", "ann@example.org paid with 4556737586899855, bob@example.org")};
  const auto subject = subject_of(leaves);
  answer_book answers;
  const auto* redactor = plugin.interface<hedgerow_redactor_v1>(HEDGEROW_REDACTOR_V1);
  REQUIRE(HEDGEROW_OK == redactor->redact(plugin.instance(), &subject, &answers.table));
  CHECK(std::vector<std::string>{"t/mail mask 1 at 0 for 15", "t/mail mask 1 at 44 for 15"} ==
        answers.receipts);
}

TEST_CASE("at the end the counts are told, and written where they are wanted") {
  const temporary_folder folder;
  const auto audit_file = folder.path() / "audit.json";
  loaded_plugin plugin(R"({"audit_file": ")" + audit_file.string() + "\"}");
  const auto* redactor = plugin.interface<hedgerow_redactor_v1>(HEDGEROW_REDACTOR_V1);
  REQUIRE(HEDGEROW_OK == redactor->use_policies(plugin.instance(), str(R"(["core"])")));
  plugin.redacted("note", "ann@example.org, bob@example.org");
  plugin.stop();
  CHECK(std::vector<std::string>{"20 redacted so far, by rule: core/email 2 in events"} ==
        plugin.said());
  std::ifstream in(audit_file);
  const auto written = nlohmann::json::parse(in);
  CHECK(written["rules"].dump() ==
        R"([{"dry_run_events":0,"dry_run_reports":0,"events":2,"reports":0,"rule":"core/email"}])");
  CHECK(written["since"].get<std::string>() <= written["until"].get<std::string>());
}

TEST_CASE("counts are told now and then, when they have changed") {
  loaded_plugin plugin(R"({"audit_ms": 5})");
  const auto* redactor = plugin.interface<hedgerow_redactor_v1>(HEDGEROW_REDACTOR_V1);
  REQUIRE(HEDGEROW_OK == redactor->use_policies(plugin.instance(), str(R"(["core"])")));
  plugin.redacted("note", "ann@example.org");
  CHECK(soon([&] { return plugin.said().size() == 1; }));
  plugin.redacted("note", "ann@example.org");
  CHECK(soon([&] {
    return plugin.said() ==
           std::vector<std::string>{"20 redacted so far, by rule: core/email 1 in events",
                                    "20 redacted so far, by rule: core/email 2 in events"};
  }));
}
