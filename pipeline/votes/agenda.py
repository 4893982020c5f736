"""Agenda: the text that is under consideration where a sentence speaks of `the draft` or of none."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from pipeline.tables import Reference
from pipeline.votes.evidence import Account, AgendaWords
from pipeline.votes.figures import Form, Tally

_DRAFT = re.compile(r"[A-Z]+/.*\bL\.\d|S/\d{4}/\d+|[AE]/\d{2,4}/\d+|.*/RES/")
_REACH = 1500
"""Characters within which a text stays under consideration at most."""


class Agenda:
    """The texts that are taken up one after another, each until the next, or until it is voted on as a whole."""

    def __init__(self, account: Account, words: AgendaWords) -> None:
        self.account, self.words = account, words
        self._closed: set[int] = set()

    @cached_property
    def _opened(self) -> Sequence[Reference]:
        """The citations by which a sentence takes a text up, in order."""
        account, found = self.account, []
        for row in account.references:
            begin, end = account.sentence(row.start, row.end)
            if _DRAFT.match(row.symbol or "") and self.words.opens.search(account.text, begin, end):
                found.append(row)
        return found

    def symbol_of(self, tally: Tally, begin: int) -> str | None:
        """The symbol of the text that is under consideration where a vote on it is told; it is closed by that."""
        at = bisect_left(self._opened, begin, key=lambda row: row.start) - 1
        if at < 0 or at in self._closed:
            return None
        row, text = self._opened[at], self.account.text
        between = text[row.end : tally.start]
        if len(between) > _REACH or (at and self._same_sentence(at)) or self.words.other.search(between):
            return None
        if self._is_past(tally, begin):
            return None
        if not self.words.names.search(text, begin, tally.end) and any(c.form is Form.HEAD for c in tally.clauses):
            return None if between.count("\n") > _LINES else row.symbol
        self._closed.add(at)
        return row.symbol

    def _is_past(self, tally: Tally, begin: int) -> bool:
        return (
            self.account.lexicon.past.search(self.account.text, max(begin, tally.start - 140), tally.start) is not None
        )

    def _same_sentence(self, at: int) -> bool:
        """Whether a sentence takes up two texts at once: `the draft` is then neither's name."""
        first, second = self._opened[at - 1], self._opened[at]
        begin, _ = self.account.sentence(second.start, second.end)
        return first.start >= begin and first.symbol != second.symbol


_LINES = 4
"""Line ends between a text's name and the list of its votes at most."""
