# SPDX-License-Identifier: MIT
"""Prints the results of google-benchmark (JSON files) as a table, and each of hedgerow's figures as
a ratio to every peer that did the same. Called by scripts/bench."""

import json
import sys

OURS = "hedgerow"


def read(document):
    """name -> nanoseconds for one item, from the medians of a google-benchmark document."""
    to_ns = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}
    figures = {}
    for run in document["benchmarks"]:
        if run.get("aggregate_name", "median") != "median":
            continue
        name = run["run_name"].removesuffix("/real_time")
        rate = run.get("items_per_second")
        figures[name] = 1e9 / rate if rate else run["real_time"] * to_ns[run["time_unit"]]
    return figures


def who_and_what(name):
    """"spdlog_end_to_end/sync" -> ("spdlog sync", "end_to_end")."""
    head, _, variant = name.partition("/")
    who, _, what = head.partition("_")
    return f"{who} {variant}".strip(), what


def report(figures):
    """The lines of the table, by what was done; ratios over 1 say that hedgerow is the faster."""
    kinds = {}
    for name, ns in figures.items():
        who, what = who_and_what(name)
        kinds.setdefault(what, {})[who] = ns
    for what, by_who in kinds.items():
        yield what
        peers = {w: ns for w, ns in by_who.items() if not w.startswith(OURS)}
        for who, ns in by_who.items():
            ratios = "" if who in peers else "".join(f"   {p_ns / ns:.2f} x {p}" for p, p_ns in peers.items())
            yield f"  {who:<24} {ns:>10.1f} ns {1e3 / ns:>8.2f} M/s{ratios}"


def main(paths):
    figures = {}
    for path in paths:
        with open(path, encoding="utf-8") as file:
            figures.update(read(json.load(file)))
    print("what and who                 time for one      rate   rate of hedgerow in relation to a peer's")
    print("\n".join(report(figures)))


if __name__ == "__main__":
    main(sys.argv[1:])
