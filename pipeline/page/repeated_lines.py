"""Lines that one publisher prints on many of its pages, as candidates for `models/en/site_lines.txt`.

What is chrome in one text never depends on the other texts of the corpus: a text's rows would change with its
neighbours. So the repetition is shown to the analyst, and what is put on the list counts from then on.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

LEAST = 3
"""Documents of one publisher a line must stand in."""

_ROLES = ("body", "list", "quote_block")
_LONGEST = 200


def repeated_lines(output: Path, least: int = LEAST) -> list[tuple[int, str, str]]:
    """(documents, publisher, line) for each line that stands in at least `least` documents of one publisher, most first.

    Documents that repeat another one do not count, and of one without a publisher its folder is taken. Raises
    FileNotFoundError when there is no build.
    """
    names = ["doc_id", "path", "publisher", "text", "duplicate_of"]
    rows = pq.read_table(output / "documents", columns=names).to_pylist()
    segments = pq.read_table(output / "segments", columns=["doc_id", "start", "end", "role"])
    segments = segments.filter(pc.is_in(segments["role"], value_set=pc.cast(list(_ROLES), "string")))
    documents = {row["doc_id"]: row for row in rows if row["duplicate_of"] is None}
    counts: Counter[tuple[str, str]] = Counter()
    seen: set[tuple[str, str]] = set()
    for doc_id, start, end in zip(*(segments[c].to_pylist() for c in ("doc_id", "start", "end")), strict=True):
        document = documents.get(doc_id)
        if document is None:
            continue
        house = document["publisher"] or document["path"].rpartition("/")[0] or "(no publisher)"
        for line in document["text"][start:end].splitlines():
            line = line.strip()
            if line and len(line) <= _LONGEST and (doc_id, line) not in seen:
                seen.add((doc_id, line))
                counts[house, line] += 1
    found = [(n, house, line) for (house, line), n in counts.items() if n >= least]
    return sorted(found, key=lambda each: (-each[0], each[1], each[2]))


def describe_lines(output: Path, least: int = LEAST) -> str:
    """The repeated lines as text that can be appended to `models/en/site_lines.txt`, each publisher above its lines."""
    by_house: dict[str, list[str]] = {}
    for _, house, line in repeated_lines(output, least):
        by_house.setdefault(house, []).append(line)
    blocks = [
        "\n".join([f"# {house}", *(line.replace("#", " ") for line in lines)]) for house, lines in by_house.items()
    ]
    return "\n".join(blocks) if blocks else "# no line stands in that many documents of one publisher"
