// SPDX-License-Identifier: MIT
/// @file
/// Named loggers with bound fields.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include <hedgerow/context.hpp>
#include <hedgerow/detail/export.hpp>
#include <hedgerow/detail/module.hpp>
#include <hedgerow/detail/record.hpp>
#include <hedgerow/field.hpp>
#include <hedgerow/level.hpp>

/// Calls below this level are compiled to nothing (10 debug, 20 info, 30 warning, 40 error).
#ifndef HEDGEROW_COMPILED_LEVEL
#  define HEDGEROW_COMPILED_LEVEL 10
#endif

/// A logging call is of use in its caller only: there the name and the place are constants, and
/// what is below the level is a comparison.
#define HEDGEROW_INLINE __attribute__((always_inline))

namespace hedgerow {

namespace detail {

/// A level that any thread may read and change. (<atomic> would be a twelfth of what the
/// compiler does for a file that logs.)
class shared_level {
 public:
  constexpr shared_level(level value) noexcept : value_(value) {}
  level load() const noexcept {
    level now;
    __atomic_load(&value_, &now, __ATOMIC_RELAXED);
    return now;
  }
  void store(level value) noexcept { __atomic_store(&value_, &value, __ATOMIC_RELAXED); }

 private:
  level value_;
};

/// The shared part of all loggers of a name; lives as long as the process.
struct logger_core {
  shared_level threshold;
  std::string_view name;
};

HEDGEROW_API const logger_core* find_or_make_logger(std::string_view name) noexcept;

/// snake_case, optionally dotted: what names a happening, not a sentence.
constexpr bool valid_event_name(std::string_view n) noexcept {
  if (n.empty() || n.size() > 100 || !(n.front() >= 'a' && n.front() <= 'z')) return false;
  char before = '_';
  for (char c : n) {
    const bool separator = c == '_' || c == '.';
    if (!(separator || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) return false;
    if (separator && (before == '_' || before == '.') && n.front() != c) return false;
    before = c;
  }
  return before != '_' && before != '.';
}

// Reached in a constant expression only when the name is wrong: the compiler prints its name.
void an_event_name_is_snake_case_and_not_prose();

}  // namespace detail

/// The name of an event and the place of the call. Made implicitly from a string literal, at
/// compile time; a name that is not snake_case does not compile.
class event_name {
 public:
  template <std::size_t N>
  consteval event_name(const char (&name)[N], const char* file = __builtin_FILE(),
                       const char* function = __builtin_FUNCTION(),
                       unsigned line = __builtin_LINE())
      : text(name), file(file), function(function), line(line) {
    if (!detail::valid_event_name({name, N - 1}))
      detail::an_event_name_is_snake_case_and_not_prose();
  }

  const char* text;
  const char* file;
  const char* function;
  unsigned line;
};

namespace detail {

/// Captures the exception being handled as a report and logs the event at error with its text.
/// `payload` holds the fields of the call, `size` bytes. [any thread]
HEDGEROW_API void log_exception(const logger_core* logger, const context_node* bound,
                                const event_name& name, const key_table& keys,
                                const std::byte* payload, std::size_t size) noexcept;

}  // namespace detail

/// A named logger. Copies are cheap and share the name; bound fields are immutable. Every logging
/// call is noexcept, does not allocate and may be made from any thread. A call that cannot be
/// recorded is counted by reason (stats.hpp).
///
/// At which times of a process's life: before init() events wait for it, up to 256 KiB of them;
/// after shutdown() they are counted and nothing else; destructors of statics and of thread_local
/// objects may log, a forked child may, before exec too. From a signal handler: recorded, or
/// refused and counted as nested when it interrupted a logging call of its own thread. Only a
/// thread that has logged before may do so (the first event allocates), its events must be of less
/// than 16 KiB, and not in synchronous mode.
class logger {
 public:
  /// `name` is dotted ("posthog.api.capture") and copied.
  explicit logger(std::string_view name) noexcept : core_(detail::find_or_make_logger(name)) {}

  template <detail::field_like... F>
  HEDGEROW_INLINE void debug(event_name name, const F&... fields) const noexcept {
    log(level::debug, name, fields...);
  }
  template <detail::field_like... F>
  HEDGEROW_INLINE void info(event_name name, const F&... fields) const noexcept {
    log(level::info, name, fields...);
  }
  template <detail::field_like... F>
  HEDGEROW_INLINE void warning(event_name name, const F&... fields) const noexcept {
    log(level::warning, name, fields...);
  }
  template <detail::field_like... F>
  HEDGEROW_INLINE void error(event_name name, const F&... fields) const noexcept {
    log(level::error, name, fields...);
  }
  template <detail::field_like... F>
  HEDGEROW_INLINE void critical(event_name name, const F&... fields) const noexcept {
    log(level::critical, name, fields...);
  }

