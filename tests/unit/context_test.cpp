// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <map>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <hedgerow/hedgerow.hpp>

#include "context/node.hpp"
#include "support/describe_value.hpp"

using namespace hedgerow::literals;
using namespace hedgerow::internal;
using hedgerow::test::describe;

namespace {

std::string ambient() {
  return describe(fields_of(hedgerow::detail::this_thread.context));
}

template <class... F>
hedgerow::detail::context_ref made_of(const F&... fields) {
  return hedgerow::detail::context_ref(hedgerow::detail::with_payload(
      [](const hedgerow::detail::key_table& keys, const std::byte* payload) {
        return hedgerow::detail::context_overlay(nullptr, keys, payload);
      },
      fields...));
}

}  // namespace

TEST_CASE("a context keeps every loggable type, and its own copy of text") {
  std::string text = "default";
  const std::optional<int> nothing;
  const std::map<std::string, std::vector<int>> nested{{"a", {1, 2}}, {"b", {}}};
  const auto c =
      made_of("text"_k = text, "yes"_k = true, "small"_k = -3, "large"_k = ~0ull, "ratio"_k = 0.5,
              "letter"_k = 'x', "nothing"_k = nothing, "nested"_k = nested,
              "owner"_k = hedgerow::pii(text), hedgerow::field("run.time", "key"));
  text = "changed";
  CHECK(R"({text: "default", yes: true, small: i-3, large: u18446744073709551615, ratio: f0.5, )"
        R"(letter: "x", nothing: null, nested: {a: [i1, i2], b: []}, owner: pii "default", )"
        R"(run.time: "key"})" == describe(fields_of(c.get())));
}

TEST_CASE("the value of a key that is known to be secret is never copied") {
  const std::string value = "hunter2";
  const auto c =
      made_of("password"_k = value, "token_ok"_k = hedgerow::secret(value),
              "kept"_k = hedgerow::Secret<std::string>(value), "api_key"_k = hedgerow::safe(value));
  CHECK(R"({password: withheld:password, token_ok: withheld:token, kept: withheld:secret, )"
        R"(api_key: safe "hunter2"})" == describe(fields_of(c.get())));
}

TEST_CASE("scopes nest, overlay and are restored") {
  CHECK("{}" == ambient());
  {
    const hedgerow::context_scope outer{"team_id"_k = 42, "request_id"_k = "r1"};
    CHECK(R"({team_id: i42, request_id: "r1"})" == ambient());
    {
      const hedgerow::context_scope inner{"team_id"_k = 7, "user_id"_k = 1};
      CHECK(R"({team_id: i7, request_id: "r1", user_id: i1})" == ambient());
    }
    CHECK(R"({team_id: i42, request_id: "r1"})" == ambient());
  }
  CHECK("{}" == ambient());
}

TEST_CASE("a context is carried to another thread on purpose, and outlives its scope") {
  hedgerow::context_snapshot carried;
  {
    const hedgerow::context_scope scope{"team_id"_k = 42};
    carried = hedgerow::current_context();
  }
  std::string before;
  std::string during;
  std::thread([&] {
    before = ambient();
    const hedgerow::context_scope scope{carried};
    during = ambient();
  }).join();
  CHECK("{}" == before);
  CHECK("{team_id: i42}" == during);
}

TEST_CASE("contexts are freed at once while no backend reads records") {
  const auto before = live_context_nodes();
  {
    const auto log = hedgerow::logger("context.test").bind("a"_k = 1);
    const auto more = log.bind("b"_k = 2);
    const hedgerow::context_scope scope{"c"_k = 3};
    CHECK(before + 3 == live_context_nodes());
  }
  CHECK(before == live_context_nodes());
}

TEST_CASE("unbind of a key that is not bound says which keys are") {
  const auto log = hedgerow::logger("posthog.api").bind("team_id"_k = 1, "user_id"_k = 2);
  std::string said;
  try {
    static_cast<void>(log.unbind("team"));
  } catch (const std::out_of_range& e) {
    said = e.what();
  }
  CHECK("unbind: \"team\" is not bound to logger \"posthog.api\"; bound are: team_id user_id "
        "(try_unbind() ignores a missing key)" == said);
}
