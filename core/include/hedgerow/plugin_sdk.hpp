// SPDX-License-Identifier: MIT
/// @file
/// The plugin side of the ABI for C++20: write a class, name it in HEDGEROW_PLUGIN, and get an
/// entry, tables and a note. Header-only, standard library only; needs neither libhedgerow nor
/// anything it is made of.
///
///     class tally {
///      public:
///       tally(hedgerow::sdk::host host, std::string_view config_json);   // start; may throw
///       void write(std::span<const hedgerow_event_v1* const> events);    // hedgerow.sink/1
///       void flush(std::chrono::milliseconds timeout);
///       void stop(std::chrono::milliseconds timeout);                    // optional
///     };
///     HEDGEROW_PLUGIN(tally, "acme.tally", "1.0.0", "MIT", "foss", "hedgerow.sink/1");
///
/// Which interfaces a class has is seen from its member functions (the concepts below); a list in
/// HEDGEROW_PLUGIN that says otherwise does not compile. What a member function throws is turned
/// into a status and a text here: sdk::error keeps its status, everything else is HEDGEROW_FAILED.
/// The object is made by start and destroyed after stop(); one with a throw_trace() is kept, for
/// another thread may just be in it.
#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <exception>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <hedgerow/plugin.h>

namespace hedgerow {
// Hidden whatever the plugin is compiled with: a static that two plugins share would tie them
// together, and one that the host sees as well would be the host's.
#pragma GCC visibility push(hidden)
namespace sdk {

inline std::string_view text(hedgerow_str s) noexcept {
  return s.size == 0 ? std::string_view() : std::string_view(s.data, s.size);
}
/// A view; `s` must live as long as the callee may read it.
inline hedgerow_str str(std::string_view s) noexcept {
  return {s.data(), s.size()};
}

/// A failure with a status of its own.
class error : public std::runtime_error {
 public:
  error(hedgerow_status status, const std::string& what)
      : std::runtime_error(what), status_(status) {}
  hedgerow_status status() const noexcept { return status_; }

 private:
  hedgerow_status status_;
};
/// The configuration or an argument is wrong: say where, what was found and what would be right.
inline error bad_input(const std::string& what) {
  return {HEDGEROW_BAD_INPUT, what};
}
/// A passing fault; of a sink's write(): nothing was taken.
inline error try_later(const std::string& what) {
  return {HEDGEROW_TRY_LATER, what};
}

/// The host, to be kept by value. [any thread]
class host {
 public:
  explicit host(const hedgerow_host_v1* h) noexcept : host_(h) {}
  std::string_view version() const noexcept { return text(host_->version); }
  void debug(std::string_view s) const noexcept { log(HEDGEROW_LOG_DEBUG, s); }
  void info(std::string_view s) const noexcept { log(HEDGEROW_LOG_INFO, s); }
  void warning(std::string_view s) const noexcept { log(HEDGEROW_LOG_WARNING, s); }
  void error(std::string_view s) const noexcept { log(HEDGEROW_LOG_ERROR, s); }
  const hedgerow_host_v1* raw() const noexcept { return host_; }

 private:
  void log(std::int32_t level, std::string_view s) const noexcept {
    host_->log(host_->context, level, str(s));
  }
  const hedgerow_host_v1* host_;
};

/// Where a redactor puts what it decided.
class answers {
 public:
  explicit answers(const hedgerow_answers_v1* a) noexcept : answers_(a) {}
  void replace(std::uint64_t leaf, std::string_view s) const {
    answers_->replace(answers_->context, leaf, str(s));
  }
  void drop() const { answers_->drop(answers_->context); }
  /// Shown on the event where the host can; struct_size is set here.
  void receipt(hedgerow_receipt_v1 r) const {
    if (answers_->struct_size < sizeof(hedgerow_answers_v1)) return;  // an older host
    r.struct_size = sizeof r;
    answers_->receipt(answers_->context, &r);
  }

 private:
  const hedgerow_answers_v1* answers_;
};

/// Where an enricher puts frames and images; struct_size is set here.
class frames {
 public:
  explicit frames(const hedgerow_frames_v1* f) noexcept : frames_(f) {}
  void frame(hedgerow_frame_v1 f) const {
    f.struct_size = sizeof f;
    frames_->frame(frames_->context, &f);
  }
  void image(hedgerow_image_v1 i) const {
    i.struct_size = sizeof i;
    frames_->image(frames_->context, &i);
  }

