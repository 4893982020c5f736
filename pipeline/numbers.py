"""Numbers: quantities with value, unit, comparator and what they count."""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc

from pipeline import amounts, counted, counting
from pipeline.amounts import Amount, Currency, Measures
from pipeline.counted import Counted
from pipeline.counting import NumberWords, Numeral
from pipeline.knowledge import Models
from pipeline.segments import SILENT
from pipeline.tables import Date, Document, Entity, Number, Reference, Segment, Stance, Vote

READS: tuple[str, ...] = (*counting.READS, *amounts.READS, *counted.READS)
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge this stage goes by."""

    words: NumberWords
    measures: Measures
    plurals: Mapping[str, str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    comparators: Mapping[str, str]
    labels: re.Pattern[str]
    weak_labels: re.Pattern[str]
    time: re.Pattern[str]
    idioms: re.Pattern[str]
    compounds: Collection[str]
    modality: Sequence[tuple[str, re.Pattern[str]]]
    standings: Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]]


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    words: dict[str, Any] = models.toml("en/numbers.toml")
    before = {phrase: sign for sign, phrases in words["before"].items() for phrase in phrases}
    after = {phrase: sign for sign, phrases in words["after"].items() for phrase in phrases}
    time = _either(words["time"]["nouns"])
    qualifiers = _either(words["time"]["qualifiers"])
    return Lexicon(
        words=counting.load_words(models),
        measures=amounts.load_measures(models),
        plurals=counted.load_plurals(models),
        before=re.compile(rf"(?<![^\W_])({_either(before)})\s*$", re.IGNORECASE),
        after=re.compile(rf"\s?({_either(after)})(?![^\W_])|(\+)", re.IGNORECASE),
        comparators={**before, **{f"after:{phrase}": sign for phrase, sign in after.items()}},
        labels=re.compile(rf"(?<![^\W_])(?:{_either(words['labels']['nouns'])})[\s\u00a0]?[(]?$", re.IGNORECASE),
        weak_labels=re.compile(rf"(?<![^\W_])(?:{_either(words['labels']['weak'])})\s?$", re.IGNORECASE),
        time=re.compile(rf"(?:\s\(\d+\))?[\s\u00a0-]?(?:(?:{qualifiers})\s+)?(?:{time})(?![^\W_])", re.IGNORECASE),
        idioms=re.compile(rf"(?<![^\W_])(?:{_either(words['idioms']['phrases'])})(?![^\W_])", re.IGNORECASE),
        compounds=frozenset(words["idioms"]["compounds"]),
        modality=[(name, re.compile(rf"\b(?:{_either(cues)})\b", re.I)) for name, cues in words["modality"].items()],
        standings=_standings(words["roles"]),
    )


def _standings(roles: dict[str, dict[str, list[str]]]) -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    before, after = roles["before"], roles["after"]
    lead = r"\s+(?:(?:more|fewer|less) than |at least |about |some |over |nearly |a total of |the )?$"
    return {
        name: (
            re.compile(rf"\b(?:{'|'.join(before[name])}){lead}", re.IGNORECASE),
            re.compile(rf"(?:{'|'.join(after[name])})", re.IGNORECASE),
        )
        for name in before
    }


def _either(words: Collection[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_CODE = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+|(?:\+\d{1,3}|Tel\.?:?|Fax:?|Phone:?)[\s(]*[\d][\d\s().-]{5,}"
    r"|\b[A-Z][A-Za-z]{0,8}(?:[./][A-Za-z0-9()]+)*/[\w./()-]*\d[\w./()-]*"
    r"|\b\d{1,4}/[\w.]*\d[\w./]*|\b\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b)?|\b\d{1,2}(?::\d{2})?\s?[apAP]\.?[mM]\b\.?"
    r"|\b(?:19|20)\d\d[-–/]\d{1,2}[-–/]\d{1,2}\b|\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d\b"
    r"|\b(?:18|19|20)\d0s\b|\d+\s+U\.?\s?S\.?\s?C\.?\s+\d+\w*"
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
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
_ENTITY_LABELS = frozenset({"PERSON", "ORG", "FAC", "LAW", "PRODUCT", "WORK_OF_ART", "EVENT", "GPE", "LOC", "NORP"})


class _Spans:
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


def find_quantities(
    doc: Doc,
    document: Document,
    segments: Sequence[Segment],
    entities: Sequence[Entity],
    references: Sequence[Reference],
    dates: Sequence[Date],
    lexicon: Lexicon,
) -> list[Number]:
    """The quantities of a text, before votes give them a role."""
    text = document.text
    closed = _closed(text, segments, references, dates)
    named = [e for e in entities if e.label in _ENTITY_LABELS]
    numerals = counting.find_numerals(text, lexicon.words)
    numerals = [n for n in numerals if _is_free(text, n, closed, lexicon)]
    starts = [token.idx for token in doc]
    state = _State(doc, text, document.doc_id, starts, named, [e.start for e in named], lexicon, [])
    for amount in amounts.find_amounts(text, numerals, lexicon.measures):
        row = _row(amount, state)
        if row is not None:
            _share_noun(row, state)
            state.rows.append(row)
    return state.rows


@dataclass(frozen=True, slots=True)
class _State:
    """What the numbers of one text share."""

    doc: Doc
    text: str
    doc_id: str
    starts: list[int]
    named: list[Entity]
    named_starts: list[int]
    lexicon: Lexicon
    rows: list[Number]


def _closed(text: str, segments: Sequence[Segment], references: Sequence[Reference], dates: Sequence[Date]) -> _Spans:
    """Where no numeral counts: chrome, dates, symbols, codes."""
    spans = [(s.start, s.end) for s in segments if s.role in SILENT or s.role in ("date", "source")]
    spans += [(row.start, row.end) for row in references]
    spans += [(row.start, row.end) for row in dates]
    spans += [match.span() for match in _CODE.finditer(text)]
    spans += [match.span() for match in _CALENDAR.finditer(text)]
    return _Spans(spans)


def _is_free(text: str, numeral: Numeral, closed: _Spans, lexicon: Lexicon) -> bool:
    """No part of a date, a symbol, a code, a time, an idiom or a list mark."""
    start, end = numeral.start, numeral.end
    if closed.touches(start, end):
        return False
    if numeral.digits:
        return _is_free_figure(text, numeral, lexicon)
    around = max(0, start - 12)
    return not any(
        match.start() < end and match.end() > start
        for match in lexicon.idioms.finditer(text, around, min(len(text), end + 18))
    )


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
    if previous == "+" and start > 1 and text[start - 2].isalnum():
        return False
    if previous in "'’" and len(following) and following[0] == "s":
        return False
    if following[:1] in "/:@_" and following[1:].isalnum() and following[1:].isdigit():
        return False
    if following[:1] == "(" and following[1:].isalnum():
        return False
    marks_list = following[:1] in (".", ")") and not following[1:].isdigit()
    return not (marks_list and _LIST_MARK.search(text, max(0, start - 8), start))


def _is_sign(text: str, start: int, lexicon: Lexicon) -> bool:
    return bool(lexicon.measures.before.search(text, max(0, start - 8), start))


_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|until|till|by|from|during|before|after|year|between|late|early|mid|spring|summer|autumn|fall|winter|end|of)\s|mid-|[(\[])$",
    re.IGNORECASE,
)
_DATED = re.compile(rf"\s(?:of|dated)\s\d{{1,2}}\s{_MONTH}", re.IGNORECASE)


def _is_year(amount: Amount, what: Counted, state: _State) -> bool:
    """A bare figure from 1500 to 2099 that counts nothing in the plural or stands where a year does."""
    if not (
        amount.kind == "cardinal" and amount.high is None and _YEAR.fullmatch(state.text, amount.start, amount.end)
    ):
        return False
    return not _is_plural(what, state) or bool(_YEAR_BEFORE.search(state.text, max(0, amount.start - 9), amount.start))


def _is_plural(what: Counted, state: _State) -> bool:
    """The head noun stands in the plural."""
    if not what.noun:
        return False
    written = state.text[what.start : what.end].split()[-1]
    return written.lower() != what.noun.lower() or what.noun.lower() in state.lexicon.plurals


def _row(amount: Amount, state: _State) -> Number | None:
    """One amount as a row, None when it counts nothing."""
    text, start, end = state.text, amount.start, amount.end
    numeral = amount.numeral
    if not numeral.digits and text[start:end].lower() in ("score", "one hundred percent"):
        return None
    if (
        numeral.form in ("cardinal", "ordinal", "vague")
        and amount.kind in ("cardinal", "ordinal")
        and (_in_name(amount, state) or _is_time(amount, state))
    ):
        return None
    what = _counted(amount, state)
    if _is_label(amount, what, state) or _is_year(amount, what, state):
        return None
    if numeral.form == "ordinal" and _is_adverb(amount, what, state):
        return None
    if numeral.form == "fraction" and not _is_share(amount, state):
        return None
    if numeral.form == "vague" and not _is_vague_count(amount, what, state):
        return None
    if text[start:end].lower() == "one" and _is_pronoun(amount, what, state):
        return None
    return _finished(amount, what, state)


_COORDINATED = re.compile(
    r",?\s(?:and|or|to)\s(?:(?:not|no)\s)?(?:(?:more|less|fewer)\sthan\s|at\s(?:least|most)\s|up\sto\s|about\s|some\s|nearly\s)?"
)


def _share_noun(row: Number, state: _State) -> None:
    """`no fewer than 40 and not more than 60 observers`: the noun of the second for the first too."""
    last = state.rows[-1] if state.rows else None
    if last is None or last.counted or not row.counted or last.kind != row.kind or row.kind not in ("cardinal", "percent"):
        return
    if _COORDINATED.fullmatch(state.text, last.end, row.start):
        state.rows[-1] = dataclasses.replace(last, counted=row.counted)


def _finished(amount: Amount, what: Counted, state: _State) -> Number:
    text, lexicon = state.text, state.lexicon
    kind, unit, rule = amount.kind, amount.unit, amount.rule
    if kind == "money" and unit is None:
        unit = _which_currency(amount, state)
    elif kind == "cardinal" and not what.noun and amount.numeral.scale >= 1000 and not _number_of(amount, state):
        inherited = _inherited(amount, state)
        if inherited:
            kind, unit, rule = "money", inherited, "money-inherited"
    noun = what.noun if kind in ("cardinal", "ordinal", "percent") else None
    if noun is None and kind in ("cardinal", "ordinal") and rule != "money-inherited":
        noun = _antecedent(amount, what, state) or _number_of(amount, state)
    if noun is None and kind == "percent":
        noun = _measured_by(amount, state)
    value = None if amount.value is None else float(amount.value)
    return Number(
        doc_id=state.doc_id,
        start=amount.start,
        end=amount.end,
        text=text[amount.start : amount.end],
        value=value,
        value_high=None if amount.high is None else float(amount.high),
        comparator=_comparator(amount, what, state),
        kind=kind,
        unit=unit,
        counted=noun,
        counted_phrase=text[what.start : what.end] if what.noun and noun == what.noun else None,
        modality=_modality(amount, state, lexicon),
        rule=amount.numeral.form if rule == "numeral" else rule,
    )


def _token(position: int, state: _State) -> int:
    """Index of the first token at or after a place."""
    return bisect_left(state.starts, position)


_REPEATED = re.compile(r"\s?\(\d[\d,.]*\)\s?")


def _counted(amount: Amount, state: _State) -> Counted:
    """What the amount counts: the noun after it, or after `of` for shares."""
    doc, lexicon = state.doc, state.lexicon
    at = _token(amount.end, state)
    if at >= len(doc):
        return counted.NOTHING
    repeated = _REPEATED.match(state.text, amount.end)
    if repeated:
        at = min(_token(repeated.end(), state), len(doc) - 1)
    gap = state.text[amount.end : doc[at].idx]
    if amount.kind in ("money", "quantity"):
        return counted.NOTHING
    if "\n\n" in gap or (
        amount.kind == "percent" and doc[at].lower_ != "of" and doc[at].tag_ not in ("NN", "NNS", "JJ")
    ):
        return counted.NOTHING
    after = lexicon.after.match(state.text, amount.end)
    if after:
        at = _token(after.end(), state)
    elif doc[at].text in ("-", "‐", "‑"):
        return _compound(at, state)
    found = counted.head_after(doc, at, lexicon.plurals)
    if amount.kind == "percent" and found.noun and lexicon.time.match(" " + found.noun):
        return counted.NOTHING
    return found


_OF_BEFORE = re.compile(r"\b([A-Za-z]+)\s+of\s+(?:up\sto\s|at\s(?:least|most)\s|(?:more|less)\sthan\s|[a-z]+\s)?$")


def _measured_by(amount: Amount, state: _State) -> str | None:
    """`a duty of up to 50 percent`: the noun before `of`."""
    match = _OF_BEFORE.search(state.text, max(0, amount.start - 48), amount.start)
    return counted.singular(match[1], state.lexicon.plurals) if match else None


def _compound(at: int, state: _State) -> Counted:
    """`14-member delegation` counts members; `four-wheel` nothing."""
    doc = state.doc
    if at + 2 < len(doc) and doc[at + 1].lower_ == "strong":
        return counted.head_after(doc, at + 2, state.lexicon.plurals)
    if at + 1 < len(doc) and doc[at + 1].lower_ not in state.lexicon.compounds:
        token = doc[at + 1]
        return Counted(counted.singular(token.text, state.lexicon.plurals), token.idx, token.idx + len(token.text))
    return counted.NOTHING


def _in_name(amount: Amount, state: _State) -> bool:
    """Part of a named thing, unless it is the ordinal of a meeting or session."""
    at = bisect_right(state.named_starts, amount.start)
    inside = any(e.end >= amount.end and e.start <= amount.start for e in state.named[max(0, at - 2) : at])
    following = state.text[amount.end : amount.end + 48]
    word = state.text[amount.start : amount.end]
    capital = amount.kind == "ordinal" and not amount.numeral.digits and word.istitle()
    if inside and not capital:
        return amount.kind != "ordinal" or not _NAMED_ORDINAL.match(following)
    if capital:
        # `the Second Academy`, `the First Lady`: a capital inside a sentence is part of a name.
        at = _token(amount.start, state)
        first = at < len(state.doc) and bool(state.doc[at].is_sent_start)
        return (inside or not first) and bool(re.match(r"\s[A-Z]", following)) and not _MEETING.match(following)
    return inside


def _is_time(amount: Amount, state: _State) -> bool:
    """A duration or an age (`30 days`, `five-year`), which the table of dates holds."""
    if amount.kind == "ordinal":
        return bool(_HALF_YEAR.match(state.text, amount.end))
    return bool(state.lexicon.time.match(state.text, amount.end))


_HALF_YEAR = re.compile(r"[\s-](?:quarter|half|trimester|semester)s?\b", re.IGNORECASE)


def _is_label(amount: Amount, what: Counted, state: _State) -> bool:
    """The number of an article, a paragraph, a rule; a figure after a capitalised name (`Nord Stream 2`)."""
    text, start = state.text, amount.start
    if amount.kind != "cardinal":
        return False
    if state.lexicon.labels.search(text, max(0, start - 16), start):
        return True
    if not what.noun and state.lexicon.weak_labels.search(text, max(0, start - 16), start):
        return True
    if amount.numeral.scale > 1:
        return False
    if not amount.numeral.digits:
        return _in_capitals(amount, state)
    following = text[amount.end : amount.end + 32]
    if (
        re.match(r"\s(?:Sanctions\s)?(?:Committee|Panel|regime|Monitoring)\b", following)
        and len(text[start : amount.end]) > 2
    ):
        return True
    if _DATED.match(text, amount.end):
        return True
    at = _token(start, state)
    if at == 0 or at >= len(state.doc) or state.doc[at].is_sent_start:
        return False
    previous = state.doc[at - 1]
    if previous.tag_ not in ("NNP", "NNPS") or not previous.text[:1].isupper() or previous.whitespace_ != " ":
        return False
    return not _is_plural(what, state)


def _in_capitals(amount: Amount, state: _State) -> bool:
    """A capitalised number word between capitalised words is part of a name (`Marine One`)."""
    at = _token(amount.start, state)
    if not state.text[amount.start].isupper() or at == 0 or at >= len(state.doc) or state.doc[at].is_sent_start:
        return False
    before = state.doc[at - 1]
    return (
        before.tag_ in ("NNP", "NNPS")
        and before.text[:1].isupper()
        and before.whitespace_ == " "
        and not before.is_upper
    )


def _is_adverb(amount: Amount, what: Counted, state: _State) -> bool:
    """`First, …`, `were first introduced`, `came second`."""
    at = _token(amount.start, state)
    if at >= len(state.doc):
        return False
    token = state.doc[at]
    following = state.text[amount.end : amount.end + 1]
    if token.is_sent_start and following in (",", ":", ";"):
        return True
    if what.noun:
        return token.tag_ == "RB" and token.head.tag_.startswith("VB") and not _after_determiner(amount, state)
    return not _after_determiner(amount, state)


_DETERMINER = re.compile(
    r"\b(?:the|a|an|its|their|our|his|her|this|that|my|your|another|every|each|['’]s|as|and|very)\s+(?:\w+\s)?$|['’]s?\s$",
    re.IGNORECASE,
)


def _after_determiner(amount: Amount, state: _State) -> bool:
    return bool(_DETERMINER.search(state.text, max(0, amount.start - 24), amount.start))


def _is_share(amount: Amount, state: _State) -> bool:
    """A fraction of something (`a quarter of Ukraine's population`), not `the first half` or `this quarter`."""
    if amount.kind != "cardinal":
        return True
    following = state.text[amount.end : amount.end + 8].lower()
    word = state.text[amount.start : amount.end].lower()
    if word in ("quarter", "quarters", "halves", "tenths"):
        return False
    return following.startswith((" of ", " the ", " its ", " their ", " our ", " that ", " a "))


def _is_vague_count(amount: Amount, what: Counted, state: _State) -> bool:
    """`millions of people`; not `trillions-worth`."""
    return bool(what.noun) and state.text[amount.end : amount.end + 4] == " of "


def _is_pronoun(amount: Amount, what: Counted, state: _State) -> bool:
    """`one` that counts nothing: `one of today's challenges`, `one must`."""
    if not what.noun or what.anaphoric:
        return True
    return state.text[amount.end : amount.end + 4] == " of "


_POINTS_BACK = re.compile(
    r"\b(?:the|remaining|these|those|other|both|another|an?|all|and the|final|last)\s+(?:remaining\s|other\s|final\s)?$",
    re.IGNORECASE,
)


_REST = re.compile(r"\b(?:remaining|other|others|another|final|last)\s$", re.IGNORECASE)
_NUMBER_OF = re.compile(r"\bnumbers? of\s+")


def _number_of(amount: Amount, state: _State) -> str | None:
    """`The number of training slots would go up … to 140`: the noun that was numbered earlier in the sentence."""
    if amount.kind != "cardinal":
        return None
    at = min(_token(amount.start, state), len(state.doc) - 1)
    begin = max(state.doc[at].sent.start_char, amount.start - 160)
    ends = [match.end() for match in _NUMBER_OF.finditer(state.text, begin, amount.start)]
    return counted.head_after(state.doc, _token(ends[-1], state), state.lexicon.plurals).noun if ends else None


def _antecedent(amount: Amount, what: Counted, state: _State) -> str | None:
    """The noun a bare numeral points back to: `27 of them`, `the remaining three`, `the fourth`, `the two`."""
    if not what.anaphoric and not _POINTS_BACK.search(state.text, max(0, amount.start - 24), amount.start):
        return None
    if amount.kind == "ordinal":
        beside = _apposition(amount, state)
        if beside:
            return beside
    near = [row for row in state.rows[-8:] if row.counted and row.kind in ("cardinal", "ordinal")]
    if not what.anaphoric and amount.kind == "cardinal":
        rest = _REST.search(state.text, max(0, amount.start - 16), amount.start)
        near = [row for row in near if (amount.start - row.end < 160 if rest else row.value == amount.value)]
    elif amount.kind == "cardinal":
        near = [row for row in near if amount.start - row.end < 200]
    return near[-1].counted if near else None


def _apposition(amount: Amount, state: _State) -> str | None:
    """`Friday's meeting, the first at this level`: the noun before the comma."""
    at = _token(amount.start, state)
    if at >= 3 and state.doc[at - 1].lower_ == "the" and state.doc[at - 2].text == ",":
        token = state.doc[at - 3]
        if token.tag_ in ("NN", "NNS"):
            return counted.singular(token.text, state.lexicon.plurals)
    return None


def _comparator(amount: Amount, what: Counted, state: _State) -> str:
    """What is said before (`more than`) or after the figure (`or more`)."""
    lexicon, text = state.lexicon, state.text
    if amount.kind == "ordinal":
        return "="
    before = lexicon.before.search(text, max(0, amount.start - 30), amount.start)
    if before:
        return lexicon.comparators[before[1].lower()]
    for place in (amount.end, what.end):
        after = lexicon.after.match(text, place) if place > 0 else None
        if after:
            return ">=" if after[2] else lexicon.comparators[f"after:{after[1].lower()}"]
    return "="


def _which_currency(amount: Amount, state: _State) -> str | None:
    """The currency a generic word means: the one of a country of the text, else its default, else unknown."""
    several = amount.currencies
    if len(several) == 1:
        return several[0].code
    default = [currency.code for currency in several if currency.default]
    if default and not _local(several, default[0], amount, state):
        return default[0]
    local = _local(several, default[0] if default else "", amount, state)
    return local or (default[0] if default else None)


def _local(several: Sequence[Currency], default: str, amount: Amount, state: _State) -> str | None:
    """The one currency among several whose country the sentence, or else the text, names."""
    if default in ("USD", "EUR"):
        return None
    at = _token(amount.start, state)
    sent = state.doc[min(at, len(state.doc) - 1)].sent
    near = {e.country for e in state.named if e.country and sent.start_char <= e.start < sent.end_char}
    everywhere = {e.country for e in state.named if e.country}
    for countries in (near, everywhere):
        fitting = [currency.code for currency in several if countries.intersection(currency.countries)]
        if len(fitting) == 1:
            return fitting[0]
        if default in fitting:
            return default
    return None


def _inherited(amount: Amount, state: _State) -> str | None:
    """The currency of the sum a bare figure is compared with (`… could reach 9 trillion`)."""
    for row in reversed(state.rows[-4:]):
        if amount.start - row.end > 220 or "\n\n" in state.text[row.end : amount.start]:
            return None
        if row.kind == "money":
            return row.unit
    return None


_CLAUSE = re.compile(r"[.;:\n]")


def _modality(amount: Amount, state: _State, lexicon: Lexicon) -> str:
    """actual, or what a word of the clause before the figure says: target, estimate, forecast."""
    clause = state.text[max(0, amount.start - 70) : amount.start]
    pieces = _CLAUSE.split(clause)
    nearest, name = -1, "actual"
    for cue, pattern in lexicon.modality:
        for match in pattern.finditer(pieces[-1]):
            if match.start() > nearest:
                nearest, name = match.start(), cue
    return name


def assign_roles(
    doc: Doc, quantities: Sequence[Number], votes: Sequence[Vote], stances: Sequence[Stance], lexicon: Lexicon
) -> list[Number]:
    """The quantities with the role each plays in a vote, among sponsors or signatories."""
    roles = _tally_roles(quantities, votes)
    text = doc.text
    rows: list[Number] = []
    for row in quantities:
        role = roles.get(row.start)
        if role is None and row.kind == "cardinal" and row.value is not None:
            role = _standing(text, row, lexicon)
        rows.append(dataclasses.replace(row, role=role) if role else row)
    return rows


def _tally_roles(quantities: Sequence[Number], votes: Sequence[Vote]) -> dict[int, str]:
    """Start of a figure → its role in the tally it stands in; equal figures take their roles in turn."""
    found: dict[int, str] = {}
    starts = [row.start for row in quantities]
    for vote in votes:
        open_roles = [(name, getattr(vote, name)) for name in ("in_favour", "against", "abstained", "absent")]
        for row in quantities[bisect_left(starts, vote.start) : bisect_left(starts, vote.end)]:
            role = next((name for name, value in open_roles if value is not None and value == row.value), None)
            if role and row.kind == "cardinal":
                found[row.start] = role
                open_roles = [(name, value) for name, value in open_roles if name != role]
    return found


def _standing(text: str, row: Number, lexicon: Lexicon) -> str | None:
    """sponsors, signatories, ratifications: by the words right beside the figure."""
    for role, (before, after) in lexicon.standings.items():
        if before.search(text, max(0, row.start - 90), row.start) or after.match(text, row.end, row.end + 60):
            return role
    return None
