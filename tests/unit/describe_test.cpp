// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <filesystem>
#include <functional>
#include <future>
#include <ios>
#include <string>
#include <string_view>
#include <system_error>

#include "report/capture.hpp"
#include "report/utf8.hpp"

using namespace hedgerow::internal;

namespace {

template <class Throw>
std::vector<thrown> described(Throw thrower) {
  try {
    thrower();
  } catch (...) {
    return describe(std::current_exception(), {});
  }
  return {};
}

/// "type|value", one for each exception of the chain.
std::vector<std::string> in_short(const std::vector<thrown>& chain) {
  std::vector<std::string> out;
  for (const thrown& t : chain)
    out.push_back(t.type + "|" + t.value);
  return out;
}

std::string as_text(const value& v) {
  return v.type == kind::signed_integer ? std::to_string(v.as_integer()) : std::string(v.as_text());
}

std::vector<std::string> properties_of_first(const std::vector<thrown>& chain) {
  arena memory;
  std::vector<std::string> out;
  for (const owned_field& p : chain.at(0).properties)
    out.push_back(p.key + "=" + as_text(p.val.view(memory)));
  return out;
}

struct plain {};
enum class colour { red };
class hidden_error : std::runtime_error {
 public:
  hidden_error() : std::runtime_error("not to be seen") {}
};
struct first_base {
  virtual ~first_base() = default;
  int member = 1;
};
struct virtual_error : virtual first_base, virtual std::exception {
  const char* what() const noexcept override { return "most derived"; }
};
struct without_text : std::exception {
  const char* what() const noexcept override { return nullptr; }
};
struct says : std::exception {
  explicit says(std::string t) : text(std::move(t)) {}
  const char* what() const noexcept override { return text.c_str(); }
  std::string text;
};
struct refuses_text : std::error_category {
  const char* name() const noexcept override { return "refuses"; }
  std::string message(int) const override { throw 7; }
};

}  // namespace

TEST_CASE("whatever is thrown has a type and a value") {
  struct row {
    std::function<void()> thrower;
    std::string type, value;
  };
  static const std::runtime_error elsewhere("pointed to");
  static const char* const no_text = nullptr;
  static const std::runtime_error* const no_error = nullptr;
  static char writable[] = "writable";
  static const refuses_text refusing;
  const auto r = GENERATE(values<row>({
      {[] { throw std::runtime_error("charge failed"); }, "std::runtime_error", "charge failed"},
      {[] { throw 42; }, "int", "42"},
      {[] { throw -1L; }, "long", "-1"},
      {[] { throw 1.5; }, "double", "1.5"},
      {[] { throw true; }, "bool", "true"},
      {[] { throw 'x'; }, "char", "x"},
      {[] { throw '\xff'; }, "char", "\xEF\xBF\xBD"},
      {[] { throw "boom"; }, "char const*", "boom"},
      {[] { throw writable; }, "char*", "writable"},
      {[] { throw no_text; }, "char const*", "<null>"},
      {[] { throw nullptr; }, "decltype(nullptr)", "<null>"},
      {[] { throw std::string("text"); }, "std::string", "text"},
      {[] { throw std::string("a\0b", 3); }, "std::string", std::string("a\0b", 3)},
      {[] { throw std::string_view("view"); }, "std::string_view", "view"},
      {[] { throw colour::red; }, "(anonymous namespace)::colour", "<no text>"},
      {[] { throw plain{}; }, "(anonymous namespace)::plain", "<no text>"},
      {[] { throw hidden_error(); }, "(anonymous namespace)::hidden_error", "<no text>"},
      {[] { throw virtual_error(); }, "(anonymous namespace)::virtual_error", "most derived"},
      {[] { throw without_text(); }, "(anonymous namespace)::without_text", ""},
      {[] { throw &elsewhere; }, "std::runtime_error const*", "pointed to"},
      {[] { throw no_error; }, "std::runtime_error const*", "<null>"},
      {[] { throw std::error_code(2, std::generic_category()); }, "std::error_code",
       "No such file or directory"},
      {[] { throw std::errc::timed_out; }, "std::errc", "Connection timed out"},
      {[] { throw std::error_code(1, refusing); }, "std::error_code", "<what() threw int>"},
      {[] { throw std::vector<std::string>(); },
       "std::vector<std::string, std::allocator<std::string > >", "<no text>"},
  }));
  CHECK(std::vector<std::string>{r.type + "|" + r.value} == in_short(described(r.thrower)));
}

TEST_CASE("an exception caught by one of its bases is described as what it is") {
  std::vector<thrown> chain;
  try {
    throw virtual_error();
  } catch (const first_base&) {
    chain = describe(std::current_exception(), {});
  }
  CHECK(std::vector<std::string>{"(anonymous namespace)::virtual_error|most derived"} ==
        in_short(chain));
}

