"""Uncounted: the numerals that are no quantities — codes, dates, labels, names, pronouns, idioms."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from pipeline.numbers import counted
from pipeline.numbers.amounts import Amount
from pipeline.numbers.counted import Counted
from pipeline.numbers.readings import Lexicon, Reading
from pipeline.tables import SILENT, Date, Reference, Segment
from pipeline.text.numerals import Numeral

_CODE = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+|(?:\+\d{1,3}|Tel\.?:?|Fax:?|Phone:?)[\s(.-]*\d[\d\s().-]{5,}|\(?\b\d{3}\)?[\s.-]\d{3}[.-]\d{4}\b"
    r"|\b\d{1,4}(?:-\d{3,4})*-\d{3,4}-\d{4}\b|\(\d{2,4}\) ?\d{3,4}[ .-]\d{3,4}\b|\b00\d{1,3}(?: \d{2,5}){2,4}\b"
    r"|\b[A-Z][A-Za-z]{0,8}(?:[./][A-Za-z0-9()]+)*/[\w./()-]*\d[\w./()-]*"
    r"|\b\d{1,4}/[\w.]*\d[\w./]*|\b\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b)?|\b\d{1,2}(?::\d{2})?\s?[apAP]\.?[mM]\b\.?"
    r"|\b(?:19|20)\d\d[-–/]\d{1,2}[-–/]\d{1,2}\b|\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d\b"
    r"|\b(?:18|19|20)\d0s\b|\d+\s+U\.?\s?S\.?\s?C\.?\s+\d+\w*"
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|Muharram|Safar|Rabi[’'‘ -]?(?:al|ul)[- ]\w+|Jumada[- ]\w+|Rajab|Sha[’'‘]?ban|Ramadan|Shawwal|Dh?ul?[- ]?[QH]\w+"
    r"|Farvardin|Ordibehesht|Khordad|Mordad|Shahrivar|Mehr|Aban|Azar|Bahman|Esfand)"
)
_CALENDAR = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–—]\s?|\s(?:and|to)\s)\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}\b\.?(?:,?\s\d{{4}})?"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}\b\.?(?:,?\s\d{{4}})?"
    rf"|\b{_MONTH}\b\.?\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:\s?[-–—]\s?\d{{1,2}}\b)?(?:,?\s\d{{4}})?|\b{_MONTH}\b\.?,?\s\d{{4}}\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_LIST_MARK = re.compile(r"(?:^|\n)[ \t]*[(]?$")
_NAMED_ORDINAL = re.compile(
    r"\s+(?:\w+\s+){0,3}(?:session|meeting|anniversary|round|plenary|edition|summit|assembly|sitting|conference|dialogue|consultations?|forum|ministerial)\b",
    re.IGNORECASE,
)
_MEETING = re.compile(r"\s+(?:[a-z]+\s+){0,2}(?:Session|Meeting|Anniversary|session|meeting|anniversary|Plenary)\b")
_GLUE = frozenset(
    {"than", "over", "of", "to", "with", "by", "about", "some", "nearly", "least", "most", "around", "almost"}
)
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|until|till|by|from|during|before|after|year|between|late|early|mid|spring|summer|autumn|fall|winter|end|of)\s|mid-|[(\[])$",
    re.IGNORECASE,
)
_DATED = re.compile(rf"\s(?:of|dated)\s\d{{1,2}}\s{_MONTH}", re.IGNORECASE)
_COMPOUND = re.compile(r"[-‐‑](\w+)")
_HALF_YEAR = re.compile(r"[\s-](?:quarter|half|trimester|semester)s?\b", re.IGNORECASE)
_DETERMINER = re.compile(
    r"\b(?:the|a|an|its|their|our|his|her|this|that|my|your|another|every|each|['’]s|as|and|very)\s+(?:(?:very|last|next|own|only|final|other)\s)?$|['’]s?\s$",
    re.IGNORECASE,
)


class Spans:
    """Whether a place lies in one of many spans."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        merged: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        self.starts = [start for start, _ in merged]
        self.ends = [end for _, end in merged]

    def touches(self, start: int, end: int) -> bool:
        at = bisect_right(self.ends, start)
        return at < len(self.starts) and self.starts[at] < end


