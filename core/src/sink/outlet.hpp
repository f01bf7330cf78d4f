// SPDX-License-Identifier: MIT
/// @file
/// A spdlog sink that says how much it wrote.
#pragma once

#include <cstddef>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <spdlog/common.h>
#include <spdlog/sinks/sink.h>

#include <hedgerow/level.hpp>

#include "sink/sink.hpp"

namespace hedgerow::internal {

/// Hands finished text to one of spdlog's sinks, verbatim. Those throw, or keep silent, when text
/// is lost; an outlet tells. Used from one thread at a time.
class outlet {
 public:
  using sink_maker =
      std::function<std::shared_ptr<spdlog::sinks::sink>(const spdlog::file_event_handlers&)>;

  /// To a sink that opens files by itself. @throws spdlog::spdlog_ex when it cannot
  static std::unique_ptr<outlet> to_files(sink_maker make);
  /// To a sink that writes to `stream`, which others may use too.
  static std::unique_ptr<outlet> to_stream(std::shared_ptr<spdlog::sinks::sink> sink,
                                           std::FILE* stream);
  /// To a sink whose failures nobody can see.
  static std::unique_ptr<outlet> unseen(std::shared_ptr<spdlog::sinks::sink> sink);

  outlet(const outlet&) = delete;
  outlet& operator=(const outlet&) = delete;

  /// @return how many bytes are out; fewer than all, and `why`, on failure
  std::size_t write(std::string_view text, level severity, std::string& why) noexcept;
  /// The regular file that text goes to now. @return false when there is none
  bool place(file_place& out) noexcept;
  /// @return false, and `why`, when the last writes did not reach the file
  bool flush(std::string& why) noexcept;

 private:
  enum class stream_is : char { own, shared, unseen };

  explicit outlet(stream_is kind) noexcept : kind_(kind) {}
  void open();
  std::size_t log(std::string_view text, level severity, std::string& why);

  const stream_is kind_;
  sink_maker make_;
  /// The open file; null while there is none. Before the sink, which closes it at its end.
  std::FILE* stream_ = nullptr;
  std::shared_ptr<spdlog::sinks::sink> sink_;
  file_place place_;  ///< as of the last place()
  std::string path_;
};

}  // namespace hedgerow::internal
