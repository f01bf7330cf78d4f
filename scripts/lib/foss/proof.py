# SPDX-License-Identifier: MIT
"""The steps of a proof, each with what it found; printed as they come."""

SHOWN = 20


def say(text):
    print(f"== {text}", flush=True)


class Proof:
    def __init__(self):
        self.steps = []

    def step(self, name, findings, detail="", right=""):
        """Takes the findings of a step, which may be none. `right` says what to do about them. Returns
        whether the step holds."""
        findings = list(findings)
        self.steps.append({"name": name, "ok": not findings, "detail": detail, "findings": findings,
                           "right": right if findings else ""})
        print(f"{'FAIL' if findings else 'ok  '} {name}{': ' + detail if detail else ''}", flush=True)
        for finding in findings[:SHOWN]:
            print(f"       {finding}", flush=True)
        if len(findings) > SHOWN:
            print(f"       and {len(findings) - SHOWN} more", flush=True)
        if findings and right:
            print(f"       right: {right}", flush=True)
        return not findings

    def holds(self):
        return all(s["ok"] for s in self.steps)
