// SPDX-License-Identifier: MIT
#include <hedgerow/pipe.hpp>

#include <algorithm>
#include <array>

#include "engine/config_reader.hpp"
#include "event/level_names.hpp"
#include "event/nearest_word.hpp"
#include "gate/mark.hpp"
#include "pipe/json_line.hpp"
#include "pipe/known_fields.hpp"
#include "pipe/line_splitter.hpp"
#include "pipe/logfmt_line.hpp"
#include "pipe/open_key.hpp"
#include "pipe/policy_gate.hpp"
#include "render/renderer.hpp"

namespace hedgerow {

namespace {

using namespace internal;

constexpr std::array<std::string_view, 4> input_formats{"auto", "json", "logfmt", "text"};
constexpr std::size_t output_block = 64 * 1024;
// With its mark below what the gate lets through of one text, which would cut it once more.
constexpr std::size_t kept_of_long_line = detail::max_string - 64;

status check_input_format(const std::string& from) {
  if (std::find(input_formats.begin(), input_formats.end(), from) != input_formats.end()) return {};
  return status::failure("\"" + from + "\" is not an input format; allowed are " +
                         list_words(input_formats) + did_you_mean(from, input_formats));
}

}  // namespace

struct line_pipe::impl {
  status open(const pipe_options& options, output out) {
    if (status s = check_input_format(options.from); !s) return s;
    from_ = options.from;
    if (!options.minimum_level.empty()) {
      const auto parsed = level_from_name(options.minimum_level);
      if (!parsed) return status::failure(unknown_level(options.minimum_level));
      minimum_ = *parsed;
    }
    status problem;
    renderer_ = make_renderer({options.to, options.style, options.colors}, problem);
    if (renderer_ == nullptr) return problem;
    out_ = std::move(out);
    return gate_.open(options.policies, options.plugin_dir);
  }

  void feed(std::string_view bytes) {
    stats_.bytes += bytes.size();
    splitter_.feed(bytes, [this](const split_line& line) { take(line); });
    emit();
  }

  void finish() {
    splitter_.finish([this](const split_line& line) { take(line); });
    emit();
  }

  pipe_stats stats() const {
    pipe_stats s = stats_;
    const gate_counts counts = gate_.passage().counts();
    s.redactions = counts.values_redacted;
    s.withheld = counts.events_withheld;
    s.dropped_by_policy = counts.events_dropped_by_policy;
    return s;
  }

 private:
  void take(const split_line& line) {
    memory_.reset();
    ++stats_.lines;
    std::optional<std::span<const field>> members;
    if (line.whole_size == 0) members = read_members(line.text);
    read_event in;
    if (members) {
      in = event_from(*members, memory_);
      if (in.event.name) in.event.name = open_key_.filter(*in.event.name, false, memory_);
    } else {
      ++stats_.text_lines;
      in.event.name = open_key_.filter(text_of(line), true, memory_);
    }
    count_level(in);
    if (in.level_known && in.event.severity < minimum_) {
      ++stats_.below_level;
      return;
    }
    const auto clean = gate_.passage().pass(in.event, memory_);
    if (!clean) return;
    renderer_->render(*clean, ready_);
    ready_.put('\n');
    ++stats_.written;
    if (ready_.size() >= output_block) emit();
  }

  std::optional<std::span<const field>> read_members(std::string_view text) {
    if (from_ == "json") return read_json_line(text, memory_);
    if (from_ == "logfmt") return read_logfmt_line(text, memory_);
    if (from_ == "text") return {};
    if (auto members = read_json_line(text, memory_)) return members;
    auto members = read_logfmt_line(text, memory_);
    if (members && !meant_as_logfmt(text, *members)) members.reset();
    return members;
  }

  std::string_view text_of(const split_line& line) {
    if (line.whole_size == 0) return line.text;
    ++stats_.cut_lines;
    return cut_mark(keep_whole_tokens(line.text, kept_of_long_line, true), line.whole_size,
                    memory_);
  }

  void count_level(const read_event& in) {
    if (!in.level_known) {
      ++stats_.without_level;
      return;
    }
    switch (in.event.severity) {
    case level::debug:
      ++stats_.debug;
      break;
    case level::info:
      ++stats_.info;
      break;
    case level::warning:
      ++stats_.warning;
      break;
    case level::error:
      ++stats_.error;
      break;
    case level::critical:
    case level::off:
      ++stats_.critical;
      break;
    }
  }

  void emit() {
    if (ready_.size() == 0) return;
    // Taken out first: what did not go out because `out_` threw is not sent again.
    std::swap(ready_, sending_);
    ready_.clear();
    out_(sending_.view());
  }

  std::string from_;
  level minimum_ = level::debug;
  output out_;
  policy_gate gate_;
  std::unique_ptr<renderer> renderer_;
  line_splitter splitter_{longest_line};
  open_key open_key_;
  arena memory_;
  line_buffer ready_;
  line_buffer sending_;
  pipe_stats stats_;
};

line_pipe::line_pipe(std::unique_ptr<impl> p) : impl_(std::move(p)) {}
line_pipe::~line_pipe() = default;

std::unique_ptr<line_pipe> line_pipe::open(const pipe_options& options, output out,
                                           status& problem) {
  auto p = std::make_unique<impl>();
  problem = p->open(options, std::move(out));
  if (!problem) return nullptr;
  return std::unique_ptr<line_pipe>(new line_pipe(std::move(p)));
}

void line_pipe::feed(std::string_view bytes) {
  impl_->feed(bytes);
}
void line_pipe::finish() {
  impl_->finish();
}
pipe_stats line_pipe::stats() const {
  return impl_->stats();
}

}  // namespace hedgerow
