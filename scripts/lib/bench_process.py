# SPDX-License-Identifier: MIT
"""Figures that google-benchmark cannot take: those of a fresh process, of the compiler, and counts
of instructions by callgrind. Called by scripts/bench; writes one JSON object of name -> number."""

import json
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]

BASE = "#include <chrono>\n#include <string>\nvoid f(const std::string&, std::chrono::seconds) {}\n"
WITH_CALL = """#include <string>
#include <hedgerow/hedgerow.hpp>
using namespace hedgerow::literals;
void f(const hedgerow::logger& log, const std::string& a) { log.info("called", "a"_k = a, "b"_k = 1); }
"""


def fresh_process(programs):
    """The figures of tests/bench/fresh_process.cpp: the best of three starts, one run of the rest."""
    def run(what):
        return json.loads(subprocess.run([programs / "fresh_process", what], check=True,
                                         capture_output=True, text=True).stdout)

    figures = {"first_line_us": min(run("first_line")["first_line_us"] for _ in range(3))}
    for what in ("burst", "latency"):
        figures |= run(what)
    return figures


def compile_seconds(source):
    """CPU seconds of the compiler, the least of three."""
    best = None
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "source.cpp")
        file.write_text(source, encoding="utf-8")
        for _ in range(3):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(["g++", "-std=c++20", "-O2", "-I", ROOT / "core/include", "-c", file, "-o",
                            file.with_suffix(".o")], check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            best = spent if best is None else min(best, spent)
    return best


def cost_of(file, function):
    """Instructions of a function and of all that it calls, from one file that callgrind left."""
    names, cost, inside = {}, 0, False
    for line in file.read_text(encoding="utf-8").splitlines():
        if name := re.match(r"(c?)fn=\((\d+)\)(?: (.*))?$", line):
            names.setdefault(name[2], name[3])  # said once, then by number
            inside = function in names[name[2]] if not name[1] else inside
        elif inside and (spent := re.match(r"[+\-*\d]\S* (\d+)$", line)):
            cost += int(spent[1])  # its own, or of a call
    return cost


def cost_in_threads(files, function):
    """cost_of() in all of the files. A function that the compiler inlined would seem to cost nothing."""
    if not any(f"::{function}" in file.read_text(encoding="utf-8") for file in files):
        raise SystemExit(f"bench: no thread of tests/bench/instructions calls {function}...): was it inlined?")
    return sum(cost_of(file, function) for file in files)


def cost_of_thread(file):
    total = re.search(r"^(?:totals|summary): (\d+)", file.read_text(encoding="utf-8"), re.M)
    return int(total[1]) if total else 0


def instructions(programs, what):
    """What one event costs: the call, all other threads, and of those the key rules and the content
    scan of the gate. Two runs, the start subtracted."""
    # `rep movsb`, which memcpy uses for large blocks, is one instruction; callgrind counts one a byte.
    count_as_processors_do = {"GLIBC_TUNABLES": "glibc.cpu.x86_rep_movsb_threshold=0x7fffffff"}
    costs = {}
    for events in (1_000, 6_000):
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder, "callgrind.out")
            subprocess.run(["valgrind", "-q", "--tool=callgrind", "--separate-threads=yes",
                            f"--callgrind-out-file={out}", programs / "instructions", what, str(events)],
                           check=True, stdout=subprocess.DEVNULL, env=os.environ | count_as_processors_do)
            caller = pathlib.Path(f"{out}-01")
            others = list(out.parent.glob("*-0[2-9]"))
            gates = [caller] if what == "synchronous" else others
            costs[events] = (cost_of(caller, "log_once("), sum(map(cost_of_thread, others)),
                             cost_in_threads(gates, "judge_key("), cost_in_threads(gates, "plainly_clean_text("))
    return [(more - fewer) / 5_000 for fewer, more in zip(costs[1_000], costs[6_000])]


def main(programs, target):
    programs = pathlib.Path(programs)
    figures = fresh_process(programs)
    figures["compile_base_s"] = compile_seconds(BASE)
    figures["compile_call_s"] = compile_seconds(WITH_CALL)
    for what in ("plain", "bound", "synchronous"):
        caller, others, key_rules, content_scan = instructions(programs, what)
        figures[f"instructions_{what}"] = caller
        figures[f"instructions_{what}_backend"] = others
        figures[f"instructions_{what}_key_rules"] = key_rules
        figures[f"instructions_{what}_content_scan"] = content_scan
    pathlib.Path(target).write_text(json.dumps(figures), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
