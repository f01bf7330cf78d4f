# SPDX-License-Identifier: MIT
"""What the user is told when something cannot be done."""


class Problem(Exception):
    """A sentence that says what was found and what would be right."""
