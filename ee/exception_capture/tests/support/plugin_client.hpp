// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// A host in small: opens the plugin at run time and speaks the C ABI with it, nothing else.
#pragma once

#include <cstdint>
#include <cstring>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <dlfcn.h>

#include <hedgerow/plugin.h>

namespace capture_test {

struct told_frame {
  std::string function;
  std::string file;
  std::string module;
  std::uint32_t line = 0;
  bool in_app = false;
  bool is_inline = false;
  bool resolved = false;
  std::uint64_t instruction_address = 0;
  std::uint64_t symbol_address = 0;
  std::uint64_t image_address = 0;
};

struct told_image {
  std::uint64_t address = 0;
  std::uint64_t size = 0;
  std::string file;
  std::string build_id;
};

struct told_stack {
  std::vector<told_frame> frames;  ///< outermost call first
  std::vector<told_image> images;
};

inline std::string text(hedgerow_str s) {
  return s.size == 0 ? std::string() : std::string(s.data, s.size);
}

class plugin_client {
 public:
  /// Throws std::runtime_error with what the plugin said when it does not start.
  explicit plugin_client(const char* path, std::string_view config = "{}") {
    void* library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) throw std::runtime_error(dlerror());
    auto entry =
        reinterpret_cast<hedgerow_plugin_entry_v1_fn>(dlsym(library, HEDGEROW_PLUGIN_ENTRY_V1));
    host_ = {sizeof host_,
             HEDGEROW_PLUGIN_ABI,
             this,
             {"0.1.0", 5},
             add_log,
             add_failure,
             [](void*, hedgerow_str) -> const void* { return nullptr; }};
    plugin_ = entry(&host_);
    if (plugin_->start(&host_, {config.data(), config.size()}, &instance_) != HEDGEROW_OK)
      throw std::runtime_error(failure_);
    enricher_ = static_cast<const hedgerow_enricher_v1*>(plugin_->get_interface(
        instance_, {HEDGEROW_ENRICHER_V1, sizeof(HEDGEROW_ENRICHER_V1) - 1}));
  }
  ~plugin_client() { stop(); }
  plugin_client(const plugin_client&) = delete;
  plugin_client& operator=(const plugin_client&) = delete;

  void stop() {
    if (instance_ != nullptr && !stopped_) plugin_->stop(instance_, 1000);
    stopped_ = true;
  }

  std::vector<std::uint64_t> trace(const std::exception_ptr& error) const {
    const void* object;  // libstdc++'s exception_ptr is one pointer to the thrown object
    std::memcpy(&object, &error, sizeof object);
    return trace(object);
  }
  std::vector<std::uint64_t> trace(const void* object) const {
    std::uint64_t addresses[64];
    const std::uint32_t count = enricher_->throw_trace(instance_, object, addresses, 64);
    return {addresses, addresses + count};
  }
  /// Of the exception that is being handled.
  std::vector<std::uint64_t> trace() const { return trace(std::current_exception()); }

  told_stack resolve(const std::vector<std::uint64_t>& addresses) const {
    told_stack stack;
    const hedgerow_frames_v1 out{sizeof out, &stack, add_frame, add_image};
    if (enricher_->resolve(instance_, addresses.data(),
                           static_cast<std::uint32_t>(addresses.size()), &out) != HEDGEROW_OK)
      throw std::runtime_error(failure_);
    return stack;
  }

  std::string describe() const {
    std::string line;
    enricher_->describe(instance_, &line, [](void* to, hedgerow_str said) {
      *static_cast<std::string*>(to) = text(said);
    });
    return line;
  }

 private:
  static void add_log(void*, std::int32_t, hedgerow_str) {}
  static void add_failure(void* self, hedgerow_str why) {
    static_cast<plugin_client*>(self)->failure_ = text(why);
  }
  static void add_frame(void* context, const hedgerow_frame_v1* f) {
    static_cast<told_stack*>(context)->frames.push_back(
        {text(f->function), text(f->file), text(f->module), f->line, f->in_app != 0,
         f->is_inline != 0, f->resolved != 0, f->instruction_address, f->symbol_address,
         f->image_address});
  }
  static void add_image(void* context, const hedgerow_image_v1* i) {
    static_cast<told_stack*>(context)->images.push_back(
        {i->image_address, i->image_size, text(i->code_file), text(i->build_id)});
  }

  hedgerow_host_v1 host_{};
  const hedgerow_plugin_v1* plugin_ = nullptr;
  const hedgerow_enricher_v1* enricher_ = nullptr;
  void* instance_ = nullptr;
  bool stopped_ = false;
  std::string failure_;
};

/// The innermost function of the application on a stack; empty when there is none.
inline std::string site(const told_stack& stack) {
  for (auto f = stack.frames.rbegin(); f != stack.frames.rend(); ++f)
    if (f->in_app) return f->function;
  return {};
}

}  // namespace capture_test
