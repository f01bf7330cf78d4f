// SPDX-License-Identifier: MIT
/// @file
/// Words of the tool that plugins bring.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hedgerow::cli {

/// Runs the plugin's command that `words` begin with, or says what is missing and where plugins go.
/// `own` are the commands of the tool itself.
int run_plugin_word(const std::vector<std::string>& words,
                    const std::vector<std::string_view>& own);

/// The end of the help text: the commands of the active plugins, and an example.
std::string plugin_words_help();

}  // namespace hedgerow::cli