def closed_spans(
    text: str, segments: Sequence[Segment], references: Sequence[Reference], dates: Sequence[Date], lexicon: Lexicon
) -> Spans:
    """Where no numeral counts: chrome, dates, references, an agency's marks."""
    spans = [(s.start, s.end) for s in segments if s.role in SILENT or s.role in ("date", "source")]
    spans += [(row.start, row.end) for row in references]
    spans += [(row.start, row.end) for row in dates]
    spans += [match.span() for match in lexicon.editorial.finditer(text)]
    return Spans(spans)


def _is_code(text: str, start: int, end: int) -> bool:
    """Part of an address, a symbol, a clock time or a day of the calendar that no earlier stage has found."""
    low, high = max(0, start - 48), min(len(text), end + 24)
    while low > 0 and start - low < 120 and not text[low - 1].isspace():
        low -= 1
    return any(
        match.start() < end and match.end() > start
        for pattern in (_CODE, _CALENDAR)
        for match in pattern.finditer(text, low, high)
    )


def is_free(text: str, numeral: Numeral, closed: Spans, lexicon: Lexicon) -> bool:
    """No part of a date, a symbol, a code, a time, an address, an idiom or a list mark."""
    start, end = numeral.start, numeral.end
    if closed.touches(start, end) or (numeral.digits and lexicon.addresses.match(text, end)):
        return False
    if numeral.digits:
        if _in_score(text, start, end):
            return True
        return _is_free_figure(text, numeral, lexicon) and not _is_code(text, start, end)
    around = max(0, start - 12)
    return not any(
        match.start() < end and match.end() > start
        for match in lexicon.idioms.finditer(text, around, min(len(text), end + 18))
    )


_SCORE = re.compile(r"(?<![\d:/–-])(\d{1,3})([:/-])(\d{1,3})\2\d{1,3}(?![\d:/-])")
_VOTED = re.compile(
    r"\b(?:vot(?:e|ed|es|ing)|ballot|tally|ratio|passed|adopted|approved|rejected|defeated|failed|carried)\b[^.;\n]{0,60}$",
    re.IGNORECASE,
)


def _in_score(text: str, start: int, end: int) -> bool:
    """Part of a tally written `187:2:1` or `(43/55/47)`, beside a word of voting; what can be a day in figures is none."""
    for score in _SCORE.finditer(text, max(0, start - 8), end + 8):
        if score.start() <= start and end <= score.end():
            day = score[2] != ":" and 0 < int(score[1]) <= 31 and 0 < int(score[3]) <= 31
            return not day and _VOTED.search(text, max(0, score.start() - 80), score.start()) is not None
    return False


