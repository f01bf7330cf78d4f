// SPDX-License-Identifier: MIT
#include "engine/text_record.hpp"

#include <cstring>

#include <hedgerow/detail/text.hpp>

namespace hedgerow::internal {

void write_text_record(const text_record& t) noexcept {
  const bool has_place = !t.file.empty();
  std::size_t size = sizeof(detail::record) + t.fields_size;
  if (t.name) size += detail::string_size(*t.name);
  if (t.exception) size += detail::string_size(*t.exception);
  if (t.unix_ns) size += 16;
  if (has_place) size += detail::string_size(t.file) + detail::string_size(t.function);

  detail::reserved room = detail::try_reserve(size);
  if (room.writer == nullptr) room = detail::reserve_slow(size, t.severity);
  if (room.writer == nullptr) return;
  std::byte* out = room.at;
  auto& r = *reinterpret_cast<detail::record*>(out);
  r = {.size = static_cast<std::uint32_t>(size),
       .severity = t.severity,
       .flags = static_cast<std::uint8_t>((t.name ? detail::name_in_payload : 0) |
                                          (t.exception ? detail::exception_in_payload : 0) |
                                          (t.unix_ns ? detail::time_in_payload : 0) |
                                          (has_place ? detail::place_in_payload : 0)),
       .line = static_cast<std::uint16_t>(t.line),
       .ticks = detail::ticks(),
       .keys = t.keys != nullptr ? t.keys : &detail::no_keys.head,
       .logger = t.logger,
       .bound = t.bound,
       .ambient = detail::this_thread.context,
       .name = t.static_name,
       .file = nullptr,
       .function = nullptr};
  out += sizeof r;
  constexpr auto open = data_class::unclassified;
  if (t.name) out = detail::put_string(out, *t.name, open);
  if (t.exception) out = detail::put_string(out, *t.exception, open);
  if (t.unix_ns) out = detail::put_scalar(out, detail::kind::signed_integer, open, *t.unix_ns);
  if (has_place) {
    out = detail::put_string(out, t.file, open);
    out = detail::put_string(out, t.function, open);
  }
  if (t.fields_size > 0) std::memcpy(out, t.fields, t.fields_size);
  detail::commit(*room.writer, size);
}

}  // namespace hedgerow::internal

void hedgerow::detail::log_text(std::string_view logger, level severity, std::string_view message,
                                std::int64_t unix_ns, const char* file, int line,
                                const char* function) noexcept {
  const logger_core* core = find_or_make_logger(logger);
  if (severity < core->threshold.load()) return;
  internal::write_text_record({.logger = core,
                               .severity = severity,
                               .name = message,
                               .unix_ns = unix_ns,
                               .file = file != nullptr ? file : "",
                               .function = function != nullptr ? function : "",
                               .line = static_cast<unsigned>(line)});
}