 private:
  const hedgerow_frames_v1* frames_;
};

/// Standard input and output of a command.
class console {
 public:
  explicit console(const hedgerow_console_v1* c) noexcept : console_(c) {}
  void out(std::string_view s) const { console_->out(console_->context, str(s)); }
  void error(std::string_view s) const { console_->error(console_->context, str(s)); }
  /// Up to `room` bytes; 0 at the end.
  std::size_t read(char* buffer, std::size_t room) const {
    return static_cast<std::size_t>(console_->in(console_->context, buffer, room));
  }
  std::string read_all() const {
    std::string all;
    char buffer[4096];
    while (const std::size_t n = read(buffer, sizeof buffer))
      all.append(buffer, n);
    return all;
  }

 private:
  const hedgerow_console_v1* console_;
};

/// Has what hedgerow.sink/1 asks for.
template <class T>
concept sink = requires(T& t, std::span<const hedgerow_event_v1* const> events,
                        std::chrono::milliseconds timeout) {
  t.write(events);
  t.flush(timeout);
};
/// hedgerow.redactor/1: `policies` is a JSON array.
template <class T>
concept redactor = requires(T& t, std::string_view policies, const hedgerow_subject_v1& subject,
                            answers a) {
  t.use_policies(policies);
  t.redact(subject, a);
};
/// hedgerow.enricher/1: throw_trace must be noexcept; describe returns its line.
template <class T>
concept enricher = requires(T& t, const void* object, std::uint64_t* to, std::uint32_t room,
                            std::span<const std::uint64_t> addresses, frames out) {
  { t.throw_trace(object, to, room) }
  noexcept->std::same_as<std::uint32_t>;
  t.resolve(addresses, out);
  { t.describe() } -> std::convertible_to<std::string>;
};
/// hedgerow.command/1: `command_name` and `command_summary` are static constexpr string_views.
/// What
/// run throws is printed on standard error, with exit status 2.
template <class T>
concept command = requires(T& t, std::span<const std::string_view> arguments, console c) {
  { T::command_name } -> std::convertible_to<std::string_view>;
  { T::command_summary } -> std::convertible_to<std::string_view>;
  { t.run(arguments, c) } -> std::convertible_to<std::int32_t>;
};

/// Whether `list` ("a,b,c") has the word `id`.
consteval bool lists(std::string_view list, std::string_view id) {
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    if (list.substr(0, comma) == id) return true;
    list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
  }
  return false;
}

/// The C tables of a plugin class.
template <class T>
class glue {
 public:
  static const hedgerow_plugin_v1* entry(const hedgerow_host_v1* host) noexcept {
    static const hedgerow_plugin_v1 table{sizeof table, HEDGEROW_PLUGIN_ABI, start, stop,
                                          get_interface};
    if (host->abi != HEDGEROW_PLUGIN_ABI || host->struct_size < sizeof *host) return nullptr;
    return &table;
  }

 private:
  struct box {
    const hedgerow_host_v1* host;
    T plugin;
  };
  static T& of(void* instance) noexcept { return static_cast<box*>(instance)->plugin; }

  /// Runs `work`; what it throws becomes a status, and its text goes to the host.
  template <class Work>
  static hedgerow_status guard(const hedgerow_host_v1* h, Work&& work) noexcept {
    const auto fail = [h](hedgerow_status s, std::string_view why) {
      h->fail(h->context, str(why));
      return s;
    };
    try {
      work();
      return HEDGEROW_OK;
    } catch (const error& e) {
      return fail(e.status() == HEDGEROW_OK ? HEDGEROW_FAILED : e.status(), e.what());
    } catch (const std::exception& e) {
      return fail(HEDGEROW_FAILED, e.what());
    } catch (...) {
      return fail(HEDGEROW_FAILED, "something was thrown that is not a std::exception");
    }
  }
  template <class Work>
  static hedgerow_status guard(void* instance, Work&& work) noexcept {
    return guard(static_cast<box*>(instance)->host, std::forward<Work>(work));
  }

  static hedgerow_status start(const hedgerow_host_v1* h, hedgerow_str config,
                               void** instance) noexcept {
    static_assert(std::constructible_from<T, host, std::string_view>,
                  "a plugin class is made from (hedgerow::sdk::host, std::string_view config)");
    return guard(h, [&] { *instance = new box{h, T(host(h), text(config))}; });
  }
  static void stop(void* instance, std::uint32_t timeout_ms) noexcept {
    [[maybe_unused]] const std::chrono::milliseconds timeout{timeout_ms};
    if constexpr (requires(T & t) { t.stop(timeout); })
      guard(instance, [&] { of(instance).stop(timeout); });
    if constexpr (!enricher<T>) delete static_cast<box*>(instance);
  }

