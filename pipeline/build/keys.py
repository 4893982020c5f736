"""Keys: which sentence and which quotation each row of a document lies in, so that nobody joins by intervals."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline.build.fingerprints import KEYS
from pipeline.tables import Keyed, Placed


class Spans:
    """Rows of one table by place: the innermost one around a stretch of the text is found without a scan."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self.rows = sorted(rows, key=lambda row: (row.start, -row.end))
        self.starts = [row.start for row in self.rows]
        self.around: list[int] = []
        """Of each row, the number of the next one outward; -1 for none."""
        for number, row in enumerate(self.rows):
            outer = number - 1
            while outer >= 0 and self.rows[outer].end < row.end:
                outer = self.around[outer]
            self.around.append(outer)

    def at(self, start: int, end: int) -> Any:
        """The innermost row that holds the stretch; None when there is none."""
        number = bisect_right(self.starts, start) - 1
        while number >= 0 and self.rows[number].end < end:
            number = self.around[number]
        return self.rows[number] if number >= 0 else None


def with_keys(made: Mapping[str, Sequence[Any]]) -> dict[str, Sequence[Any]]:
    """The tables of one document, `sentence_start` and `quote_id` filled where a row type has them."""
    sentences, quotes = (Spans(made.get(name, ())) for name in KEYS)
    return {name: [_keyed(row, sentences, quotes) for row in rows] for name, rows in made.items()}


def _keyed(row: Any, sentences: Spans, quotes: Spans) -> Any:
    kind = type(row)
    if not issubclass(kind, Placed):
        return row
    sentence = sentences.at(row.start, row.start + 1)
    found = {"sentence_start": sentence and sentence.start}
    if issubclass(kind, Keyed):
        quote = quotes.at(row.start, row.end)
        found["quote_id"] = quote and quote.quote_id
    return replace(row, **found)
