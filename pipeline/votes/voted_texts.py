"""Voted texts: the symbol a text gives the resolution that a vote was on, apart from the resolutions it only cites."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Mapping, Sequence

from pipeline.tables import Reference
from pipeline.votes.evidence import Account
from pipeline.votes.figures import Form, Tally
from pipeline.votes.patterns import either

_NEAR = 90
"""Characters between symbols that stand together."""


def symbol_of(
    tally: Tally, begin: int, end: int, part: bool, told: datetime.date | None, account: Account
) -> str | None:
    """The symbol the text gives the vote: the nearest in its sentence on its side of other tallies, else beside that sentence.

    told: the day of the vote, where the sentence itself says it.
    """
    if all(clause.form is Form.TABLE for clause in tally.clauses) and tally.clauses:
        return _in_row(tally, account)
    low, high = account.alone(tally, begin, end)
    beside = [
        row
        for row in account.cited(low, high)
        if row.end <= high and in_session(row.symbol or "", told) and not _only_cited(row, begin, tally, account)
    ]
    before = [row for row in beside if row.end <= tally.start]
    inside = [row for row in beside if row.start < tally.end and tally.start < row.end]
    after = [row for row in beside if row.start >= tally.end]
    if inside:
        return _adopted(inside)
    if before:
        return _adopted([row for row in reversed(before) if before[-1].start - row.start < _NEAR])
    if after:
        return _adopted([row for row in after if row.start - after[0].start < _NEAR])
    if part or account.lexicon.past.search(account.text, max(begin, tally.start - 140), tally.start):
        return None
    return _sentence_before(begin, told, account) or _sentence_after(end, told, account)


def _in_row(tally: Tally, account: Account) -> str | None:
    """The symbol in the cells before a table's figures."""
    low, _ = account.alone(tally, max(0, tally.start - _ROW), tally.end)
    before = account.cited(low, tally.start)
    return before[-1].symbol if before else None


_ROW = 300
"""Characters of the cells before a row's figures at most."""


def adopted_as(tally: Tally, end: int, account: Account) -> str | None:
    """The symbol that the text got by the vote: in brackets right after the tally or at its sentence's end, else in the next one."""
    text = account.text
    _, high = account.alone(tally, tally.start, end)
    for row in account.cited(tally.end, high):
        between = text[tally.end : row.start]
        closed = text[row.end : row.end + 1] in (")", "]") and text[row.start - 1] in ("(", "[")
        if closed and not account.lexicon.cited.search(text, tally.end, row.start) and len(between) < _NEAR:
            return row.symbol
    inside = account.cited(tally.start, tally.end)
    if inside and "/RES/" in (inside[-1].symbol or ""):
        return inside[-1].symbol
    return _sentence_after(end, None, account)


def in_session(symbol: str, day: datetime.date | None) -> bool:
    """Whether a text of that symbol can have been voted on that day: the Assembly's session n opens in September of 1945 + n."""
    session = _SESSION.match(symbol)
    if session is None or day is None:
        return True
    year = 1945 + int(session[1])
    return datetime.date(year, 9, 1) <= day <= datetime.date(year + 1, 9, 30)


def in_year(symbol: str, day: datetime.date | None) -> bool:
    """Whether a day is of the year that a Security Council resolution bears."""
    dated = _OF_COUNCIL.match(symbol)
    return dated is None or day is None or day.year == int(dated[1])


_OF_COUNCIL = re.compile(r"S/RES/\d+ \(((?:19|20)\d\d)\)$")
_SESSION = re.compile(r"A/(?:(?:RES|C\.[1-6])/)?(\d{2,3})/")


def _sentence_before(begin: int, told: datetime.date | None, account: Account) -> str | None:
    """The only symbol of the sentence before, where no other vote is told in it."""
    previous = account.before(begin)
    if previous is None or account.tells(*previous):
        return None
    cited = account.cited(*previous)
    if len({row.symbol for row in cited}) != 1 or not in_session(cited[0].symbol or "", told):
        return None
    return cited[0].symbol


def _sentence_after(end: int, told: datetime.date | None, account: Account) -> str | None:
    """The symbol by which the next sentence names the text: `The convention, annexed to resolution 79/243, …`."""
    for row in account.cited(end, end + 121)[:1]:
        named = account.lexicon.named_after.fullmatch(account.text, end, row.start)
        return row.symbol if named and in_session(row.symbol or "", told) else None
    return None


def cited_pattern(words: Mapping[str, Collection[str]]) -> re.Pattern[str]:
    """What ends right before a resolution that a text only cites."""
    before = rf"(?:{either(words['before'])})(?: (?:the|its|their|earlier))?(?: (?:UN|United Nations|General Assembly|Assembly))?"
    return re.compile(rf"\b(?:{before}|{either(words['clauses'])})\s+(?:the\s+)?$", re.IGNORECASE)


def lead_pattern(words: Mapping[str, Collection[str]]) -> re.Pattern[str]:
    """A sentence up to a resolution that its opening clause or phrase cites."""
    return re.compile(rf"\W*(?:[\w-]+ ){{0,4}}?(?:{either(words['leads'])})\b[^.;\n]*$", re.IGNORECASE)


def naming_pattern(words: Mapping[str, Collection[str]]) -> re.Pattern[str]:
    """What stands between a vote and the symbol by which the next sentence names its text."""
    subject = rf"(?:(?:It|(?:The|This) (?:[\w-]+ ){{0,2}}(?:{either(words['texts'])}))(?: itself)?,?)"
    verb = r"(?: (?:which|that))?(?: (?:is|was|has been|will be))?(?: (?:now|to be))?"
    link = rf"[ (]+(?:{either(words['links'])}) (?:the )?(?:General Assembly |Assembly )?"
    return re.compile(rf"[.\s”]*(?:{subject}{verb}{link}|Document )")


def _only_cited(row: Reference, begin: int, tally: Tally, account: Account) -> bool:
    """Whether a resolution is told of as earlier than the vote: `five years after it had begun by resolution 74/247`."""
    text, lexicon = account.text, account.lexicon
    if row.start >= tally.start:
        return bool(lexicon.cited.search(text, min(tally.start, row.start), row.start))
    lead = lexicon.cited_lead.match(text, begin, row.start)
    return lead is not None and bool(account.cues(row.end, tally.end)) and "," in text[row.end : tally.end]


def _adopted(rows: Sequence[Reference]) -> str | None:
    """Of symbols that stand together, the nearest first, that of the text as adopted (`A/C.1/74/L.58, issued as A/RES/74/33`)."""
    for row in rows:
        if row.symbol and "/RES/" in row.symbol:
            return row.symbol
    return rows[0].symbol
