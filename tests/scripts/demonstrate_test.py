# SPDX-License-Identifier: MIT
"""What scripts/run shows: the lines of the real service, nothing secret in them, what was captured;
and that nothing is left when it ends. The built tool and service are named in TOOL and SERVICE."""

import os
import pathlib
import re
import signal
import subprocess
import tempfile
import time
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
COMMAND = [TOP / "scripts/lib/demonstrate", os.environ["TOOL"], os.environ["SERVICE"]]


class Demonstration(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="hedgerow-demo-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.environment = {"PATH": os.environ["PATH"], "TMPDIR": folder.name, "LC_ALL": "C.UTF-8"}
        for name in ("LSAN_OPTIONS", "ASAN_OPTIONS", "TSAN_OPTIONS"):
            if name in os.environ:
                self.environment[name] = os.environ[name]

    def still_running(self):
        """Command lines of processes that write below our folder."""
        found = []
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                if str(self.folder) in os.readlink(process / "cwd"):
                    found.append((process / "cmdline").read_bytes())
            except OSError:
                pass  # gone, or of another user
        return found

    def test_it_shows_lines_without_secrets_and_the_captured_exception_and_leaves_nothing(self):
        done = subprocess.run([*COMMAND, "--once"], env=self.environment, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=120)
        self.assertEqual((0, ""), (done.returncode, done.stderr), done.stdout)
        # What was sent is echoed behind "> "; everything else came out of hedgerow.
        shown = "\n".join(line for line in done.stdout.splitlines() if not line.startswith("> "))
        for secret in ("correct-horse", "t0p-s3cret", "4111 1111", "4111111111111111"):
            self.assertNotIn(secret, shown)
        for event in ("service_started", "login_tried", "charge_requested"):
            self.assertIn(event, shown)
        self.assertEqual(["200", "200", "201", "500"], re.findall(r"^< HTTP (\d+)$", shown, re.M))
        captured = shown[shown.index("== hedgerow exceptions list"):]
        for text in ("std::runtime_error", "the order cannot be packed", "std::out_of_range",
                     "no article a-17 in the stock"):
            self.assertIn(text, captured)
        self.assertEqual(([], []), (list(self.folder.iterdir()), self.still_running()))

    def test_it_goes_on_until_it_is_interrupted_and_then_leaves_nothing(self):
        with subprocess.Popen(COMMAND, env=self.environment, stdout=subprocess.PIPE, text=True,
                              stdin=subprocess.DEVNULL, start_new_session=True) as running:
            for line in running.stdout:
                if line.startswith("== Ctrl-C ends it"):
                    break
            self.assertIsNone(running.poll())
            os.killpg(running.pid, signal.SIGINT)
            running.communicate(timeout=60)
            self.assertEqual(130, running.returncode)
        deadline = time.monotonic() + 10
        while self.still_running() and time.monotonic() < deadline:
            time.sleep(0.05)
        self.assertEqual(([], []), (list(self.folder.iterdir()), self.still_running()))

    def test_a_service_that_does_not_start_is_said(self):
        done = subprocess.run([COMMAND[0], COMMAND[1], "/bin/false", "--once"], env=self.environment,
                              capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=120)
        self.assertEqual(1, done.returncode)
        self.assertIn("the example service does not start: /bin/false --port", done.stderr)
        self.assertEqual([], list(self.folder.iterdir()))


if __name__ == "__main__":
    unittest.main()
