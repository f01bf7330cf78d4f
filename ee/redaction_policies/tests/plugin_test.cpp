// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
// The built library through the C ABI alone, as a host sees it.
#include <catch2/catch.hpp>

#include <dlfcn.h>

#include <map>
#include <vector>

#include <hedgerow/plugin.h>

#include "support.hpp"

namespace {

using policy_tests::temporary_folder;

hedgerow_str str(std::string_view s) {
  return {s.data(), s.size()};
}

/// Loads the plugin once for each object, with a host that notes what is said.
class loaded_plugin {
 public:
  explicit loaded_plugin(std::string_view config = "{}") {
    library_ = dlopen(PLUGIN_FILE, RTLD_NOW | RTLD_LOCAL);
    REQUIRE(library_ != nullptr);
    const auto entry =
        reinterpret_cast<hedgerow_plugin_entry_v1_fn>(dlsym(library_, HEDGEROW_PLUGIN_ENTRY_V1));
    REQUIRE(entry != nullptr);
    plugin_ = entry(&host_);
    REQUIRE(plugin_ != nullptr);
    started = plugin_->start(&host_, str(config), &instance_);
  }
  ~loaded_plugin() {
    if (started == HEDGEROW_OK) plugin_->stop(instance_, 100);
  }
  template <class Table>
  const Table* interface(const char* id) {
    return static_cast<const Table*>(plugin_->get_interface(instance_, str(id)));
  }
  void* instance() { return instance_; }

  hedgerow_status started = HEDGEROW_FAILED;
  std::string failure;

 private:
  hedgerow_host_v1 host_{sizeof(hedgerow_host_v1),
                         HEDGEROW_PLUGIN_ABI,
                         this,
                         str("0.1.0"),
                         [](void*, std::int32_t, hedgerow_str) {},
                         [](void* self, hedgerow_str text) {
                           static_cast<loaded_plugin*>(self)->failure.assign(text.data, text.size);
                         },
                         [](void*, hedgerow_str) -> const void* { return nullptr; }};
  void* library_ = nullptr;
  const hedgerow_plugin_v1* plugin_ = nullptr;
  void* instance_ = nullptr;
};

/// What the redactor answered.
struct answer_book {
  std::map<std::uint64_t, std::string> replaced;
  bool dropped = false;
  std::vector<std::string> receipts;
  hedgerow_answers_v1 table{
      sizeof(hedgerow_answers_v1), this,
      [](void* self, std::uint64_t leaf, hedgerow_str text) {
        static_cast<answer_book*>(self)->replaced[leaf].assign(text.data, text.size);
      },
      [](void* self) { static_cast<answer_book*>(self)->dropped = true; },
      [](void* self, const hedgerow_receipt_v1* given) {
        const auto text = [](hedgerow_str s) { return std::string(s.data, s.size); };
        static_cast<answer_book*>(self)->receipts.push_back(
            text(given->rule) + " " + text(given->action) + " " +
            std::to_string(given->leaf_index) + " at " + std::to_string(given->begin) + " for " +
            std::to_string(given->length));
      }};
};

hedgerow_leaf leaf_of(std::string_view path, std::string_view key, std::string_view text) {
  hedgerow_leaf leaf{str(path), str(key), {}};
  leaf.value.type = HEDGEROW_STRING;
  leaf.value.as.string = str(text);
  return leaf;
}

hedgerow_subject_v1 subject_of(const std::vector<hedgerow_leaf>& leaves) {
  return {sizeof(hedgerow_subject_v1),
          30,
          str("web.checkout"),
          str("paid"),
          leaves.data(),
          leaves.size(),
          0};
}

/// A console that keeps what is written and gives what it was made with.
struct kept_console {
  std::string input;
  std::string out{};
  std::string error{};
  hedgerow_console_v1 table{sizeof(hedgerow_console_v1), this,
                            [](void* self, hedgerow_str text) {
                              static_cast<kept_console*>(self)->out.append(text.data, text.size);
                            },
                            [](void* self, hedgerow_str text) {
                              static_cast<kept_console*>(self)->error.append(text.data, text.size);
                            },
                            [](void* self, char* buffer, std::uint64_t room) -> std::uint64_t {
                              auto& left = static_cast<kept_console*>(self)->input;
                              const auto size = left.copy(buffer, std::min<std::size_t>(room, 7));
                              left.erase(0, size);
                              return size;
                            }};
};

std::int32_t run(kept_console& console, const std::vector<std::string_view>& words) {
  loaded_plugin plugin;
  const auto* command = plugin.interface<hedgerow_command_v1>(HEDGEROW_COMMAND_V1);
  REQUIRE(command != nullptr);
  std::vector<hedgerow_str> arguments;
  for (const auto word : words)
    arguments.push_back(str(word));
  return command->run(plugin.instance(), arguments.data(), arguments.size(), &console.table);
}

}  // namespace

