// SPDX-License-Identifier: MIT
// hedgerow recover: what killed processes had logged and not yet written.
#include <cstdio>
#include <memory>

#include <nlohmann/json.hpp>

#include <hedgerow/recover.hpp>

#include "command.hpp"
#include "terminal.hpp"

namespace hedgerow::cli {

namespace {

using json = nlohmann::ordered_json;

struct recover_arguments {
  recover_options options;
  bool as_json = false;
};

json to_json(const recovered_process& p) {
  json out{{"file", p.file},
           {"service", p.service},
           {"pid", p.pid},
           {"events", p.events},
           {"incomplete", p.incomplete},
           {"finished_bytes", p.finished_bytes},
           {"damaged_bytes", p.damaged_bytes}};
  if (!p.problem.empty()) out["problem"] = p.problem;
  return out;
}

std::string as_text(const std::vector<recovered_process>& found) {
  if (found.empty()) return "no killed process left anything\n";
  std::vector<std::vector<std::string>> rows{
      {"SERVICE", "PID", "EVENTS", "INCOMPLETE", "FINISHED", "DAMAGED", "PROBLEM"}};
  for (const recovered_process& p : found)
    rows.push_back({p.service.empty() ? p.file : p.service, std::to_string(p.pid),
                    grouped(p.events), grouped(p.incomplete), grouped(p.finished_bytes) + " B",
                    grouped(p.damaged_bytes) + " B", p.problem.empty() ? "-" : p.problem});
  return table(rows);
}

int run(const recover_arguments& arguments) {
  std::vector<recovered_process> found;
  if (const status bad = recover(arguments.options, found); !bad) throw usage_error(bad.message());
  bool fault = false;
  json list = json::array();
  for (const recovered_process& p : found) {
    list.push_back(to_json(p));
    fault = fault || !p.problem.empty() || p.damaged_bytes > 0;
  }
  // Standard output may be one of the sinks; the account of the work does not belong there.
  if (arguments.as_json)
    write_out(list.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
  else
    std::fputs(as_text(found).c_str(), stderr);
  return fault ? findings : fine;
}

void add(CLI::App& tool, int& status) {
  CLI::App* app =
      tool.add_subcommand("recover", "Write what killed processes had logged and not yet written");
  const auto arguments = std::make_shared<recover_arguments>();
  app->add_option("--config", arguments->options.config_file,
                  "Says where events go; else HEDGEROW_CONFIG, else ./hedgerow.json")
      ->type_name("FILE");
  app->add_option("--service", arguments->options.service,
                  "Only what this service left; else that of every service")
      ->type_name("NAME");
  app->add_flag("--dry-run", arguments->options.dry_run, "Only say what there is");
  app->add_flag("--json", arguments->as_json, "The account for machines, on standard output");
  app->footer("A service does this by itself when it starts again. Every event passes the gate, "
              "goes to the\n"
              "configured sinks, and is marked with recovered_from_pid. Processes that live are "
              "left alone.\n"
              "Ends with 1 when something could not be written or read.\n\n"
              "Examples:\n"
              "  hedgerow recover --dry-run\n"
              "  hedgerow recover --service billing --config /etc/billing/hedgerow.json");
  app->callback([arguments, &status] { status = run(*arguments); });
}

const command_registration here(50, add);

}  // namespace

}  // namespace hedgerow::cli
