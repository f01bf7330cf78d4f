# SPDX-License-Identifier: MIT
"""What the figures are to reach, beside what they are. A goal whose figures were not taken is left
out."""


def _time(name):
    return lambda f: f.times[name]


def _ratio(ours, theirs):
    """How many times as fast as the other; the times are of one item."""
    return lambda f: f.times[theirs] / f.times[ours]


def _counter(name, counter):
    return lambda f: f.counters[name][counter]


def _counters(ours, theirs, counter):
    return lambda f: f.counters[ours][counter] / f.counters[theirs][counter]


def _process(name):
    return lambda f: f.process[name]


def _share_of_backend(part):
    return lambda f: 100 * f.process[f"instructions_plain_{part}"] / f.process["instructions_plain_backend"]


JSON = "hedgerow_end_to_end/json"
SPDLOG = "spdlog_end_to_end/sync"

# What it is of, the goal in words, how it is computed, whether it is the most (True) or the least
# that is allowed, the limit, the unit.
GOALS = (
    ("caller, 4 fields", "p50, times the bare ring", _counters("hedgerow_call/plain", "limit_call", "p50"), True, 1.1, "x"),
    ("caller, 4 fields", "p99.9", _counter("hedgerow_call/plain", "p999"), True, 250, "ns"),
    ("caller, 4 fields", "instructions of the call", _process("instructions_plain"), True, 130, ""),
    ("caller, 8 bound", "p50, times that without", _counters("hedgerow_call/8_bound", "hedgerow_call/plain", "p50"), True, 1.1, "x"),
    ("caller, 8 bound", "instructions of the call", _process("instructions_bound"), True, 150, ""),
    ("disabled level", "over the empty loop", lambda f: f.times["hedgerow_disabled_call"] - f.times["limit_empty_loop"], True, 1, "ns"),
    ("1 producer, JSON", "rate, times spdlog sync", _ratio(JSON, SPDLOG), False, 2, "x"),
    ("1 producer, JSON", "instructions of the backend", _process("instructions_plain_backend"), True, 1800, ""),
    ("4 producers", "rate, times spdlog sync", _ratio("hedgerow_4_producers", "spdlog_4_producers/sync"), False, 2, "x"),
    ("4 producers", "rate, times spdlog async", _ratio("hedgerow_4_producers", "spdlog_4_producers/async"), False, 20, "x"),
    ("4 producers", "rate, times 1 producer", _ratio("hedgerow_4_producers", JSON), False, 0.85, "x"),
    ("8 bound fields", "rate, times spdlog sync", _ratio("hedgerow_8_bound", "spdlog_8_bound/sync"), False, 2.5, "x"),
    ("8 bound fields", "rate, times that without", _ratio("hedgerow_8_bound", JSON), False, 0.5, "x"),
    ("synchronous mode", "rate, times spdlog sync", _ratio("hedgerow_end_to_end/synchronous", SPDLOG), False, 2, "x"),
    ("synchronous mode", "instructions of the call", _process("instructions_synchronous"), True, 1500, ""),
    ("console", "time, times JSON", _ratio(JSON, "hedgerow_end_to_end/console"), True, 1.2, "x"),
    ("logfmt", "time, times JSON", _ratio(JSON, "hedgerow_end_to_end/logfmt"), True, 1.2, "x"),
    ("gate, of the backend", "instructions of key rules", _share_of_backend("key_rules"), True, 3, "%"),
    ("gate, of the backend", "instructions of the scan", _share_of_backend("content_scan"), True, 15, "%"),
    ("burst of 2 M events", "memory", _process("burst_mib"), True, 20, "MiB"),
    ("burst of 2 M events", "events lost", _process("burst_lost"), True, 0, ""),
    ("start to first line", "", _process("first_line_us"), True, 2000, "us"),
    ("call to file, 100,000/s", "p50", _process("latency_p50_us"), True, 200, "us"),
    ("call to file, 100,000/s", "p99", _process("latency_p99_us"), True, 5000, "us"),
    ("compiling one call", "times <string>, <chrono>", lambda f: f.process["compile_call_s"] / f.process["compile_base_s"], True, 1.5, "x"),
)


def report(figures):
    """The lines of the table. `figures` has `times`, `counters` and `process`."""
    for of, goal, compute, at_most, limit, unit in GOALS:
        try:
            value = compute(figures)
        except KeyError:
            continue
        met = value <= limit if at_most else value >= limit
        yield (f"  {of:<24}{goal:<28}{value:>10.2f} {unit:<4}"
               f"{'<=' if at_most else '>='} {limit:g}{'' if met else '   not met'}")
