"""Amounts: numerals with their currency, unit or percentage, and the ranges two of them make."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.resources import Models
from pipeline.text.numerals import NumberWord, Numeral

READS = ("kb/currencies.csv", "en/units.csv", "en/numbers.toml", "en/number_words.csv")
"""Files of `models/` this module reads."""


@dataclass(frozen=True, slots=True)
class Currency:
    """A line of `currencies.csv`. default: what the generic word means where no country says otherwise."""

    code: str
    generic: tuple[str, ...]
    adjectives: tuple[str, ...]
    signs: tuple[str, ...]
    countries: tuple[str, ...]
    default: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """A line of `units.csv`: the symbol and every way a text writes the unit."""

    symbol: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measures:
    """What stands before or after a numeral and makes it money, a percentage or a physical quantity."""

    signs: Mapping[str, str]
    before: re.Pattern[str]
    money: Mapping[str, tuple[Currency, ...]]
    units: Mapping[str, str]
    after: re.Pattern[str]
    changes: re.Pattern[str]
    scales: Mapping[str, Decimal]
    weights: Mapping[str, str]
    weighed: re.Pattern[str]
    rates: re.Pattern[str]
    suffixes: Collection[str]


@dataclass(frozen=True, slots=True)
class Amount:
    """A numeral with what it measures. currencies: those the word can mean, where a sign or name leaves several."""

    start: int
    end: int
    value: Decimal | None
    kind: str
    numeral: Numeral
    high: Decimal | None = None
    unit: str | None = None
    currencies: tuple[Currency, ...] = ()
    rule: str | None = None
    """How it was read; None for a bare numeral."""
    per: str | None = None
    rated: int = -1
    """Where a rate (`a second`, `per person`) ends that follows the amount."""


_SCALES = {"k": 3, "K": 3, "m": 6, "M": 6, "mn": 6, "MM": 6, "b": 9, "B": 9, "bn": 9, "t": 12, "T": 12}
_SCALE_LETTER = re.compile(r" ?(k|K|mn|MM|m|M|bn|b|B|t|T)(?![^\W_])")
_DASH = re.compile(" ?[-–—] ?")
_TO = re.compile(" to |-to-")
_OR = re.compile(" or ")
_PRICE = re.compile(r"\d+\.\d\d|\d{1,3}(?:,\d{3})+")
_NEGATIVE = re.compile(r"(?:(?<=[\s(])[-−]|\bminus )$", re.IGNORECASE)
_AND = re.compile(r"\sand\s(?:about\s|some\s)?")
_BETWEEN = re.compile(r"\bbetween\s(?:about\s|some\s|an?\sestimated\s)?$", re.IGNORECASE)
_FROM = re.compile(
    r"\bfrom\s(?:about\s|some\s|around\s|nearly\s|almost\s|roughly\s|the\s(?:current|present)\s)?$", re.IGNORECASE
)


def load_measures(models: Models) -> Measures:
    """Currencies, units and words of percentage; raises KnowledgeError naming file and line."""
    words: dict[str, Any] = models.toml("en/numbers.toml")
    signs: dict[str, str] = {}
    money: dict[str, tuple[Currency, ...]] = {}
    for currency in models.csv("kb/currencies.csv", Currency, unique="code"):
        for sign in currency.signs:
            signs.setdefault(sign, currency.code)
        for word in currency.generic:
            money[word.lower()] = (*money.get(word.lower(), ()), currency)
            for adjective in currency.adjectives:
                money.setdefault(f"{adjective} {word}".lower(), (currency,))
        for sign in currency.signs:
            money.setdefault(sign, (currency,))
    units = {name: unit.symbol for unit in models.csv("en/units.csv", Unit, unique="symbol") for name in unit.names}
    percent = dict.fromkeys(words["percent"]["words"], "%")
    forms = {**dict.fromkeys(money, ""), **units, **percent}
    return Measures(
        signs=signs,
        before=re.compile(f"(?<![^\\W_])({_either(signs)}) ?$"),
        money=money,
        units={**units, **percent},
        after=re.compile(f"(?:-| {{0,2}})({_either(forms)})(?![^\\W_]|[-/]\\d)", re.IGNORECASE),
        changes=re.compile(rf"\b(?:{_either(words['change']['words'])})\b", re.IGNORECASE),
        scales={
            row.word: Decimal(int(row.value))
            for row in models.csv("en/number_words.csv", NumberWord, unique="word")
            if row.role == "scale"
        },
        weights=words["weights"]["words"],
        weighed=re.compile(rf" of (?!(?:{_either(words['weights']['sums'])})\b)", re.IGNORECASE),
        rates=re.compile(
            rf"(?: ?/ ?| (?:{_either(words['per']['leads'])}) )({_either(words['per']['words'])})(?![^\W_])",
            re.IGNORECASE,
        ),
        suffixes=frozenset({*units, *percent, *money, *_SCALES}),
    )


def _either(words: Collection[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def find_amounts(text: str, numerals: Sequence[Numeral], measures: Measures) -> list[Amount]:
    """The numerals as amounts in order, with two that make a range brought together."""
    amounts = [_rated(text, _measure(text, numeral, measures), measures) for numeral in numerals]
    found: list[Amount] = []
    for amount in amounts:
        if found:
            joined = _join(text, found[-1], amount, measures)
            if joined is not None:
                found[-1:] = joined
                continue
        found.append(amount)
    return found


def _rated(text: str, amount: Amount, measures: Measures) -> Amount:
    """`3 tonnes a minute`, `€40 per person`: what an amount of money or a quantity is reckoned by."""
    rate = measures.rates.match(text, amount.end) if amount.kind in ("money", "quantity", "percent") else None
    return dataclasses.replace(amount, per=rate[1].lower(), rated=rate.end()) if rate else amount


def _measure(text: str, numeral: Numeral, measures: Measures) -> Amount:
    """One numeral with the currency before it or the measure after it."""
    plain = Amount(numeral.start, numeral.end, numeral.value, _kind(numeral), numeral)
    if numeral.form not in ("cardinal", "fraction"):
        return plain
    before = measures.before.search(text, max(0, numeral.start - 8), numeral.start)
    if before:
        return _money_before(text, plain, before, measures)
    after = measures.after.match(text, numeral.end)
    if after:
        return _signed(text, _scaled_after(text, _measured_after(text, plain, after, measures), after, measures))
    return plain


def _signed(text: str, amount: Amount) -> Amount:
    """A percentage or a quantity below zero: `-0.4 per cent`, `minus 12 °C`."""
    sign = _NEGATIVE.search(text, max(0, amount.start - 6), amount.start)
    if not sign or amount.value is None or amount.kind not in ("percent", "quantity"):
        return amount
    return dataclasses.replace(amount, start=sign.start(), value=-amount.value)


def _scaled_after(text: str, amount: Amount, name: re.Match[str], measures: Measures) -> Amount:
    """`125 USD million`: the scale behind the currency's code."""
    if amount.kind != "money" or amount.value is None or not name[1].isupper():
        return amount
    word = _WORD_AFTER.match(text, amount.end)
    scale = measures.scales.get(word[1].lower()) if word else None
    if word is None or scale is None or amount.numeral.scale > 1:
        return amount
    value = amount.value * scale
    numeral = dataclasses.replace(amount.numeral, value=value, scale=scale)
    return dataclasses.replace(amount, end=word.end(), value=value, numeral=numeral)


