// SPDX-License-Identifier: MIT
#include "plugin/vet.hpp"

#include <filesystem>

#include "plugin/elf_note.hpp"

namespace hedgerow::internal {

namespace {

std::optional<refusal> vet_file(const secure_folder& folder, const std::string& name,
                                plugin_info& info, snapshot& bytes) {
  if (!is_plugin_id(info.id))
    return refusal{"bad_name", "The file is called \"" + name +
                                   "\"; a plugin's is called <vendor>.<name>.so, in lower-case "
                                   "letters, digits, '_' and '-'."};
  unique_fd file;
  std::uint64_t size = 0;
  const std::optional<refusal> unsafe = open_file(folder, name, file, size);
  if (unsafe && !file) return unsafe;
  plugin_note note;
  std::optional<refusal> unread;
  if (unsafe) {
    read_note(file.get(), size, note);  // to show what it is; it stays refused
  } else {
    if (auto no = take_snapshot(std::move(file), size, info.id, info.file, bytes)) return no;
    unread = read_note(bytes.fd.get(), bytes.size, note);
  }
  info.version = note.version;
  info.license = note.license;
  info.edition = note.edition;
  info.provides = note.provides;
  if (unsafe) return unsafe;
  return unread ? unread : check_note(note, info.id);
}

}  // namespace

void refuse(plugin_info& info, const refusal& why) {
  info.state = plugin_state::refused;
  info.reason = why.code;
  info.message = why.message;
  info.advice = advice_for(why.code);
}

plugin_info vet(const secure_folder& folder, const std::string& name, snapshot& bytes) {
  plugin_info info;
  info.id = name.ends_with(".so") ? name.substr(0, name.size() - 3) : name;
  info.file = folder.path + '/' + name;
  if (auto no = vet_file(folder, name, info, bytes))
    refuse(info, *no);
  else
    info.state = plugin_state::vetted;
  return info;
}

plugin_info check_plugin_file(const std::string& file) {
  std::error_code failed;
  const std::filesystem::path whole = std::filesystem::absolute(file, failed);
  secure_folder folder;
  const std::optional<refusal> no_folder = open_folder(whole.parent_path(), folder);
  if (no_folder) {
    plugin_info info;
    info.id = whole.stem();
    info.file = whole;
    refuse(info, *no_folder);
    return info;
  }
  snapshot bytes;
  return vet(folder, whole.filename(), bytes);
}

}  // namespace hedgerow::internal
