"""Numbers: quantities with value, unit, comparator and what they count."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Protocol

from pipeline.numbers import amounts, counted, modality, nouns, purpose, uncounted
from pipeline.numbers.amounts import Amount, Currency
from pipeline.numbers.counted import Counted
from pipeline.numbers.readings import Lexicon, Reading
from pipeline.resources import Models
from pipeline.tables import Date, Entity, Number, Reference
from pipeline.text import numerals as written
from pipeline.text.annotated import Text

READS: tuple[str, ...] = (*written.READS, *amounts.READS, *counted.READS)
"""Files of `models/` this stage reads."""


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    words: dict[str, Any] = models.toml("en/numbers.toml")
    before = {phrase: sign for sign, phrases in words["before"].items() for phrase in phrases}
    after = {phrase: sign for sign, phrases in words["after"].items() for phrase in phrases}
    time = _either(words["time"]["nouns"])
    qualifiers = _either(words["time"]["qualifiers"])
    return Lexicon(
        words=written.load_words(models),
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
        voting=frozenset(words["voting"]["verbs"]),
        addresses=re.compile(rf" (?:[A-Z0-9][\w.]* ){{1,3}}(?:{_either(words['addresses']['streets'])})(?!\w)"),
        editorial=re.compile("|".join(words["editorial"]["marks"])),
        told=modality.read_words(words),
        purposes=purpose.read_words(words["purpose"]),
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


_ENTITY_LABELS = frozenset({"PERSON", "ORG", "FAC", "LAW", "PRODUCT", "WORK_OF_ART", "EVENT", "GPE", "LOC", "NORP"})


def find_quantities(
    text: Text,
    entities: Sequence[Entity],
    references: Sequence[Reference],
    dates: Sequence[Date],
    lexicon: Lexicon,
) -> list[Number]:
    """The quantities of a text, before votes give them a role."""
    view = text.view
    closed = uncounted.closed_spans(view, text.segments, references, dates, lexicon)
    named = [e for e in entities if e.label in _ENTITY_LABELS]
    numerals = written.find_numerals(view, lexicon.words)
    numerals = [n for n in numerals if uncounted.is_free(view, n, closed, lexicon)]
    reading = Reading(text, view, text.document.doc_id, text.starts, named, [e.start for e in named], lexicon, [])
    for amount in amounts.find_amounts(view, numerals, lexicon.measures):
        row = _row(amount, reading)
        if row is not None:
            nouns.share_noun(row, reading)
            reading.rows.append(row)
            reading.rated = amount.rated
    return reading.rows


def _row(amount: Amount, reading: Reading) -> Number | None:
    """One amount as a row, None when it counts nothing."""
    what = nouns.counted_noun(amount, reading)
    return None if uncounted.counts_nothing(amount, what, reading) else _finished(amount, what, reading)


def _finished(amount: Amount, what: Counted, reading: Reading) -> Number:
    text, lexicon = reading.text, reading.lexicon
    kind, unit, rule = amount.kind, amount.unit, amount.rule
    compared = None
    if kind == "money" and unit is None:
        unit = _which_currency(amount, reading)
    elif kind == "cardinal" and not what.noun and amount.numeral.scale >= 1000 and not nouns.number_of(amount, reading):
        compared = _inherited(amount, reading)
        if compared:
            kind, unit, rule = "money", compared, "money-inherited"
    noun = what.noun if kind in ("cardinal", "ordinal", "percent") else None
    if noun is None and kind in ("cardinal", "ordinal"):
        noun = (
            nouns.antecedent(amount, what, reading)
            or nouns.number_of(amount, reading)
            or nouns.left_out(amount, reading)
        )
    if noun is not None and any(map(str.isdigit, noun)):
        noun = None
    if noun is None and kind == "percent":
        noun = nouns.measured_by(amount, reading)
    value = None if amount.value is None else float(amount.value)
    at = _last_token(amount, reading)
    return Number(
        doc_id=reading.doc_id,
        start=amount.start,
        end=amount.end,
        text=text[amount.start : amount.end],
        value=value,
        value_high=None if amount.high is None else float(amount.high),
        comparator=_comparator(amount, what, reading),
        kind=kind,
        unit=unit,
        counted=noun,
        counted_phrase=text[what.start : what.end] if what.noun and noun == what.noun else None,
        purpose=purpose.said_of(amount, reading.parse, at, lexicon.purposes) if kind == "money" else None,
        per=amount.per,
        modality=_how_meant(amount, what, reading, at),
        rule=rule or amount.numeral.form,
    )


def _comparator(amount: Amount, what: Counted, reading: Reading) -> str:
    """What is said before (`more than`) or after the figure (`or more`)."""
    lexicon, text = reading.lexicon, reading.text
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


def _last_token(amount: Amount, reading: Reading) -> int:
    """The last token of an amount, which hangs on what it counts."""
    return max(reading.token(amount.start), reading.token(amount.end) - 1)


def _how_meant(amount: Amount, _what: Counted, reading: Reading, at: int) -> str:
    """actual, or what governs the figure: target, estimate, forecast."""
    if amount.kind == "ordinal" or at >= len(reading.parse):
        return "actual"
    return modality.of_figure(reading.parse, reading.token(amount.start), at, reading.lexicon.told)


def _which_currency(amount: Amount, reading: Reading) -> str | None:
    """The currency a generic word means: the one of a country of the text, else its default, else unknown."""
    several = amount.currencies
    if len(several) == 1:
        return several[0].code
    default = [currency.code for currency in several if currency.default]
    if default and not _local(several, default[0], amount, reading):
        return default[0]
    local = _local(several, default[0] if default else "", amount, reading)
    return local or (default[0] if default else None)


def _local(several: Sequence[Currency], default: str, amount: Amount, reading: Reading) -> str | None:
    """The one currency among several whose country the sentence, or else the text, names."""
    if default in ("USD", "EUR"):
        return None
    start, end = reading.sentence(amount.start)
    near = {e.country for e in reading.named if e.country and start <= e.start < end}
    everywhere = {e.country for e in reading.named if e.country}
    for countries in (near, everywhere):
        fitting = [currency.code for currency in several if countries.intersection(currency.countries)]
        if len(fitting) == 1:
            return fitting[0]
        if default in fitting:
            return default
    return None


def _inherited(amount: Amount, reading: Reading) -> str | None:
    """The currency of the sum a bare figure is compared with (`… could reach 9 trillion`)."""
    for row in reversed(reading.rows[-4:]):
        if amount.start - row.end > 220 or "\n\n" in reading.text[row.end : amount.start]:
            return None
        if row.kind == "money":
            return row.unit
    return None


def assign_roles(
    text: Text,
    quantities: Sequence[Number],
    tallies: Sequence[_Tally],
    lexicon: Lexicon,
) -> list[Number]:
    """The quantities with the role each plays in a vote, among sponsors or signatories."""
    roles = {start: role for tally in tallies for start, role in tally.roles}
    view = text.view
    rows: list[Number] = []
    for row in quantities:
        role = roles.get(row.start)
        if role is None and row.kind == "cardinal" and row.value is not None:
            role = _standing(view, row, lexicon)
        rows.append(dataclasses.replace(row, role=role) if role else row)
    return rows


class _Tally(Protocol):
    """The figures of a vote."""

    @property
    def roles(self) -> Iterable[tuple[int, str]]:
        """(start, side) of each figure."""


def _standing(text: str, row: Number, lexicon: Lexicon) -> str | None:
    """sponsors, signatories, ratifications: by the words right beside the figure."""
    for role, (before, after) in lexicon.standings.items():
        if before.search(text, max(0, row.start - 90), row.start) or after.match(text, row.end, row.end + 60):
            return role
    return None
