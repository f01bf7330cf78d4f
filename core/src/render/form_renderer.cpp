// SPDX-License-Identifier: MIT
#include "render/form_renderer.hpp"

#include <cstring>

namespace hedgerow::internal {

namespace {

/// Pieces are short: a copy in steps of fixed size beats a call.
void put_piece(line_buffer& out, const char* from, std::size_t size) {
  constexpr std::size_t step = line_template::slack;
  char* const to = out.room(size + step);
  std::memcpy(to, from, step);
  for (std::size_t i = step; i < size; i += step)
    [[unlikely]] std::memcpy(to + i, from + i, step);
  out.wrote(size);
}

}  // namespace

void form_renderer::render(const clean_event& event, line_buffer& out) {
  begin_line();
  const form* const shared = event.made_from();
  if (shared == nullptr) {
    put_event(event, out);
  } else {
    const line_template& lines =
        templates_.of(*shared, [&](line_template& made) { make_template(event, made); });
    const char* const text = lines.text.data();
    std::size_t done = 0;
    for (const line_template::opening* o = lines.openings.data();; ++o) {
      put_piece(out, text + done, o->at - done);
      done = o->at;
      if (o->field == line_template::end) break;
      if (o->field == line_template::time)
        put_time(event.when().ns, out);
      else
        put_value(event.fields()[o->field], out);
    }
  }
}

void form_renderer::make_template(const clean_event& event, line_template& made) {
  line_buffer text;
  open_ = &made.openings;
  try {
    put_event(event, text);
  } catch (...) {
    open_ = nullptr;
    throw;
  }
  open_ = nullptr;
  made.openings.push_back({static_cast<std::uint32_t>(text.size()), line_template::end});
  made.text = text.view();
  made.text.append(line_template::slack, '\0');
}

void form_renderer::put_time(std::int64_t unix_ns, line_buffer& out) {
  if (open_ != nullptr) {
    open_->push_back({static_cast<std::uint32_t>(out.size()), line_template::time});
    return;
  }
  std::memcpy(out.room(timestamp_text::size), time_(unix_ns).data(), timestamp_text::size);
  out.wrote(timestamp_text::size);
}

void form_renderer::put_field(const clean_event& event, std::size_t position, const field& f,
                              line_buffer& out) {
  if (open_ != nullptr && event.made_from()->is_blank(position))
    open_->push_back(
        {static_cast<std::uint32_t>(out.size()), static_cast<std::uint32_t>(position)});
  else
    put_value(f, out);
}

}  // namespace hedgerow::internal
