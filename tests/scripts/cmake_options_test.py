# SPDX-License-Identifier: MIT
"""What CMake says to an option's value that makes no sense."""

import pathlib
import re
import subprocess
import tempfile
import unittest

TREE = pathlib.Path(__file__).resolve().parents[2]


def error_of_configuring(*options):
    with tempfile.TemporaryDirectory(prefix="hedgerow-options-") as build:
        done = subprocess.run(["cmake", "-S", TREE, "-B", build, "-G", "Ninja", *options],
                              capture_output=True, text=True)
    said = re.search(r"CMake Error at [^\n]*\n(.*?)\n(?:Call Stack|\n\n|$)", done.stderr, re.DOTALL)
    return " ".join(said[1].split()) if said else done.stdout + done.stderr


class Options(unittest.TestCase):
    def test_a_switch_is_on_or_off(self):
        for option in ("WITH_EE", "HEDGEROW_BUILD_TESTS"):
            with self.subTest(option):
                self.assertEqual(f"{option}=maybe: right would be ON or OFF.",
                                 error_of_configuring(f"-D{option}=maybe"))

    def test_sanitizers_are_known_ones(self):
        self.assertEqual(
            'HEDGEROW_SANITIZE=address,undefind: "undefind" is none of address, undefined, leak, thread.',
            error_of_configuring("-DHEDGEROW_SANITIZE=address,undefind"))


if __name__ == "__main__":
    unittest.main()
