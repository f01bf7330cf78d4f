// SPDX-License-Identifier: MIT
// The command line tool: reads the words, and hands over to the command they name.
#include <algorithm>
#include <csignal>
#include <exception>

#include <hedgerow/detail/nearest_word.hpp>

#include "command.hpp"
#include "plugin_words.hpp"
#include "terminal.hpp"

namespace hedgerow::cli {

std::vector<registered_command>& registered_commands() {
  static std::vector<registered_command> all;
  return all;
}

namespace {

void add_commands(CLI::App& tool, int& status) {
  auto& commands = registered_commands();
  std::sort(commands.begin(), commands.end(),
            [](const auto& a, const auto& b) { return a.position < b.position; });
  for (const registered_command& c : commands)
    c.add(tool, status);
}

std::vector<std::string_view> names_of(const CLI::App& app) {
  std::vector<std::string_view> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(command->get_name());
  return names;
}

/// The command that the words before the mistake had reached.
const CLI::App& reached(const CLI::App& app) {
  const auto inner = app.get_subcommands();
  return inner.empty() ? app : reached(*inner.front());
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames())
      names.push_back("--" + name);
  return names;
}

/// What CLI11 says, with the nearest word where one was mistyped.
std::string explain(const CLI::ParseError& error, const CLI::App& tool) {
  const CLI::App& app = reached(tool);
  const std::vector<std::string> rest = tool.remaining(true);
  const bool about_words = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr ||
                           dynamic_cast<const CLI::RequiredError*>(&error) != nullptr;
  if (!about_words || rest.empty()) return error.what();
  const std::vector<std::string> options = option_names(app);
  std::vector<std::string_view> known = names_of(app);
  known.insert(known.end(), options.begin(), options.end());
  return "\"" + rest.front() + "\" is not known here" + detail::did_you_mean(rest.front(), known);
}

/// "hedgerow config check".
std::string words_of(const CLI::App& app) {
  const CLI::App* above = app.get_parent();
  return (above == nullptr ? "" : words_of(*above) + " ") + app.get_name();
}

int run(int argc, char** argv) {
  int status = fine;
  CLI::App tool("Structured, redacted logs and captured exceptions", "hedgerow");
  tool.set_version_flag("--version", "hedgerow " HEDGEROW_VERSION, "Print the version");
  tool.set_help_flag("-h,--help", "Print this help");
  tool.require_subcommand(1);
  add_commands(tool, status);
  tool.footer([] { return plugin_words_help(); });
  const std::vector<std::string_view> own = names_of(tool);
  if (argc > 1 && argv[1][0] != '-' && std::find(own.begin(), own.end(), argv[1]) == own.end())
    return run_plugin_word({argv + 1, argv + argc}, own);
  try {
    tool.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const CLI::App& app = reached(tool);
    const CLI::App* above = app.get_parent();
    write_out(app.help(above == nullptr ? "" : words_of(*above)));
  } catch (const CLI::CallForVersion& version) {
    write_out(std::string(version.what()) + "\n");
  } catch (const CLI::ParseError& error) {
    say(explain(error, tool) + " (see `" + words_of(reached(tool)) + " --help`)");
    return wrong_use;
  }
  return status;
}

}  // namespace

}  // namespace hedgerow::cli

int main(int argc, char** argv) {
  // A reader that goes away is noticed where it matters: at the write.
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return hedgerow::cli::run(argc, argv);
  } catch (const hedgerow::cli::usage_error& error) {
    hedgerow::cli::say(error.what());
  } catch (const std::exception& error) {
    hedgerow::cli::say(std::string("this went wrong: ") + error.what());
  }
  return hedgerow::cli::wrong_use;
}