_WORD_AFTER = re.compile(r" ([A-Za-z]+)(?!\w)")


def _kind(numeral: Numeral) -> str:
    return "ordinal" if numeral.form == "ordinal" else "cardinal"


def _money_before(text: str, amount: Amount, sign: re.Match[str], measures: Measures) -> Amount:
    """`€18m`, `US$ 3 bn`: the letter after the figure is a scale."""
    numeral = amount.numeral
    value, end = amount.value, amount.end
    letter = _SCALE_LETTER.match(text, end)
    if letter and numeral.digits and numeral.scale == 1 and value is not None:
        scale = Decimal(10) ** _SCALES[letter[1]]
        value, end = value * scale, letter.end()
        numeral = dataclasses.replace(numeral, value=value, scale=scale, after="")
    code = measures.signs[sign[1]]
    if code == "COP" and sign[1].isalpha() and (value is None or value < 1000):
        return amount  # the meetings of climate and other conventions are called COP too
    if text[sign.end() - 1].isalpha() and sign[1].isalpha() and not _is_price(text, amount, value, sign[1]):
        return amount
    after = measures.after.match(text, end)
    if after and _names(after[1], measures) and code in {c.code for c in measures.money[_key(after[1], measures)]}:
        end = after.end()
    return dataclasses.replace(
        amount, start=sign.start(1), end=end, value=value, kind="money", unit=code, numeral=numeral, rule="money-sign"
    )


def _is_price(text: str, amount: Amount, value: Decimal | None, sign: str) -> bool:
    """What letters that touch a figure must be followed by to be a currency: `R2.5 billion`, `R273.00`; not `R21`, `Rs5`."""
    if _PRICE.fullmatch(text, amount.numeral.start, amount.numeral.end):
        return True
    return value is not None and value >= 1000 and (len(sign) > 1 or value >= 100_000)


def _key(word: str, measures: Measures) -> str:
    return word if word in measures.money else word.lower()


def _names(word: str, measures: Measures) -> bool:
    return _key(word, measures) in measures.money


