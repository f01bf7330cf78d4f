# SPDX-License-Identifier: MIT
"""Prints the results of google-benchmark (JSON files) as a table, each of hedgerow's figures as a
ratio to every peer that did the same, and the goals. Called by scripts/bench; a file that holds an
object of numbers has the figures of bench_process.py."""

import dataclasses
import json
import sys

import bench_goals

OURS = "hedgerow"
LIMIT = "limit"


COUNTERS = ("p50", "p99", "p999")


@dataclasses.dataclass
class Figures:
    times: dict = dataclasses.field(default_factory=dict)  # name -> nanoseconds for one item
    counters: dict = dataclasses.field(default_factory=dict)  # name -> counter -> nanoseconds
    process: dict = dataclasses.field(default_factory=dict)  # name -> number


def plain_name(run):
    parts = run["run_name"].split("/")
    return "/".join(p for p in parts if p != "real_time" and not p.startswith("iterations:"))


def read(document, figures):
    """Adds the medians of a google-benchmark document, or the numbers of bench_process.py."""
    if "benchmarks" not in document:
        figures.process.update(document)
        return
    to_ns = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}
    for run in document["benchmarks"]:
        if run.get("aggregate_name", "median") != "median":
            continue
        name = plain_name(run)
        counters = {c: run[c] for c in COUNTERS if c in run}
        if counters:
            figures.counters[name] = counters
            continue
        rate = run.get("items_per_second")
        figures.times[name] = 1e9 / rate if rate else run["real_time"] * to_ns[run["time_unit"]]


def who_and_what(name):
    """"spdlog_end_to_end/sync" -> ("spdlog sync", "end_to_end")."""
    head, _, variant = name.partition("/")
    who, _, what = head.partition("_")
    return f"{who} {variant}".strip(), what


def report(times):
    """The lines of the table, by what was done; ratios over 1 say that hedgerow is the faster."""
    kinds = {}
    for name, ns in times.items():
        who, what = who_and_what(name)
        kinds.setdefault(what, {})[who] = ns
    for what, by_who in kinds.items():
        yield what
        peers = {w: ns for w, ns in by_who.items() if not w.startswith((OURS, LIMIT))}
        for who, ns in by_who.items():
            ratios = "" if who in peers or who.startswith(LIMIT) else "".join(f"   {p_ns / ns:.2f} x {p}" for p, p_ns in peers.items())
            yield f"  {who:<24} {ns:>10.1f} ns {1e3 / ns:>8.2f} M/s{ratios}"


def report_callers(counters):
    for name, values in counters.items():
        who, what = who_and_what(name)
        yield f"  {who + ' ' + what:<24}" + "".join(f" {c} {ns:>7.1f} ns  " for c, ns in values.items())


def main(paths):
    figures = Figures()
    for path in paths:
        with open(path, encoding="utf-8") as file:
            read(json.load(file), figures)
    print("what and who                 time for one      rate   rate of hedgerow in relation to a peer's")
    print("\n".join(report(figures.times)))
    if figures.counters:
        print("a call, for its caller")
        print("\n".join(report_callers(figures.counters)))
    print("goals")
    print("\n".join(bench_goals.report(figures)))


if __name__ == "__main__":
    main(sys.argv[1:])
