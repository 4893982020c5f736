"""A pager for what is longer than the screen: it scrolls, and `/` searches."""

from __future__ import annotations

import os
import pydoc
import shutil
import sys

from pipeline.cli.terminal import escaped


def page(text: str, *, data: bool = False) -> None:
    """Print a text; on a terminal that it does not fit on, in the pager of the system.

    data: for another program to read, and only on a terminal without what a terminal would obey.
    """
    if sys.stdout.isatty() or not data:
        text = escaped(text)
    if not sys.stdout.isatty() or text.count("\n") < shutil.get_terminal_size().lines:
        print(text)
        return
    os.environ.setdefault("LESS", "-RFX")
    pydoc.pager(text)