def _measured_after(text: str, amount: Amount, after: re.Match[str], measures: Measures) -> Amount:
    """`12 per cent`, `5 million euros`, `17 km`."""
    word = after[1]
    hyphen = after[0][0] == "-"
    numeral = dataclasses.replace(amount.numeral, after="")
    lower = word.lower()
    symbol = measures.units.get(word) or (measures.units.get(lower) if len(word) > 3 else None)
    if symbol == "p.p.":
        return dataclasses.replace(
            amount, end=after.end(), kind="percent", unit=symbol, numeral=numeral, rule="percent"
        )
    if symbol == "%":
        return dataclasses.replace(amount, end=after.end(), kind="percent", numeral=numeral, rule="percent")
    if lower in measures.weights and amount.numeral.scale == 1 and measures.weighed.match(text, after.end()):
        symbol = measures.weights[lower]
    elif lower in measures.money or word in measures.money:
        currencies = measures.money[_key(word, measures)]
        return dataclasses.replace(
            amount, end=after.end(), kind="money", currencies=currencies, numeral=numeral, rule="money-name"
        )
    if symbol is None or (len(word) < 2 and hyphen):
        return amount
    return dataclasses.replace(amount, end=after.end(), kind="quantity", unit=symbol, numeral=numeral, rule="unit")


def _join(text: str, low: Amount, high: Amount, measures: Measures) -> list[Amount] | None:
    """One amount for `10-20`, `15 to 20`, `between 60% and 65%`; two with a shared measure for `from 12.5 to 25 million`."""
    between = text[low.end : high.start]
    if len(between) > 16 or low.value is None or high.value is None or low.high is not None:
        return None
    if low.numeral.form != "cardinal" or high.numeral.form != "cardinal":
        return None
    dash = bool(_DASH.fullmatch(between))
    pair = bool(_AND.fullmatch(between)) and bool(_BETWEEN.search(text, max(0, low.start - 30), low.start))
    near = bool(_OR.fullmatch(between)) and low.kind == high.kind == "cardinal" and high.value - low.value in (1, 2)
    if not (dash or pair or near or _TO.fullmatch(between)):
        return None
    low, high = _share(low, high)
    if low.value is None or high.value is None or not _same_measure(low, high):
        return None
    start = max(0, low.start - 36)
    changed = _FROM.search(text, start, low.start)
    if changed and measures.changes.search(text, max(0, low.start - 160), low.start):
        return [low, high]
    if dash and low.value > high.value and high.kind == "percent":
        return [low, high]  # `carried 52-48 percent`
    if low.value >= high.value or (dash and _is_score(text, low, high)) or _is_tally(text, low, high):
        return None
    return [dataclasses.replace(high, start=low.start, value=low.value, high=high.value, rule="range")]


def _share(low: Amount, high: Amount) -> tuple[Amount, Amount]:
    """Scale and measure of one end given to the other where it has none."""
    lifted = high.numeral.scale
    bare = low.numeral.scale == 1 and lifted > 1 and "cardinal" in (low.kind, high.kind)
    if bare and low.value is not None and high.value is not None and low.value * lifted < high.value:
        value = low.value * lifted
        low = dataclasses.replace(low, value=value, numeral=dataclasses.replace(low.numeral, value=value, scale=lifted))
    if low.kind == "cardinal" and high.kind != "ordinal":
        low = dataclasses.replace(low, kind=high.kind, unit=high.unit, currencies=high.currencies)
    elif high.kind == "cardinal" and low.kind == "money":
        high = dataclasses.replace(high, kind="money", unit=low.unit, currencies=low.currencies)
    return low, high


def _same_measure(low: Amount, high: Amount) -> bool:
    return low.kind == high.kind and (low.unit == high.unit or low.unit is None or high.unit is None)


_SCORE_CUE = re.compile(
    r"\b(?:votes?|voted|voting|ballots?|tally|score|majority|result|margin|won|lost|passed|adopted|rejected)\b[^.;]{0,24}$",
    re.I,
)
_TALLY_AFTER = re.compile(
    r"[^\w.;]{0,3}(?:votes?\b)?[^\w.;]{0,3}(?:with|and)\s+(?:\w+\s+)?(?:\w+)\s+(?:abst|members? abst)", re.I
)


def _is_score(text: str, low: Amount, high: Amount) -> bool:
    """`94-59-33` and `by a 5-9 vote` are tallies and no ranges."""
    neighbours = text[max(0, low.start - 3) : low.start], text[high.end : high.end + 3]
    if re.search(r"\d\s?[-–]\s?$", neighbours[0]) or re.match(r"\s?[-–]\s?\d", neighbours[1]):
        return True
    return bool(
        re.match(r"[\s-]votes?\b", text[high.end : high.end + 7])
        or _SCORE_CUE.search(text, max(0, low.start - 40), low.start)
    )


def _is_tally(text: str, low: Amount, high: Amount) -> bool:
    """`by 17 votes to 21, with nine abstentions`."""
    if high.kind != "cardinal" or low.numeral.scale > 1:
        return False
    return bool(_TALLY_AFTER.match(text, high.end))
