"""Numerals in digits and words, and what they are worth."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.resources import Models
from pipeline.text import numerals

WORDS = numerals.load_words(Models(Path(__file__).parents[1] / "models", numerals.READS))
SMALL = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES = ["", " thousand", " million", " billion", " trillion", " quadrillion"]


def spell(value: int, *, with_and: bool) -> str:
    """The English words for a whole number."""
    groups: list[int] = []
    rest = value
    while rest or not groups:
        groups.append(rest % 1000)
        rest //= 1000
    said = [spell_group(g, with_and=with_and) + SCALES[i] for i, g in enumerate(groups) if g or value == 0]
    if with_and and len(said) > 1 and 0 < groups[0] < 100:
        said[0] = "and " + said[0]
    return " ".join(reversed(said))


def spell_group(value: int, *, with_and: bool) -> str:
    hundreds, rest = divmod(value, 100)
    below = SMALL[rest] if rest < 20 else TENS[rest // 10] + (f"-{SMALL[rest % 10]}" if rest % 10 else "")
    if not hundreds:
        return below
    return f"{SMALL[hundreds]} hundred" + (f"{' and' if with_and else ''} {below}" if rest else "")


@given(st.one_of(st.integers(0, 10**15), st.integers(0, 10**4), st.integers(0, 15).map(lambda n: 10**n)), st.booleans())
@settings(max_examples=600, deadline=None)
def test_words_give_back_the_number_they_were_made_of(value: int, with_and: bool) -> None:
    said = spell(value, with_and=with_and)
    for text in (said, said.capitalize(), said.upper()):
        found = numerals.find_numerals(f"It came to {text}.", WORDS)
        assert [(n.value, n.form) for n in found] == [(Decimal(value), "cardinal")], text


@given(st.integers(0, 10**12), st.sampled_from([",", "\u00a0", "\u202f", " "]))
@settings(max_examples=200, deadline=None)
def test_digits_in_groups_of_three(value: int, separator: str) -> None:
    written = f"{value:,}".replace(",", separator)
    assert [n.value for n in numerals.find_numerals(f"It was {written}.", WORDS)] == [value]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("half a billion", "500000000"),
        ("half a dozen", "6"),
        ("a dozen", "12"),
        ("two and a half million", "2500000"),
        ("a million and a half", "1500000"),
        ("a hundred thousand", "100000"),
        ("five hundred thousand", "500000"),
        ("1.2 lakh", "120000"),
        ("3 crore", "30000000"),
        ("1,25,000", "125000"),
        ("1.937 million", "1937000"),
        ("1.937", "1937"),
        ("0.125", "0.125"),
        ("12,5", "12.5"),
        ("1.234.567,5", "1234567.5"),
        ("15mln", "15000000"),
        ("1.5B", "1500000000"),
        ("three quarters", "0.75"),
        ("341.2 million", "341200000"),
    ],
)
def test_one_numeral(text: str, want: str) -> None:
    assert [n.value for n in numerals.find_numerals(text, WORDS)] == [Decimal(want)]


@pytest.mark.parametrize(
    ("text", "want"),
    [("SEVENTY-FOURTH", 74), ("46TH", 46), ("1291st", 1291), ("one hundred and first", 101), ("hundredth", 100)],
)
def test_ordinals(text: str, want: int) -> None:
    assert [(n.value, n.form) for n in numerals.find_numerals(text, WORDS)] == [(Decimal(want), "ordinal")]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("one hundred and two hundred", [100, 200]),
        ("twenty twenty-five five", [20, 25, 5]),
        ("thirty (30) copies", [30]),
        ("94-59-33", [94, 59, 33]),
        ("25.11.2025", []),
        ("tens of millions of people", [None]),
        ("several hundred, the millions", [None]),
        ("someone, often, tone, weight", []),
    ],
)
def test_runs(text: str, want: list[int | None]) -> None:
    assert [n.value for n in numerals.find_numerals(text, WORDS)] == want
