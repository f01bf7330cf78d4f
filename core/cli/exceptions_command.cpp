// SPDX-License-Identifier: MIT
// hedgerow exceptions: the captured reports of the store.
#include <array>
#include <charconv>
#include <chrono>
#include <memory>

#include <hedgerow/config.hpp>
#include <hedgerow/detail/nearest_word.hpp>
#include <hedgerow/reports.hpp>

#include "command.hpp"
#include "report_text.hpp"
#include "terminal.hpp"

namespace hedgerow::cli {

namespace {

struct exceptions_arguments {
  std::string store;
  std::string id = "latest";
  std::vector<std::string> states;
  std::string span;  ///< "30d"
  std::size_t limit = 50;
  bool all = false;
  bool as_json = false;
};

report_settings settings(const exceptions_arguments& arguments) {
  report_settings out;
  if (status s = configured_reports({}, out); !s) throw usage_error(s.message());
  if (!arguments.store.empty()) out.store_path = arguments.store;
  return out;
}

reports open_store(const report_settings& with) {
  reports store;
  if (status s = reports::open(with.store_path, store); !s)
    throw usage_error("exceptions: " + s.message());
  return store;
}

report_state state_from(const std::string& word) {
  static constexpr std::array<std::string_view, 3> words{"pending", "sent", "failed"};
  for (const report_state s : {report_state::pending, report_state::sent, report_state::failed})
    if (word == to_string(s)) return s;
  throw usage_error("exceptions: \"" + word + "\" is not a state; allowed are " +
                    detail::list_words(words) + detail::did_you_mean(word, words));
}

/// The time that lies a span like "90m", "12h" or "30d" before now.
std::int64_t time_before(const std::string& span) {
  using namespace std::chrono;
  std::uint32_t count = 0;
  const auto [end, error] = std::from_chars(span.data(), span.data() + span.size(), count);
  const std::string_view unit(end, static_cast<std::size_t>(span.data() + span.size() - end));
  const seconds one = unit == "s"   ? seconds(1)
                      : unit == "m" ? minutes(1)
                      : unit == "h" ? hours(1)
                      : unit == "d" ? hours(24)
                                    : seconds(0);
  if (error != std::errc() || one == seconds(0))
    throw usage_error("exceptions: \"" + span +
                      "\" is not a span of time; right would be 90m, 12h "
                      "or 30d");
  const auto then = duration_cast<seconds>(system_clock::now().time_since_epoch()) - one * count;
  return duration_cast<nanoseconds>(then).count();
}

void check(const status& s) {
  if (!s) throw usage_error("exceptions: " + s.message());
}

int list(const exceptions_arguments& arguments) {
  reports store = open_store(settings(arguments));
  report_query query;
  query.limit = arguments.limit;
  if (!arguments.states.empty()) query.state = state_from(arguments.states.front());
  if (!arguments.span.empty()) query.since_ns = time_before(arguments.span);
  std::vector<report_summary> found;
  check(store.list(query, found));
  write_out(arguments.as_json ? list_as_json(found) : list_as_text(found));
  return fine;
}

int show(const exceptions_arguments& arguments) {
  reports store = open_store(settings(arguments));
  report_detail found;
  check(store.find(arguments.id == "last" ? "latest" : arguments.id, found));
  write_out(arguments.as_json ? report_as_json(found) : report_as_text(found));
  return fine;
}

int send(const exceptions_arguments& arguments) {
  const report_settings with = settings(arguments);
  if (with.delivery.project_key.empty())
    throw usage_error("exceptions send: there is no project key; set posthog.project_key in the "
                      "configuration, or HEDGEROW_POSTHOG_KEY");
  reports store = open_store(with);
  const send_result r = store.send(with.delivery);
  if (arguments.as_json)
    write_out("{\"sent\": " + std::to_string(r.sent) + ", \"failed\": " + std::to_string(r.failed) +
              ", \"pending\": " + std::to_string(r.pending) + "}\n");
  else
    write_out("sent " + grouped(r.sent) + ", refused " + grouped(r.failed) + ", left " +
              grouped(r.pending) + "\n");
  if (!r.error.empty()) say("exceptions send: " + r.error);
  return r.failed == 0 && r.pending == 0 && r.error.empty() ? fine : findings;
}

int prune(const exceptions_arguments& arguments) {
  if (!arguments.all && arguments.span.empty() && arguments.states.empty())
    throw usage_error("exceptions prune: say what is to go: --older-than 30d, --state sent, or "
                      "--all");
  prune_options which;
  for (const std::string& word : arguments.states)
    which.states.push_back(state_from(word));
  if (!arguments.span.empty()) which.before_ns = time_before(arguments.span);
  reports store = open_store(settings(arguments));
  std::uint64_t removed = 0;
  check(store.prune(which, removed));
  write_out(arguments.as_json ? "{\"removed\": " + std::to_string(removed) + "}\n"
                              : "removed " + grouped(removed) + "\n");
  return fine;
}

using verb = int (*)(const exceptions_arguments&);

struct added_verb {
  CLI::App* app;
  std::shared_ptr<exceptions_arguments> arguments;
};

added_verb add_verb(CLI::App& exceptions, const char* name, const char* what, verb run,
                    int& status) {
  CLI::App* app = exceptions.add_subcommand(name, what);
  const auto arguments = std::make_shared<exceptions_arguments>();
  app->add_option("--store", arguments->store,
                  "The store; else as configured, HEDGEROW_STORE or the default one")
      ->type_name("FILE");
  app->add_flag("--json", arguments->as_json, "For machines");
  app->callback([arguments, run, &status] { status = run(*arguments); });
  return {app, arguments};
}

void add(CLI::App& tool, int& status) {
  CLI::App* exceptions = tool.add_subcommand("exceptions", "Look at captured exceptions");
  exceptions->require_subcommand(1);
  exceptions->footer("Examples:\n"
                     "  hedgerow exceptions list --since 1d\n"
                     "  hedgerow exceptions show latest\n"
                     "  HEDGEROW_POSTHOG_KEY=phc_... hedgerow exceptions send\n"
                     "  hedgerow exceptions prune --older-than 30d --state sent");

  const added_verb listing = add_verb(*exceptions, "list", "List them, newest first", list, status);
  listing.app->add_option("--state", listing.arguments->states, "Only pending, sent or failed")
      ->type_name("STATE")
      ->expected(1);
  listing.app->add_option("--since", listing.arguments->span, "Only of the last 90m, 12h, 30d")
      ->type_name("SPAN");
  listing.app->add_option("--limit", listing.arguments->limit, "At most so many; 0: all")
      ->type_name("N")
      ->capture_default_str();

  const added_verb showing = add_verb(*exceptions, "show", "Show one", show, status);
  showing.app
      ->add_option("ID", showing.arguments->id, "Its id, the start of it, or latest (the default)")
      ->type_name("");

  add_verb(*exceptions, "send", "Send to PostHog what it does not have", send, status);

  const added_verb pruning = add_verb(*exceptions, "prune", "Remove some", prune, status);
  pruning.app->add_option("--older-than", pruning.arguments->span, "Those older than 90m, 12h, 30d")
      ->type_name("SPAN");
  pruning.app
      ->add_option("--state", pruning.arguments->states,
                   "Those that are pending, sent or failed; may be repeated")
      ->type_name("STATE")
      ->allow_extra_args(false);
  pruning.app->add_flag("--all", pruning.arguments->all, "All that the other options leave");
}

const command_registration here(20, add);

}  // namespace

}  // namespace hedgerow::cli