TEST_CASE("the plugin redacts leaves by their key, their text and their number") {
  loaded_plugin plugin;
  REQUIRE(plugin.started == HEDGEROW_OK);
  const auto* redactor = plugin.interface<hedgerow_redactor_v1>(HEDGEROW_REDACTOR_V1);
  REQUIRE(redactor != nullptr);
  REQUIRE(HEDGEROW_OK ==
          redactor->use_policies(plugin.instance(), str(R"(["pci","hipaa","gdpr"])")));
  auto number = leaf_of("claim.npi", "npi", "");
  number.value.type = HEDGEROW_UNSIGNED;
  number.value.as.unsigned_integer = 1788432015;
  auto plain = leaf_of("claim.count", "count", "");
  plain.value.type = HEDGEROW_SIGNED;
  plain.value.as.signed_integer = -7;
  auto nothing = leaf_of("claim.note", "note", "");
  nothing.value.type = HEDGEROW_NULL;
  const std::vector leaves = {leaf_of("event", "", "call from +49 30 5550123"),
                              number,
                              plain,
                              nothing,
                              leaf_of("card.cvv", "cvv", "407"),
                              leaf_of("status", "status", "ok")};
  const auto subject = subject_of(leaves);
  answer_book answers;
  REQUIRE(HEDGEROW_OK == redactor->redact(plugin.instance(), &subject, &answers.table));
  CHECK(std::map<std::uint64_t, std::string>{{0, "call from [redacted:phone]"},
                                             {1, "[redacted:npi]"},
                                             {4, "[redacted:card_cvv]"}} == answers.replaced);
  CHECK_FALSE(answers.dropped);
}

TEST_CASE("the name of what holds a field is context for its value") {
  loaded_plugin plugin;
  const auto* redactor = plugin.interface<hedgerow_redactor_v1>(HEDGEROW_REDACTOR_V1);
  REQUIRE(HEDGEROW_OK == redactor->use_policies(plugin.instance(), str(R"(["hipaa","gdpr"])")));
  const std::vector leaves = {
      leaf_of("patient.name", "name", "Ann Roe"), leaf_of("medications.0.name", "name", "aspirin"),
      leaf_of("home_address.line1", "line1", "7 Elm Row"),
      leaf_of("release.name", "name", "spring"), leaf_of("diagnosis.status", "status", "final")};
  const auto subject = subject_of(leaves);
  answer_book answers;
  REQUIRE(HEDGEROW_OK == redactor->redact(plugin.instance(), &subject, &answers.table));
  CHECK(std::map<std::uint64_t, std::string>{{0, "[redacted:patient_name]"},
                                             {1, "[redacted:health_condition]"},
                                             {2, "[redacted:personal_field]"}} == answers.replaced);
}

TEST_CASE("a policy that drops makes the plugin say so") {
  const temporary_folder folder;
  const auto file = folder.file("t.json", R"({"version": 1, "name": "t", "rules": [
      {"name": "probe", "when": {"paths": ["event"], "logger": ["web.*"]}, "action": "drop"}]})");
  loaded_plugin plugin;
  const auto* redactor = plugin.interface<hedgerow_redactor_v1>(HEDGEROW_REDACTOR_V1);
  REQUIRE(HEDGEROW_OK == redactor->use_policies(plugin.instance(), str("[\"" + file + "\"]")));
  const std::vector leaves = {leaf_of("event", "", "paid")};
  const auto subject = subject_of(leaves);
  answer_book answers;
  REQUIRE(HEDGEROW_OK == redactor->redact(plugin.instance(), &subject, &answers.table));
  CHECK(answers.dropped);
}

TEST_CASE("a policy that is wrong is refused with its reason, and the earlier ones stay") {
  loaded_plugin plugin;
  const auto* redactor = plugin.interface<hedgerow_redactor_v1>(HEDGEROW_REDACTOR_V1);
  REQUIRE(HEDGEROW_OK == redactor->use_policies(plugin.instance(), str(R"(["pci"])")));
  CHECK(HEDGEROW_BAD_INPUT == redactor->use_policies(plugin.instance(), str(R"(["hippa"])")));
  CHECK("hippa: unknown pack \"hippa\"; did you mean \"hipaa\"? allowed: core, secrets, pci, "
        "hipaa, gdpr, "
        "or the path of a policy file" == plugin.failure);
  const std::vector leaves = {leaf_of("cvv", "cvv", "407")};
  const auto subject = subject_of(leaves);
  answer_book answers;
  REQUIRE(HEDGEROW_OK == redactor->redact(plugin.instance(), &subject, &answers.table));
  CHECK(std::map<std::uint64_t, std::string>{{0, "[redacted:card_cvv]"}} == answers.replaced);
}

