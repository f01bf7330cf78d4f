// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// The built library through the C ABI alone, as a host sees it.
#pragma once

#include <catch2/catch.hpp>

#include <dlfcn.h>

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <hedgerow/plugin.h>

namespace policy_tests {

inline hedgerow_str str(std::string_view s) {
  return {s.data(), s.size()};
}

/// Loads the plugin once for each object, with a host that notes what is said.
class loaded_plugin {
 public:
  explicit loaded_plugin(std::string_view config = "{}") {
    library_ = dlopen(PLUGIN_FILE, RTLD_NOW | RTLD_LOCAL);
    REQUIRE(library_ != nullptr);
    const auto entry =
        reinterpret_cast<hedgerow_plugin_entry_v1_fn>(dlsym(library_, HEDGEROW_PLUGIN_ENTRY_V1));
    REQUIRE(entry != nullptr);
    plugin_ = entry(&host_);
    REQUIRE(plugin_ != nullptr);
    started = plugin_->start(&host_, str(config), &instance_);
  }
  ~loaded_plugin() { stop(); }
  template <class Table>
  const Table* interface(const char* id) {
    return static_cast<const Table*>(plugin_->get_interface(instance_, str(id)));
  }
  void* instance() { return instance_; }
  /// What it logged, each with its level before it.
  std::vector<std::string> said() const {
    const std::lock_guard lock(turn_);
    return said_;
  }
  void stop() {
    if (started == HEDGEROW_OK) plugin_->stop(instance_, 100);
    started = HEDGEROW_FAILED;
  }
  /// The text of a field with this key after redaction by the policies in use.
  std::string redacted(std::string_view key, std::string_view text);

  hedgerow_status started = HEDGEROW_FAILED;
  std::string failure;

 private:
  hedgerow_host_v1 host_{sizeof(hedgerow_host_v1),
                         HEDGEROW_PLUGIN_ABI,
                         this,
                         str("0.1.0"),
                         [](void* self, std::int32_t level, hedgerow_str text) {
                           auto& to = *static_cast<loaded_plugin*>(self);
                           const std::lock_guard lock(to.turn_);
                           to.said_.push_back(std::to_string(level) + " " +
                                              std::string(text.data, text.size));
                         },
                         [](void* self, hedgerow_str text) {
                           static_cast<loaded_plugin*>(self)->failure.assign(text.data, text.size);
                         },
                         [](void*, hedgerow_str) -> const void* { return nullptr; }};
  void* library_ = nullptr;
  const hedgerow_plugin_v1* plugin_ = nullptr;
  void* instance_ = nullptr;
  mutable std::mutex turn_;
  std::vector<std::string> said_;
};

/// What the redactor answered.
struct answer_book {
  std::map<std::uint64_t, std::string> replaced;
  bool dropped = false;
  std::vector<std::string> receipts;
  hedgerow_answers_v1 table{
      sizeof(hedgerow_answers_v1), this,
      [](void* self, std::uint64_t leaf, hedgerow_str text) {
        static_cast<answer_book*>(self)->replaced[leaf].assign(text.data, text.size);
      },
      [](void* self) { static_cast<answer_book*>(self)->dropped = true; },
      [](void* self, const hedgerow_receipt_v1* given) {
        const auto text = [](hedgerow_str s) { return std::string(s.data, s.size); };
        static_cast<answer_book*>(self)->receipts.push_back(
            text(given->rule) + " " + text(given->action) + " " +
            std::to_string(given->leaf_index) + " at " + std::to_string(given->begin) + " for " +
            std::to_string(given->length));
      }};
};

inline hedgerow_leaf leaf_of(std::string_view path, std::string_view key, std::string_view text) {
  hedgerow_leaf leaf{str(path), str(key), {}};
  leaf.value.type = HEDGEROW_STRING;
  leaf.value.as.string = str(text);
  return leaf;
}

inline hedgerow_subject_v1 subject_of(const std::vector<hedgerow_leaf>& leaves) {
  return {sizeof(hedgerow_subject_v1),
          30,
          str("web.checkout"),
          str("paid"),
          leaves.data(),
          leaves.size(),
          0};
}

/// A console that keeps what is written and gives what it was made with.
struct kept_console {
  std::string input;
  std::string out{};
  std::string error{};
  hedgerow_console_v1 table{sizeof(hedgerow_console_v1), this,
                            [](void* self, hedgerow_str text) {
                              static_cast<kept_console*>(self)->out.append(text.data, text.size);
                            },
                            [](void* self, hedgerow_str text) {
                              static_cast<kept_console*>(self)->error.append(text.data, text.size);
                            },
                            [](void* self, char* buffer, std::uint64_t room) -> std::uint64_t {
                              auto& left = static_cast<kept_console*>(self)->input;
                              const auto size = left.copy(buffer, std::min<std::size_t>(room, 7));
                              left.erase(0, size);
                              return size;
                            }};
};

inline std::int32_t run(kept_console& console, const std::vector<std::string_view>& words) {
  loaded_plugin plugin;
  const auto* command = plugin.interface<hedgerow_command_v1>(HEDGEROW_COMMAND_V1);
  REQUIRE(command != nullptr);
  std::vector<hedgerow_str> arguments;
  for (const auto word : words)
    arguments.push_back(str(word));
  return command->run(plugin.instance(), arguments.data(), arguments.size(), &console.table);
}

inline std::string loaded_plugin::redacted(std::string_view key, std::string_view text) {
  const auto* redactor = interface<hedgerow_redactor_v1>(HEDGEROW_REDACTOR_V1);
  const std::vector leaves = {leaf_of(key, key, text)};
  const auto subject = subject_of(leaves);
  answer_book answers;
  if (redactor->redact(instance_, &subject, &answers.table) != HEDGEROW_OK) return "(failed)";
  if (answers.dropped) return "(dropped)";
  return answers.replaced.empty() ? std::string(text) : answers.replaced.begin()->second;
}

}  // namespace policy_tests
