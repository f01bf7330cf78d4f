// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "gate/gate.hpp"
#include "plugin/policy_redactor.hpp"
#include "support/plugin_folder.hpp"
#include "support/show_value.hpp"

using namespace hedgerow::internal;
using namespace hedgerow::test;

namespace {

/// A host with the steered plugin, and the gate in front of which it stands.
struct guarded {
  plugin_folder folder;
  plugin_host host;

  explicit guarded(bool with_plugin = true) : host(options(folder, with_plugin)) { host.load(); }

  /// The fields of an event with these text values, after the gate; "dropped" when there is none.
  std::string pass(std::initializer_list<std::pair<const char*, const char*>> texts) {
    std::vector<field> fields;
    for (const auto& [key, text] : texts)
      fields.push_back({key, value::string(text)});
    raw_event event;
    event.severity = hedgerow::level::warning;
    event.logger = "shop.cart";
    event.name = "cart_paid";
    event.fields = fields;
    arena memory;
    gate g(host.policy());
    const auto clean = g.pass(event, memory);
    return clean ? show(clean->fields()) : "dropped";
  }

  static plugin_host_options options(plugin_folder& folder, bool with_plugin) {
    if (with_plugin) folder.add("test.steered");
    return {folder.path(), {}, {}};
  }
};

}  // namespace

TEST_CASE("without policies a redactor plugin is not in the way") {
  guarded g;
  std::string error;
  CHECK(g.host.use_policies({}, error));
  CHECK(nullptr == g.host.policy());
  CHECK("{card: 'x'}" == g.pass({{"card", "x"}}));
}

TEST_CASE("a redactor plugin sees a value with all that surrounds it and replaces it") {
  guarded g;
  std::string error;
  REQUIRE(g.host.use_policies({"core", "a \"b\""}, error));
  CHECK("{shop: 'x', card: '[[\"core\",\"a \\\"b\\\"\"]|30|0|shop.cart|cart_paid|card|'x']'}" ==
        g.pass({{"shop", "x"}, {"card", "x"}}));
}

TEST_CASE("a redactor plugin's receipts stand on the event") {
  guarded g;
  std::string error;
  REQUIRE(g.host.use_policies({"core"}, error));
  CHECK("{shop: 'seen', redactions: [{rule: 'team/shop', action: 'mask', path: 'shop', at: 1, "
        "length: 2}]}" == g.pass({{"shop", "seen"}}));
}

TEST_CASE("a redactor plugin may drop an event") {
  guarded g;
  std::string error;
  REQUIRE(g.host.use_policies({"core"}, error));
  CHECK("dropped" == g.pass({{"shop", "drop"}}));
}

TEST_CASE("a redactor plugin that fails once is quarantined, and values are withheld") {
  const auto [text, why] = GENERATE(
      table<std::string, std::string>({{"fail", "it could not redact: asked to fail"},
                                       {"mute", "it could not redact: it gave no reason"},
                                       {"wild", "it answered for a value that there is not"}}));
  guarded g;
  std::string error;
  REQUIRE(g.host.use_policies({"core"}, error));
  CHECK("{shop: '[withheld]'}" == g.pass({{"shop", text.c_str()}}));
  CHECK("{shop: '[withheld]'}" == g.pass({{"shop", "harmless"}}));
  CHECK(lines{"test.steered quarantined redact_failed"} == states(g.host));
  CHECK(why == g.host.plugins().at(0).message);
  CHECK("the plugin test.steered: " + why == g.host.policy()->failure());
}

namespace {

/// A redactor plugin that has 5 ms for a call.
struct slow_redactor {
  plugin_folder folder;
  std::unique_ptr<plugin_host> host;
  std::unique_ptr<policy_redactor> redactor;

  slow_redactor() {
    folder.add("test.steered");
    host = std::make_unique<plugin_host>(plugin_host_options{folder.path(), {}, {}});
    host->load();
    redactor =
        std::make_unique<policy_redactor>(host->sinks().at(0).plugin, std::chrono::milliseconds(5));
    std::string error;
    REQUIRE(redactor->use_policies({"core"}, error));
  }

  bool decides(std::span<const leaf> leaves) {
    struct : redaction_answers {
      void replace(std::size_t, std::string_view) override {}
      void drop() override {}
    } answers;
    return redactor->redact({{}, hedgerow::level::info, {}, false}, leaves, answers);
  }
};

}  // namespace

TEST_CASE("a redactor plugin that runs over its budget three times in a row is quarantined") {
  slow_redactor slow;
  std::vector<bool> decided;
  for (const char* text : {"slow", "slow", "quick", "slow", "slow", "slow", "quick"}) {
    const leaf one{"shop", "shop", value::string(text)};
    decided.push_back(slow.decides({&one, 1}));
  }
  CHECK(std::vector<bool>{true, true, true, true, true, false, false} == decided);
  CHECK("the plugin test.steered: it took more than 5 ms for one event 3 times in a row" ==
        slow.redactor->failure());
  CHECK(lines{"test.steered quarantined too_slow"} == states(*slow.host));
}

TEST_CASE("a redactor plugin has more time for longer texts") {
  slow_redactor slow;
  const std::string megabytes(20 << 20, 'x');  // 20 s and more
  const leaf leaves[] = {{"shop", "shop", value::string("slow")},
                         {"note", "note", value::string(megabytes)}};
  std::vector<bool> decided;
  for (int i = 0; i < 5; ++i)
    decided.push_back(slow.decides(leaves));
  CHECK(std::vector<bool>(5, true) == decided);
  CHECK(lines{"test.steered active"} == states(*slow.host));
}

TEST_CASE("policies that the plugin does not accept withhold every value") {
  guarded g;
  std::string error;
  CHECK_FALSE(g.host.use_policies({"unknown"}, error));
  CHECK("the plugin test.steered does not accept the policies: there is no pack \"unknown\"" ==
        error);
  CHECK("{shop: '[withheld]'}" == g.pass({{"shop", "x"}}));
  CHECK(lines{"test.steered active"} == states(g.host));
}

TEST_CASE("policies without a redactor plugin say what is missing and how to add it") {
  guarded g(false);
  std::string error;
  CHECK_FALSE(g.host.use_policies({"core", "pci"}, error));
  CHECK("the policies (core, pci) need a plugin that provides hedgerow.redactor/1, and none is "
        "active. The folder searched is " +
            g.folder.path() +
            ". Put the plugin's .so file there, or name its folder in plugins.dir or "
            "HEDGEROW_PLUGIN_DIR." ==
        error);
  CHECK("{shop: '[withheld]'}" == g.pass({{"shop", "x"}}));
}

TEST_CASE("policies say which redactor plugin lies there but is refused") {
  plugin_folder folder;
  ::chmod(folder.add("test.steered").c_str(), 0777);
  plugin_host host({folder.path(), {}, {}});
  host.load();
  std::string error;
  CHECK_FALSE(host.use_policies({"core"}, error));
  CHECK("the policies (core) need a plugin that provides hedgerow.redactor/1, and none is active. "
        "The folder searched is " +
            folder.path() +
            ". test.steered lies there, but is refused: Others can write to the file (mode 0777). "
            "chmod go-w the file. Put the plugin's .so file there, or name its folder in "
            "plugins.dir or HEDGEROW_PLUGIN_DIR." ==
        error);
}

TEST_CASE("after plugins are stopped the policy withholds") {
  guarded g;
  std::string error;
  REQUIRE(g.host.use_policies({"core"}, error));
  g.host.stop(std::chrono::seconds(1));
  CHECK("{shop: '[withheld]'}" == g.pass({{"shop", "x"}}));
}
