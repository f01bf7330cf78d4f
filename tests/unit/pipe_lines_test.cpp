// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <vector>

#include "pipe/line_splitter.hpp"
#include "pipe/open_key.hpp"

using namespace hedgerow::internal;

namespace {

using lines = std::vector<std::string>;

/// The lines of `bytes` given in pieces of `size`; a cut line says how many bytes it had.
lines split(std::string_view bytes, std::size_t size, std::size_t longest = 10) {
  lines out;
  line_splitter splitter(longest);
  const auto take = [&](const split_line& line) {
    out.push_back(std::string(line.text) +
                  (line.whole_size > 0 ? "|" + std::to_string(line.whole_size) : ""));
  };
  for (; !bytes.empty(); bytes.remove_prefix(std::min(size, bytes.size())))
    splitter.feed(bytes.substr(0, size), take);
  splitter.finish(take);
  return out;
}

lines filter(const lines& in, bool plain_text) {
  lines out;
  arena memory;
  open_key keys;
  for (const std::string& line : in)
    out.emplace_back(keys.filter(line, plain_text, memory));
  return out;
}

}  // namespace

TEST_CASE("bytes are split into the same lines whatever pieces they come in") {
  const auto size = GENERATE(1u, 2u, 3u, 7u, 100u);
  CHECK(lines{"one", "", "two", "th\rree", "last"} == split("one\n\r\ntwo\r\nth\rree\nlast", size));
}

TEST_CASE("a line past the limit is cut, and the next one is whole") {
  const auto size = GENERATE(1u, 4u, 100u);
  CHECK(lines{"0123456789", "0123456789|12", "next"} ==
        split("0123456789\n0123456789ab\nnext\n", size));
}

TEST_CASE("a key over several lines is hidden to its end") {
  CHECK(lines{"before", "key: [redacted:private_key]", "[redacted:private_key]",
              "[redacted:private_key]", "[redacted:private_key] after", "MIIB free again"} ==
        filter({"before", "key: -----BEGIN RSA PRIVATE KEY-----", "Proc-Type: 4,ENCRYPTED",
                "MIIBogIBAAJBALRiMLAHudeSA2ai", "-----END RSA PRIVATE KEY----- after",
                "MIIB free again"},
               true));
}

TEST_CASE("a key in one line leaves the next lines alone") {
  CHECK(lines{"[redacted:private_key]", "next"} ==
        filter({"-----BEGIN PRIVATE KEY-----MIIB-----END PRIVATE KEY-----", "next"}, true));
}

TEST_CASE("a certificate is no secret") {
  const lines in{"-----BEGIN CERTIFICATE-----", "MIIB", "-----END CERTIFICATE-----"};
  CHECK(in == filter(in, true));
}

TEST_CASE("an event between the lines of a key keeps its name") {
  CHECK(lines{"[redacted:private_key]", "request_started: GET /", "[redacted:private_key]"} ==
        filter({"-----BEGIN PRIVATE KEY-----", "request_started: GET /", "MIIBogIBAAJBALRiMLAH"},
               false));
}

TEST_CASE("a key that never ends hides a bounded part of the log") {
  lines in{"-----BEGIN PRIVATE KEY-----"};
  in.insert(in.end(), 1'000, std::string(64, 'A'));
  const lines out = filter(in, true);
  CHECK("[redacted:private_key]" == out[500]);
  CHECK(std::string(64, 'A') == out[1'000]);
}