  /// Logs at error with the exception that is being handled, and captures it as a report. With none
  /// active, the event says so and nothing is captured.
  template <detail::field_like... F>
  void exception(event_name name, const F&... fields) const noexcept {
    const std::size_t size = detail::payload_size(fields...);
    detail::with_payload(
        [&](const detail::key_table& keys, const std::byte* payload) {
          detail::log_exception(core_, bound_.get(), name, keys, payload,
                                payload != nullptr ? size : 0);
          return true;
        },
        fields...);
  }

  template <detail::field_like... F>
  HEDGEROW_INLINE void log(level severity, event_name name, const F&... fields) const noexcept {
    if (static_cast<int>(severity) < HEDGEROW_COMPILED_LEVEL || !enabled(severity)) return;
    write(severity, name, fields.look()...);
  }

  /// Whether a call at this level would be recorded now.
  bool enabled(level severity) const noexcept { return severity >= core_->threshold.load(); }

  /// A logger whose every event carries `fields` too; an equal key is overlaid.
  template <detail::field_like... F>
  [[nodiscard]] logger bind(const F&... fields) const noexcept {
    logger l(core_);
    l.bound_ = detail::context_ref(detail::with_payload(
        [this](const detail::key_table& keys, const std::byte* payload) {
          return detail::context_overlay(bound_.get(), keys, payload);
        },
        fields...));
    return l;
  }
  /// A logger without the bound field `key`. @throws std::out_of_range when it is not bound
  [[nodiscard]] HEDGEROW_API logger unbind(std::string_view key) const;
  /// As unbind(); a key that is not bound is no error.
  [[nodiscard]] HEDGEROW_API logger try_unbind(std::string_view key) const noexcept;

  std::string_view name() const noexcept { return core_->name; }

 private:
  explicit logger(const detail::logger_core* core) noexcept : core_(core) {}

  template <class... F>
  HEDGEROW_INLINE void write(level severity, const event_name& name, F... fields) const noexcept {
    const std::size_t size = sizeof(detail::record) + detail::short_payload_size(fields...);
    const detail::reserved room = detail::try_reserve(size);
    if (room.writer == nullptr) [[unlikely]]
      return write_slowly<F...>(severity, event_name(name), fields...);
    fill(room.at, size, severity, name, detail::keys_of<F...>::table);
    detail::write_short_payload(room.at + sizeof(detail::record), fields...);
    detail::commit(*room.writer, size);
  }

  /// A thread's first event, a large one, one for which there is no room.
  template <class... F>
  __attribute__((noinline, cold)) void write_slowly(level severity, event_name name,
                                                    F... fields) const noexcept {
    const std::size_t size = sizeof(detail::record) + detail::payload_size(fields...);
    const detail::reserved room = detail::reserve_slow(size, severity);
    if (room.writer == nullptr) return;
    fill(room.at, size, severity, name, detail::keys_of<F...>::table);
    detail::write_payload(room.at + sizeof(detail::record), fields...);
    detail::commit_slow(*room.writer, size);
  }

  HEDGEROW_INLINE void fill(std::byte* out, std::size_t size, level severity,
                            const event_name& name, const detail::key_table& keys) const noexcept {
    auto& r = *reinterpret_cast<detail::record*>(out);
    r.size = static_cast<std::uint32_t>(size);
    r.severity = severity;
    r.flags = 0;
    r.line = static_cast<std::uint16_t>(name.line);
    r.ticks = detail::ticks();
    r.keys = &keys;
    // The logger's members as they lie, at once.
    static_assert(sizeof(logger) ==
                  offsetof(detail::record, ambient) - offsetof(detail::record, logger));
    std::memcpy(out + offsetof(detail::record, logger), this, sizeof(logger));
    r.ambient = detail::this_thread.context;
    r.name = name.text;
    r.file = name.file;
    r.function = name.function;
  }

  const detail::logger_core* core_;  // as in detail::record: see fill()
  detail::context_ref bound_;
};

}  // namespace hedgerow

#undef HEDGEROW_INLINE
