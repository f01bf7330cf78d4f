// SPDX-License-Identifier: MIT
#include "plugin_words.hpp"

#include <hedgerow/config.hpp>
#include <hedgerow/detail/nearest_word.hpp>
#include <hedgerow/plugins.hpp>

#include "command.hpp"
#include "terminal.hpp"

namespace hedgerow::cli {

int run_plugin_word(const std::vector<std::string>& words,
                    const std::vector<std::string_view>& own) {
  plugin_options options;
  if (status s = configured_plugins({}, options); !s) throw usage_error(s.message());
  const std::string& word = words.front();
  const std::vector<std::string> arguments(words.begin() + 1, words.end());
  if (const auto ended = run_plugin_command(word, arguments, options)) return *ended;
  say("\"" + word + "\" is not a command of the tool itself (" + detail::list_words(own) +
      "), and no plugin in " + plugin_folder(options.dir) +
      " brings it; put one there that does, or name its folder in HEDGEROW_PLUGIN_DIR" +
      detail::did_you_mean(word, own));
  return wrong_use;
}

std::string plugin_words_help() {
  std::string help;
  plugin_options options;
  if (configured_plugins({}, options)) {
    std::vector<std::vector<std::string>> rows;
    for (const plugin_command& c : plugin_commands(options))
      rows.push_back({"  " + c.name, c.summary + " (" + c.plugin + ")"});
    if (!rows.empty()) help = "Commands of plugins:\n" + table(rows) + "\n";
  }
  return help + "Example:\n  hedgerow pipe service.log\n\n"
                "Ends with 0 when all is fine, 1 when there is something to look at, 2 when it "
                "was used wrongly.";
}

}  // namespace hedgerow::cli
