// SPDX-License-Identifier: MIT
#include "engine/config_document.hpp"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "engine/config_path.hpp"
#include "engine/config_reader.hpp"
#include "engine/config_schema.hpp"
#include "engine/posthog_target.hpp"
#include "event/level_names.hpp"
#include "event/nearest_word.hpp"

namespace hedgerow::internal {

namespace {

using json = nlohmann::ordered_json;

std::string described(const json& v) {
  switch (v.type()) {
  case json::value_t::object:
    return "an object";
  case json::value_t::array:
    return "a list";
  case json::value_t::string: {
    const auto& text = v.get_ref<const std::string&>();
    return text.size() <= 60 ? "\"" + text + "\""
                             : "a string of " + std::to_string(text.size()) + " bytes";
  }
  default:
    return v.dump();
  }
}

/// Visits the settings of config_schema.hpp with a document. The top of `open_` is the object whose
/// keys are asked for.
class document_visitor {
 public:
  document_visitor(const std::string& source, std::vector<config_finding>& findings,
                   std::map<std::string, std::string, std::less<>>& origins)
      : source_(source), findings_(findings), origins_(origins) {}

  /// Visits the members of `object`, and reports those that nobody asked for.
  template <class Visit>
  void inside(const json& object, std::string path, Visit visit) {
    open_.push_back({&object, std::move(path), {}});
    visit();
    report_unknown_keys();
    open_.pop_back();
  }

  void flag(std::string_view key, bool& out) {
    const json* v = find(key);
    if (v == nullptr) return;
    if (!v->is_boolean()) return wrong(key, *v, "true or false");
    out = v->get<bool>();
  }

  void text(std::string_view key, std::string& out) {
    const json* v = find(key);
    if (v == nullptr) return;
    if (!v->is_string()) return wrong(key, *v, "a string");
    out = v->get<std::string>();
  }

  void texts(std::string_view key, std::vector<std::string>& out) {
    const json* v = find(key);
    if (v == nullptr) return;
    if (!v->is_array()) return wrong(key, *v, "a list of strings that are not empty");
    for (std::size_t i = 0; i < v->size(); ++i) {
      const json& item = (*v)[i];
      if (!item.is_string() || item.get_ref<const std::string&>().empty())
        return wrong(item_of(key, i), item, "a string that is not empty");
    }
    out = v->get<std::vector<std::string>>();
  }

  void word(std::string_view key, std::string& out, std::span<const std::string_view> allowed) {
    const json* v = find(key);
    if (v == nullptr) return;
    if (!v->is_string()) return wrong(key, *v, "one of " + list_words(allowed));
    const auto& found = v->get_ref<const std::string&>();
    if (std::find(allowed.begin(), allowed.end(), found) == allowed.end())
      return wrong(key, *v, "one of " + list_words(allowed), did_you_mean(found, allowed));
    out = found;
  }

  /// A word, or a plugin's id, which has a dot.
  void sink_type(std::string_view key, std::string& out,
                 std::span<const std::string_view> allowed) {
    const json* v = find(key);
    if (v == nullptr) return;
    const std::string right = "one of " + list_words(allowed) + ", or the id of a plugin";
    if (!v->is_string()) return wrong(key, *v, right);
    const auto& found = v->get_ref<const std::string&>();
    if (found.find('.') == std::string::npos &&
        std::find(allowed.begin(), allowed.end(), found) == allowed.end())
      return wrong(key, *v, right, did_you_mean(found, allowed));
    out = found;
  }

