// SPDX-License-Identifier: MIT
// hedgerow pipe: log lines of any program in, structured and redacted lines out.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include <hedgerow/pipe.hpp>

#include "command.hpp"
#include "terminal.hpp"

namespace hedgerow::cli {

namespace {

struct pipe_arguments {
  std::vector<std::string> files;
  pipe_options options;
  bool stats = false;
};

struct input {
  std::string name;
  int fd;
};

/// All files, opened before the first line goes out, so that a slip in a name costs nothing.
class inputs {
 public:
  explicit inputs(const std::vector<std::string>& names) {
    for (const std::string& name : names.empty() ? std::vector<std::string>{"-"} : names)
      open_.push_back({name == "-" ? "standard input" : name, open_file(name)});
  }
  inputs(const inputs&) = delete;
  inputs& operator=(const inputs&) = delete;
  ~inputs() {
    for (const input& in : open_)
      if (in.fd > STDERR_FILENO) close(in.fd);
  }

  const std::vector<input>& all() const { return open_; }
  /// Bytes of all, where all are files; else 0.
  std::uint64_t total() const { return streaming_ ? 0 : total_; }

 private:
  int open_file(const std::string& name) {
    const int fd = name == "-" ? STDIN_FILENO : open(name.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) throw usage_error("pipe: " + name + ": " + std::strerror(errno));
    struct stat info {};
    if (fstat(fd, &info) != 0) throw usage_error("pipe: " + name + ": " + std::strerror(errno));
    if (S_ISDIR(info.st_mode))
      throw usage_error("pipe: " + name +
                        " is a folder; right would be a file, or - for standard "
                        "input");
    streaming_ = streaming_ || !S_ISREG(info.st_mode);
    total_ += static_cast<std::uint64_t>(info.st_size);
    return fd;
  }

  std::vector<input> open_;
  std::uint64_t total_ = 0;
  bool streaming_ = false;
};

/// Thrown through the pipe when nobody reads standard output any more.
struct reader_gone {};

void run_through(const input& in, line_pipe& lines, std::uint64_t total, progress& shown) {
  const auto block = std::make_unique_for_overwrite<char[]>(64 * 1024);
  for (;;) {
    const ssize_t n = read(in.fd, block.get(), 64 * 1024);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw usage_error("pipe: " + in.name + ": " + std::strerror(errno));
    if (n == 0) break;
    lines.feed({block.get(), static_cast<std::size_t>(n)});
    const pipe_stats so_far = lines.stats();
    shown.show(so_far.bytes, total, so_far.lines);
  }
  lines.finish();
}

std::string stats_table(const pipe_stats& s) {
  return table({
      {"lines", grouped(s.lines)},
      {"bytes", grouped(s.bytes)},
      {"written", grouped(s.written)},
      {"passed on as text", grouped(s.text_lines)},
      {"below the level", grouped(s.below_level)},
      {"cut", grouped(s.cut_lines)},
      {"values redacted", grouped(s.redactions)},
      {"events withheld", grouped(s.withheld)},
      {"dropped by policy", grouped(s.dropped_by_policy)},
      {"debug", grouped(s.debug)},
      {"info", grouped(s.info)},
      {"warning", grouped(s.warning)},
      {"error", grouped(s.error)},
      {"critical", grouped(s.critical)},
      {"without a level", grouped(s.without_level)},
  });
}

int run(pipe_arguments& arguments) {
  arguments.options.colors = colors_wanted();
  const inputs files(arguments.files);
  status problem;
  const auto lines = line_pipe::open(
      arguments.options,
      [](std::string_view block) {
        if (!write_out(block)) throw reader_gone();
      },
      problem);
  if (lines == nullptr) throw usage_error("pipe: " + problem.message());
  try {
    progress shown("pipe");
    for (const input& in : files.all())
      run_through(in, *lines, files.total(), shown);
  } catch (const reader_gone&) {
    // `hedgerow pipe FILE | head` has what it wants.
  }
  const pipe_stats stats = lines->stats();
  if (arguments.stats) std::fputs(stats_table(stats).c_str(), stderr);
  if (stats.withheld == 0) return fine;
  say("pipe: the values of " + grouped(stats.withheld) +
      " events were withheld, for the policy could not decide");
  return findings;
}

void add(CLI::App& tool, int& status) {
  CLI::App* pipe = tool.add_subcommand("pipe", "Make any log structured and redacted");
  const auto arguments = std::make_shared<pipe_arguments>();
  pipe->add_option("FILE", arguments->files, "Files to read; none, or -: standard input")
      ->type_name("");
  pipe->add_option("--from", arguments->options.from, "What comes in: auto, json, logfmt, text")
      ->type_name("FORMAT")
      ->capture_default_str();
  pipe->add_option("--to", arguments->options.to, "What goes out: console, logfmt, json")
      ->type_name("FORMAT")
      ->capture_default_str();
  pipe->add_option("--console-style", arguments->options.style,
                   "Of the console: compact, structlog (padded)")
      ->type_name("STYLE")
      ->capture_default_str();
  pipe->add_option("--policy", arguments->options.policies,
                   "A policy, by file or by the name of a pack; may be repeated; a plugin must "
                   "bring it")
      ->type_name("FILE|PACK")
      ->allow_extra_args(false);
  pipe->add_option("--plugin-dir", arguments->options.plugin_dir,
                   "Where that plugin lies; else HEDGEROW_PLUGIN_DIR, or the default folder")
      ->type_name("DIR");
  pipe->add_option("--level", arguments->options.minimum_level,
                   "Leave out events below this level; those without a level stay")
      ->type_name("LEVEL");
  pipe->add_flag("--stats", arguments->stats, "Say on standard error what went through");
  pipe->footer("Examples:\n"
               "  hedgerow pipe service.log\n"
               "  kubectl logs -f pod | hedgerow pipe --from json --level warning\n"
               "  hedgerow pipe --to json --stats old.log > clean.ndjson\n"
               "\n"
               "Lines that do not parse are redacted and passed on as they are.");
  pipe->callback([arguments, &status] { status = run(*arguments); });
}

const command_registration here(10, add);

}  // namespace

}  // namespace hedgerow::cli
