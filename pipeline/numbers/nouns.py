"""Nouns: what an amount of a text counts, said beside it or to be found before it."""

from __future__ import annotations

import dataclasses
import re

from pipeline.numbers import counted
from pipeline.numbers.amounts import Amount
from pipeline.numbers.counted import Counted
from pipeline.numbers.readings import Reading
from pipeline.tables import Number

_REPEATED = re.compile(r"\s?\(\d[\d,.]*\)\s?")
_OF_BEFORE = re.compile(r"\b([A-Za-z]+)\s+of\s+(?:up\sto\s|at\s(?:least|most)\s|(?:more|less)\sthan\s|[a-z]+\s)?$")
_COORDINATED = re.compile(
    r",?\s(?:and|or|to)\s(?:(?:not|no)\s)?(?:(?:more|less|fewer)\sthan\s|at\s(?:least|most)\s|up\sto\s|about\s|some\s|nearly\s)?"
)
_POINTS_BACK = re.compile(
    r"\b(?:the|remaining|these|those|other|both|another|an?|all|and the|final|last)\s+(?:remaining\s|other\s|final\s)?$",
    re.IGNORECASE,
)
_REST = re.compile(r"\b(?:remaining|other|others|another|final|last)\s$", re.IGNORECASE)
_TALLIED = frozenset({"vote", "abstention", "ballot"})
"""What is counted in a vote, of which there is no first or second."""
_NUMBER_OF = re.compile(r"\bnumbers? of\s+")


def counted_noun(amount: Amount, reading: Reading) -> Counted:
    """What the amount counts: the noun after it, or after `of` for shares."""
    parse, lexicon = reading.parse, reading.lexicon
    at = reading.token(amount.end)
    if at >= len(parse):
        return counted.NOTHING
    repeated = _REPEATED.match(reading.text, amount.end)
    if repeated:
        at = min(reading.token(repeated.end()), len(parse) - 1)
    gap = reading.text[amount.end : parse.starts[at]]
    if amount.kind in ("money", "quantity"):
        return counted.NOTHING
    if "\n\n" in gap or (
        amount.kind == "percent" and parse.words[at] != "of" and parse.tags[at] not in ("NN", "NNS", "JJ")
    ):
        return counted.NOTHING
    after = lexicon.after.match(reading.text, amount.end)
    if after:
        at = reading.token(after.end())
    elif parse.forms[at] == "-" and parse.starts[at] == amount.end:
        return _compound(at, reading)
    if amount.kind == "ordinal":
        serial = _serial(at, reading)
        if serial is not None:
            return serial
    plural = amount.kind == "cardinal" and amount.value != 1
    found = counted.head_after(parse, at, lexicon.plurals, plural=plural)
    if amount.kind == "percent" and found.noun and lexicon.time.match(" " + found.noun):
        return counted.NOTHING
    return found


_SERIAL = frozenset(
    {"session", "meeting", "summit", "conference", "assembly", "round", "anniversary", "plenary", "congress", "edition"}
)
_SERIAL_REACH = 4
"""Tokens from an ordinal to the noun of a series: `the eleventh emergency special session`."""


def _serial(at: int, reading: Reading) -> Counted | None:
    """The noun of a series after an ordinal, also before another noun: `at its 73rd session resolution 73/187`."""
    parse = reading.parse
    for token in range(at, min(at + _SERIAL_REACH, len(parse))):
        if parse.words[token] in _SERIAL:
            return Counted(parse.words[token], parse.starts[at], parse.ends[token])
        if parse.tags[token][:2] not in ("NN", "JJ", "AF"):
            break
    return None


def _compound(at: int, reading: Reading) -> Counted:
    """`14-member delegation` counts members; `four-wheel` nothing."""
    parse = reading.parse
    if at + 2 < len(parse) and parse.words[at + 1] == "strong":
        return counted.NOTHING  # `a 600-strong battalion`: of soldiers, which nobody says
    if at + 1 < len(parse) and parse.words[at + 1] not in reading.lexicon.compounds:
        noun = counted.singular(parse.forms[at + 1], reading.lexicon.plurals)
        return Counted(noun, parse.starts[at + 1], parse.ends[at + 1])
    return counted.NOTHING


