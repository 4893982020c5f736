"""A pager for what is longer than the screen: it scrolls, and `/` searches."""

from __future__ import annotations

import os
import pydoc
import shutil
import sys


def page(text: str) -> None:
    """Print a text; on a terminal that it does not fit on, in the pager of the system."""
    if not sys.stdout.isatty() or text.count("\n") < shutil.get_terminal_size().lines:
        print(text)
        return
    os.environ.setdefault("LESS", "-RFX")
    pydoc.pager(text)
