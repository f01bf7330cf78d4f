// SPDX-License-Identifier: MIT
// hedgerow plugin: which plugins there are, whether a file is one, and why one is not used.
#include <memory>

#include <nlohmann/json.hpp>

#include <hedgerow/config.hpp>
#include <hedgerow/detail/nearest_word.hpp>
#include <hedgerow/plugins.hpp>

#include "command.hpp"
#include "terminal.hpp"

namespace hedgerow::cli {

namespace {

using json = nlohmann::ordered_json;

struct plugin_arguments {
  std::string subject;  ///< a file or an id
  std::string dir;
  bool as_json = false;
};

std::string dump(const json& v) {
  return v.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

json to_json(const plugin_description& p) {
  return {{"id", p.id},           {"file", p.file},       {"version", p.version},
          {"license", p.license}, {"edition", p.edition}, {"provides", p.provides},
          {"state", p.state},     {"reason", p.reason},   {"message", p.message},
          {"advice", p.advice},   {"notes", p.notes}};
}

bool is_bad(const plugin_description& p) {
  return p.state == "refused" || p.state == "quarantined";
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts)
    out += (out.empty() ? "" : ", ") + part;
  return out;
}

std::string or_dash(const std::string& text) {
  return text.empty() ? "-" : text;
}

plugin_listing listing(const plugin_arguments& arguments) {
  plugin_options options;
  if (status s = configured_plugins({}, options); !s) throw usage_error(s.message());
  if (!arguments.dir.empty()) options.dir = arguments.dir;
  return list_plugins(options);
}

std::string explained(const plugin_description& p) {
  std::string out = table({{"id", or_dash(p.id)},
                           {"file", or_dash(p.file)},
                           {"version", or_dash(p.version)},
                           {"license", or_dash(p.license)},
                           {"edition", or_dash(p.edition)},
                           {"provides", or_dash(joined(p.provides))},
                           {"state", p.state},
                           {"reason", or_dash(p.reason)}});
  for (const std::string& sentence : {p.message, p.advice})
    if (!sentence.empty()) out += sentence + "\n";
  for (const std::string& note : p.notes)
    out += "  " + note + "\n";
  return out;
}

int list(const plugin_arguments& arguments) {
  const plugin_listing all = listing(arguments);
  bool bad = !all.reason.empty();
  json plugins = json::array();
  std::vector<std::vector<std::string>> rows{
      {"PLUGIN", "STATE", "VERSION", "LICENSE", "PROVIDES", "REASON"}};
  for (const plugin_description& p : all.plugins) {
    bad = bad || is_bad(p);
    plugins.push_back(to_json(p));
    rows.push_back({p.id, p.state, or_dash(p.version), or_dash(p.license),
                    or_dash(joined(p.provides)), or_dash(p.reason)});
  }
  if (arguments.as_json) {
    write_out(dump({{"folder", all.folder},
                    {"reason", all.reason},
                    {"message", all.message},
                    {"advice", all.advice},
                    {"plugins", plugins}}));
  } else {
    std::string out = "folder: " + all.folder + "\n";
    if (!all.message.empty()) out += all.message + "\n";
    if (!all.advice.empty()) out += all.advice + "\n";
    if (rows.size() > 1)
      out += "\n" + table(rows);
    else if (all.reason.empty())
      out += "no plugin in it\n";
    write_out(out);
  }
  return bad ? findings : fine;
}

int tell(const plugin_arguments& arguments, const plugin_description& p) {
  write_out(arguments.as_json ? dump(to_json(p)) : explained(p));
  return is_bad(p) ? findings : fine;
}

int check(const plugin_arguments& arguments) {
  return tell(arguments, check_plugin(arguments.subject));
}

int explain(const plugin_arguments& arguments) {
  const plugin_listing all = listing(arguments);
  std::vector<std::string_view> ids;
  for (const plugin_description& p : all.plugins) {
    if (p.id == arguments.subject) return tell(arguments, p);
    ids.push_back(p.id);
  }
  throw usage_error("plugin explain: there is no plugin \"" + arguments.subject + "\" in " +
                    all.folder + (all.message.empty() ? "" : " (" + all.message + ")") +
                    "; `hedgerow plugin list` shows what there is" +
                    detail::did_you_mean(arguments.subject, ids));
}

void add_verb(CLI::App& plugin, const char* name, const char* what, const char* subject,
              const char* subject_is, int (*verb)(const plugin_arguments&), int& status) {
  CLI::App* app = plugin.add_subcommand(name, what);
  const auto arguments = std::make_shared<plugin_arguments>();
  if (subject != nullptr)
    app->add_option(subject, arguments->subject, subject_is)->required()->type_name("");
  if (verb != check)
    app->add_option("--dir", arguments->dir,
                    "The folder; else as configured, HEDGEROW_PLUGIN_DIR or the default one")
        ->type_name("DIR");
  app->add_flag("--json", arguments->as_json, "For machines");
  app->callback([arguments, verb, &status] { status = verb(*arguments); });
}

void add(CLI::App& tool, int& status) {
  CLI::App* plugin = tool.add_subcommand("plugin", "Inspect and check plugins");
  plugin->require_subcommand(1);
  add_verb(*plugin, "list", "Load the plugins of the folder and say in which state each is",
           nullptr, nullptr, list, status);
  add_verb(*plugin, "check", "Say whether a file is a good plugin, without running its code",
           "FILE", "The file, <vendor>.<name>.so", check, status);
  add_verb(*plugin, "explain", "Say all about one plugin", "ID", "The plugin, <vendor>.<name>",
           explain, status);
  plugin->footer("Ends with 1 when a plugin is refused or quarantined.\n\nExamples:\n"
                 "  hedgerow plugin list --json\n"
                 "  hedgerow plugin check ./acme.kafka.so");
}

const command_registration here(30, add);

}  // namespace

}  // namespace hedgerow::cli