TEST_CASE("a local class and a lambda have the names of the place they are in") {
  struct local {};
  const auto chain = described([] { throw local{}; });
  CHECK(chain.at(0).type.find("::local") != std::string::npos);
  const auto of_lambda = described([] { throw [](int x) { return x; }; });
  CHECK(of_lambda.at(0).type.find("{lambda(int)#1}") != std::string::npos);
}

TEST_CASE("error codes and paths of an exception are its properties") {
  struct row {
    std::function<void()> thrower;
    std::vector<std::string> properties;
  };
  static const refuses_text refusing;
  const auto r = GENERATE(values<row>({
      {[] { throw std::runtime_error("none"); }, {}},
      {[] { throw std::system_error(13, std::generic_category(), "open"); },
       {"error_code=13", "error_category=generic", "error_message=Permission denied"}},
      {[] {
         throw std::filesystem::filesystem_error("move", "/a", "/b",
                                                 std::error_code(2, std::system_category()));
       },
       {"error_code=2", "error_category=system", "error_message=No such file or directory",
        "path1=/a", "path2=/b"}},
      {[] { throw std::future_error(std::future_errc::no_state); },
       {"error_code=3", "error_category=future", "error_message=No associated state"}},
      {[] { throw std::ios_base::failure("read"); },
       {"error_code=1", "error_category=iostream", "error_message=iostream error"}},
      {[] { throw std::error_code(2, std::generic_category()); },
       {"error_code=2", "error_category=generic", "error_message=No such file or directory"}},
      {[] { throw std::errc::timed_out; },
       {"error_code=110", "error_category=generic", "error_message=Connection timed out"}},
      {[] { throw std::error_code(1, refusing); }, {}},
  }));
  CHECK(r.properties == properties_of_first(described(r.thrower)));
}

TEST_CASE("a failure of an iostream has the name of its public class") {
  CHECK(std::vector<std::string>{"std::ios_base::failure|read: iostream error"} ==
        in_short(described([] { throw std::ios_base::failure("read"); })));
}

TEST_CASE("nested exceptions follow, the root cause last, without the wrapper of the library") {
  const auto chain = described([] {
    try {
      try {
        throw std::invalid_argument("bad port");
      } catch (...) {
        std::throw_with_nested(std::logic_error("no settings"));
      }
    } catch (...) {
      std::throw_with_nested(std::runtime_error("no start"));
    }
  });
  CHECK(std::vector<std::string>{"std::runtime_error|no start", "std::logic_error|no settings",
                                 "std::invalid_argument|bad port"} == in_short(chain));
  CHECK("std::runtime_error: no start\n  caused by std::logic_error: no settings\n  caused by "
        "std::invalid_argument: bad port" == chain_text(chain));
}

TEST_CASE("a chain that comes back to itself ends there") {
  struct knot : std::exception {
    std::exception_ptr next;
    const char* what() const noexcept override { return "knot"; }
  };
  struct holder : std::nested_exception {};
  std::exception_ptr outer;
  try {
    try {
      throw 1;
    } catch (...) {
      throw holder();  // holds the int
    }
  } catch (holder& self) {
    // Makes the exception hold itself: a holder made while it is handled holds it.
    self = holder();
    outer = std::current_exception();
  }
  CHECK(std::size_t{1} == describe(outer, {}).size());
  // Breaks the knot, so that nothing leaks.
  try {
    std::rethrow_exception(outer);
  } catch (holder& self) {
    std::exception_ptr other;
    try {
      throw 2;
    } catch (...) {
      self = holder();
    }
  }
}

TEST_CASE("a chain of a thousand is described up to its fiftieth") {
  std::exception_ptr error = std::make_exception_ptr(std::runtime_error("0"));
  for (int i = 1; i < 1000; ++i) {
    try {
      try {
        std::rethrow_exception(error);
      } catch (...) {
        std::throw_with_nested(std::runtime_error(std::to_string(i)));
      }
    } catch (...) {
      error = std::current_exception();
    }
  }
  std::vector<std::string> expected;
  for (int i = 999; i >= 950; --i)
    expected.push_back("std::runtime_error|" + std::to_string(i));
  CHECK(expected == in_short(describe(error, {})));
}

TEST_CASE("no exception is no chain") {
  CHECK(in_short(describe(nullptr, {})).empty());
}

