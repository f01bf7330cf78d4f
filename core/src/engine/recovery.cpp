// SPDX-License-Identifier: MIT
#include "engine/recovery.hpp"

#include <algorithm>
#include <mutex>

#include "engine/config_reader.hpp"
#include "engine/hand_over.hpp"
#include "engine/recorder.hpp"
#include "engine/recovered_event.hpp"
#include "gate/self_log.hpp"
#include "ring/dead_file.hpp"
#include "ring/dead_segment.hpp"
#include "sink/unfinished.hpp"

namespace hedgerow::internal {

namespace {

/// A segment whose recovery was begun so often and never ended may be what ends the process.
constexpr std::uint32_t most_tries = 3;

/// Locks on files do not keep the threads of one process apart, and all that a process has on a
/// file end when any of its threads closes it.
std::mutex one_at_a_time;

/// Finishes what the process was writing. @return whether all is in its files now
bool finish_texts(dead_segment& process, gate& passage, bool dry_run, recovered_process& result) {
  bool all = true;
  for (const dead_text& t : process.unwritten_texts()) {
    const finish_result f = finish({.text = t.of.text,
                                    .device = t.of.device,
                                    .inode = t.of.inode,
                                    .file_size = t.of.file_size,
                                    .path = std::string(t.of.path)},
                                   passage, dry_run);
    result.finished_bytes += f.added;
    if (f.finished && !dry_run) process.text_is_written(t.number);
    if (!f.finished) result.problem = "lines that were about to be written are not: " + f.why;
    all = all && f.finished;
  }
  return all;
}

void hand_over_read(dead_segment& process, record_processor& events) {
  hand_over(
      events.to().sinks, process.journal(), process.last_reading(),
      [&](checkpoint_writer& journal) {
        for (const dead_ring& r : process.rings())
          journal.set_position(r.number(), r.position());
      },
      [] {});
}

bool a_sink_cannot_write(const pipeline& to) noexcept {
  return std::any_of(to.sinks.begin(), to.sinks.end(),
                     [](const auto& s) { return !s->waiting().empty(); });
}

/// As far as the sinks can write: what comes after stays in the file, for another time.
void recover_events(dead_segment& process, record_processor& events, bool dry_run,
                    recovered_process& result) {
  event_reader reader(process);
  const bool call_site = events.to().settings.call_site;
  for (const dead_record* r = process.front(); r != nullptr; r = process.front()) {
    events.memory().reset();
    raw_event e;
    if (!reader.read(*r, call_site, events.memory(), e)) {
      result.damaged_bytes += r->head.size;
    } else {
      ++result.events;
      if (!dry_run) events.write(e);
    }
    process.pop();
    bool full = false;
    if (!dry_run)
      for (const auto& s : events.to().sinks)
        full = full || s->full();
    if (!full) continue;
    hand_over_read(process, events);
    if (a_sink_cannot_write(events.to())) break;
  }
  if (!dry_run) hand_over_read(process, events);
  result.incomplete = reader.incomplete();
  result.damaged_bytes += process.damaged();
}

/// @return whether there was anything to say about it
recovered_process recover_one(dead_file& file, dead_segment& process, record_processor& events,
                              bool dry_run) {
  recovered_process result;
  result.file = file.name();
  result.service = process.service();
  result.pid = process.pid();
  const bool finished = finish_texts(process, *events.to().passage, dry_run, result);
  recover_events(process, events, dry_run, result);
  if (dry_run) return result;
  const bool stuck = a_sink_cannot_write(events.to());
  if (stuck) result.problem = "a sink cannot write";
  if (finished && !stuck) file.remove();
  return result;
}

std::string sentence(const recovered_process& p) {
  std::string text = p.service + " (pid " + std::to_string(p.pid) + "): ";
  if (!p.problem.empty()) return text + p.problem;
  text += std::to_string(p.events) + " events recovered";
  if (p.finished_bytes > 0)
    text += ", " + std::to_string(p.finished_bytes) + " bytes of lines finished";
  if (p.damaged_bytes > 0)
    text += ", " + std::to_string(p.damaged_bytes) + " bytes could not be read";
  return text;
}

/// Removes the oldest of what nobody recovers.
void keep_within_limits(const recorder_config& limits) {
  const std::lock_guard turn(one_at_a_time);
  auto left = dead_file::all(limits.dir);
  std::uint64_t bytes = 0;
  for (const auto& f : left)
    bytes += f->size();
  std::size_t count = left.size();
  for (const auto& f : left) {
    if (count <= limits.keep_files && bytes <= limits.keep_bytes) return;
    const bool mine = f->take();
    if (mine) f->remove();
    --count;  // otherwise somebody else removes it
    bytes -= f->size();
    if (!mine) continue;
    self_log("recorder_limit", "removed " + f->name() +
                                   ", what a killed process had logged: more than "
                                   "recorder.keep_files or recorder.keep_bytes of it is left");
  }
}

}  // namespace

std::vector<recovered_process> recover_dead(record_processor& events, const std::string& service,
                                            bool dry_run, std::uint32_t tries) {
  const std::lock_guard turn(one_at_a_time);
  std::vector<recovered_process> out;
  for (auto& found : dead_file::all(events.to().settings.recorder.dir)) {
    const auto file = std::move(found);  // others may take it once it is done with
    if (!service.empty() && file->is_complete() && !file->may_be_of(service)) continue;
    if (!dry_run && !file->take()) continue;
    recovered_process unread{.file = file->name(), .service = {}};
    const auto memory = file->map(unread.problem);
    const auto process = memory.empty() ? nullptr : dead_segment::read(memory, unread.problem);
    if (process == nullptr) {
      if (!file->is_complete() && !dry_run) {  // killed before it could log anything
        file->remove();
        continue;
      }
      if (service.empty()) out.push_back(std::move(unread));
      continue;
    }
    if (!service.empty() && process->service() != service) continue;
    if (!dry_run && process->begin_recovery() > tries && tries > 0) {
      unread.service = process->service();
      unread.pid = process->pid();
      unread.problem = "its recovery did not come to an end " + std::to_string(tries) +
                       " times; `hedgerow recover` tries again";
      out.push_back(std::move(unread));
      continue;
    }
    out.push_back(recover_one(*file, *process, events, dry_run));
  }
  return out;
}

void recover_at_start(const pipeline& to, record_processor& events) noexcept {
  try {
    for (const recovered_process& p :
         recover_dead(events, recorded_service(to.settings), false, most_tries))
      if (p.events > 0 || p.finished_bytes > 0 || p.damaged_bytes > 0 || !p.problem.empty())
        self_log("recovery", sentence(p));
    keep_within_limits(to.settings.recorder);
  } catch (const std::exception& e) {
    self_log("recovery",
             std::string("what a killed process left could not be recovered: ") + e.what());
  }
}

}  // namespace hedgerow::internal

hedgerow::status hedgerow::recover(const recover_options& options,
                                   std::vector<recovered_process>& out) {
  using namespace internal;
  config settings;
  init_options from;
  from.config_file = options.config_file;
  if (status bad = read_config(from, settings); !bad) return bad;
  settings.store.enabled = false;
  status bad;
  const auto whole = pipeline::build(std::move(settings), bad);
  if (!bad) return bad;
  if (whole->sinks.empty() && !options.dry_run)
    return status::failure("there is no sink that recovered events could go to");
  record_processor events;
  events.use(whole.get());
  out = recover_dead(events, options.service, options.dry_run, 0);
  whole->stop(std::chrono::steady_clock::now() + std::chrono::seconds(5));
  return {};
}
