# SPDX-License-Identifier: MIT
"""scripts/bench compares medians of what did the same work."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "scripts/lib"))

import bench_report  # noqa: E402


class Report(unittest.TestCase):
    def test_ratios_are_of_medians_and_only_to_peers_that_did_the_same(self):
        def run(name, aggregate, **figures):
            return {"run_name": name, "aggregate_name": aggregate, "time_unit": "us", **figures}

        figures = bench_report.Figures()
        bench_report.read({"benchmarks": [
            run("hedgerow_call/json/real_time", "median", real_time=9, items_per_second=1e7),
            run("hedgerow_call/json/real_time", "mean", real_time=9, items_per_second=5),
            run("spdlog_call/sync/real_time", "median", real_time=9, items_per_second=2.5e6),
            run("limit_call/iterations:60", "median", real_time=1, p50=10, p99=30, p999=40),
            run("hedgerow_disabled", "median", real_time=0.002)]}, figures)
        self.assertEqual({"limit_call": {"p50": 10, "p99": 30, "p999": 40}}, figures.counters)
        self.assertEqual(["call",
                          "  hedgerow json                 100.0 ns    10.00 M/s   4.00 x spdlog sync",
                          "  spdlog sync                   400.0 ns     2.50 M/s",
                          "disabled",
                          "  hedgerow                        2.0 ns   500.00 M/s"],
                         list(bench_report.report(figures.times)))

    def test_goals_stand_beside_what_was_measured_and_those_without_figures_are_left_out(self):
        figures = bench_report.Figures(
            times={"hedgerow_end_to_end/json": 300, "spdlog_end_to_end/sync": 450},
            counters={"hedgerow_call/plain": {"p50": 11, "p999": 240}, "limit_call": {"p50": 10}})
        bench_report.read({"burst_mib": 12.5, "burst_lost": 0}, figures)
        self.assertEqual([
            "  caller, 4 fields        p50, times the bare ring          1.10 x   <= 1.1",
            "  caller, 4 fields        p99.9                           240.00 ns  <= 250",
            "  1 producer, JSON        rate, times spdlog sync           1.50 x   >= 2   not met",
            "  burst of 2 M events     memory                           12.50 MiB <= 20",
            "  burst of 2 M events     events lost                       0.00     <= 0"],
            list(bench_report.bench_goals.report(figures)))


if __name__ == "__main__":
    unittest.main()
