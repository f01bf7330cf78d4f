# SPDX-License-Identifier: MIT
"""Figures that google-benchmark cannot take: those of a fresh process, of the compiler, and counts
of instructions by callgrind. Called by scripts/bench; writes one JSON object of name -> number."""

import json
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


def instructions_of_threads(out):
    """Instructions of each thread, from the files that callgrind left: thread number -> count."""
    counts = {}
    for file in out.parent.glob(out.name + "-*"):
        total = re.search(r"^(?:totals|summary): (\d+)", file.read_text(encoding="utf-8"), re.M)
        counts[int(file.name.rpartition("-")[2])] = int(total.group(1)) if total else 0
    return counts


def instructions(programs, what):
    """What one event costs: (the thread that logs, all others). Two runs, the start subtracted."""
    runs = {}
    for events in (1_000, 6_000):
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder, "callgrind.out")
            subprocess.run(["valgrind", "-q", "--tool=callgrind", "--separate-threads=yes",
                            f"--callgrind-out-file={out}", programs / "instructions", what, str(events)],
                           check=True, stdout=subprocess.DEVNULL)
            runs[events] = instructions_of_threads(out)
    few, many = runs[1_000], runs[6_000]
    each = {thread: (n - few.get(thread, 0)) / 5_000 for thread, n in many.items()}
    return each.pop(1), sum(each.values())


def main(programs, target):
    programs = pathlib.Path(programs)
    figures = fresh_process(programs)
    figures["compile_base_s"] = compile_seconds(BASE)
    figures["compile_call_s"] = compile_seconds(WITH_CALL)
    for what in ("plain", "bound", "synchronous"):
        caller, others = instructions(programs, what)
        figures[f"instructions_{what}"] = caller
        figures[f"instructions_{what}_backend"] = others
    pathlib.Path(target).write_text(json.dumps(figures), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