def _is_free_figure(text: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    start, end = numeral.start, numeral.end
    before, after = numeral.before, numeral.after
    if before and before not in _GLUE and f"{before}" not in lexicon.measures.signs:
        return False
    if after and after not in lexicon.measures.suffixes and after.lower() not in lexicon.measures.money:
        return False
    previous = text[start - 1] if start else "\n"
    following = text[end : end + 2]
    if previous in "/#№_@=\\:&*^" or (
        previous in ".," and start > 1 and text[start - 2].isalnum() and not _is_sign(text, start, lexicon)
    ):
        return False
    if previous == "+" and start > 1 and not (text[start - 2].isspace() or text[start - 2] == "("):
        return False
    if previous in "'’" and len(following) and following[0] == "s":
        return False
    if following[:1] in "/:@_" and following[1:].isalnum() and following[1:].isdigit():
        return False
    if following[:1] == "(" and following[1:].isalnum():
        return False
    if previous == "(" and start > 1 and (text[start - 2] == ")" or text[start - 2].isdigit()):
        return False
    if following[:1] == "+" and following[1:].isdigit():
        return False
    marks_list = following[:1] in (".", ")") and not following[1:].isdigit()
    return not (marks_list and _LIST_MARK.search(text, max(0, start - 8), start))


def _is_sign(text: str, start: int, lexicon: Lexicon) -> bool:
    return bool(lexicon.measures.before.search(text, max(0, start - 8), start))


def counts_nothing(amount: Amount, what: Counted, reading: Reading) -> bool:
    """A label, a year, a name, a time, an adverb, a pronoun: no quantity although it is a numeral."""
    form = amount.numeral.form
    if reading.rows and amount.start < reading.rated:
        return True  # `500 cubic metres a second`
    plain = amount.kind in ("cardinal", "ordinal")
    if amount.kind == "cardinal" and amount.numeral.before and amount.numeral.before not in _GLUE:
        return True
    if form != "fraction" and plain and (_in_name(amount, reading) or _is_time(amount, reading)):
        return True
    if _is_label(amount, what, reading) or _is_year(amount, what, reading) or _is_postcode(amount, reading):
        return True
    if form == "ordinal":
        ranked = _COMPOUND.match(reading.text, amount.end)
        if ranked and ranked[1].lower() in reading.lexicon.compounds:
            return True
        return _is_adverb(amount, what, reading)
    if form == "fraction":
        return not _is_share(amount, reading)
    if form == "vague":
        return not _is_vague_count(amount, what, reading)
    word = reading.text[amount.start : amount.end].lower()
    return word == "score" or (word == "one" and _is_pronoun(amount, what, reading))


def _is_year(amount: Amount, what: Counted, reading: Reading) -> bool:
    """A bare figure from 1500 to 2099 that counts nothing in the plural or stands where a year does."""
    if not (
        amount.kind == "cardinal" and amount.high is None and _YEAR.fullmatch(reading.text, amount.start, amount.end)
    ):
        return False
    return not _is_plural(what, reading) or bool(
        _YEAR_BEFORE.search(reading.text, max(0, amount.start - 9), amount.start)
    )


def _is_item(amount: Amount, text: str) -> bool:
    """The number of an item in a list that runs on: `(1) aid; (2) access; and (3) talks`."""
    number = amount.value
    if number is None or not (
        text[amount.start - 1 : amount.start] == "(" and text[amount.end : amount.end + 2] == ") "
    ):
        return False
    if number == 1:
        return text.find("(2) ", amount.end, amount.end + _ITEM_REACH) >= 0
    return text.find(f"({int(number) - 1}) ", max(0, amount.start - _ITEM_REACH), amount.start) >= 0


_NUMBERED_BEFORE = re.compile(r"\d{1,3}(?:, \d{1,3}){0,5},? (?:and|or|to) $")
"""What stands between a label and the last number it labels: `Articles 19 and 20`."""
_ITEM_REACH = 900
_POSTCODE = re.compile(r"\d{4,6}")


def _is_postcode(amount: Amount, reading: Reading) -> bool:
    """Four to six figures without a mark right before a place: `1055 Copenhagen`."""
    if not (amount.kind == "cardinal" and _POSTCODE.fullmatch(reading.text, amount.start, amount.end)):
        return False
    at = bisect_right(reading.named_starts, amount.end)
    following = reading.named[at] if at < len(reading.named) else None
    return following is not None and following.label in ("GPE", "LOC", "FAC") and following.start == amount.end + 1


def _is_plural(what: Counted, reading: Reading) -> bool:
    """The head noun stands in the plural."""
    if not what.noun:
        return False
    written = reading.text[what.start : what.end].split()[-1]
    return written.lower() != what.noun.lower() or what.noun.lower() in reading.lexicon.plurals


def _in_name(amount: Amount, reading: Reading) -> bool:
    """Part of a named thing, unless it is the ordinal of a meeting or session."""
    at = bisect_right(reading.named_starts, amount.start)
    around = [e for e in reading.named[max(0, at - 2) : at] if e.end >= amount.end and e.start <= amount.start]
    if amount.kind == "cardinal" and not amount.numeral.digits:
        # `Twelve Council members`: only the shape of the words makes the figure that begins a sentence part of a name.
        around = [e for e in around if e.start < amount.start or not (e.rule or "").startswith("shape")]
    inside = bool(around)
    following = reading.text[amount.end : amount.end + 48]
    word = reading.text[amount.start : amount.end]
    capital = amount.kind == "ordinal" and not amount.numeral.digits and word.istitle()
    if inside and not capital:
        return amount.kind != "ordinal" or not _NAMED_ORDINAL.match(following)
    if capital:
        # `the Second Academy`, `the First Lady`: a capital inside a sentence is part of a name.
        at = reading.token(amount.start)
        first = at < len(reading.parse) and bool(reading.parse.first[at])
        return (inside or not first) and bool(re.match(r"\s[A-Z]", following)) and not _MEETING.match(following)
    return inside


def _is_time(amount: Amount, reading: Reading) -> bool:
    """A duration or an age (`30 days`, `five-year`), which the table of dates holds."""
    if amount.kind == "ordinal":
        return bool(_HALF_YEAR.match(reading.text, amount.end))
    return bool(reading.lexicon.time.match(reading.text, amount.end))


def _is_label(amount: Amount, what: Counted, reading: Reading) -> bool:
    """The number of an article, a paragraph, a rule; a figure after a capitalised name (`Nord Stream 2`)."""
    text, start = reading.text, amount.start
    if amount.kind != "cardinal":
        return False
    if _is_item(amount, text):
        return True
    bracketed = (
        text[start - 1 : start] == "(" and text[amount.end : amount.end + 1] != ")"
    )  # `the decree (112 yes, 42 no)`
    if not bracketed and reading.lexicon.labels.search(text, max(0, start - 16), start):
        return True
    listed = _NUMBERED_BEFORE.search(text, max(0, start - 40), start)
    if listed and reading.lexicon.labels.search(text, max(0, listed.start() - 16), listed.start()):
        return True
    if not what.noun and reading.lexicon.weak_labels.search(text, max(0, start - 16), start):
        return True
    if amount.numeral.scale > 1:
        return False
    if not amount.numeral.digits:
        return _in_capitals(amount, reading)
    following = text[amount.end : amount.end + 32]
    if (
        re.match(r"\s(?:Sanctions\s)?(?:Committee|Panel|regime|Monitoring)\b", following)
        and len(text[start : amount.end]) > 2
    ):
        return True
    if _DATED.match(text, amount.end):
        return True
    at = reading.token(start)
    if at == 0 or at >= len(reading.parse) or reading.parse.first[at]:
        return False
    parse, before = reading.parse, at - 1
    if parse.words[before] in counted.DAYS:
        return False  # `the vote on Monday, 18-17`
    if parse.tags[before] not in ("NNP", "NNPS") or not parse.forms[before][:1].isupper() or not parse.spaced(before):
        return False
    return not _is_plural(what, reading)


def _in_capitals(amount: Amount, reading: Reading) -> bool:
    """A capitalised number word between capitalised words is part of a name (`Marine One`)."""
    at = reading.token(amount.start)
    if not reading.text[amount.start].isupper() or at == 0 or at >= len(reading.parse) or reading.parse.first[at]:
        return False
    parse, before = reading.parse, at - 1
    form = parse.forms[before]
    return parse.tags[before] in ("NNP", "NNPS") and form[:1].isupper() and parse.spaced(before) and not form.isupper()


_MORE_ORDINALS = re.compile(r"(?:, \d+(?:st|nd|rd|th))*(?: ?& ?| and |–|-)\d+(?:st|nd|rd|th)\b", re.IGNORECASE)
"""`52nd & 53rd meetings`: the first of several."""


def _is_adverb(amount: Amount, what: Counted, reading: Reading) -> bool:
    """`First, …`, `were first introduced`, `came second`."""
    at = reading.token(amount.start)
    if at >= len(reading.parse):
        return False
    parse = reading.parse
    following = reading.text[amount.end : amount.end + 1]
    if parse.first[at] and following in (",", ":", ";"):
        return True
    if _MORE_ORDINALS.match(reading.text, amount.end):
        return False
    if what.noun:
        return (
            parse.tags[at] == "RB"
            and parse.tags[parse.heads[at]].startswith("VB")
            and not _after_determiner(amount, reading)
        )
    return not _after_determiner(amount, reading)


def _after_determiner(amount: Amount, reading: Reading) -> bool:
    return bool(_DETERMINER.search(reading.text, max(0, amount.start - 24), amount.start))


def _is_share(amount: Amount, reading: Reading) -> bool:
    """A fraction of something (`a quarter of Ukraine's population`), not `the first half` or `this quarter`."""
    if amount.kind != "cardinal":
        return True
    following = reading.text[amount.end : amount.end + 8].lower()
    word = reading.text[amount.start : amount.end].lower()
    if word in ("quarter", "quarters", "halves", "tenths"):
        return False
    return following.startswith((" of ", " the ", " its ", " their ", " our ", " that ", " a "))


def _is_vague_count(amount: Amount, what: Counted, reading: Reading) -> bool:
    """`millions of people`; not `trillions-worth`."""
    return bool(what.noun) and reading.text[amount.end : amount.end + 4] == " of "


def _is_pronoun(amount: Amount, what: Counted, reading: Reading) -> bool:
    """`one` that counts nothing: `one of today's challenges`, `one must`."""
    if not what.noun or what.anaphoric:
        return True
    return reading.text[amount.end : amount.end + 4] == " of "
