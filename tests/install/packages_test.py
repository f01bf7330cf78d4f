# SPDX-License-Identifier: MIT
"""What the Debian packages say of themselves and what they hold. Environment: PACKAGES, LIBDIR, CONFIG, VERSION."""

import os
import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "scripts/lib"))
import debs  # noqa: E402

LIBDIR, CONFIG, VERSION = (os.environ[name] for name in ("LIBDIR", "CONFIG", "VERSION"))
PACKAGES = debs.names(sorted(pathlib.Path(os.environ["PACKAGES"]).glob("*.deb")))

DIRECTORY, FILE, PROGRAM, LINK = "drwxr-xr-x", "-rw-r--r--", "-rwxr-xr-x", "lrwxrwxrwx"
HEADERS = """config.hpp context.hpp data_class.hpp detail/ detail/export.hpp detail/module.hpp
    detail/nearest_word.hpp detail/record.hpp detail/text.hpp detail/wire.hpp exception.hpp field.hpp hedgerow.hpp
    init.hpp key_rules.hpp level.hpp logger.hpp pipe.hpp plugin.h plugin_sdk.hpp plugins.hpp recover.hpp reports.hpp
    spdlog.hpp stats.hpp status.hpp testing.hpp testing/ testing/event.hpp testing/value.hpp value.hpp"""


def folders_of(path):
    return {str(p) + "/" for p in pathlib.PurePath(path).parents if str(p) != "."}


def entries(mode, *paths):
    """The lines of a package for these paths, the folders that lead there, and the copyright."""
    lines = set()
    for path in paths:
        lines |= {f"{DIRECTORY} root/root {folder}" for folder in folders_of(path.split(" -> ")[0])}
        lines.add(f"{DIRECTORY if path.endswith('/') else LINK if ' -> ' in path else mode} root/root {path}")
    return lines


def package(name, *parts):
    return sorted(set().union(*parts, entries(FILE, f"usr/share/doc/{name}/copyright")))


class Packages(unittest.TestCase):
    maxDiff = None

    def check_contents(self, name, *parts):
        self.assertEqual(package(name, *parts), sorted(debs.contents(PACKAGES[name])))

    def check_fields(self, name, **expected):
        found = {key: debs.field(PACKAGES[name], key.replace("_", "-")) for key in expected}
        # How old the libraries may be is found by dpkg-shlibdeps and depends on the optimiser.
        found["Depends"] = re.sub(r" \(>= [^)]*\)", "", found["Depends"])
        self.assertEqual(expected, found)

    def test_the_library(self):
        self.check_contents("libhedgerow1", entries(FILE, f"usr/{LIBDIR}/libhedgerow.so.{VERSION}",
                                                    f"usr/{LIBDIR}/libhedgerow.so.1 -> libhedgerow.so.{VERSION}"))
        self.check_fields("libhedgerow1", Version=VERSION, Provides="hedgerow-plugin-abi-1", Suggests="", Section="libs",
                          Depends="libc6, libcurl4, libfmt9, libgcc-s1, libspdlog1.10-fmt9, libsqlite3-0, libstdc++6, "
                                  "zlib1g")

    def test_the_library_tells_other_packages_what_to_depend_on_and_the_others_have_nothing_to_say_or_run(self):
        found = {name: debs.control_files(deb) for name, deb in PACKAGES.items()}
        self.assertEqual(f"libhedgerow 1 libhedgerow1 (>= {VERSION})\n", found["libhedgerow1"]["shlibs"])
        expected = {name: ["control", "md5sums"] for name in PACKAGES}
        expected["libhedgerow1"] = ["control", "md5sums", "postinst", "postrm", "shlibs"]
        self.assertEqual(expected, {name: sorted(files) for name, files in found.items()})

    def test_the_development_files(self):
        cmake = [f"usr/{LIBDIR}/cmake/hedgerow/{file}" for file in (
            "hedgerowConfig.cmake", "hedgerowConfigVersion.cmake", "hedgerowTargets.cmake",
            f"hedgerowTargets-{CONFIG}.cmake", "hedgerow_add_plugin.cmake")]
        self.check_contents("libhedgerow-dev", entries(
            FILE, *(f"usr/include/hedgerow/{header}" for header in HEADERS.split()), *cmake,
            f"usr/{LIBDIR}/libhedgerow.so -> libhedgerow.so.1", f"usr/{LIBDIR}/pkgconfig/hedgerow.pc"))
        self.check_fields("libhedgerow-dev", Version=VERSION, Provides="", Suggests="libspdlog-dev", Section="libdevel",
                          Depends=f"libhedgerow1 (= {VERSION})")

    def test_the_tool(self):
        self.check_contents("hedgerow", entries(PROGRAM, "usr/bin/hedgerow"))
        self.check_fields("hedgerow", Version=VERSION, Provides="", Suggests="", Section="utils",
                          Depends=f"libhedgerow1 (= {VERSION}), libc6, libgcc-s1, libstdc++6")

    def test_the_plugins(self):
        for name, file, libraries in [
                ("hedgerow-plugin-otlp", "hedgerow.otlp.so", "libc6, libcurl4, libgcc-s1, libstdc++6, zlib1g"),
                ("hedgerow-plugin-starter", "starter.tsv.so", "libc6, libgcc-s1, libstdc++6")]:
            with self.subTest(name):
                self.check_contents(name, entries(FILE, f"usr/{LIBDIR}/hedgerow/plugins/1/{file}"))
                self.check_fields(name, Version=VERSION, Provides="", Suggests="", Section="libs",
                                  Depends=f"hedgerow-plugin-abi-1, {libraries}")


class Installed(unittest.TestCase):
    """All of them in a clean root: dpkg finds no dependency missing, and the tool finds library and plugins."""

    def test_the_tool_runs_and_finds_the_plugins(self):
        root = debs.DpkgRoot(os.environ["ROOT"])
        root.install(PACKAGES[name] for name in ("libhedgerow1", "libhedgerow-dev", "hedgerow", "hedgerow-plugin-otlp",
                                                 "hedgerow-plugin-starter"))
        self.assertEqual((0, f"hedgerow {VERSION}\n"), root.run("hedgerow", "--version"))
        self.assertEqual({"hedgerow.otlp": "active", "starter.tsv": "active"}, root.plugins())


if __name__ == "__main__":
    unittest.main()
