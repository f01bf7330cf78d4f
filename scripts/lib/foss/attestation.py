# SPDX-License-Identifier: MIT
"""The report of a proof, and whether it allows a commit to be published."""

import dataclasses
import hashlib
import json
import pathlib

from foss.problem import Problem

LIBRARY_FOLDER = pathlib.Path(__file__).resolve().parents[1]


def tool_digest():
    """SHA-256 of the program that exports and proves, so that a proof by another one does not count."""
    digest = hashlib.sha256()
    for path in sorted([*LIBRARY_FOLDER.glob("foss/*.py"), *LIBRARY_FOLDER.glob("checks/*.py")]):
        digest.update(f"{path.relative_to(LIBRARY_FOLDER)} {len(path.read_bytes())}\n".encode() + path.read_bytes())
    return digest.hexdigest()


@dataclasses.dataclass
class Attestation:
    """What was proven of which commit."""

    commit: str
    tree: str  # of the exported tree
    tip: str  # of the public history, exported anew
    complete: bool  # every step ran, the building ones too
    holds: bool
    steps: list
    facts: dict  # measured on the way: hashes, seconds
    tool: str = dataclasses.field(default_factory=tool_digest)

    def write(self, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(dataclasses.asdict(self), indent=2) + "\n", encoding="utf-8")


def require(path, commit, tree):
    """Ends in a Problem unless the report at `path` is a green and complete proof of the commit by this tool."""
    how = "run: scripts/foss-export prove"
    try:
        report = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
        proven = {name: report[name] for name in ("commit", "tree", "tool", "complete", "holds")}
    except OSError:
        raise Problem(f"nothing is published without a proof, and there is none at {path}; {how}") from None
    except (ValueError, KeyError, TypeError) as problem:
        raise Problem(f"{path} is not the report of a proof ({problem!r}); {how}") from None
    for name, expected, meaning in (
            ("commit", commit, "is of another commit"), ("tree", tree, "is of another tree"),
            ("tool", tool_digest(), "was made by another version of scripts/lib"),
            ("complete", True, "left steps out (--quick)"), ("holds", True, "found something")):
        if proven[name] != expected:
            raise Problem(f"the proof at {path} {meaning}: {name} is {proven[name]}, expected {expected}; {how}")
