// SPDX-License-Identifier: MIT
/// @file
/// What the renderers have in common: the text that all events of a form share is rendered once.
#pragma once

#include <vector>

#include "event/timestamp.hpp"
#include "render/line_template.hpp"
#include "render/renderer.hpp"

namespace hedgerow::internal {

/// A format says how a whole event looks (put_event) and how one value (put_value), and writes
/// times and values of fields through put_time() and put_field(), so that they can be left open.
class form_renderer : public renderer {
 public:
  void render(const clean_event& event, line_buffer& out) final;

 protected:
  virtual void begin_line() {}
  virtual void put_event(const clean_event& event, line_buffer& out) = 0;
  virtual void put_value(const field& f, line_buffer& out) = 0;

  void put_time(std::int64_t unix_ns, line_buffer& out);
  /// The value of `f`, which is the field at `position` of the event, under whatever key.
  void put_field(const clean_event& event, std::size_t position, const field& f, line_buffer& out);

 private:
  void make_template(const clean_event& event, line_template& made);

  timestamp_text time_;
  line_templates templates_;
  std::vector<line_template::opening>* open_ = nullptr;  ///< while a template is made
};

}  // namespace hedgerow::internal
