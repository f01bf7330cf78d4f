# SPDX-License-Identifier: LicenseRef-Hedgerow-EE
"""The enterprise package beside the packaged core. Environment: PACKAGES, ROOT, LIBDIR."""

import os
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "scripts/lib"))
import debs  # noqa: E402

PACKAGES = debs.names(sorted(pathlib.Path(os.environ["PACKAGES"]).glob("*.deb")))
ENTERPRISE = PACKAGES["hedgerow-ee"]


class EnterprisePackage(unittest.TestCase):
    maxDiff = None

    def test_it_holds_the_modules_the_schema_and_their_licence(self):
        libdir = f"usr/{os.environ['LIBDIR']}"
        # A set, for without a folder of the architecture two of these are one.
        self.assertEqual({"drwxr-xr-x root/root usr/", "drwxr-xr-x root/root usr/lib/",
                          f"drwxr-xr-x root/root {libdir}/", f"drwxr-xr-x root/root {libdir}/hedgerow/",
                          f"drwxr-xr-x root/root {libdir}/hedgerow/plugins/",
                          f"drwxr-xr-x root/root {libdir}/hedgerow/plugins/1/",
                          f"-rw-r--r-- root/root {libdir}/hedgerow/plugins/1/hedgerow.exception_capture.so",
                          f"-rw-r--r-- root/root {libdir}/hedgerow/plugins/1/hedgerow.redaction_policies.so",
                          "drwxr-xr-x root/root usr/share/", "drwxr-xr-x root/root usr/share/doc/",
                          "drwxr-xr-x root/root usr/share/doc/hedgerow-ee/",
                          "drwxr-xr-x root/root usr/share/hedgerow/",
                          "-rw-r--r-- root/root usr/share/hedgerow/policy.schema.json",
                          "-rw-r--r-- root/root usr/share/doc/hedgerow-ee/copyright"}, set(debs.contents(ENTERPRISE)))
        licence = (pathlib.Path(__file__).parent / "LICENSE").read_text()
        self.assertEqual(licence, debs.text_of(ENTERPRISE, "usr/share/doc/hedgerow-ee/copyright"))

    def test_it_wants_the_plugin_abi_and_no_version_of_the_core(self):
        depends = debs.field(ENTERPRISE, "Depends").split(", ")
        self.assertEqual(["hedgerow-plugin-abi-1"], [d for d in depends if "hedgerow" in d])

    def test_the_packaged_core_loads_the_modules(self):
        root = debs.DpkgRoot(os.environ["ROOT"])
        root.install([PACKAGES["libhedgerow1"], PACKAGES["hedgerow"], ENTERPRISE])
        self.assertEqual({"hedgerow.exception_capture": "active", "hedgerow.redaction_policies": "active"},
                         root.plugins())


if __name__ == "__main__":
    unittest.main()
