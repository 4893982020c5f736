"""Layouts of one text: wrapped, cut at line ends, with other blanks and marks; and the share of rows that stay as they are.

`python -m tests.variants FOLDER …` prints the percentages for the .txt files of the folders, a table a column.
"""

from __future__ import annotations

import datetime
import re
import sys
import tempfile
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.build.plan import Options
from pipeline.build.run import run

ROOT = Path(__file__).parents[1]

TABLES = ("sentences", "entities", "numbers", "votes", "stances", "quotes", "dates", "references", "positions")
"""Tables that are compared row by row; of documents, title, day, publisher, place and type are."""
FACTS = ("title", "published", "publisher", "dateline_place", "doc_type", "speaker")
_PLACES = re.compile(r"start$|end$|^quote_id$|^parent_quote$|^continues$|^vote$|^event_id$|^score$|^confidence$")


def wrapped(text: str, width: int) -> str:
    """The text with every longer line broken at its blanks."""
    lines = text.split("\n")
    return "\n".join(
        textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False) if len(line) > width else line
        for line in lines
    )


def hyphenated(text: str, width: int = 66) -> str:
    """The text wrapped, its longer words cut by a hyphen where a line ends, as a typesetter cuts them."""
    return "\n".join("\n".join(_cut_lines(line, width)) if len(line) > width else line for line in text.split("\n"))


def _cut_lines(line: str, width: int) -> Iterable[str]:
    now = ""
    for word in line.split(" "):
        room = width - len(now) - 2
        if len(now) + 1 + len(word) <= width or not now:
            now = f"{now} {word}" if now else word
        elif room >= 3 and re.fullmatch(r"[a-z]{7,}", word):
            cut = min(room, len(word) - 3)
            yield f"{now} {word[:cut]}-"
            now = word[cut:]
        else:
            yield now
            now = word
    yield now


def straight(text: str) -> str:
    """The text with straight marks."""
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


def curly(text: str) -> str:
    """The text with typographic marks."""
    text = re.sub(r'(^|[\s(\[—–-])"', r"\1“", straight(text), flags=re.M).replace('"', "”")
    return re.sub(r"(^|[\s(\[—–“-])'(?=\w)", r"\1‘", text, flags=re.M).replace("'", "’")


VARIANTS: Mapping[str, Callable[[str], str]] = {
    "as-it-is": lambda text: text,
    "wrap-48": lambda text: wrapped(text, 48),
    "wrap-60": lambda text: wrapped(text, 60),
    "wrap-72": lambda text: wrapped(text, 72),
    "wrap-80": lambda text: wrapped(text, 80),
    "crlf": lambda text: wrapped(text, 72).replace("\n", "\r\n"),
    "no-break": lambda text: re.sub(r"(?<=[,\d]) (?=\S)", "\u00a0", text),
    "hyphenated": hyphenated,
    "straight": straight,
    "curly": curly,
    "blank-lines": lambda text: re.sub(r"\n\n+", "\n\n\n\n", text),
    "trailing": lambda text: wrapped(text, 72).replace("\n", " \n"),
}
"""Name → what it makes of a text."""


def build(texts: Mapping[str, str], folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Rows by table of every variant of every text, all in one corpus; doc_id is `variant/name`."""
    for variant, change in VARIANTS.items():
        (folder / "corpus" / variant).mkdir(parents=True)
        for name, text in texts.items():
            (folder / "corpus" / variant / name).write_bytes(change(text).encode())
    run(Options(corpus=folder / "corpus", output=folder / "output", models=ROOT / "models"))
    return {name: pq.read_table(folder / "output" / name).to_pylist() for name in ("documents", *TABLES)}


def shares(rows: Mapping[str, list[dict[str, Any]]]) -> dict[str, dict[str, float]]:
    """Variant → table → share of the rows of both that the variant has as the text itself has them."""
    kept: dict[str, dict[str, float]] = {}
    for table, found in rows.items():
        by_variant: dict[str, Counter[str]] = {name: Counter() for name in VARIANTS}
        for row in found:
            variant, _, name = row["doc_id"].partition("/")
            by_variant[variant][_key(table, row, name)] += 1
        base = by_variant["as-it-is"]
        for variant, these in by_variant.items():
            same = (base & these).total()
            kept.setdefault(variant, {})[table] = 2 * same / max(1, base.total() + these.total())
    return kept


def differences(rows: Mapping[str, list[dict[str, Any]]], variant: str, table: str) -> list[str]:
    """The rows that a variant lost (-) and has beyond the text's own (+)."""
    both = {"as-it-is": Counter[str](), variant: Counter[str]()}
    for row in rows[table]:
        which, _, name = row["doc_id"].partition("/")
        if which in both:
            both[which][_key(table, row, name)] += 1
    lost, new = both["as-it-is"] - both[variant], both[variant] - both["as-it-is"]
    return sorted([f"- {key}" for key in lost.elements()] + [f"+ {key}" for key in new.elements()], key=lambda k: k[2:])


def _key(table: str, row: dict[str, Any], name: str) -> str:
    columns = FACTS if table == "documents" else [c for c in row if c != "doc_id" and not _PLACES.search(c)]
    return repr((name, *(f"{column}={_plain(row[column])}" for column in columns if row[column] is not None)))


def _plain(value: Any) -> Any:
    """A value without what a variant may change: blanks, shapes of marks, the cut of a word at a line's end."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, datetime.date) or not isinstance(value, str):
        return value
    return " ".join(straight(re.sub(r"(?<=[a-z])-\s*\n\s*(?=[a-z])", "", value)).split())


def read_texts(folders: Iterable[Path]) -> dict[str, str]:
    """Name → text of the plain texts of folders."""
    files = [file for folder in folders for file in sorted(folder.rglob("*.txt"))]
    return {file.name: file.read_text(encoding="utf-8").replace("\r\n", "\n") for file in files}


def main(folders: list[str], shown: list[str]) -> None:
    """Print the shares; shown: `variant:table` whose differing rows are printed too."""
    with tempfile.TemporaryDirectory() as folder:
        rows = build(read_texts(map(Path, folders)), Path(folder))
    found = shares(rows)
    print(f"{'':12}" + "".join(f"{table[:10]:>11}" for table in rows))
    for variant, by_table in found.items():
        print(f"{variant:12}" + "".join(f"{100 * by_table[table]:11.1f}" for table in rows))
    for each in shown:
        print(f"\n{each}", *differences(rows, *each.split(":")), sep="\n")


if __name__ == "__main__":
    main([a for a in sys.argv[1:] if ":" not in a], [a for a in sys.argv[1:] if ":" in a])