  template <class T>
  bool number(std::string_view key, T& out, T least, T most) {
    const json* v = find(key);
    if (v == nullptr) return false;
    const bool fits = v->is_number_unsigned() && v->get<std::uint64_t>() >= least &&
                      v->get<std::uint64_t>() <= most;
    if (!fits) {
      wrong(key, *v,
            "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
      return false;
    }
    out = v->get<T>();
    return true;
  }

  template <class T>
  void numbers(std::string_view key, std::vector<T>& out, T least, T most) {
    const json* v = find(key);
    if (v == nullptr) return;
    const std::string range = " from " + std::to_string(least) + " to " + std::to_string(most);
    if (!v->is_array()) return wrong(key, *v, "a list of whole numbers" + range);
    for (std::size_t i = 0; i < v->size(); ++i) {
      const json& item = (*v)[i];
      if (!item.is_number_unsigned() || item.get<std::uint64_t>() < least ||
          item.get<std::uint64_t>() > most)
        return wrong(item_of(key, i), item, "a whole number" + range);
    }
    out = v->get<std::vector<T>>();
  }

  void power_of_two(std::string_view key, std::uint32_t& out, std::uint32_t least,
                    std::uint32_t most) {
    std::uint32_t found = 0;
    if (!number(key, found, least, most)) return;
    if ((found & (found - 1)) != 0) return wrong(key, json(found), "a power of two");
    out = found;
  }

  void milliseconds(std::string_view key, std::chrono::milliseconds& out,
                    std::chrono::milliseconds least, std::chrono::milliseconds most) {
    std::uint64_t found = 0;
    if (number(key, found, static_cast<std::uint64_t>(least.count()),
               static_cast<std::uint64_t>(most.count())))
      out = std::chrono::milliseconds(found);
  }

  void threshold(std::string_view key, level& out) {
    const json* v = find(key);
    if (v == nullptr) return;
    if (!v->is_string()) return wrong(key, *v, "the name of a level");
    const auto& found = v->get_ref<const std::string&>();
    if (const auto parsed = level_from_name(found)) {
      out = *parsed;
      return;
    }
    add(key, unknown_level(found));
  }

  void levels(std::string_view key, level_rules& out) {
    const json* v = find(key);
    if (v == nullptr) return;
    if (!v->is_string())
      return wrong(key, *v, "a string in the words of HEDGEROW_LOG, \"info,posthog.api=debug\"");
    if (status s = parse_levels(v->get<std::string>(), out); !s) add(key, s.message());
  }

  /// One of the words of an enumeration, in its order.
  template <class Choice>
  void choice(std::string_view key, Choice& out, std::span<const std::string_view> allowed) {
    std::string found(allowed[static_cast<std::size_t>(out)]);
    word(key, found, allowed);
    out = static_cast<Choice>(std::find(allowed.begin(), allowed.end(), found) - allowed.begin());
  }

  /// A word for all levels below error, or an object with a word for each level.
  void when_full(std::string_view key, full_ring_policies& out) {
    const json* v = find(key);
    if (v == nullptr) return;
    if (v->is_object()) return inside(*v, path_of(key), [&] { visit_when_full(*this, out); });
    if (!v->is_string())
      return wrong(key, *v,
                   "one of " + list_words(words::when_full) +
                       ", or an object with one of them for each level");
    auto chosen = out[level::debug];
    choice(key, chosen, words::when_full);
    out.set_below_error(chosen);
    for (const std::string_view below : {"debug", "info", "warning"})
      origins_[member_of(path_of(key), below)] = source_;
  }

  void project_key(std::string_view key, std::string& out) {
    const json* v = find(key);
    if (v == nullptr) return;
    // What stands here may be a credential: it is not repeated.
    if (!v->is_string())
      return add(key, "found something other than a string; right would be "
                      "\"phc_...\", the project key");
    const auto& found = v->get_ref<const std::string&>();
    if (found.empty()) return;
    if (status s = check_project_key(found); !s) return add(key, s.message());
    out = found;
  }

  void host(std::string_view key, std::string& out) {
    const json* v = find(key);
    if (v == nullptr) return;
    if (!v->is_string()) return wrong(key, *v, "a URL");
    if (status s = straighten_host(v->get<std::string>(), out); !s) add(key, s.message());
  }

  void sinks(std::string_view key, std::vector<sink_config>& out) {
    const json* v = find(key);
    if (v == nullptr) return;
    if (!v->is_array()) return wrong(key, *v, "a list of sinks");
    std::vector<sink_config> read;
    for (std::size_t i = 0; i < v->size(); ++i) {
      const std::string at = item_of(path_of(key), i);
      const json& item = (*v)[i];
      if (!item.is_object()) {
        add_at(at, "found " + described(item) + "; right would be a sink, {\"type\": \"stdout\"}");
        continue;
      }
      sink_config s;
      inside(item, at, [&] { visit_sink(*this, s); });
      if ((s.type == "file" || s.type == "rotating" || s.type == "daily") && s.path.empty())
        add_at(at, "a sink of type \"" + s.type + "\" needs a \"path\"");
      read.push_back(std::move(s));
    }
    out = std::move(read);
  }

  void modules(std::string_view key, std::map<std::string, std::string>& out) {
    const json* v = find(key);
    if (v == nullptr) return;
    if (!v->is_object()) return wrong(key, *v, "an object with one section for each plugin's id");
    for (const auto& [id, section] : v->items()) {
      if (!section.is_object())
        add_at(member_of(path_of(key), id),
               "found " + described(section) + "; right would be an object");
      else
        out[id] = section.dump();
    }
  }

  template <class Visit>
  void section(std::string_view key, Visit visit) {
    const json* v = find(key);
    static const json nothing = json::object();
    if (v != nullptr && !v->is_object()) {
      wrong(key, *v, "an object");
      v = nullptr;
    }
    inside(v != nullptr ? *v : nothing, path_of(key), visit);
  }

 private:
  struct open_object {
    const json* object;
    std::string path;
    std::vector<std::string_view> asked;
  };

  const json* find(std::string_view key) {
    open_object& top = open_.back();
    top.asked.push_back(key);
    const auto at = top.object->find(std::string(key));
    if (at == top.object->end()) return nullptr;
    if (!at->is_object()) origins_[path_of(key)] = source_;
    return &*at;
  }

  std::string path_of(std::string_view key) const { return member_of(open_.back().path, key); }

  void report_unknown_keys() {
    const open_object& top = open_.back();
    for (const auto& [key, unused] : top.object->items()) {
      if (std::find(top.asked.begin(), top.asked.end(), key) != top.asked.end()) continue;
      add(key, "unknown key; allowed are " + list_words(top.asked) + did_you_mean(key, top.asked));
    }
  }

  void wrong(std::string_view key, const json& found, const std::string& right,
             const std::string& hint = {}) {
    add(key, "found " + described(found) + "; right would be " + right + hint);
  }
  void add(std::string_view key, std::string message) { add_at(path_of(key), std::move(message)); }
  void add_at(std::string path, std::string message) {
    findings_.push_back({source_, std::move(path), 0, 0, std::move(message)});
  }

  const std::string& source_;
  std::vector<config_finding>& findings_;
  std::map<std::string, std::string, std::less<>>& origins_;
  std::vector<open_object> open_;
};

/// The place of a byte, counted from 1 as nlohmann does.
void locate(std::string_view text, std::size_t byte, unsigned& line, unsigned& column) {
  const std::string_view before = text.substr(0, byte > 0 ? byte - 1 : 0);
  line = 1 + static_cast<unsigned>(std::count(before.begin(), before.end(), '\n'));
  const auto start = before.rfind('\n');
  column =
      static_cast<unsigned>(before.size() - (start == std::string_view::npos ? 0 : start + 1)) + 1;
}

/// What nlohmann says, without its code and place: "syntax error while parsing ...".
std::string reason_of(const nlohmann::json::parse_error& e) {
  std::string_view what = e.what();
  if (const auto colon = what.find(": "); colon != std::string_view::npos)
    what.remove_prefix(colon + 2);
  return std::string(what);
}

/// Parses, and finds keys that stand twice in one object, of which a reader would believe the
/// first and a parser takes the last.
json parse(const std::string& source, std::string_view text,
           std::vector<config_finding>& findings) {
  std::vector<std::set<std::string>> keys;
  const auto watch = [&](int, json::parse_event_t event, json& part) {
    if (event == json::parse_event_t::object_start) keys.emplace_back();
    if (event == json::parse_event_t::object_end) keys.pop_back();
    if (event == json::parse_event_t::key && !keys.back().insert(part.get<std::string>()).second)
      findings.push_back({source, part.get<std::string>(), 0, 0, "the key stands twice"});
    return true;
  };
  return json::parse(text.begin(), text.end(), watch);
}

}  // namespace

void read_config_document(const std::string& source, std::string_view text, config& out,
                          std::vector<config_finding>& findings,
                          std::map<std::string, std::string, std::less<>>& origins) {
  json document;
  try {
    document = parse(source, text, findings);
  } catch (const json::parse_error& e) {
    config_finding f{source, {}, 0, 0, "this is not JSON: " + reason_of(e)};
    locate(text, e.byte, f.line, f.column);
    findings.push_back(std::move(f));
    return;
  }
  if (!document.is_object()) {
    findings.push_back(
        {source, {}, 0, 0, "found " + described(document) + "; right would be a JSON object"});
    return;
  }
  document_visitor visitor(source, findings, origins);
  visitor.inside(document, {}, [&] { visit_config(visitor, out); });
}

}  // namespace hedgerow::internal