  static const void* get_interface(void*, hedgerow_str id) noexcept {
    [[maybe_unused]] const std::string_view wanted = text(id);
    if constexpr (sink<T>)
      if (wanted == HEDGEROW_SINK_V1) return sink_table();
    if constexpr (redactor<T>)
      if (wanted == HEDGEROW_REDACTOR_V1) return redactor_table();
    if constexpr (enricher<T>)
      if (wanted == HEDGEROW_ENRICHER_V1) return enricher_table();
    if constexpr (command<T>)
      if (wanted == HEDGEROW_COMMAND_V1) return command_table();
    return nullptr;
  }

  static const void* sink_table() noexcept {
    static const hedgerow_sink_v1 table{
        sizeof table,
        [](void* i, const hedgerow_event_v1* const* events, std::uint64_t count) noexcept {
          return guard(i, [&] { of(i).write(std::span(events, count)); });
        },
        [](void* i, std::uint32_t timeout_ms) noexcept {
          return guard(i, [&] { of(i).flush(std::chrono::milliseconds(timeout_ms)); });
        }};
    return &table;
  }
  static const void* redactor_table() noexcept {
    static const hedgerow_redactor_v1 table{
        sizeof table,
        [](void* i, hedgerow_str policies) noexcept {
          return guard(i, [&] { of(i).use_policies(text(policies)); });
        },
        [](void* i, const hedgerow_subject_v1* s, const hedgerow_answers_v1* a) noexcept {
          return guard(i, [&] { of(i).redact(*s, answers(a)); });
        }};
    return &table;
  }
  static const void* enricher_table() noexcept {
    static const hedgerow_enricher_v1 table{
        sizeof table,
        [](void* i, const void* object, std::uint64_t* to, std::uint32_t room) noexcept {
          return of(i).throw_trace(object, to, room);
        },
        [](void* i, const std::uint64_t* addresses, std::uint32_t count,
           const hedgerow_frames_v1* out) noexcept {
          return guard(i, [&] { of(i).resolve(std::span(addresses, count), frames(out)); });
        },
        [](void* i, void* context, void (*say)(void*, hedgerow_str)) noexcept {
          guard(i, [&] {
            const std::string line = of(i).describe();
            say(context, str(line));
          });
        }};
    return &table;
  }
  static const void* command_table() noexcept {
    static const hedgerow_command_v1 table{
        sizeof table, str(T::command_name), str(T::command_summary),
        [](void* i, const hedgerow_str* words, std::uint64_t count,
           const hedgerow_console_v1* c) noexcept -> std::int32_t {
          std::int32_t result = 2;
          guard(i, [&] {
            const console to(c);
            try {
              std::vector<std::string_view> arguments;
              for (const hedgerow_str& w : std::span(words, count))
                arguments.push_back(text(w));
              result = of(i).run(std::span<const std::string_view>(arguments), to);
            } catch (const std::exception& e) {
              to.error(std::string(e.what()) + '\n');
            }
          });
          return result;
        }};
    return &table;
  }
};

}  // namespace sdk
#pragma GCC visibility pop
}  // namespace hedgerow

/// Makes `Type` the plugin of this library: its note and its entry. All but Type are string
/// literals: `id` is the file's stem "<vendor>.<name>", `license` an SPDX id, `edition` "foss" or
/// "enterprise", `provides` the interface ids, separated by commas. Once in a library, outside any
/// namespace.
#define HEDGEROW_PLUGIN(Type, id, version, license, edition, provides)                             \
  HEDGEROW_PLUGIN_NOTE(id, version, license, edition, provides);                                   \
  static_assert(::hedgerow::sdk::sink<Type> == ::hedgerow::sdk::lists(provides, HEDGEROW_SINK_V1), \
                "provides and the members write, flush of " #Type " disagree");                    \
  static_assert(::hedgerow::sdk::redactor<Type> ==                                                 \
                    ::hedgerow::sdk::lists(provides, HEDGEROW_REDACTOR_V1),                        \
                "provides and the members use_policies, redact of " #Type " disagree");            \
  static_assert(::hedgerow::sdk::enricher<Type> ==                                                 \
                    ::hedgerow::sdk::lists(provides, HEDGEROW_ENRICHER_V1),                        \
                "provides and the members throw_trace, resolve, describe of " #Type " disagree");  \
  static_assert(                                                                                   \
      ::hedgerow::sdk::command<Type> == ::hedgerow::sdk::lists(provides, HEDGEROW_COMMAND_V1),     \
      "provides and the members command_name, command_summary, run of " #Type " disagree");        \
  extern "C" HEDGEROW_PLUGIN_EXPORT const hedgerow_plugin_v1* hedgerow_plugin_entry_v1(            \
      const hedgerow_host_v1* host) {                                                              \
    return ::hedgerow::sdk::glue<Type>::entry(host);                                               \
  }                                                                                                \
  static_assert(true)