TEST_CASE("ill-formed UTF-8 in what() is replaced") {
  struct row {
    std::string raw, value;
  };
  const auto r = GENERATE(values<row>({
      {"a\xff"
       "b",
       "a\xEF\xBF\xBD"
       "b"},
      {"\xed\xa0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},  // a lone surrogate
      {"\xe2\x82", "\xEF\xBF\xBD"},                              // cut in a character
      {"\xc0\xaf", "\xEF\xBF\xBD\xEF\xBF\xBD"},                  // an overlong form
      {"tab\t \"quoted\" \x1b[31m", "tab\t \"quoted\" \x1b[31m"},
      {"\xF0\x9F\x92\xA3", "\xF0\x9F\x92\xA3"},
  }));
  CHECK(r.value == described([&] { throw says(r.raw); }).at(0).value);
}

TEST_CASE("a long what() is cut at 10,000 bytes between characters, and its length kept") {
  const auto exact = described([] { throw says(std::string(10'000, 'x')); }).at(0);
  CHECK(std::string(10'000, 'x') == exact.value);
  CHECK(0 == exact.value_size);

  const auto large = described([] { throw says(std::string(100'000'000, 'x')); }).at(0);
  CHECK(std::string(10'000, 'x') == large.value);
  CHECK(100'000'000 == large.value_size);

  const auto accents = described([] {
                         std::string text = "x";
                         for (int i = 0; i < 6'000; ++i)
                           text += "\xC3\xA9";
                         throw says(text);
                       }).at(0);
  CHECK(accents.value.size() == 9'999);
  CHECK(accents.value == valid_utf8(accents.value));
  CHECK(12'001 == accents.value_size);
}

template <int... N>
struct numbered {};
template <class>
struct of_many;
template <int... N>
struct of_many<std::integer_sequence<int, N...>> {
  using type = numbered<N...>;
};

namespace far {
template <int... N>
struct numbered {};
template <class>
struct of_many;
template <int... N>
struct of_many<std::integer_sequence<int, N...>> {
  using type = numbered<N...>;
};
}  // namespace far

TEST_CASE("a type with a long name is cut with a mark") {
  const std::string type =
      described([] { throw of_many<std::make_integer_sequence<int, 180>>::type{}; }).at(0).type;
  const std::string mark = "\xE2\x80\xA6[cut:798 bytes]";
  CHECK(std::string("numbered<0, 1, 2, 3,") == type.substr(0, 20));
  CHECK(mark == type.substr(type.size() - mark.size()));
  CHECK(255 == type.size());
}

TEST_CASE("a template whose name is too long for the demangler keeps the name without arguments") {
  const auto in_namespace =
      described([] { throw far::of_many<std::make_integer_sequence<int, 900>>::type{}; });
  CHECK("far::numbered<\xE2\x80\xA6[cut:5309 bytes]" == in_namespace.at(0).type);
  const auto global =
      described([] { throw of_many<std::make_integer_sequence<int, 900>>::type{}; });
  CHECK("numbered<\xE2\x80\xA6[cut:5303 bytes]" == global.at(0).type);
}

TEST_CASE("the trace of each exception in a chain is asked for by the object's address") {
  static std::vector<const void*> asked;
  asked.clear();
  const throw_tracer tracer{
      [](void*, const void* object, std::uint64_t* addresses, std::uint32_t capacity) {
        asked.push_back(object);
        CHECK(capacity == 64);
        addresses[0] = 0x1000 + asked.size();
        addresses[1] = 0x2000;
        return std::uint32_t{2};
      },
      nullptr};
  std::vector<thrown> chain;
  const void* outer = nullptr;
  try {
    try {
      throw std::runtime_error("inner");
    } catch (...) {
      std::throw_with_nested(std::logic_error("outer"));
    }
  } catch (const std::logic_error& e) {
    outer = dynamic_cast<const void*>(&e);
    chain = describe(std::current_exception(), tracer);
  }
  std::vector<std::vector<std::uint64_t>> addresses;
  for (const thrown& t : chain) {
    addresses.emplace_back();
    for (const frame& f : t.frames)
      addresses.back().push_back(f.instruction_address);
  }
  CHECK(std::vector<std::vector<std::uint64_t>>{{0x1001, 0x2000}, {0x1002, 0x2000}} == addresses);
  CHECK(outer == asked.at(0));
}

TEST_CASE("report ids are UUIDs of version 7 and all different") {
  std::vector<std::string> ids;
  for (int i = 0; i < 1000; ++i)
    ids.push_back(new_report_id());
  for (const auto& id : ids)
    CHECK_THAT(
        id, Catch::Matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
  std::sort(ids.begin(), ids.end());
  CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
}

TEST_CASE("a chain as text keeps no half word where a value was cut") {
  thrown t;
  t.type = "E";
  t.value = std::string(1'990, 'a') + " " + std::string(500, 'b');
  CHECK("E: " + std::string(1'990, 'a') + "\xE2\x80\xA6[cut:2491 bytes]" == chain_text({t}));
}
