// SPDX-License-Identifier: MIT
// hedgerow config: what a configuration comes to, and what is wrong with it.
#include <memory>

#include <nlohmann/json.hpp>

#include <hedgerow/config.hpp>

#include "command.hpp"
#include "terminal.hpp"

namespace hedgerow::cli {

namespace {

using json = nlohmann::ordered_json;

struct config_arguments {
  std::string file;
  bool as_json = false;
};

std::string dump(const json& v) {
  return v.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

json to_json(const config_finding& f) {
  json out{{"source", f.source}, {"path", f.path}, {"message", f.message}};
  if (f.line > 0) out["line"] = f.line;
  if (f.column > 0) out["column"] = f.column;
  return out;
}

int check(const config_arguments& arguments) {
  const config_view view = show_config(arguments.file);
  if (arguments.as_json) {
    json list = json::array();
    for (const config_finding& f : view.findings)
      list.push_back(to_json(f));
    write_out(dump({{"source", view.source}, {"findings", list}}));
  } else if (view.findings.empty()) {
    write_out((view.source.empty() ? "no file: the embedded defaults are" : view.source + " is") +
              std::string(" fine\n"));
  } else {
    for (const config_finding& f : view.findings)
      write_out(f.sentence() + "\n");
  }
  return view.findings.empty() ? fine : findings;
}

json view_as_json(const config_view& view) {
  json origins = json::object();
  for (const config_setting& s : view.settings)
    origins[s.path] = s.origin;
  json variables = json::array();
  for (const config_variable& v : view.variables)
    variables.push_back(
        {{"name", v.name}, {"setting", v.setting}, {"meaning", v.meaning}, {"set", v.is_set}});
  return {{"source", view.source},
          {"settings", json::parse(view.json)},
          {"origins", origins},
          {"variables", variables}};
}

std::string view_as_text(const config_view& view) {
  std::vector<std::vector<std::string>> settings{{"SETTING", "VALUE", "FROM"}};
  for (const config_setting& s : view.settings)
    settings.push_back({s.path, s.value, s.origin});
  std::vector<std::vector<std::string>> variables{{"VARIABLE", "IS", "OVERRIDES", "MEANING"}};
  for (const config_variable& v : view.variables)
    variables.push_back(
        {v.name, v.is_set ? "set" : "not set", v.setting.empty() ? "-" : v.setting, v.meaning});
  return "file: " + (view.source.empty() ? "none, embedded defaults" : view.source) + "\n\n" +
         table(settings) + "\n" + table(variables);
}

int show(const config_arguments& arguments) {
  const config_view view = show_config(arguments.file);
  write_out(arguments.as_json ? dump(view_as_json(view)) : view_as_text(view));
  for (const config_finding& f : view.findings)
    say(f.sentence());
  if (view.findings.empty()) return fine;
  say("safe defaults are in force until this is put right");
  return findings;
}

void add_verb(CLI::App& config, const char* name, const char* what, const char* example,
              int (*verb)(const config_arguments&), int& status) {
  CLI::App* app = config.add_subcommand(name, what);
  const auto arguments = std::make_shared<config_arguments>();
  app->add_option("FILE", arguments->file,
                  "The configuration; else HEDGEROW_CONFIG, else ./hedgerow.json")
      ->type_name("");
  app->add_flag("--json", arguments->as_json, "For machines");
  app->footer(example);
  app->callback([arguments, verb, &status] { status = verb(*arguments); });
}

void add(CLI::App& tool, int& status) {
  CLI::App* config = tool.add_subcommand("config", "Look at the configuration");
  config->require_subcommand(1);
  add_verb(*config, "check", "Say all that is wrong with it",
           "Ends with 1 when something is wrong.\n\nExample:\n  hedgerow config check "
           "/etc/billing/hedgerow.json",
           check, status);
  add_verb(*config, "show", "Show every setting in force, and where it comes from",
           "Secrets are masked.\n\nExample:\n  HEDGEROW_LOG=debug hedgerow config show", show,
           status);
}

const command_registration here(40, add);

}  // namespace

}  // namespace hedgerow::cli
