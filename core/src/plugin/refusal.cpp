// SPDX-License-Identifier: MIT
#include "plugin/refusal.hpp"

#include <array>

namespace hedgerow::internal {

namespace {

struct row {
  std::string_view code;
  std::string_view advice;
};

constexpr std::string_view reinstall = "Copy or install the file again, whole.";
constexpr std::string_view rebuild = "Build the plugin with the SDK of this hedgerow "
                                     "(hedgerow_add_plugin), or ask its vendor for such a build.";
constexpr std::string_view vendor = "Read what the plugin said, correct its section "
                                    "plugins.modules of the configuration, or ask its vendor.";

constexpr std::array table{
    // the folder
    row{"relative_folder", "Give the whole path of the folder, beginning with '/'."},
    row{"no_folder", "Create the folder, or name another one in plugins.dir or "
                     "HEDGEROW_PLUGIN_DIR."},
    row{"unsafe_folder", "chown the folder to root or to the user who runs the program, and chmod "
                         "go-w it."},
    row{"noexec", "Put the plugins on a file system that is not mounted noexec."},
    // the file
    row{"bad_name", "Rename the file to <vendor>.<name>.so, as its plugin is called, in lower-case "
                    "letters, digits, '_' and '-'."},
    row{"symlink", "Put the file itself into the folder, not a link to it."},
    row{"not_a_file", "Remove it from the folder."},
    row{"unreadable", "Let the user who runs the program read the file."},
    row{"unsafe_owner", "chown the file to root or to the user who runs the program."},
    row{"unsafe_mode", "chmod go-w the file."},
    row{"too_large", "A plugin file of this size is hardly one; install the right file."},
    // what is in it
    row{"not_elf", "Put a shared library there, or remove the file."},
    row{"truncated", reinstall},
    row{"damaged", reinstall},
    row{"wrong_machine", "Install the build of the plugin for this machine."},
    row{"not_shared", "Link the plugin as a shared library (hedgerow_add_plugin does)."},
    row{"no_note", "It is not a hedgerow plugin, or was built without HEDGEROW_PLUGIN: remove it, "
                   "or build it with the SDK."},
    row{"bad_note", rebuild},
    row{"wrong_abi", rebuild},
    row{"wrong_id", "Give the file the name of the plugin that is in it."},
    row{"nothing_usable", "Update hedgerow to a version that knows these interfaces."},
    // its code
    row{"probe_failed", "Do not use this plugin as it is; report it to its vendor."},
    row{"another_copy", "Restart the program to change to the new file."},
    row{"load_failed", "Install the libraries that the plugin needs, or a build of the plugin for "
                       "this system."},
    row{"no_entry", rebuild},
    row{"entry_refused", "Use a version of the plugin that works with this version of hedgerow."},
    row{"bad_table", rebuild},
    row{"start_failed", vendor},
    row{"missing_interface", rebuild},
    row{"second_redactor", "Keep one plugin that provides hedgerow.redactor/1 in the folder."},
    row{"second_enricher", "Keep one plugin that provides hedgerow.enricher/1 in the folder."},
    // while it is used
    row{"redact_failed", "Values are withheld until the program starts again; see what the plugin "
                         "said, and report it to its vendor."},
    row{"too_slow", "Values are withheld until the program starts again; make the policies "
                    "smaller, or report it to the plugin's vendor."},
    row{"write_failed", "Its events are lost and counted; see what the plugin said, correct it, "
                        "and start the program again."},
    row{"resolve_failed", "Reports go out without resolved frames; report it to the plugin's "
                          "vendor."},
};

}  // namespace

std::string_view advice_for(std::string_view code) noexcept {
  for (const row& r : table)
    if (r.code == code) return r.advice;
  return {};
}

}  // namespace hedgerow::internal
