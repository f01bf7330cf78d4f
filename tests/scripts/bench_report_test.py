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

        figures = bench_report.read({"benchmarks": [
            run("hedgerow_call/json/real_time", "median", real_time=9, items_per_second=1e7),
            run("hedgerow_call/json/real_time", "mean", real_time=9, items_per_second=5),
            run("spdlog_call/sync/real_time", "median", real_time=9, items_per_second=2.5e6),
            run("hedgerow_disabled", "median", real_time=0.002)]})
        self.assertEqual(["call",
                          "  hedgerow json                 100.0 ns    10.00 M/s   4.00 x spdlog sync",
                          "  spdlog sync                   400.0 ns     2.50 M/s",
                          "disabled",
                          "  hedgerow                        2.0 ns   500.00 M/s"],
                         list(bench_report.report(figures)))


if __name__ == "__main__":
    unittest.main()
