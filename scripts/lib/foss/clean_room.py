# SPDX-License-Identifier: MIT
"""Runs commands as on a machine that has the packages and nothing else of ours: an empty
environment, a home of its own, and no network where the kernel allows to take it away."""

import os
import pathlib
import shutil
import subprocess
import sys

# Runs inside the new network namespace: brings up loopback, which the tests talk over.
LOOPBACK_UP = """
import fcntl, os, socket, struct, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 1
    request = fcntl.ioctl(s, SIOCGIFFLAGS, struct.pack("16sh14x", b"lo", 0))
    flags = struct.unpack("16sh14x", request)[1]
    fcntl.ioctl(s, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", flags | IFF_UP))
os.execvp(sys.argv[1], sys.argv[1:])
"""


class CleanRoom:
    def __init__(self, home):
        self.home = pathlib.Path(home)
        self.home.mkdir(parents=True)
        self.environment = {"HOME": str(self.home), "PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8",
                            "TMPDIR": str(self.home)}
        self._isolate = []
        # Only as root: in a user namespace the files of root belong to nobody, and the plugin host
        # refuses folders of strangers.
        if os.geteuid() == 0 and shutil.which("unshare"):
            isolate = ["unshare", "--net", "--", sys.executable, "-c", LOOPBACK_UP]
            if subprocess.run([*isolate, "true"], capture_output=True).returncode == 0:
                self._isolate = isolate

    @property
    def without_network(self):
        return bool(self._isolate)

    def run(self, command, cwd, log):
        """Runs to the end; the output goes to the file `log`. Returns the exit status."""
        with open(log, "wb") as out:
            return subprocess.run([*self._isolate, *map(str, command)], cwd=cwd, env=self.environment,
                                  stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT).returncode