TEST_CASE("a setting that does not exist is refused at start") {
  loaded_plugin plugin(R"({"polices": ["pci"]})");
  CHECK(HEDGEROW_BAD_INPUT == plugin.started);
  CHECK("plugins.modules.hedgerow.redaction_policies: unknown key \"polices\"; there is nothing to "
        "set here, "
        "policies are named in redaction.policies" == plugin.failure);
}

TEST_CASE("policy check tells all mistakes and ends with 1, or says that all is fine") {
  const temporary_folder folder;
  const auto good = folder.file("good.json", R"({"version": 1, "name": "g", "rules": [
      {"name": "a", "detect": ["email"], "action": "remove"}]})");
  const auto bad = folder.file("bad.json", "{\"version\": 1, \"name\": \"b\",\n \"rulez\": []}");
  kept_console fine{""};
  CHECK(0 == run(fine, {"check", good}));
  CHECK(good + ": fine, 1 rule\n" == fine.out);
  kept_console wrong{""};
  CHECK(1 == run(wrong, {"check", bad}));
  CHECK(bad + ":1: \"rules\" is missing; it must be a list of rules\n" + bad +
            ":2: rulez: unknown key \"rulez\"; did you mean \"rules\"? "
            "allowed: version, name, about, keys, rules, $schema\n" ==
        wrong.out);
}

TEST_CASE("policy try shows which rule did what and where, and not the value") {
  kept_console console{"cvv=407 and\nnothing here\n"};
  CHECK(0 == run(console, {"try", "pci"}));
  CHECK("1: cvv=[redacted:card_cvv] and\n"
        "  card_cvv (pack pci): remove, 3 bytes at 4\n"
        "2: nothing here\n"
        "  no rule applies\n" == console.out);
}

TEST_CASE("policy try answers machines with one object a line") {
  kept_console console{""};
  CHECK(0 == run(console, {"try", "pci", "--json", "--key=cvv", "--text", "407"}));
  CHECK(
      R"({"line":1,"decisions":[{"rule":"card_cvv","policy":"pci","action":"remove","at":0,"length":3}],)"
      R"("text":"[redacted:card_cvv]"})"
      "\n" == console.out);
}

TEST_CASE("policy list names a pack's rules") {
  kept_console console{""};
  CHECK(0 == run(console, {"list", "core"}));
  CHECK("core (pack core): what the host's own rules find as well, which run after all policies\n"
        "  payment_card          remove  Payment card numbers\n"
        "  iban                  remove  International bank account numbers\n"
        "  us_ssn                remove  US social security numbers\n"
        "  email                 remove  E-mail addresses\n" == console.out);
}

TEST_CASE("wrong use of policy ends with 2 and the nearest word") {
  kept_console console{""};
  CHECK(2 == run(console, {"chekc", "x.json"}));
  CHECK("hedgerow policy: unknown word \"chekc\"; did you mean \"check\"? allowed: check, list, "
        "try, reveal" == console.error.substr(0, console.error.find('\n')));
  kept_console options{""};
  CHECK(2 == run(options, {"list", "--jsn"}));
  CHECK("hedgerow policy: unknown option \"--jsn\"; did you mean \"--json\"? allowed: --json\n" ==
        options.error);
}

TEST_CASE("policy reveal opens what policy try encrypted, and says what it cannot open") {
  const temporary_folder folder;
  folder.file("k.key", policy_tests::key_digits);
  const auto file = folder.file("t.json", R"({"version": 1, "name": "t",
      "keys": {"k1": {"file": "k.key"}}, "rules": [{"name": "mail", "detect": ["email"],
      "action": {"encrypt": {"key": "k1", "mode": "deterministic"}}}]})");
  kept_console first{""};
  REQUIRE(0 == run(first, {"try", file, "--text", "mail ann@example.org"}));
  const auto end = first.out.find('\n');
  kept_console second{first.out.substr(3, end - 2)};
  CHECK(0 == run(second, {"reveal", file}));
  CHECK("mail ann@example.org\n" == second.out);
  kept_console third{""};
  CHECK(1 == run(third, {"reveal", "pci", "--text", first.out.substr(3, end - 3)}));
  CHECK("hedgerow policy reveal: the key \"k1\" is in none of the policies; name the one that has "
        "it\n" == third.error);
  kept_console none{""};
  CHECK(2 == run(none, {"reveal"}));
  CHECK(none.error.starts_with("hedgerow policy reveal: no policy is named, and so no key\n"));
}