def measured_by(amount: Amount, reading: Reading) -> str | None:
    """`a duty of up to 50 percent`: the noun before `of`."""
    match = _OF_BEFORE.search(reading.text, max(0, amount.start - 48), amount.start)
    return counted.singular(match[1], reading.lexicon.plurals) if match else None


def share_noun(row: Number, reading: Reading) -> None:
    """`no fewer than 40 and not more than 60 observers`: the noun of the second for the first too."""
    last = reading.rows[-1] if reading.rows else None
    if (
        last is None
        or last.counted
        or not row.counted
        or last.kind != row.kind
        or row.kind not in ("cardinal", "percent", "ordinal")
    ):
        return
    if _COORDINATED.fullmatch(reading.text, last.end, row.start) or (
        row.kind == "ordinal" and reading.text[last.end : row.start].strip() == "&"
    ):
        reading.rows[-1] = dataclasses.replace(last, counted=row.counted)


def number_of(amount: Amount, reading: Reading) -> str | None:
    """`The number of training slots would go up … to 140`: the noun that was numbered earlier in the sentence."""
    if amount.kind != "cardinal":
        return None
    if _NUMBER_OF.search(reading.text, max(0, amount.start - 160), amount.start) is None:
        return None
    begin = max(reading.sentence(amount.start)[0], amount.start - 160)
    ends = [match.end() for match in _NUMBER_OF.finditer(reading.text, begin, amount.start)]
    return counted.head_after(reading.parse, reading.token(ends[-1]), reading.lexicon.plurals).noun if ends else None


def antecedent(amount: Amount, what: Counted, reading: Reading) -> str | None:
    """The noun a bare numeral points back to: `27 of them`, `the remaining three`, `the fourth`, `the two`."""
    if not what.anaphoric and not _POINTS_BACK.search(reading.text, max(0, amount.start - 24), amount.start):
        return None
    if amount.kind == "ordinal":
        beside = _apposition(amount, reading)
        if beside:
            return beside
    near = [row for row in reading.rows[-8:] if row.counted and row.kind in ("cardinal", "ordinal")]
    if amount.kind == "ordinal":
        near = [r for r in near if amount.start - r.end < 350 and r.counted not in _TALLIED]
        near = [r for r in near if r.value != amount.value or r.kind != "ordinal"]
    if not what.anaphoric and amount.kind == "cardinal":
        rest = _REST.search(reading.text, max(0, amount.start - 16), amount.start)
        near = [row for row in near if (amount.start - row.end < 160 if rest else row.value == amount.value)]
    elif amount.kind == "cardinal":
        near = [row for row in near if amount.start - row.end < 200]
    return near[-1].counted if near else None


_VERBAL = frozenset({"VBN", "VBD", "IN"})
"""What follows a figure whose noun was left out: `7,000 sent home and 500 in camps`."""
_LISTING = re.compile(
    r"(?:,|\band|\bwhile|\bbut)\s(?:about\s|some\s|nearly\s|over\s|another\s|a\sfurther\s)?$", re.IGNORECASE
)
_ELLIPSIS = 120
"""Characters at most from a noun to the figure that leaves it out."""


def left_out(amount: Amount, reading: Reading) -> str | None:
    """`Over 80 miners were freed, 7,000 sent home and 500 moved`: the noun that was counted last in the sentence."""
    at = reading.token(amount.end)
    parse, last = reading.parse, reading.rows[-1] if reading.rows else None
    if last is None or amount.kind != "cardinal" or last.kind != "cardinal" or last.counted is None or at >= len(parse):
        return None
    said = parse.tags[at] in _VERBAL and parse.words[at] not in reading.lexicon.voting and amount.value != 1
    if not said or not _LISTING.search(reading.text, max(0, amount.start - 24), amount.start):
        return None
    near = last.end >= max(reading.sentence(amount.start)[0], amount.start - _ELLIPSIS)
    return last.counted if near else None


def _apposition(amount: Amount, reading: Reading) -> str | None:
    """`Friday's meeting, the first at this level`: the noun before the comma."""
    at = reading.token(amount.start)
    parse = reading.parse
    if at < 3 or parse.words[at - 1] != "the" or parse.forms[at - 2] != "," or parse.tags[at - 3] not in ("NN", "NNS"):
        return None
    return counted.singular(parse.forms[at - 3], reading.lexicon.plurals)
